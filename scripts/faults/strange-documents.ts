import { deflateRawSync } from 'node:zlib';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { hostileTexts } from '../../test/fixtures/hostile-texts.ts';
import { listItem, paragraph, table, writeDocx } from '../../test/fixtures/docx.ts';
import { setParagraph, writePdf, writePdfOfContents } from '../../test/fixtures/pdf.ts';

export const endings = ['txt', 'md', 'html', 'pdf', 'docx'] as const;
export type Ending = (typeof endings)[number];

/** A file outside of the folder that documents point to in every way that their formats have. */
export interface Outside {
  readonly path: string;
}

const words =
  'The harbour master of Lindvik counted the ships that came in on Monday and wrote their number into the book of the year. ';

/** Nesting that parsers follow by calling themselves, and repetition that fills memory. */
function many(random: Random): number {
  return [3, 40, 700, 6000, 30_000][randomBelow(random, 5)] ?? 3;
}

/** A document that is as its format wants it, or as no program would write it: what mutations start from. */
export function strangeDocument(ending: Ending, random: Random, outside: Outside): Buffer {
  const hostile = hostileTexts[randomBelow(random, hostileTexts.length)]?.slice(0, 4000) ?? '';
  const year = 1800 + randomBelow(random, 300);
  const plain = `${words}In ${year} there were ${randomBelow(random, 9000)} of them. ${hostile}`;
  const makers = makersOf[ending];
  const maker = makers[randomBelow(random, makers.length)];
  return maker?.({ plain, hostile, year, times: many(random), random, outside }) ?? Buffer.from(plain);
}

interface Matter {
  readonly plain: string;
  readonly hostile: string;
  readonly year: number;
  readonly times: number;
  readonly random: Random;
  readonly outside: Outside;
}

type Maker = (matter: Matter) => Buffer;

const text =
  (write: (matter: Matter) => string): Maker =>
  (matter) =>
    Buffer.from(write(matter));

const texts: readonly Maker[] = [
  text(({ plain }) => `A note of the harbour\n\n${plain}\n\n${words}\n`),
  text(({ plain, times }) => `${plain.repeat(Math.min(times, 2000))}\n`),
  text(({ plain, times }) => `${'x'.repeat(times * 30)} ${plain}`),
  text(({ times }) => `${'a '.repeat(times * 10)}\n${'\n'.repeat(times)}${words}`),
  text(({ times }) => `${'.'.repeat(times * 10)}${words}${'. '.repeat(times)}`),
  text(({ plain }) => `${plain}\u0000${plain}`),
  ({ plain }) => Buffer.from(`\uFEFF${plain}`, 'utf16le'),
  ({ plain }) => Buffer.from(`\uFEFF${plain}\uD800 ${words}`, 'utf16le').swap16(),
  ({ plain }) => Buffer.from(plain.normalize('NFC'), 'latin1'),
  ({ random }) => Buffer.from(Uint8Array.from({ length: 3000 }, () => randomBelow(random, 256))),
  ({ plain }) =>
    Buffer.concat([
      Buffer.from(plain),
      Buffer.from([0xed, 0xa0, 0x80, 0xc0, 0xaf, 0xf8, 0x88]),
      Buffer.from(words),
    ]),
];

