import type { Actions, Result } from './protocol.ts';
import type { State } from './state.ts';

export type Send = <K extends keyof Actions>(action: K, body: Actions[K]) => Promise<Result>;

/** Turns to the server as the current viewer. Never rejects: a server that is gone is a refusal with words. */
export function createSend(state: State): Send {
  return async (action, body) => {
    try {
      const response = await fetch(`/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...body, user: state.viewer, locale: state.locale }),
      });
      return (await response.json()) as Result;
    } catch {
      return { kind: 'refused', reason: state.words.unreachable };
    }
  };
}
