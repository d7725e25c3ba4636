import type { Block, BlockKind, Document, DocumentFormat, Metadata } from '../types.ts';

/** What a format gives: the text, its layout, and what the format's own fields say about the work. */
export interface Extracted {
  readonly format: DocumentFormat;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly fields: Partial<Metadata>;
  /** Where in `text` a field of `fields` is written. */
  readonly fieldEvidence: Document['evidence'];
  /** What the operator should know although the document was read, one sentence each. */
  readonly notes: readonly string[];
}

/** The outcome of reading one file: its text, or why there is none, in words for the operator. */
export type Extraction =
  | { readonly kind: 'extracted'; readonly extracted: Extracted }
  | { readonly kind: 'refused'; readonly reason: string };

/** One block before it has a place in a text. */
export interface Piece {
  readonly kind: BlockKind;
  readonly text: string;
  readonly boilerplate: boolean;
}

const kindsOnConsecutiveLines: ReadonlySet<BlockKind> = new Set(['item', 'row', 'front-matter']);

/**
 * Writes pieces one below the other: a blank line between paragraphs, none between the items of a list, the rows
 * of a table or the fields at the top. Empty pieces are left out.
 */
export function layOut(pieces: Iterable<Piece>): { readonly text: string; readonly blocks: Block[] } {
  const parts: string[] = [];
  const blocks: Block[] = [];
  let length = 0;
  for (const piece of pieces) {
    if (piece.text === '') continue;
    const before = blocks.at(-1);
    if (before !== undefined) {
      const gap = before.kind === piece.kind && kindsOnConsecutiveLines.has(piece.kind) ? '\n' : '\n\n';
      parts.push(gap);
      length += gap.length;
    }
    parts.push(piece.text);
    blocks.push({
      kind: piece.kind,
      boilerplate: piece.boilerplate,
      start: length,
      end: length + piece.text.length,
    });
    length += piece.text.length;
  }
  return { text: parts.join(''), blocks };
}

/** How many words a piece of text holds, counted by the white space between them; without a list of them in memory. */
export function wordCount(text: string): number {
  let words = 0;
  let isInWord = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isSpace = code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0;
    if (!isSpace && !isInWord) words++;
    isInWord = !isSpace;
  }
  return words;
}
