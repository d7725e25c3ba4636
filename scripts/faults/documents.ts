import { fork } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { loadConfig, projectDir } from '../../src/config.ts';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import type { BuildMessage } from '../../src/index/build-process.ts';
import type { BuildReport } from '../../src/index/build-report.ts';
import { openIndex, type OpenIndex } from '../../src/index/generation.ts';
import { buildOrder } from '../../src/library/live.ts';
import { inertLine } from '../../src/text/inert.ts';
import { paragraph, writeDocx } from '../../test/fixtures/docx.ts';
import { setParagraph, writePdf } from '../../test/fixtures/pdf.ts';
import { compiled } from './compiled.ts';
import { Miss, type Family, type OpenFamily } from './family.ts';
import { mutate } from './mutate.ts';
import { needsModel } from './needs.ts';
import { bombs } from './document-bombs.ts';
import { endings, strangeDocument, type Outside } from './strange-documents.ts';

/** Mutated documents of each format in one folder: 200 folders make 2,000 of each. */
const ofEachFormat = 10;
const folders = 200;
const mostMegabytes = 512;
/** A parser may take 30 s of processor time for one file, and a busy machine makes more of it. */
const patienceMs = 300_000;
/** What lies outside of the folder, and must not be in anything. */
const canary = 'outside-of-the-folder-7c1f0e6b';

/** Folders of mutated documents and bombs, each with good neighbours, indexed by a process of its own. */
export const documents: Family = {
  name: 'documents',
  promise:
    'Whatever files lie in the folder, building ends well in under 512 MB: each is indexed or skipped with a reason, its neighbours are indexed as ever, and nothing outside of the folder is read.',
  trials: folders,
  shortTrials: 1,
  minutes: 9,
  open,
};

const good: Readonly<Record<string, Buffer>> = {
  'good.txt': Buffer.from(
    'The mill of Brekke\n\nIda Brekke founded the mill in 1904. It made paper for envelopes.\n',
  ),
  'good.md': Buffer.from(
    '# The pier of Tornes\n\nThe pier of Tornes was closed in 1962, since a storm broke it.\n',
  ),
  'good.html': Buffer.from(
    '<title>The ferry</title><h1>The ferry</h1><p>The ferry to Skarvik carried 212 people in May.</p>',
  ),
  'good.pdf': writePdf([setParagraph('The lamp of Vardal was lit by Ben Ruud for forty years.', 700)]),
  'good.docx': writeDocx(paragraph('The bridge over the river Ock was opened in 1911 by the mayor.')),
};

async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const outside = path.join(folder, 'outside.txt');
  writeFileSync(outside, `${canary}\n`);
  const documentsDir = path.join(folder, 'documents');
  const indexDir = path.join(folder, 'index');
  let peak = 0;
  let slowest = 0;

  const build = async (files: Readonly<Record<string, Buffer>>): Promise<OpenIndex> => {
    for (const gone of [documentsDir, indexDir]) rmSync(gone, { recursive: true, force: true });
    mkdirSync(documentsDir);
    for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(documentsDir, name), bytes);
    const started = performance.now();
    const { report, megabytes } = await buildIn(documentsDir, indexDir);
    slowest = Math.max(slowest, (performance.now() - started) / 1000);
    peak = Math.max(peak, megabytes);
    if (megabytes > mostMegabytes)
      throw new Miss(`under ${mostMegabytes} MB, and it held ${megabytes.toFixed(0)} MB`);
    expectAccounted(report, Object.keys(files));
    return openIndex(indexDir);
  };
  const wanted = textsOf(await build(good));
  if (Object.keys(wanted).length !== Object.keys(good).length)
    throw new Error('A good document was not indexed');

  return {
    async trial(number, random) {
      const files = { ...good, ...mutatedFiles(random, { path: outside }) };
      // Every bomb once in a full run, and the first in a short one.
      const bomb = bombs[number];
      if (bomb !== undefined) files[`bomb-${bomb.name}`] = bomb.write();
      const index = await build(files);
      const seen = textsOf(index);
      for (const [name, text] of Object.entries(wanted))
        if (seen[name] !== text) throw new Miss(`${name} was not indexed as it is alone`);
      for (const [ordinal, { path }] of index.documents.entries())
        if (!index.isTextIntact(ordinal)) throw new Miss(`${path} was stored with a wrong hash`);
      for (let at = 0; at < index.passageCount; at += 1) expectWithin(index, at);
      expectNoCanary(indexDir);
      const survived = index.documents.length - Object.keys(good).length;
      return { survived, refused: Object.keys(files).length - Object.keys(good).length - survived };
    },
    figures: () => ({
      'most memory': { most: peak, unit: 'MB' },
      'slowest folder': { most: slowest, unit: 's' },
    }),
    async close() {},
  };
}

