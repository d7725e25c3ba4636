import type { Metadata, MetadataField, Span } from '../types.ts';
import type { LexicalIndex } from './bm25.ts';

/** A passage as an index hands it out. */
export interface IndexedPassage extends Span {
  /** Ordinal of its document. */
  readonly document: number;
  readonly sentences: readonly Span[];
  readonly heading: string | null;
}

/** What answering needs to know of a document; its text comes through `PassageIndex.text`. */
export interface DocumentRecord {
  readonly path: string;
  readonly metadata: Metadata;
  readonly evidence: Readonly<Partial<Record<MetadataField, Span>>>;
  /** Its passages are `firstPassage` … `firstPassage + passageCount - 1`. */
  readonly firstPassage: number;
  readonly passageCount: number;
}

export interface DenseSearch {
  /** The nearest passages by cosine, best first. */
  search(
    query: Float32Array,
    k: number,
  ): readonly { readonly passage: number; readonly similarity: number }[];
  /** Cosine of a query and a passage; 0 for a passage without an embedding. */
  similarity(query: Float32Array, passage: number): number;
}

/**
 * What retrieval and answering ask of an index: one immutable state of passages, both searches, and the texts.
 * An open generation is one; so is `memoryIndex`, for training and tests.
 */
export interface PassageIndex {
  readonly generation: string;
  readonly documents: readonly DocumentRecord[];
  readonly passageCount: number;
  readonly lexical: LexicalIndex;
  readonly dense: DenseSearch;
  passage(ordinal: number): IndexedPassage;
  text(document: number): string;
  /** Whether the stored text still has the hash it was stored with. */
  isTextIntact(document: number): boolean;
}
