import type { Metadata, MetadataField, Span } from '../types.ts';
import { buildLexicalIndex, openLexicalIndex } from './bm25.ts';
import type { PassageIndex } from './passage-index.ts';

/** A document of one passage, already split into sentences. */
export interface MemoryDocument {
  readonly path: string;
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly metadata: Metadata;
  readonly evidence?: Readonly<Partial<Record<MetadataField, Span>>>;
  /** Unit vector of the passage, or `null` for none. */
  readonly embedding: Float32Array | null;
}

/** An index in memory, with one passage a document and exact dense search: for training and for tests. */
export function memoryIndex(documents: readonly MemoryDocument[]): PassageIndex {
  const lexical = openLexicalIndex(
    buildLexicalIndex(documents.map(({ text, metadata }) => ({ body: text, title: metadata.title }))),
  );
  const similarity = (query: Float32Array, passage: number): number =>
    dot(query, documents[passage]?.embedding ?? null);
  return {
    generation: 'memory',
    passageCount: documents.length,
    documents: documents.map(({ path, metadata, evidence = {} }, ordinal) => ({
      path,
      metadata,
      evidence,
      firstPassage: ordinal,
      passageCount: 1,
    })),
    lexical,
    dense: {
      search: (query, k) =>
        Array.from(documents, (_, passage) => ({ passage, similarity: similarity(query, passage) }))
          .sort((a, b) => b.similarity - a.similarity || a.passage - b.passage)
          .slice(0, k),
      similarity,
    },
    passage(ordinal) {
      const sentences = documents[ordinal]?.sentences ?? [];
      return {
        document: ordinal,
        start: sentences[0]?.start ?? 0,
        end: sentences.at(-1)?.end ?? 0,
        sentences,
        heading: null,
      };
    },
    text: (document) => documents[document]?.text ?? '',
    isTextIntact: () => true,
  };
}

function dot(a: Float32Array, b: Float32Array | null): number {
  if (b === null) return 0;
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
