import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { loadDocuments, type Loaded } from '../src/corpus/load.ts';
import { KnownError } from '../src/errors.ts';
import { paragraph, writeDocx } from './fixtures/docx.ts';
import { writeFolder } from './fixtures/folder.ts';
import { setParagraph, writePdf } from './fixtures/pdf.ts';

const limit = { maxFileBytes: 1024 * 1024 };

async function load(folder: string, options = limit): Promise<Loaded[]> {
  const loaded: Loaded[] = [];
  for await (const one of loadDocuments(folder, options)) loaded.push(one);
  return loaded;
}

/** `path: reason` of each file that was left out, and `path` of each document, in order. */
async function report(folder: string, options = limit): Promise<string[]> {
  const loaded = await load(folder, options);
  return loaded.map((one) =>
    one.kind === 'document' ? one.document.path : `${one.file.path}: ${one.file.reason}`,
  );
}

function deep(depth: number): string {
  return Array.from({ length: depth }, () => 'd').join('/');
}

function isAbout(words: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof KnownError && error.code === 'documents' && words.test(error.message);
}

const pier = 'The old wooden pier is closed for repairs until the autumn.';
const pdf = writePdf([setParagraph(pier, 700)]);
const isRoot = process.getuid?.() === 0;
const hasNoUnixFiles = process.platform === 'win32' && 'needs a system with pipes and links';

test('reads every format, in the order of the paths', async (context) => {
  const folder = await writeFolder(context, {
    'b/z.txt': pier,
    'b.md': `# Pier\n\n${pier} b`,
    'a.HTML': `<h1>Pier</h1><p>${pier} a`,
    'b/a.pdf': pdf,
    'b-1.docx': writeDocx(paragraph(pier)),
    'Z.text': `${pier} Z`,
  });
  const loaded = await load(folder);
  assert.deepEqual(
    loaded.map((one) => one.kind === 'document' && `${one.document.path} ${one.document.format}`),
    ['Z.text text', 'a.HTML html', 'b-1.docx docx', 'b.md markdown', 'b/a.pdf pdf', 'b/z.txt text'],
  );
  for (const one of loaded) assert.ok(one.kind === 'document' && one.document.text.includes(pier));
  assert.deepEqual(await load(folder), loaded);
});

test('keeps the text of a plain file as it is, and describes the file', async (context) => {
  const text = ' Pier\r\n\r\n\tclosed \u00A0 for repairs\n\n\n';
  const folder = await writeFolder(context, { 'pier.txt': `\uFEFF${text}` });
  const [loaded] = await load(folder);
  assert.ok(loaded?.kind === 'document');
  assert.equal(loaded.document.text, text);
  assert.equal(loaded.document.bytes, Buffer.byteLength(text) + 3);
  assert.match(loaded.document.sha256, /^[0-9a-f]{64}$/);
  assert.ok(loaded.document.blocks.length > 0);
});

test('leaves out what cannot be used, each file with its reason', async (context) => {
  const folder = await writeFolder(context, {
    'binary.txt': Buffer.from([1, 0, 0, 3, 9]),
    'blank.md': ' \n\t\n',
    'copy/pier.txt': pier,
    'damaged.docx': writeDocx(paragraph(pier)).subarray(0, 900),
    'damaged.pdf': '%PDF-1.7 and then nothing',
    'empty.txt': '',
    'image.md': Buffer.from('89504e470d0a1a0a', 'hex'),
    'large.txt': 'x'.repeat(4000),
    'no-text.html': '<script>var a;</script>',
    'old.docx': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    'pier.txt': pier,
    'scan.pdf': writePdf([[], []]),
    'slides.pptx': 'x',
    'text.pdf': 'only text',
    LICENSE: 'x',
  });
  const read = '(read are .txt .text .md .markdown .html .htm .xhtml .pdf .docx)';
  assert.deepEqual(await report(folder, { maxFileBytes: 2100 }), [
    `LICENSE: format not known: the name has no extension ${read}`,
    'binary.txt: binary: it holds zero bytes, so it is not text',
    'blank.md: empty: it holds nothing but white space',
    'copy/pier.txt',
    'damaged.docx: damaged: its parser failed (End of central directory record signature not found. Either not a zip file, or file is truncated.)',
    'damaged.pdf: damaged: it is not a valid PDF',
    'empty.txt: empty: it holds no bytes',
    'image.md: not what its name says: named .md, but it is a PNG image',
    'large.txt: too large: 0.004 MB, and the limit is 0.002 MB (setting MAX_FILE_MB)',
    'no-text.html: empty: it holds no text',
    'old.docx: encrypted, or in the old Word format: save it as .docx without a password',
    'pier.txt: a duplicate: same content as copy/pier.txt',
    'scan.pdf: 2 pages, none with text: a scan? It needs text recognition first',
    `slides.pptx: format not supported: .pptx ${read}`,
    'text.pdf: damaged, or not what its name says: named .pdf, but it is no PDF',
  ]);
});

