/**
 * Opens, asks and builds indexes for trials, so that a crash of native code ends this process and is seen. Its first argument
 * is the model that texts are embedded with: `fake`, or the folder of one.
 */
import { createHash } from 'node:crypto';
import { createAnswerer, type Answerer } from '../../src/answering/answer.ts';
import { readRankingModels, type RankingModels } from '../../src/answering/models.ts';
import { projectDir } from '../../src/config.ts';
import { defaultSplitter } from '../../src/corpus/chunk.ts';
import { loadDocuments } from '../../src/corpus/load.ts';
import { openEmbeddingModel, type EmbeddingModel } from '../../src/embedding/embed.ts';
import { KnownError, stackOf } from '../../src/errors.ts';
import { buildIndex, buildIndexFromDocuments } from '../../src/index/build.ts';
import { openIndex, type OpenIndex } from '../../src/index/generation.ts';
import { rollback } from '../../src/index/swap.ts';
import { fakeModel } from '../../test/fixtures/small-index.ts';
import { faultCorpus, questions } from './fault-corpus.ts';
import type { Done, LoadedFile, Outcome, Source, Task } from './index-messages.ts';

const [modelName = 'fake'] = process.argv.slice(2);
let model: Promise<EmbeddingModel> | null = null;
let shipped: RankingModels | null = null;
let held: OpenIndex | null = null;

process.on('message', (task: Task) => {
  run(task).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => process.send?.(outcomeOf(error)),
  );
});
process.once('disconnect', () => process.exit(0));

async function run(task: Task): Promise<Done> {
  switch (task.do) {
    case 'ask': {
      const index = await openIndex(task.indexDir, await openModel(), {
        allowPrevious: task.strict !== true,
      });
      if (task.hold === true) held = index;
      return ask(index, task.ranking);
    }
    case 'ask-held':
      if (held === null) throw new Error('No index is held');
      return ask(held);
    case 'build': {
      const { status, generation, skipped, warnings } = await build(task.indexDir, task.source);
      const reasons = skipped.map(({ path, reason }) => `${path}: ${reason}`);
      return { kind: 'built', status, generation, skipped: reasons, warnings };
    }
    case 'rollback': {
      const generation = await rollback(task.indexDir);
      return { kind: 'built', status: 'rolled back', generation, skipped: [], warnings: [] };
    }
    case 'load': {
      const files: LoadedFile[] = [];
      for await (const loaded of loadDocuments(task.documentsDir, { maxFileBytes: 64e6 })) {
        const isSkipped = loaded.kind === 'skipped';
        files.push({
          path: isSkipped ? loaded.file.path : loaded.document.path,
          text: isSkipped ? null : loaded.document.text,
          reason: isSkipped ? loaded.file.reason : null,
        });
      }
      return { kind: 'loaded', files };
    }
    case 'embed': {
      const options = {
        model: task.folder,
        cacheDir: task.folder,
        hubUrl: 'http://127.0.0.1:9',
        baseDir: projectDir,
      };
      const { embed, close, id, hash, tokenizerHash } = await openEmbeddingModel(options);
      try {
        const vectors = (await embed(task.texts)).map(
          (vector) =>
            vector && Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64'),
        );
        return { kind: 'embedded', id, hash: `${hash} ${tokenizerHash}`, vectors };
      } finally {
        await close();
      }
    }
  }
}

async function openModel(): Promise<EmbeddingModel> {
  model ??=
    modelName === 'fake'
      ? Promise.resolve(fakeModel())
      : openEmbeddingModel({
          model: modelName,
          cacheDir: modelName,
          hubUrl: 'http://127.0.0.1:9',
          baseDir: projectDir,
        });
  return model;
}

async function build(indexDir: string, source: Source): ReturnType<typeof buildIndex> {
  const parts = { indexDir, model: await openModel() };
  if ('version' in source)
    return buildIndexFromDocuments({ ...parts, documents: faultCorpus(source.version) });
  const { documentsDir } = source;
  return buildIndex({ ...parts, documentsDir, splitter: defaultSplitter, maxFileBytes: 64e6 });
}

/** Every way of asking, over the whole collection: what differs between two generations differs here. */
async function ask(index: OpenIndex, rankingFolder?: string): Promise<Done> {
  const { embed, id: modelId } = await openModel();
  shipped ??= readRankingModels();
  const ranking = rankingFolder === undefined ? shipped : readRankingModels(rankingFolder);
  const answerer: Answerer = createAnswerer({ index, embed, modelId, ranking });
  const hash = createHash('sha256');
  const add = (value: unknown): void => void hash.update(JSON.stringify(value));
  for (const question of questions) {
    const {
      milliseconds: _,
      generation: _name,
      ...answer
    } = await answerer.answer(question, { id: 'trial' });
    add(answer);
    add(await answerer.search(question));
  }
  const {
    milliseconds: _,
    generation: _name,
    ...claim
  } = await answerer.checkClaim('Ada Moe kept the lighthouse at Skarvik a.');
  add(claim);
  for (const [ordinal, { path }] of index.documents.entries())
    add([path, index.text(ordinal), index.isTextIntact(ordinal)]);
  return {
    kind: 'served',
    generation: index.generation,
    warning: index.warning ?? null,
    answers: hash.digest('hex'),
  };
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof KnownError) return { kind: 'refused', code: error.code, message: error.message };
  return { kind: 'broken', stack: stackOf(error) };
}
