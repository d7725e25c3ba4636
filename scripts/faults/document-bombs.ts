import { deflateRawSync } from 'node:zlib';
import { paragraph, writeDocx } from '../../test/fixtures/docx.ts';
import { writePdfOfContents } from '../../test/fixtures/pdf.ts';
import { entity, main, wordHead, words } from './strange-documents.ts';

/** A named file that unpacks, unfolds or nests far beyond its size. */
export interface Bomb {
  readonly name: string;
  readonly write: () => Buffer;
}

const megabyte = 1024 * 1024;

/** The bombs that are known by name, and some of our own. */
export const bombs: readonly Bomb[] = [
  {
    name: 'zip-bomb.docx',
    write: () => writeDocx('', { entries: [packedEntry('word/document.xml', 1000)] }),
  },
  {
    name: 'zip-bomb-in-a-picture.docx',
    write: () => writeDocx(paragraph('A picture'), { entries: [packedEntry('word/media/image1.png', 1000)] }),
  },
  {
    name: 'nested-zips.docx',
    write() {
      let inner: Buffer = Buffer.alloc(megabyte);
      for (let depth = 0; depth < 6; depth += 1)
        inner = writeDocx('', {
          entries: Array.from({ length: 10 }, (_, at) => ({ name: `word/${at}.docx`, content: inner })),
        });
      return inner;
    },
  },
  {
    name: 'many-entries.docx',
    write: () =>
      writeDocx(paragraph('x'), {
        entries: Array.from({ length: 20_000 }, (_, at) => ({ name: `word/${at}`, content: '' })),
      }),
  },
  {
    name: 'billion-laughs.docx',
    write() {
      const doubled = Array.from({ length: 10 }, (_, at) =>
        entity(`l${at + 1}`, `"${`&l${at};`.repeat(10)}"`),
      ).join('');
      return main(
        `<!DOCTYPE w:document [${entity('l0', '"laugh"')}${doubled}]>${wordHead}${paragraph('&l10;')}</w:body></w:document>`,
      );
    },
  },
  {
    name: 'quadratic-blowup.docx',
    write: () =>
      main(
        `<!DOCTYPE w:document [${entity('x', `"${'x'.repeat(100_000)}"`)}]>${wordHead}${paragraph('&x;'.repeat(100_000))}</w:body></w:document>`,
      ),
  },
  { name: 'deep-tables.docx', write: () => writeDocx('<w:tbl><w:tr><w:tc>'.repeat(200_000)) },
  { name: 'full-document.docx', write: () => writeDocx(paragraph(words).repeat(60_000)) },
  {
    name: 'yaml-laughs.md',
    write() {
      const rows = Array.from(
        { length: 12 },
        (_, at) => `a${at + 1}: &a${at + 1} [${Array.from({ length: 10 }, () => `*a${at}`).join(', ')}]`,
      );
      return Buffer.from(`---\na0: &a0 laugh\n${rows.join('\n')}\ntitle: *a12\nauthor: *a12\n---\n${words}`);
    },
  },
  { name: 'deep-yaml.md', write: () => Buffer.from(`---\n${'['.repeat(60_000)}\n---\n${words}`) },
  { name: 'deep-quotes.md', write: () => Buffer.from(`${'>'.repeat(3 * megabyte)} ${words}`) },
  { name: 'open-links.md', write: () => Buffer.from(`${'[a]('.repeat(400_000)}${words}`) },
  {
    name: 'wide-table.md',
    write: () => Buffer.from(`|${' a |'.repeat(500_000)}\n|${'-|'.repeat(500_000)}\n${words}`),
  },
  { name: 'one-line.txt', write: () => Buffer.from('word '.repeat(1_500_000)) },
  { name: 'no-space.txt', write: () => Buffer.from('x'.repeat(8 * megabyte)) },
  { name: 'only-stops.txt', write: () => Buffer.from('. '.repeat(2_000_000)) },
  { name: 'only-lines.txt', write: () => Buffer.from('a\n'.repeat(2_000_000)) },
  { name: 'many-lines.txt', write: () => Buffer.from('b\n'.repeat(400_000)) },
  { name: 'only-capitals.txt', write: () => Buffer.from('A. B. C. '.repeat(400_000)) },
  { name: 'zalgo.txt', write: () => Buffer.from(`a${'\u0301'.repeat(2_000_000)}`) },
  { name: 'deep.html', write: () => Buffer.from('<div>'.repeat(1_000_000)) },
  { name: 'deep-lists.html', write: () => Buffer.from(`${'<ul><li>'.repeat(500_000)}${words}`) },
  { name: 'attributes.html', write: () => Buffer.from(`<p ${'a'.repeat(20)}=1 `.repeat(300_000)) },
  { name: 'entities.html', write: () => Buffer.from(`<p>${'&amp;'.repeat(1_500_000)}`) },
  { name: 'open-comment.html', write: () => Buffer.from(`<p>x${'<!-- '.repeat(1_000_000)}`) },
  {
    name: 'linked-data.html',
    write: () =>
      Buffer.from(`<script type="application/ld+json">${'{"@graph":['.repeat(200_000)}</script><p>${words}`),
  },
  {
    name: 'hundred-thousand-pages.pdf',
    write: () => writePdfOfContents(Array.from({ length: 100_000 }, () => 'BT ET')),
  },
  {
    name: 'pages-within-pages.pdf',
    write: () =>
      Buffer.from(
        writePdfOfContents(['BT ET'])
          .toString('latin1')
          .replace('/Count 1 /Kids [5 0 R]', '/Count 999999999 /Kids [2 0 R]'),
        'latin1',
      ),
  },
  {
    name: 'claims-pages.pdf',
    write: () =>
      Buffer.from(
        writePdfOfContents(['BT ET']).toString('latin1').replace('/Count 1', '/Count 5000'),
        'latin1',
      ),
  },
  {
    name: 'operators.pdf',
    write: () => writePdfOfContents([`BT /F1 1 Tf ${'(x) Tj 1 0 Td '.repeat(400_000)}ET`]),
  },
  { name: 'deep-arrays.pdf', write: () => writePdfOfContents(['['.repeat(500_000)]) },
];

/** Zeros, packed as tightly as they can be. */
function packedEntry(
  name: string,
  megabytes: number,
): { name: string; content: string; packed: { bytes: Uint8Array; size: number; crc32: number } } {
  const size = megabytes * megabyte;
  const block = deflateRawSync(Buffer.alloc(megabyte), { level: 9, finishFlush: 3 });
  const end = deflateRawSync(Buffer.alloc(0), { level: 9 });
  const bytes = Buffer.concat([...Array.from({ length: megabytes }, () => block), end]);
  return { name, content: '', packed: { bytes, size: Math.min(size, 0xffff_ffff), crc32: 0 } };
}
