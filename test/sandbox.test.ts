import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { deflateSync } from 'node:zlib';
import type { Extraction } from '../src/corpus/extracted.ts';
import { defaultSandboxLimits, openSandbox, type Sandbox } from '../src/corpus/sandbox.ts';
import { paragraph, writeDocx } from './fixtures/docx.ts';
import { setParagraph, writeObjects, writePdf } from './fixtures/pdf.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function openSandboxFor(context: TestContext, limits = defaultSandboxLimits): Sandbox {
  const sandbox = openSandbox(limits);
  context.after(() => sandbox.close());
  return sandbox;
}

function told(extraction: Extraction): string {
  return extraction.kind === 'refused' ? extraction.reason : extraction.extracted.text;
}

/** A PDF of a megabyte or less with one page, whose drawing operators unpack to so many megabytes of spaces. */
function writePdfBomb(megabytes: number): Buffer {
  const stream = deflateSync(Buffer.alloc(megabytes * 1024 * 1024, ' '), { level: 9 });
  const head = `<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [5 0 R] >>',
    '<< >>',
    '<< >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R >>',
  ];
  const page = Buffer.concat([Buffer.from(head), stream, Buffer.from('\nendstream')]);
  return writeObjects([...objects.map((object) => Buffer.from(object)), page]);
}

test('parses one file after the other, and leaves their bytes readable', async (context) => {
  const sandbox = openSandboxFor(context);
  const html = bytesOf('<p>one');
  assert.equal(told(await sandbox.extract({ format: 'html', bytes: html })), 'one');
  assert.equal(new TextDecoder().decode(html), '<p>one');
  assert.equal(
    told(await sandbox.extract({ format: 'pdf', bytes: writePdf([setParagraph('two', 700)]) })),
    'two',
  );
  assert.equal(
    told(await sandbox.extract({ format: 'docx', bytes: writeDocx(paragraph('three')) })),
    'three',
  );
});

test('says of a file that breaks its parser that it is damaged, in one line', async (context) => {
  const sandbox = openSandboxFor(context);
  const broken = writeDocx('', {
    entries: [{ name: 'word/document.xml', content: '<w:document>\n&nothing;' }],
  });
  assert.match(
    told(await sandbox.extract({ format: 'docx', bytes: broken })),
    /^damaged: its parser failed \(.+\)$/,
  );
  const deep = '<w:sdt><w:sdtContent>'.repeat(20_000);
  assert.match(told(await sandbox.extract({ format: 'docx', bytes: writeDocx(deep) })), /^damaged: /);
});

test('stops a file that takes too much memory, and parses the next', async (context) => {
  const sandbox = openSandboxFor(context, { ...defaultSandboxLimits, growthMegabytes: 150 });
  const before = process.memoryUsage.rss();
  const bomb = writePdfBomb(300);
  assert.ok(bomb.length < 1024 * 1024);
  assert.match(told(await sandbox.extract({ format: 'pdf', bytes: bomb })), /^it takes too much memory/);
  assert.equal(told(await sandbox.extract({ format: 'html', bytes: bytesOf('<p>next') })), 'next');
  assert.ok(process.memoryUsage.rss() - before < 512 * 1024 * 1024);
});

test('stops a parser whose objects fill its heap', async (context) => {
  const sandbox = openSandboxFor(context, { ...defaultSandboxLimits, heapMegabytes: 24 });
  const page = bytesOf('<p>x'.repeat(2_000_000));
  assert.match(told(await sandbox.extract({ format: 'html', bytes: page })), /^it takes too much memory/);
});

test('stops a file that takes too long, by the processor and by the clock', async (context) => {
  for (const limits of [
    { ...defaultSandboxLimits, processorMs: 1 },
    { ...defaultSandboxLimits, timeoutMs: 1 },
  ]) {
    const sandbox = openSandboxFor(context, limits);
    const page = bytesOf('<p>x'.repeat(100_000));
    assert.match(told(await sandbox.extract({ format: 'html', bytes: page })), /^it takes too long/);
  }
});
