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
