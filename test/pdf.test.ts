import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Extracted } from '../src/corpus/extracted.ts';
import { extractPdf } from '../src/corpus/formats/pdf.ts';
import type { Block } from '../src/types.ts';
import { setParagraph, writePdf, writePdfOfContents, type PdfLine } from './fixtures/pdf.ts';

async function read(pdf: Uint8Array): Promise<Extracted> {
  const extraction = await extractPdf(new Uint8Array(pdf));
  if (extraction.kind === 'refused') assert.fail(extraction.reason);
  return extraction.extracted;
}

async function reasonFor(pdf: Uint8Array): Promise<string> {
  const extraction = await extractPdf(new Uint8Array(pdf));
  return extraction.kind === 'refused' ? extraction.reason : `read: ${extraction.extracted.text}`;
}

function shown({ text, blocks }: Extracted, select: (block: Block) => boolean): string[] {
  return blocks.filter(select).map(({ start, end }) => text.slice(start, end));
}

const content = ({ boilerplate }: Block): boolean => !boilerplate;

/** A page with a running head and its number. */
function page(number: number, lines: readonly PdfLine[]): PdfLine[] {
  const head = { text: 'Harbour yearbook', y: 810, size: 9 };
  return [head, ...lines, { text: `Page ${number}`, y: 30, size: 9 }];
}

const pier =
  'The old wooden pier is closed for repairs, since the engineers found that many of its piles had lost half of their strength.';
const ferries =
  'Ferries use the eastern quay until the autumn, and tickets that were bought before the first of May stay valid.';

test('joins lines to paragraphs and parts them at wider gaps', async () => {
  const pdf = writePdf([[...setParagraph(pier, 700), ...setParagraph(ferries, 650)]]);
  assert.deepEqual(shown(await read(pdf), content), [pier, ferries]);
});

