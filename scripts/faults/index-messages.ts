import type { KnownErrorCode } from '../../src/errors.ts';

/** What a child that serves and builds indexes is told to do; it does one thing after the other. */
export type Task =
  /** Open the index and ask it everything; with `hold`, keep it open for `ask-held`. */
  | {
      readonly do: 'ask';
      readonly indexDir: string;
      readonly hold?: boolean;
      readonly strict?: boolean;
      /** A folder of ranking models, if not those that ship. */
      readonly ranking?: string;
    }
  | { readonly do: 'ask-held' }
  | { readonly do: 'build'; readonly indexDir: string; readonly source: Source }
  | { readonly do: 'rollback'; readonly indexDir: string }
  /** Read a documents folder while another process changes it. */
  | { readonly do: 'load'; readonly documentsDir: string }
  /** Open a model and embed the texts with it. */
  | { readonly do: 'embed'; readonly folder: string; readonly texts: readonly string[] };

/** What an index is built of: a number of the made-up collection, or the files of a folder. */
export type Source = { readonly version: number } | { readonly documentsDir: string };

/** How it ended. `broken` is an error that no person can act on. */
export type Outcome =
  | { readonly kind: 'refused'; readonly code: KnownErrorCode; readonly message: string }
  | { readonly kind: 'broken'; readonly stack: string }
  | Done;

export type Done =
  | {
      readonly kind: 'served';
      readonly generation: string;
      readonly warning: string | null;
      /** SHA-256 of all answers and hits, without what differs from run to run. */
      readonly answers: string;
    }
  | {
      readonly kind: 'built';
      readonly status: string;
      readonly generation: string;
      readonly skipped: readonly string[];
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'loaded'; readonly files: readonly LoadedFile[] }
  /** 32-bit floats as base64, `null` for a text without a known word. */
  | {
      readonly kind: 'embedded';
      readonly id: string;
      readonly hash: string;
      readonly vectors: readonly (string | null)[];
    };

export interface LoadedFile {
  readonly path: string;
  readonly text: string | null;
  readonly reason: string | null;
}