test('says how large a file is, and what the limit', async (context) => {
  const folder = await writeFolder(context, { 'a.txt': 'x'.repeat(2 * 1024 * 1024 + 1) });
  assert.deepEqual(await report(folder), [
    'a.txt: too large: 2.1 MB, and the limit is 1 MB (setting MAX_FILE_MB)',
  ]);
});

test('reads a PDF under another name as what it is, and says so', async (context) => {
  const [loaded] = await load(await writeFolder(context, { 'pier.txt': pdf }));
  assert.ok(loaded?.kind === 'document');
  assert.equal(loaded.document.format, 'pdf');
  assert.deepEqual(loaded.notes, ['named .txt, read as the PDF that it is']);
});

test('notes when the encoding had to be guessed', async (context) => {
  const folder = await writeFolder(context, {
    'a.txt': Buffer.from('The caf\xE9 is open until May.', 'latin1'),
  });
  const [loaded] = await load(folder);
  assert.ok(loaded?.kind === 'document');
  assert.equal(loaded.document.text, 'The café is open until May.');
  assert.deepEqual(loaded.notes, ['read as Windows-1252: it is not valid UTF-8']);
});

test('never leaves the folder by a symbolic link', { skip: hasNoUnixFiles }, async (context) => {
  const outside = await writeFolder(context, { 'secret.txt': 'secret' });
  const folder = await writeFolder(context, { 'real/a.txt': pier, '.hidden/b.txt': `${pier} b` });
  const links = {
    'out.txt': path.join(outside, 'secret.txt'),
    outside,
    up: '..',
    'real/loop': '..',
    'again.txt': 'real/a.txt',
    'broken.txt': 'nowhere.txt',
    'self.txt': 'self.txt',
    'device.txt': '/dev/zero',
    'from-hidden.txt': '.hidden/b.txt',
  };
  for (const [name, target] of Object.entries(links)) await symlink(target, path.join(folder, name));
  assert.deepEqual(await report(folder), [
    'again.txt: a symbolic link to real/a.txt, which is read under that name',
    'broken.txt: a symbolic link to something that does not exist',
    'device.txt: a symbolic link out of the documents folder: it is not followed',
    'from-hidden.txt',
    'out.txt: a symbolic link out of the documents folder: it is not followed',
    'outside: a symbolic link out of the documents folder: it is not followed',
    'real/a.txt',
    'real/loop: a symbolic link to a folder that it lies in: it is not followed',
    'self.txt: a symbolic link that leads back to itself',
    'up: a symbolic link out of the documents folder: it is not followed',
  ]);
});

test(
  'follows links into hidden folders, where volumes keep their content, once',
  { skip: hasNoUnixFiles },
  async (context) => {
    const folder = await writeFolder(context, { '..2021/docs/a.txt': pier, '..2021/docs/b.txt': 'b' });
    await symlink('..2021', path.join(folder, '..data'));
    await symlink('..data/docs', path.join(folder, 'docs'));
    await symlink('../docs', path.join(folder, '..2021/docs/loop'));
    assert.deepEqual(await report(folder), [
      'docs/a.txt',
      'docs/b.txt',
      'docs/loop: a symbolic link to a folder that it lies in: it is not followed',
    ]);
  },
);

test(
  'names pipes and sockets without opening them',
  { skip: hasNoUnixFiles, timeout: 20_000 },
  async (context) => {
    const folder = await writeFolder(context, { 'a.txt': pier });
    execFileSync('mkfifo', [path.join(folder, 'pipe.txt')]);
    assert.deepEqual(await report(folder), ['a.txt', 'pipe.txt: not a file: a pipe, socket or device']);
  },
);

