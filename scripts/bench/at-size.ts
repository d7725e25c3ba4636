import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setImmediate as turnOfEventLoop } from 'node:timers/promises';
import { createAnswerer } from '../../src/answering/answer.ts';
import { loadConfig, projectDir } from '../../src/config.ts';
import { openEmbeddingModel, type EmbeddingModel } from '../../src/embedding/embed.ts';
import { percentile } from '../../src/evaluation/percentile.ts';
import { textDocument } from '../../src/evaluation/text-document.ts';
import { buildIndexFromDocuments, type BuildReport } from '../../src/index/build.ts';
import { openIndex } from '../../src/index/generation.ts';
import { corpusOf, warmUpCount } from './corpus.ts';

/** What building an index of made-up passages took. */
export interface BuildFigures {
  readonly seconds: number;
  /** Milliseconds by stage. */
  readonly stages: BuildReport['milliseconds'];
  readonly megabytesOnDisk: number;
  readonly peakMegabytes: number;
}

/** What answering over it takes, in a process of its own. Milliseconds and mebibytes. */
export interface AskFigures {
  readonly open: number;
  readonly p50: number;
  readonly p95: number;
  /** Of all threads, mean: what is left when other processes are not counted. */
  readonly cpu: number;
  readonly embed: number;
  readonly retrieve: number;
  readonly read: number;
  readonly answered: number;
  /** The longest that anything else had to wait. */
  readonly longestDelay: number;
  readonly residentAtStart: number;
  readonly residentAfter: number;
  readonly heap: number;
  readonly arrays: number;
}

const mebibyte = 1024 * 1024;

async function build(indexDir: string, passageCount: number): Promise<BuildFigures> {
  const model = await openModel();
  const { articles, questions } = corpusOf(passageCount);
  writeFileSync(questionsFile(indexDir), JSON.stringify(questions));
  const documents = articles.map(({ path, title, passages }) => textDocument(path, title, passages));
  const started = performance.now();
  const { milliseconds } = await buildIndexFromDocuments({ indexDir, model, documents });
  const seconds = (performance.now() - started) / 1000;
  return {
    seconds,
    stages: milliseconds,
    megabytesOnDisk: sizeOf(indexDir) / mebibyte,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}

async function ask(indexDir: string): Promise<AskFigures> {
  // Not made here: the passages would stay in the memory that is measured.
  const questions: string[] = JSON.parse(readFileSync(questionsFile(indexDir), 'utf8'));
  const model = await openModel();
  globalThis.gc?.();
  const residentAtStart = process.memoryUsage().rss / mebibyte;

  const started = performance.now();
  const index = await openIndex(indexDir, model);
  const open = performance.now() - started;
  const answerer = createAnswerer({ index, embed: model.embed, modelId: model.id });
  for (const question of questions.slice(0, warmUpCount)) await answerer.answer(question);

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const cpuBefore = process.cpuUsage();
  const times: number[] = [];
  const stages = { embed: [] as number[], retrieve: [] as number[], read: [] as number[] };
  let answered = 0;
  for (const question of questions.slice(warmUpCount)) {
    const start = performance.now();
    const answer = await answerer.answer(question);
    times.push(performance.now() - start);
    for (const stage of ['embed', 'retrieve', 'read'] as const)
      stages[stage].push(answer.milliseconds[stage]);
    if (answer.status === 'answered') answered += 1;
    await turnOfEventLoop();
  }
  delay.disable();
  const cpu = process.cpuUsage(cpuBefore);
  globalThis.gc?.();
  const memory = process.memoryUsage();
  return {
    open,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    cpu: (cpu.user + cpu.system) / 1000 / times.length,
    embed: percentile(stages.embed, 0.5),
    retrieve: percentile(stages.retrieve, 0.5),
    read: percentile(stages.read, 0.5),
    answered,
    longestDelay: delay.max / 1e6,
    residentAtStart,
    residentAfter: memory.rss / mebibyte,
    heap: memory.heapUsed / mebibyte,
    arrays: memory.arrayBuffers / mebibyte,
  };
}

async function openModel(): Promise<EmbeddingModel> {
  const config = loadConfig(process.env);
  return openEmbeddingModel({
    model: config.embeddingModel,
    cacheDir: config.modelCacheDir,
    hubUrl: config.modelHubUrl,
    baseDir: projectDir,
  });
}

function questionsFile(indexDir: string): string {
  return `${indexDir}-questions.json`;
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

/** A process of its own: `at-size.ts build DIR PASSAGES`, then `at-size.ts ask DIR`; prints one JSON object. */
const [mode, indexDir, passages] = process.argv.slice(2);
const folder = path.resolve(indexDir ?? '');
const figures = await (mode === 'build' ? build(folder, Number(passages)) : ask(folder));
process.stdout.write(`${JSON.stringify(figures)}\n`);
