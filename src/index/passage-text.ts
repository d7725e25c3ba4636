import type { Document, Passage } from '../types.ts';

type Titled = Pick<Document, 'metadata'>;
type Placed = Pick<Passage, 'start' | 'end' | 'heading'>;

/** What the model embeds for a passage: its own words after the title of its document, which names what they are about. */
export function embeddingText(document: Titled & Pick<Document, 'text'>, passage: Placed): string {
  const body = document.text.slice(passage.start, passage.end);
  const { title } = document.metadata;
  return title === '' ? body : `${title}. ${body}`;
}

/** What lexical search reads in the title field of a passage: the title of its document, then the heading above it. */
export function titleText(document: Titled, passage: Pick<Placed, 'heading'>): string {
  return passage.heading === null
    ? document.metadata.title
    : `${document.metadata.title}\n${passage.heading}`;
}
