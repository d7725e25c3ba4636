/**
 * Writes which words the embedding model puts near each other:
 * `node --import tsx scripts/train/ranking/near-words.ts [--data ../shared/data/train] [--out data/ranking/near-words.txt]`.
 */
import { createReadStream, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { projectDir } from '../../../src/config.ts';
import { openEmbeddingModel } from '../../../src/embedding/embed.ts';
import { isStopWord, stem, tokens } from '../../../src/text/terms.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/train' },
    out: { type: 'string', default: 'data/ranking/near-words.txt' },
    model: { type: 'string', default: 'data/model' },
  },
});

/** The most usual stems of running text; what is rarer is mostly a name, which stands for itself. */
const mostStems = 10_000;
/** Nearer than 19 of 20 pairs of a word and its tenth neighbour. */
const leastCosine = 0.25;
const mostNeighbours = 6;

/** Stem → its forms, with how often each was seen. */
const seen = new Map<string, Map<string, number>>();
const lines = createInterface({
  input: createReadStream(path.resolve(projectDir, options.data, 'text.jsonl')),
  crlfDelay: Infinity,
});
for await (const line of lines) {
  const { source, paragraphs } = JSON.parse(line) as { source: string; paragraphs: string[] };
  if (source === 'oewn') continue;
  for (const { term } of tokens(paragraphs.join(' '))) {
    if (!/^[a-z]{3,}$/.test(term) || isStopWord(term)) continue;
    const forms = seen.get(stem(term)) ?? new Map<string, number>();
    seen.set(stem(term), forms);
    forms.set(term, (forms.get(term) ?? 0) + 1);
  }
}
const usual = [...seen]
  .map(([word, forms]) => ({
    word,
    count: [...forms.values()].reduce((sum, count) => sum + count, 0),
    form: [...forms].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0],
  }))
  .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
  .slice(0, mostStems);

const model = await openEmbeddingModel({
  model: options.model,
  cacheDir: '',
  hubUrl: '',
  baseDir: projectDir,
});
const vectors = await model.embed(usual.map(({ form }) => form));
await model.close();

const rows = usual.map(({ word }, at) => {
  const own = vectors[at] ?? null;
  const neighbours = usual
    .flatMap(({ word: other }, place) => {
      const vector = vectors[place] ?? null;
      if (place === at || own === null || vector === null) return [];
      let cosine = 0;
      for (let axis = 0; axis < own.length; axis += 1) cosine += (own[axis] ?? 0) * (vector[axis] ?? 0);
      return cosine < leastCosine ? [] : [{ other, cosine }];
    })
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, mostNeighbours);
  return { word, neighbours };
});
const kept = new Map<string, Map<string, number>>();
for (const { word, neighbours } of rows) {
  for (const { other, cosine } of neighbours) {
    const [first, second] = [word, other].sort() as [string, string];
    kept.set(
      first,
      (kept.get(first) ?? new Map<string, number>()).set(second, Math.min(99, Math.round(100 * cosine))),
    );
  }
}
const text = [...kept]
  .map(([word, others]) =>
    [
      word,
      ...[...others].sort(([a], [b]) => (a < b ? -1 : 1)).map(([other, cosine]) => `${other}${cosine}`),
    ].join(' '),
  )
  .sort();
const header =
  '# Stems near each other in the embedding model, each with its cosine to the first of its line in hundredths.\n';
writeFileSync(path.resolve(projectDir, options.out), `${header}${text.join('\n')}\n`);
process.stderr.write(
  `${usual.length} stems, ${[...kept.values()].reduce((sum, { size }) => sum + size, 0)} pairs\n`,
);
