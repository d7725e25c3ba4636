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

export const words =
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

export const entity = (name: string, value: string): string => `<!ENTITY ${name} ${value}>`;
export const wordHead =
  '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>';
export const main = (content: string): Buffer =>
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