test('takes large short lines for headings, and numbered ones, and marks of lists for items', async () => {
  const pdf = writePdf([
    [
      { text: 'The pier', y: 740, size: 20 },
      { text: '1.2 Repairs', y: 700 },
      ...setParagraph(pier, 660),
      { text: '\x95 Piles', y: 600 },
      { text: '\x95 Planks of oak,', y: 586 },
      { text: 'not of pine', x: 84, y: 572 },
      { text: '1. First', y: 540 },
      { text: '2. Second', y: 526 },
    ],
  ]);
  const { text, blocks } = await read(pdf);
  assert.deepEqual(
    blocks.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`),
    [
      'heading: The pier',
      'heading: 1.2 Repairs',
      `paragraph: ${pier}`,
      'item: • Piles',
      'item: • Planks of oak, not of pine',
      'item: 1. First',
      'item: 2. Second',
    ],
  );
});

test('joins divided words, and keeps the hyphen of words that have one', async () => {
  const pdf = writePdf([
    [
      { text: 'Some self-taught divers gave infor-', y: 700 },
      { text: 'mation on the piles. They were self-', y: 686 },
      { text: 'taught, and their inform-', y: 672 },
      { text: 'ation was wrong.', y: 658 },
    ],
  ]);
  const expected =
    'Some self-taught divers gave information on the piles. They were self-taught, and their information was wrong.';
  assert.equal((await read(pdf)).text, expected);
});

test('reads columns one after the other and writes the cells of a row on one line', async () => {
  const pdf = writePdf([
    [
      ...setParagraph('The left column comes first and', 700, { width: 30 }),
      ...setParagraph('goes on at the top of the right.', 700, { width: 30, x: 320 }),
      { text: 'Year', y: 600 },
      { text: 'Boats', x: 200, y: 600 },
    ],
  ]);
  const { text } = await read(pdf);
  assert.equal(text, 'The left column comes first and goes on at the top of the right.\n\nYear | Boats');
});

test('marks running heads and page numbers, and joins a sentence across the page between them', async () => {
  const [before = '', after = ''] = pier.split(/ (?=engineers)/);
  const pdf = writePdf([
    page(1, [...setParagraph(ferries, 700), ...setParagraph(before, 60)]),
    page(2, [...setParagraph(after, 740), ...setParagraph('Harbour yearbook', 400)]),
    page(3, setParagraph(ferries, 740)),
  ]);
  const extracted = await read(pdf);
  assert.deepEqual(shown(extracted, content), [ferries, pier, 'Harbour yearbook', ferries]);
  assert.deepEqual(
    shown(extracted, ({ boilerplate }) => boilerplate),
    ['Harbour yearbook', 'Page 1', 'Harbour yearbook', 'Page 2', 'Harbour yearbook', 'Page 3'],
  );
});

test('marks lines of contents and text at an angle', async () => {
  const pdf = writePdfOfContents([
    `BT /F1 11 Tf 72 700 Td (Repairs . . . . . . . . . . . 12) Tj ET
     BT /F1 11 Tf 72 650 Td (The pier is closed.) Tj ET
     BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (DRAFT) Tj ET`,
  ]);
  assert.deepEqual(shown(await read(pdf), content), ['The pier is closed.']);
});

test('writes title, author and the day of the file on top, and drops what programs put in by themselves', async () => {
  const lines = [setParagraph(pier, 700)];
  const information = '/Title (The pier) /Author (Ann Berg) /CreationDate (D:20210430101500Z)';
  const named = await read(writePdf(lines, { information }));
  assert.equal(named.text, `Title: The pier\nAuthor: Ann Berg\nFile created: 2021-04-30\n\n${pier}`);
  assert.deepEqual(named.fields, { title: 'The pier', author: 'Ann Berg' });
  const { start, end } = named.fieldEvidence.author ?? { start: 0, end: 0 };
  assert.equal(named.text.slice(start, end), 'Author: Ann Berg');

  const automatic = '/Title (Microsoft Word - pier.docx) /Author (Administrator) /CreationDate (yesterday)';
  assert.equal((await read(writePdf(lines, { information: automatic }))).text, pier);
});

test('says of a scan that it has no text, and of some pages without text which they are', async () => {
  assert.equal(
    await reasonFor(writePdf([[], [], [], []])),
    '4 pages, none with text: a scan? It needs text recognition first',
  );
  const { notes } = await read(writePdf([setParagraph(pier, 700), [], [], setParagraph(ferries, 700)]));
  assert.deepEqual(notes, ['2 of 4 pages without text (pictures?): 2, 3']);
});

test('says that an encrypted PDF needs a password', async () => {
  const key = '00'.repeat(32);
  const trailer = `/ID [<${key}> <${key}>] /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${key}> /U <${key}> >>`;
  assert.match(
    await reasonFor(writePdf([setParagraph(pier, 700)], { trailer })),
    /^encrypted: it needs a password/,
  );
});

test('refuses a damaged PDF, and reads one that has only lost its end', async () => {
  assert.match(await reasonFor(Buffer.from('%PDF-1.4\nnothing of the kind')), /^damaged/);
  const whole = writePdf([setParagraph(pier, 700)]);
  assert.match(await reasonFor(whole.subarray(0, 200)), /^damaged/);
  assert.equal((await read(whole.subarray(0, whole.lastIndexOf('startxref')))).text, pier);
});

test('refuses a PDF with more pages than any document has', async () => {
  const pdf = writePdf(Array.from({ length: 5_001 }, () => []));
  assert.equal(await reasonFor(pdf), 'it has 5001 pages, and the limit is 5000: split it');
});

test('takes the largest line of the first page for the title when the properties name none', async () => {
  const large = { text: 'The pier', y: 740, size: 20 };
  const { fields, fieldEvidence } = await read(writePdf([[large, ...setParagraph(pier, 700)]]));
  assert.deepEqual([fields.title, fieldEvidence.title], ['The pier', { start: 0, end: 8 }]);
  assert.equal((await read(writePdf([setParagraph(pier, 700)]))).fields.title, undefined);
});
