import mammoth from 'mammoth';
import type { Extraction } from '../extracted.ts';
import { fieldsOfFile, withOwnFields } from '../own-fields.ts';
import { readHtml } from './html.ts';
import { readTags } from './tags.ts';
import { unpack } from './zip.ts';

const mainPart = 'word/document.xml';
const propertiesPart = 'docProps/core.xml';

/** Word's own styles that mammoth does not know by itself. Contents lists are navigation. */
const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='TOC Heading'] => nav > p:fresh",
  "p[style-name='table of figures'] => nav > p:fresh",
  ...Array.from({ length: 9 }, (_, i) => `p[style-name='toc ${i + 1}'] => nav > p:fresh`),
];

/**
 * Reads a Word document: its text through mammoth, which keeps headings, lists, tables and notes; its properties
 * from the part that holds them. The archive is unpacked under limits before mammoth gets it.
 *
 * @throws Error for a damaged file
 */
export async function extractDocx(bytes: Uint8Array): Promise<Extraction> {
  const unpacked = await unpack(bytes, new Set([mainPart, propertiesPart]));
  if (unpacked.kind === 'refused') return unpacked;
  if (!unpacked.entries.has(mainPart)) {
    return { kind: 'refused', reason: 'not what its name says: a ZIP archive, but no Word document' };
  }
  const noPictures = mammoth.images.imgElement(async () => ({ src: '' }));
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
    { styleMap, convertImage: noPictures, externalFileAccess: false },
  );
  const { text, blocks, fields } = readHtml(`<main>${value}</main>`);
  const properties = fieldsOfFile(readProperties(unpacked.entries.get(propertiesPart)));
  const found = { text, blocks, ...properties, fields: { ...fields, ...properties.fields } };
  return { kind: 'extracted', extracted: withOwnFields('docx', found, []) };
}

function readProperties(part: Uint8Array | undefined): { title: string; author: string; created: string } {
  const read = { title: '', author: '', created: '' };
  if (part === undefined) return read;
  const fieldsByElement: ReadonlyMap<string, keyof typeof read> = new Map([
    ['dc:title', 'title'],
    ['dc:creator', 'author'],
    ['dcterms:created', 'created'],
  ]);
  let field: keyof typeof read | null = null;
  readTags(
    new TextDecoder().decode(part),
    { xml: true, attributes: new Set() },
    {
      open(name) {
        field = fieldsByElement.get(name) ?? null;
      },
      close() {
        field = null;
      },
      text(text) {
        if (field !== null) read[field] += text;
      },
    },
  );
  return read;
}
