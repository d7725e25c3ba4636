import type { IndexedDocument } from './document-list.ts';
import { sha256Of } from './files.ts';
import { badIndex } from './sections.ts';

/** The texts of a generation's documents, decoded as they are asked for. */
export interface Texts {
  text(document: number): string;
  /** Whether the stored bytes of the text still have the hash they were stored with. */
  isTextIntact(document: number): boolean;
}

/** UTF-16 units kept decoded: a few questions' worth of articles, or one book. */
const keptUnits = 4_000_000;

/** @throws KnownError `bad-index` when the lengths in the list of documents are not those of the texts */
export function openTexts(bytes: Buffer, documents: readonly IndexedDocument[]): Texts {
  const last = documents.at(-1);
  const expected = last === undefined ? 0 : last.textStart + last.textBytes;
  if (bytes.length !== expected)
    throw badIndex('store of texts', `it has ${bytes.length} bytes instead of ${expected}`);
  // A map keeps the order of insertion: the first is the one not used for longest.
  const decoded = new Map<number, string>();
  let units = 0;
  const recordOf = (document: number): IndexedDocument => {
    const record = documents[document];
    if (record === undefined)
      throw new RangeError(`There is no document ${document}: the index has ${documents.length}`);
    return record;
  };
  const decode = ({ textStart, textBytes }: IndexedDocument): string =>
    bytes.toString('utf8', textStart, textStart + textBytes);
  return {
    text(document) {
      const known = decoded.get(document);
      const text = known ?? decode(recordOf(document));
      if (known === undefined) units += text.length;
      else decoded.delete(document);
      decoded.set(document, text);
      for (const [oldest, { length }] of decoded) {
        if (units <= keptUnits || oldest === document) break;
        decoded.delete(oldest);
        units -= length;
      }
      return text;
    },
    isTextIntact(document) {
      const { textStart, textBytes, textSha256 } = recordOf(document);
      return sha256Of(bytes.subarray(textStart, textStart + textBytes)) === textSha256;
    },
  };
}
