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
  if (kind === 'gone') return 'not running – npm start brings it back';
  if (kind === 'starting') return 'the bot is starting…';
  const documents = state.snapshot?.documents ?? null;
  if (documents === null) return 'the bot is here';
  return `answers from ${documents} ${documents === 1 ? 'document' : 'documents'}`;
}