const markdowns: readonly Maker[] = [
  text(
    ({ plain, year }) =>
      `---\ntitle: The harbour\npublished: ${year}-05-01\n---\n# The harbour\n\n${plain}\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n`,
  ),
  text(
    ({ hostile, plain }) =>
      `---\ntitle: ${JSON.stringify(hostile.slice(0, 400))}\nauthor: [${'&a '.repeat(20)}]\n---\n${plain}`,
  ),
  text(({ times, plain }) => `${'> '.repeat(times)}${plain}`),
  text(({ times, plain }) => `${'- '.repeat(times)}${plain}`),
  text(({ times, plain }) => `${'['.repeat(times)}${plain}${'](x)'.repeat(times)}`),
  text(({ times, plain }) => `${'*_'.repeat(times)}${plain}`),
  text(
    ({ times, plain }) =>
      `|${' a |'.repeat(times)}\n|${'---|'.repeat(times)}\n|${' 1 |'.repeat(times)}\n\n${plain}`,
  ),
  text(({ times, plain }) => `${'```\n'.repeat(times)}${plain}`),
  text(({ times, plain }) => `---\n${'a: {'.repeat(Math.min(times, 8000))}\n---\n${plain}`),
  text(({ times, plain }) => `---\n${'- '.repeat(Math.min(times, 20_000))}x\n---\n${plain}`),
  text(({ times, plain }) => `${'#'.repeat(times)} ${plain}\n${'# x\n'.repeat(times)}`),
  text(
    ({ plain, outside }) =>
      `# A link\n\n![](file://${outside.path}) [x]: ${outside.path}\n!include ${outside.path}\n\n${plain}`,
  ),
  text(({ plain, year }) => `+++\ntitle = "The harbour"\ndate = ${year}-01-01\n+++\n${plain}`),
];

const pages: readonly Maker[] = [
  text(
    ({ plain, year }) =>
      `<!doctype html><html><head><title>The harbour</title><meta name="date" content="${year}-04-04"></head><body><main><h1>The harbour</h1><p>${plain}</p><ul><li>one<li>two</ul></main></body></html>`,
  ),
  text(({ times, plain }) => `${'<div>'.repeat(times)}${plain}`),
  text(({ times, plain }) => `<table>${'<tr><td>'.repeat(times)}${plain}</table>`),
  text(({ times, plain }) => `<p ${'a="b" '.repeat(times)}>${plain}</p>`),
  text(({ times, plain }) => `${'<a href="x">'.repeat(times)}${plain}${'</b>'.repeat(times)}`),
  text(
    ({ times, plain }) => `<p>${'&lt;'.repeat(times)}${'&#x41;'.repeat(times)}&#99999999;&#xD800;${plain}`,
  ),
  text(({ times, plain }) => `<!--${'--!>-'.repeat(times)}<p>${plain}<![CDATA[${'<'.repeat(times)}`),
  text(
    ({ plain }) => `<script type="application/ld+json">{"@graph":[${'['.repeat(3000)}</script><p>${plain}`,
  ),
  text(
    ({ plain, outside }) =>
      `<base href="file://${outside.path}"><link rel=import href="file://${outside.path}"><img src="file://${outside.path}"><iframe src="${outside.path}"></iframe><object data="file://${outside.path}"></object><p>${plain}`,
  ),
  text(
    ({ plain, hostile }) => `<meta charset="${hostile.slice(0, 60)}"><title>${hostile}</title><p>${plain}`,
  ),
  ({ plain }) => Buffer.from(`<meta charset="shift_jis"><p>${plain}\u0082\u00A0`, 'latin1'),
  text(({ times, plain }) => `<select>${'<option>'.repeat(times)}<svg>${'<g>'.repeat(times)}<math>${plain}`),
];

const sheet = (plain: string): ReturnType<typeof setParagraph> =>
  setParagraph(plain.replace(/[^\x20-\x7E]/g, '?'), 760);

const pdfs: readonly Maker[] = [
  ({ plain, year }) =>
    writePdf([sheet(plain), sheet(words)], {
      information: `/Title (The harbour) /CreationDate (D:${year}0101)`,
    }),
  ({ plain, times }) =>
    writePdf(Array.from({ length: Math.min(times, 120) }, () => sheet(plain.slice(0, 300)))),
  ({ times }) => writePdfOfContents([`${'q '.repeat(times)}BT /F1 11 Tf 72 700 Td (deep) Tj ET`]),
  ({ times }) => writePdfOfContents([`BT /F1 11 Tf ${'[('.repeat(times)} 72 700 Td (x) Tj ET`]),
  ({ times }) =>
    writePdfOfContents([`BT /F1 11 Tf 72 700 Td (${'('.repeat(times)}${'\\('.repeat(times)}) Tj ET`]),
  ({ plain }) => writePdf([sheet(plain)], { trailer: '/Prev 9 /Encrypt << /Filter /Standard /V 9 >>' }),
  ({ plain, times }) => writePdf([sheet(plain)], { information: `/Title ${'<<'.repeat(times)}` }),
  ({ plain, outside }) =>
    writePdf([sheet(plain)], {
      information: `/Title (x) /EF << /F (${outside.path}) >> /FS /URL /F (file://${outside.path})`,
      trailer: `/F (${outside.path})`,
    }),
  ({ plain }) =>
    Buffer.from(
      writePdf([sheet(plain)])
        .toString('latin1')
        .replace('/Kids [5 0 R]', '/Kids [2 0 R 2 0 R]'),
      'latin1',
    ),
  ({ plain }) =>
    Buffer.from(
      writePdf([sheet(plain)])
        .toString('latin1')
        .replace(/xref[\s\S]*$/, ''),
      'latin1',
    ),
];

const entity = (name: string, value: string): string => `<!ENTITY ${name} ${value}>`;
const wordHead =
  '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>';
const main = (content: string): Buffer =>
  writeDocx('', { entries: [{ name: 'word/document.xml', content }] });
const clean = (plain: string): string => plain.replace(/[^\x20-\x7E]|[<>&]/g, '?');

const docxs: readonly Maker[] = [
  ({ plain }) =>
    writeDocx(
      `${paragraph('The harbour', 'Overskrift1')}${paragraph(clean(plain))}${listItem('one')}${table([
        ['a', 'b'],
        ['1', '2'],
      ])}`,
      { title: 'The harbour', creator: 'Ann Lee' },
    ),
  ({ times, plain }) => writeDocx(`${'<w:sdt><w:sdtContent>'.repeat(times)}${paragraph(clean(plain))}`),
  ({ times, plain }) =>
    writeDocx(
      `${'<w:tbl><w:tr><w:tc>'.repeat(times)}${paragraph(clean(plain))}${'</w:tc></w:tr></w:tbl>'.repeat(times)}`,
    ),
  ({ times, plain }) =>
    writeDocx(
      table(Array.from({ length: Math.min(times, 3000) }, () => ['a', 'b', clean(plain).slice(0, 40)])),
    ),
  ({ times, plain }) => writeDocx(paragraph(clean(plain)).repeat(Math.min(times, 700))),
  ({ plain, outside }) =>
    main(
      `<!DOCTYPE w:document [${entity('x', `SYSTEM "file://${outside.path}"`)}]>${wordHead}${paragraph(`${clean(plain)} &x;`)}</w:body></w:document>`,
    ),
  ({ plain, outside }) =>
    writeDocx(paragraph(clean(plain)), {
      entries: [
        {
          name: 'word/_rels/document.xml.rels',
          content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="file://${outside.path}"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="../../../../..${outside.path}"/></Relationships>`,
        },
        { name: `../../..${outside.path}`, content: 'x' },
      ],
    }),
  ({ plain }) =>
    writeDocx(paragraph(clean(plain)), {
      entries: [{ name: 'word/styles.xml', content: `<w:styles>${'<w:style>'.repeat(5000)}` }],
    }),
  ({ plain }) =>
    main(`${wordHead}${paragraph(clean(plain))}<w:altChunk r:id="rId9"/><mc:AlternateContent><mc:Fallback>`),
  ({ plain, hostile }) =>
    writeDocx(paragraph(clean(plain)), {
      title: clean(hostile),
      creator: clean(hostile),
      created: clean(hostile),
    }),
  ({ plain }) =>
    writeDocx(paragraph(clean(plain)), {
      entries: [{ name: 'word/document.xml', content: Buffer.from(clean(plain), 'utf16le') }],
    }),
];

const makersOf: Readonly<Record<Ending, readonly Maker[]>> = {
  txt: texts,
  md: markdowns,
  html: pages,
  pdf: pdfs,
  docx: docxs,
};

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