function mutatedFiles(random: Random, outside: Outside): Record<string, Buffer> {
  const files: Record<string, Buffer> = {};
  for (const ending of endings) {
    for (let at = 0; at < ofEachFormat; at += 1) {
      const bytes = strangeDocument(ending, random, outside);
      // One in eight is as strange as it was made, and not damaged besides.
      const isWhole = randomBelow(random, 8) === 0;
      files[`m${at}.${ending}`] = isWhole
        ? bytes
        : mutate(bytes, random, strangeDocument(ending, random, outside));
    }
  }
  return files;
}

/** As `npm run index` does. @throws Miss when it dies, or hangs */
async function buildIn(
  documentsDir: string,
  indexDir: string,
): Promise<{ report: BuildReport; megabytes: number }> {
  const config = loadConfig({
    DOCUMENTS_DIR: documentsDir,
    INDEX_DIR: indexDir,
    EMBEDDING_MODEL: path.join(projectDir, 'data/model'),
  });
  const child = fork(compiled('src/index/build-entry.ts'), [], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--import', path.join(import.meta.dirname, 'peak.mjs')],
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors = `${errors}${text}`.slice(-2000)));
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  let last: (BuildMessage & { readonly peakMegabytes: number }) | null = null;
  child.on('message', (message) => (last = message as typeof last));
  child.send(buildOrder(config));
  const [status, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.once('close', (...end) => resolve(end));
  });
  clearTimeout(timer);
  const said = last as (BuildMessage & { readonly peakMegabytes: number }) | null;
  if (said?.kind !== 'done' || status !== 0)
    throw new Miss(
      `a build that ends well, and it ended (${signal ?? status}): ${said?.kind === 'known-error' ? said.message : errors}`,
    );
  return { report: said.report, megabytes: said.peakMegabytes };
}

/** Each file is a document, or has a reason of one plain line. */
function expectAccounted({ documents: indexed, skipped }: BuildReport, names: readonly string[]): void {
  const accounted = [...indexed.map(({ path }) => path), ...skipped.map(({ path }) => path)].toSorted();
  if (accounted.join('\n') !== names.toSorted().join('\n'))
    throw new Miss(
      `each of ${names.length} files once, and there are ${accounted.length}: ${accounted.join(' ')}`,
    );
  for (const { path, reason } of skipped) {
    if (reason === '' || inertLine(reason) !== reason || reason.length > 400)
      throw new Miss(`a plain reason for ${path}, and it is ${JSON.stringify(reason)}`);
  }
}

function textsOf(index: OpenIndex): Record<string, string> {
  const texts = index.documents.map(({ path }, ordinal) => [path, index.text(ordinal)] as const);
  return Object.fromEntries(texts.filter(([name]) => name in good));
}

/** Every passage and sentence lies in its document, in order. */
function expectWithin(index: OpenIndex, ordinal: number): void {
  const { document, start, end, sentences } = index.passage(ordinal);
  const { length } = index.text(document);
  let before = start;
  for (const sentence of sentences) {
    if (sentence.start < before || sentence.end <= sentence.start || sentence.end > end)
      throw new Miss(`a sentence of passage ${ordinal} lies outside of it: ${JSON.stringify(sentence)}`);
    before = sentence.end;
  }
  if (start < 0 || end > length || end <= start)
    throw new Miss(`passage ${ordinal} lies outside of its document`);
}

function expectNoCanary(indexDir: string): void {
  for (const entry of readdirSync(indexDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    if (readFileSync(path.join(entry.parentPath, entry.name)).includes(canary))
      throw new Miss(`${entry.name} holds what lies outside of the folder`);
  }
}
