/**
 * The vocabulary every part shares. Nothing here runs, and nothing here imports.
 *
 * All offsets are UTF-16 code units into a document's text, as `String.prototype.slice` counts them.
 */

/** A half-open range `[start, end)` of a document's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is known about a document as a work; `null` where the document does not say. */
export interface Metadata {
  readonly title: string;
  readonly publisher: string | null;
  readonly author: string | null;
  /** ISO 8601 calendar date, `YYYY-MM-DD`, or as much of it as is known (`YYYY`, `YYYY-MM`). */
  readonly published: string | null;
  readonly url: string | null;
  /** The work that this document retells, as a reader would cite it. */
  readonly basedOn: string | null;
}

export type MetadataField = keyof Metadata;

export type DocumentFormat = 'text' | 'markdown' | 'html' | 'pdf' | 'docx';

export type BlockKind = 'heading' | 'paragraph' | 'item' | 'row' | 'code' | 'front-matter';

/** A piece of layout: one heading, paragraph, list item or table row. Blocks are in order and never overlap. */
export interface Block extends Span {
  readonly kind: BlockKind;
  /** Menus, share buttons, cookie lines and the like: kept in the text, never in a passage. */
  readonly boilerplate: boolean;
}

/** One file of the corpus, read, decoded and described. */
export interface Document {
  /** Path relative to the documents folder, `/` separated, on every platform. */
  readonly path: string;
  readonly format: DocumentFormat;
  /** Size of the file in bytes, and the SHA-256 of those bytes in hexadecimal. */
  readonly bytes: number;
  readonly sha256: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata: Metadata;
  /** Where in the text each metadata field is written, if it is; what a citation of that field quotes. */
  readonly evidence: Readonly<Partial<Record<MetadataField, Span>>>;
}

/** The retrieval unit: a run of whole sentences of one document. */
export interface Passage extends Span {
  readonly sentences: readonly Span[];
  /** The nearest heading above, without markup, for the lexical title field; `null` where there is none. */
  readonly heading: string | null;
}

/** A file that gave no passages, and why, in words for the operator. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

/** A passage found for a query. `score` only orders hits of one query; it is not a probability. */
export interface Hit {
  /** Ordinal of the passage in its generation, from 0. */
  readonly passage: number;
  /** 1 for the best. */
  readonly rank: number;
  readonly score: number;
}

/** Words of a quote that count from the day their document was published: "on Friday", "six years ago". */
export interface DatedWords extends Span {
  /** As the quote has them; the offsets are the document's. */
  readonly words: string;
  /**
   * What they probably come to, counted from the citation's `published`: ISO 8601, as exact as the words are (`YYYY`,
   * `YYYY-MM`, `YYYY-MM-DD`); `null` where that is not settled.
   */
  readonly date: string | null;
  /** Whether it is only about then: "six years ago" may be one year more or less. */
  readonly isRough: boolean;
}

export interface ShortDated extends Pick<DatedWords, 'isRough'> {
  readonly number: number;
  readonly date: string;
}

/** A verbatim quote: `text.slice(start, end) === quote` for the text of the document. */
export interface Citation {
  readonly number: number;
  readonly document: string;
  readonly title: string;
  readonly publisher: string | null;
  readonly author: string | null;
  readonly published: string | null;
  readonly url: string | null;
  readonly basedOn: string | null;
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  /** In quotes of an answer, in order; absent where there are none. Without a date of the document none is settled. */
  readonly dated?: readonly DatedWords[];
}

/** Numbers of the citations that give the same answer as the first, itself included, and of those that give another. */
export interface Agreement {
  readonly same: readonly number[];
  readonly other: readonly number[];
}

/** Languages as ISO 639-1 codes. */
export interface AnswerLanguage {
  readonly question: string;
  readonly documents: string;
}

/** Wall time of one answer by stage, in milliseconds. */
export interface Timing {
  readonly embed: number;
  readonly retrieve: number;
  readonly read: number;
  readonly total: number;
}

export interface Answer {
  readonly id: string;
  readonly question: string;
  readonly status: 'answered' | 'abstained';
  readonly text: string;
  readonly short: string | null;
  readonly citations: readonly Citation[];
  readonly related: readonly Citation[];
  /** Where two documents or more are quoted on the same thing: whether they agree. One citation of each document. */
  readonly agreement?: Agreement;
  /** What the short answer comes to, where it counts from the date of the citation with this number. */
  readonly shortDated?: ShortDated;
  /**
   * Of an abstention that can say how far the documents go: words of the question, as typed, that no document holds (or,
   * where all are held, that the nearest passage lacks), and words that the nearest passage holds. Absent otherwise.
   */
  readonly missing?: readonly string[];
  readonly mentioned?: readonly string[];
  /** Whether `missing` is in no document, or only not in the nearest passage. */
  readonly missingFrom?: 'documents' | 'passage';
  /**
   * Where the question seems to be in a language that the documents are not in: then only its names, numbers and
   * everyday words were looked for, and `text` says so first.
   */
  readonly language?: AnswerLanguage;
  /** Calibrated probability, 0..1, that the answer is right. */
  readonly confidence: number;
  readonly generation: string;
  readonly model: string;
  readonly mode: 'extractive';
  readonly milliseconds: Timing;
}

/** Turns texts into unit vectors (L2 norm 1), in order. A text with nothing known in it gives `null`. */
export type Embed = (texts: readonly string[]) => Promise<(Float32Array | null)[]>;
