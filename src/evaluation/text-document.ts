import { createHash } from 'node:crypto';
import { splitSentences } from '../text/sentences.ts';
import type { Document, Passage } from '../types.ts';

/** A document and its passages. */
export interface SplitDocument {
  readonly document: Document;
  readonly passages: readonly Passage[];
}

/**
 * A plain text document made of passages that are given, separated by blank lines; none is split further.
 *
 * @param texts each with something other than white space in it
 */
export function textDocument(path: string, title: string, texts: readonly string[]): SplitDocument {
  const separator = '\n\n';
  const text = texts.join(separator);
  const bytes = Buffer.from(text);
  const spans: { start: number; end: number }[] = [];
  let at = 0;
  for (const one of texts) {
    spans.push({ start: at, end: at + one.length });
    at += one.length + separator.length;
  }
  return {
    document: {
      path,
      format: 'text',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      text,
      blocks: spans.map((span) => ({ ...span, kind: 'paragraph', boilerplate: false })),
      metadata: { title, publisher: null, author: null, published: null, url: null, basedOn: null },
      evidence: {},
    },
    passages: spans.map((span) => {
      const sentences = splitSentences(text, span);
      return {
        start: sentences[0]?.start ?? span.start,
        end: sentences.at(-1)?.end ?? span.end,
        sentences,
        heading: null,
      };
    }),
  };
}