test(
  'goes on after files that may not be read',
  { skip: hasNoUnixFiles || (isRoot && 'root may read everything') },
  async (context) => {
    const folder = await writeFolder(context, { 'a.txt': 'a', 'b/c.txt': 'c', 'd.txt': 'd' });
    await chmod(path.join(folder, 'a.txt'), 0);
    await chmod(path.join(folder, 'b'), 0);
    const reported = await report(folder);
    // Before anything is asserted, so that the folder can be removed.
    await chmod(path.join(folder, 'b'), 0o700);
    assert.deepEqual(reported, [
      'a.txt: not readable: this user has no right to read it',
      'b: not readable: this user has no right to read it',
      'd.txt',
    ]);
  },
);

test(
  'goes on after files that vanish or turn into something else',
  { skip: hasNoUnixFiles },
  async (context) => {
    const outside = await writeFolder(context, { 'secret.txt': 'secret' });
    const folder = await writeFolder(context, { 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c', 'd.txt': 'd' });
    const at = (name: string): string => path.join(folder, name);
    const seen: string[] = [];
    for await (const one of loadDocuments(folder, limit)) {
      seen.push(one.kind === 'document' ? one.document.path : `${one.file.path}: ${one.file.reason}`);
      if (seen.length > 1) continue;
      await rename(at('b.txt'), at('moved'));
      await rename(at('c.txt'), at('moved-too'));
      await symlink(path.join(outside, 'secret.txt'), at('c.txt'));
    }
    assert.deepEqual(seen, [
      'a.txt',
      'b.txt: vanished while the folder was read',
      'c.txt: it was replaced by something else while the folder was read',
      'd.txt',
    ]);
  },
);

test('passes over hidden files and folders, and mentions the files it would read', async (context) => {
  const folder = await writeFolder(context, {
    '.git/a.txt': 'x',
    '.DS_Store': 'x',
    '.draft.md': 'x',
    'node_modules/p/README.md': 'x',
    'a.txt': pier,
  });
  assert.deepEqual(await report(folder), [
    '.draft.md: hidden: its name begins with a dot',
    'a.txt',
    'node_modules: a folder of program packages: nothing in it was read',
  ]);
});

test(
  'reports names that cannot be shown, escaped',
  { skip: process.platform !== 'linux' && 'other systems refuse such names' },
  async (context) => {
    const folder = await writeFolder(context, { 'a\nb.txt': 'x', 'c\u202Etxt.md': 'x', 'ø.txt': pier });
    await writeFile(
      Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xe5]), Buffer.from('.txt')]),
      'x',
    );
    assert.deepEqual((await report(folder)).sort(), [
      '\\xe5.txt: its name is not valid UTF-8: rename it',
      'a\\u000ab.txt: its name holds control characters: rename it',
      'c\\u202etxt.md: its name holds control characters: rename it',
      'ø.txt',
    ]);
  },
);

test('stops at folders that are too deep', async (context) => {
  const folder = await writeFolder(context, {});
  await mkdir(path.join(folder, deep(65)), { recursive: true });
  await writeFile(path.join(folder, deep(64), 'a.txt'), pier);
  await writeFile(path.join(folder, deep(65), 'b.txt'), 'x');
  assert.deepEqual(await report(folder), [
    `${deep(64)}/a.txt`,
    `${deep(65)}: more than 64 folders deep: nothing in it was read`,
  ]);
});

test('says what is wrong with the folder itself', async (context) => {
  const folder = await writeFolder(context, { 'a.txt': 'x' });
  await assert.rejects(load(path.join(folder, 'missing')), isAbout(/missing does not exist\. Create it/));
  await assert.rejects(load(path.join(folder, 'a.txt')), isAbout(/is not a folder/));
  assert.deepEqual(await load(await writeFolder(context, {})), []);
});

test('may be stopped halfway', { timeout: 20_000 }, async (context) => {
  const folder = await writeFolder(context, { 'a.html': `<p>${pier}`, 'b.html': '<p>b' });
  for await (const one of loadDocuments(folder, limit)) {
    assert.equal(one.kind, 'document');
    break;
  }
});
