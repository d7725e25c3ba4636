import { byId } from './element.ts';
import type { State } from './state.ts';

/** The slim line on top: what this is, and whether the bot is there. */
export function showBar(state: State): void {
  state.onChange((change) => {
    if (change.kind === 'message' || change.kind === 'deleted' || change.kind === 'unread') return;
    const status = byId('status');
    const kind = !state.isConnected ? 'gone' : (state.snapshot?.isBotOnline ?? false) ? 'online' : 'starting';
    status.dataset['kind'] = kind;
    status.textContent = statusWords(kind, state);
  });
}

function statusWords(kind: 'gone' | 'online' | 'starting', state: State): string {
  if (kind === 'gone') return 'stopped – npm start';
  if (kind === 'starting') return 'starting…';
  const documents = state.snapshot?.documents ?? null;
  if (documents === null) return 'ready';
  return `${documents} ${documents === 1 ? 'document' : 'documents'}`;
}
