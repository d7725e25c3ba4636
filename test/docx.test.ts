import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDeflateRaw } from 'node:zlib';
import type { Extracted } from '../src/corpus/extracted.ts';
import { extractDocx } from '../src/corpus/formats/docx.ts';
import { listItem, paragraph, table, writeDocx } from './fixtures/docx.ts';
import { writeZip } from './fixtures/zip.ts';

async function read(docx: Uint8Array): Promise<Extracted> {
  const extraction = await extractDocx(docx);
  if (extraction.kind === 'refused') assert.fail(extraction.reason);
  return extraction.extracted;
}

async function reasonFor(docx: Uint8Array): Promise<string> {
  const extraction = await extractDocx(docx);
  return extraction.kind === 'refused' ? extraction.reason : `read: ${extraction.extracted.text}`;
}

test('reads headings, paragraphs, lists and tables in whatever language Word names its styles', async () => {
  const docx = writeDocx(
    paragraph('The pier', 'Tittel') +
      paragraph('Repairs', 'Overskrift1') +
      paragraph('It is closed &amp; empty.') +
      listItem('Piles') +
      listItem('Oak', 1) +
      table([
        ['Year', 'Boats'],
        ['2019', '41'],
      ]) +
      paragraph('Since', 'Overskrift2'),
  );
  const { text, blocks } = await read(docx);
  assert.deepEqual(
    blocks.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`),
    [
      'heading: The pier',
      'heading: Repairs',
      'paragraph: It is closed & empty.',
      'item: Piles',
      'item: Oak',
      'row: Year | Boats',
      'row: 2019 | 41',
      'heading: Since',
    ],
  );
});

test('marks a list of contents, and leaves out what was deleted or struck out', async () => {
  const docx = writeDocx(
    paragraph('Repairs 3', 'INNH1') +
      `<w:p><w:del><w:r><w:delText>Never. </w:delText></w:r></w:del><w:ins><w:r><w:t>Now.</w:t></w:r></w:ins>
       <w:r><w:rPr><w:strike/></w:rPr><w:t> Then.</w:t></w:r></w:p>`,
  );
  const { text, blocks } = await read(docx);
  assert.deepEqual(
    blocks.map(({ boilerplate, start, end }) => [boilerplate, text.slice(start, end)]),
    [
      [true, 'Repairs 3'],
      [false, 'Now.'],
    ],
  );
});

test('writes title, author and the day of the file on top', async () => {
  const options = { title: 'Pier &amp; boats', creator: 'Ann Berg', created: '2021-04-30T10:15:00Z' };
  const { text, fields } = await read(writeDocx(paragraph('It is closed.'), options));
  assert.equal(text, 'Title: Pier & boats\nAuthor: Ann Berg\nFile created: 2021-04-30\n\nIt is closed.');
  assert.deepEqual(fields, { title: 'Pier & boats', author: 'Ann Berg' });
  const untitled = await read(writeDocx(paragraph('The pier', 'Tittel'), { title: 'Document1' }));
  assert.deepEqual([untitled.text, untitled.fields.title], ['The pier', 'The pier']);
});

test('stops unpacking a document that inflates to a gigabyte', async () => {
  const packed = await packZeros(1024);
  const bomb = writeDocx('', { entries: [{ name: 'word/document.xml', content: '', packed }] });
  assert.ok(bomb.length < 2_000_000);
  assert.match(await reasonFor(bomb), /unpacks from 1\.0 MB to more than \d+ MB: made to exhaust its reader/);

  // The same with a size that sounds harmless: the truth comes out while it is unpacked.
  const liar = writeDocx('', {
    entries: [{ name: 'word/document.xml', content: '', packed: { ...packed, size: 500 } }],
  });
  await assert.rejects(extractDocx(liar), /too many bytes/);
});

test('refuses archives of too many files, with one name twice, or without a document', async () => {
  const many = Array.from({ length: 2_001 }, (_, i) => ({ name: `word/${i}.xml`, content: '' }));
  assert.match(await reasonFor(writeZip(many)), /more than 2000 files/);
  const twice = [
    { name: 'word/document.xml', content: '<a/>' },
    { name: 'word/document.xml', content: '<b/>' },
  ];
  assert.match(await reasonFor(writeZip(twice)), /holds word\/document\.xml twice/);
  assert.match(await reasonFor(writeZip([{ name: 'a.txt', content: 'a' }])), /no Word document/);
});

test('fails on a damaged document', async () => {
  const docx = writeDocx(paragraph('It is closed.'));
  await assert.rejects(extractDocx(docx.subarray(0, docx.length - 30)));
  const broken = writeDocx('', { entries: [{ name: 'word/document.xml', content: '<w:document><w:body>' }] });
  await assert.rejects(extractDocx(broken));
});

/** Packs so many megabytes of zeros without holding them. */
async function packZeros(megabytes: number): Promise<{ bytes: Uint8Array; size: number; crc32: number }> {
  const deflate = createDeflateRaw({ level: 9 });
  const chunks: Uint8Array[] = [];
  deflate.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise((resolve, reject) => deflate.on('end', resolve).on('error', reject));
  const zeros = Buffer.alloc(1024 * 1024);
  for (let i = 0; i < megabytes; i++) {
    if (!deflate.write(zeros)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  await ended;
  return { bytes: Buffer.concat(chunks), size: megabytes * zeros.length, crc32: 0 };
}
