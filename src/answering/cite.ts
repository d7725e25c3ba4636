import type { PassageIndex } from '../index/passage-index.ts';
import type { Citation, Span } from '../types.ts';

/**
 * A citation of a span, or `null` when the stored text no longer matches its hash or the span is not inside it:
 * what cannot be checked is not shown.
 *
 * @param number from 1; what the marker in the answer's text says
 */
export function cite(index: PassageIndex, document: number, span: Span, number: number): Citation | null {
  const record = index.documents[document];
  if (record === undefined || !index.isTextIntact(document)) return null;
  const text = index.text(document);
  if (!(span.start >= 0 && span.start < span.end && span.end <= text.length)) return null;
  const { title, publisher, author, published, url, basedOn } = record.metadata;
  const quote = text.slice(span.start, span.end);
  return {
    number,
    document: record.path,
    title,
    publisher,
    author,
    published,
    url,
    basedOn,
    quote,
    start: span.start,
    end: span.end,
  };
}

/** Whether a citation still stands: its quote is the document's text at its offsets, character for character. */
export function isVerbatim(index: PassageIndex, citation: Citation): boolean {
  const document = index.documents.findIndex((record) => record.path === citation.document);
  return (
    document >= 0 &&
    index.isTextIntact(document) &&
    index.text(document).slice(citation.start, citation.end) === citation.quote
  );
}
