import { createHash } from 'node:crypto';

/**
 * What a button or modal must remember lies in its `custom_id`, so that it works after a restart of the bot and for as long as
 * the message stands. Discord gives it 100 characters.
 */

/** The first characters of a generation's hash or a document's hash: enough to tell them apart, short enough to carry. */
export type Key = string;

export type ButtonState =
  /** Opens the passage around a quote. `document` is `documentKey`, `text` is `textKey`. */
  | {
      readonly action: 'passage';
      readonly generation: Key;
      readonly document: Key;
      readonly text: Key;
      readonly start: number;
      readonly end: number;
    }
  /** Opens the modal for another question; only `asker` (a user id) may. `document` limits it to one document. */
  | { readonly action: 'follow-up'; readonly asker: string; readonly document: Key | null }
  /** Opens the modal with the question in it, to put it otherwise. */
  | { readonly action: 'rephrase'; readonly asker: string; readonly document: Key | null }
  /** Shows a private answer to everyone. */
  | {
      readonly action: 'share';
      readonly asker: string;
      readonly generation: Key;
      readonly document: Key | null;
    }
  /** Shows, privately, what was cut off the card. */
  | { readonly action: 'rest'; readonly generation: Key; readonly document: Key | null }
  | { readonly action: 'helpful'; readonly answer: string }
  | { readonly action: 'not-helpful'; readonly answer: string }
  | { readonly action: 'dismiss'; readonly asker: string }
  /** Turns the pages of a search; `page` from 0. */
  | {
      readonly action: 'search-page';
      readonly generation: Key;
      readonly document: Key | null;
      readonly page: number;
    }
  | { readonly action: 'sources-page'; readonly generation: Key; readonly page: number }
  /** One document's outline. */
  | {
      readonly action: 'outline';
      readonly generation: Key;
      readonly document: Key;
      readonly page: number;
    };

export type ModalState =
  | { readonly action: 'follow-up-asked'; readonly asker: string; readonly document: Key | null }
  | { readonly action: 'rephrased'; readonly asker: string; readonly document: Key | null }
  | { readonly action: 'reason'; readonly answer: string };

/** A `custom_id` for the state: readable, at most 100 characters. @throws RangeError for a state that no card has */
export function encodeState(state: ButtonState | ModalState): string {
  const fields = fieldsOf[state.action] as readonly FieldName[];
  const values: Readonly<Record<string, string | number | null>> = { ...state };
  const written = fields.map((field) => {
    const value = values[field];
    const text = value === null ? noKey : String(value);
    if (!kinds[field].test(text))
      throw new RangeError(`a ${state.action} cannot hold ${JSON.stringify(value)} as its ${field}`);
    return text;
  });
  return [version, state.action, ...written].join(separator);
}

/** The state in a `custom_id`; `null` for anything that `encodeState` did not write. */
export function decodeState(customId: string): ButtonState | ModalState | null {
  if (customId.length > maxCustomId) return null;
  const [found, action, ...values] = customId.split(separator);
  if (found !== version || action === undefined || !isAction(action)) return null;
  const fields: readonly FieldName[] = fieldsOf[action];
  if (values.length !== fields.length) return null;
  const state: Record<string, string | number | null> = { action };
  for (const [at, field] of fields.entries()) {
    const text = values[at] ?? '';
    if (!kinds[field].test(text)) return null;
    state[field] = isNumber(field) ? Number(text) : text === noKey ? null : text;
  }
  // Each field has the form that its action asks for; a document that must be there is.
  if (state['document'] === null && needsDocument.has(action)) return null;
  return state as unknown as ButtonState | ModalState;
}

/** Names a document, whatever its text: of its path. */
export function documentKey(path: string): Key {
  return createHash('sha256').update(path).digest('hex').slice(0, keyLength);
}

/** Names the text that a document had. @param textSha256 in hexadecimal */
export function textKey(textSha256: string): Key {
  return textSha256.slice(0, keyLength);
}

export function generationKey(generation: string): Key {
  return createHash('sha256').update(generation).digest('hex').slice(0, keyLength);
}

/** 48 bits: two of 100,000 documents share a key once in 50,000 indexes. */
const keyLength = 12;
const maxCustomId = 100;
/** Raised when fields change their meaning: older buttons are then not ours. */
const version = '1';
const separator = '.';
const noKey = '_';

const key = /^(?:[0-9a-f]{12}|_)$/;
const count = /^(?:0|[1-9]\d{0,9})$/;
const kinds = {
  generation: /^[0-9a-f]{12}$/,
  document: key,
  text: /^[0-9a-f]{12}$/,
  start: count,
  end: count,
  page: count,
  asker: /^\d{1,20}$/,
  answer: /^[\w-]{1,40}$/,
} as const;
type FieldName = keyof typeof kinds;

function isNumber(field: FieldName): boolean {
  return kinds[field] === count;
}

/** The fields of each action, in the order in which they are written. */
const fieldsOf = {
  passage: ['generation', 'document', 'text', 'start', 'end'],
  'follow-up': ['asker', 'document'],
  rephrase: ['asker', 'document'],
  share: ['asker', 'generation', 'document'],
  rest: ['generation', 'document'],
  helpful: ['answer'],
  'not-helpful': ['answer'],
  dismiss: ['asker'],
  'search-page': ['generation', 'document', 'page'],
  'sources-page': ['generation', 'page'],
  outline: ['generation', 'document', 'page'],
  'follow-up-asked': ['asker', 'document'],
  rephrased: ['asker', 'document'],
  reason: ['answer'],
} as const satisfies {
  readonly [A in (ButtonState | ModalState)['action']]: readonly Exclude<
    keyof Extract<ButtonState | ModalState, { readonly action: A }>,
    'action'
  >[];
};
const needsDocument: ReadonlySet<string> = new Set(['passage', 'outline']);

function isAction(action: string): action is keyof typeof fieldsOf {
  return Object.hasOwn(fieldsOf, action);
}
