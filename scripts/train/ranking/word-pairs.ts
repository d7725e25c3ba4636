/**
 * Picks the pairs of words out of a dictionary that may stand for each other in a question and its answer:
 * `node --import tsx scripts/train/ranking/word-pairs.ts [--data ../shared/data/train] [--out data/ranking/word-pairs.txt]`.
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
    out: { type: 'string', default: 'data/ranking/word-pairs.txt' },
    model: { type: 'string', default: 'data/model' },
  },
});

/** Stems seen more seldom in running text are left out: the table is for the words that people ask with. */
const leastSeen = 5;
/**
 * Most words have senses that nobody means. A pair counts when the embedding model, which has read the words in
 * running text, puts them near each other: nearer for a word and its kind ("jail" is a "correctional institution").
 */
const leastCosine = { synonym: 0.12, hypernym: 0.2 };

const lines = (name: string): AsyncIterable<string> =>
  createInterface({
    input: createReadStream(path.resolve(projectDir, options.data, name)),
    crlfDelay: Infinity,
  });

const seen = new Map<string, number>();
for await (const line of lines('text.jsonl')) {
  const { source, paragraphs } = JSON.parse(line) as { source: string; paragraphs: string[] };
  if (source === 'oewn') continue;
  for (const { term } of tokens(paragraphs.join(' '))) seen.set(stem(term), (seen.get(stem(term)) ?? 0) + 1);
}

interface Pair {
  readonly relation: 'synonym' | 'hypernym';
  readonly a: string;
  readonly b: string;
}
const isUsual = (word: string): boolean =>
  /^[a-z]{3,}$/.test(word) && !isStopWord(word) && (seen.get(stem(word)) ?? 0) >= leastSeen;
const pairs: Pair[] = [];
for await (const line of lines('synonyms.jsonl')) {
  const pair = JSON.parse(line) as Pair;
  if (isUsual(pair.a) && isUsual(pair.b) && stem(pair.a) !== stem(pair.b)) pairs.push(pair);
}

const model = await openEmbeddingModel({
  model: options.model,
  cacheDir: '',
  hubUrl: '',
  baseDir: projectDir,
});
const words = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
const embedded = await model.embed(words);
await model.close();
const vectors = new Map(words.map((word, at) => [word, embedded[at] ?? null]));
const nearness = (a: string, b: string): number => {
  const [one, other] = [vectors.get(a) ?? null, vectors.get(b) ?? null];
  if (one === null || other === null) return -1;
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
};

const kept = new Map<string, Set<string>>();
for (const { relation, a, b } of pairs) {
  if (nearness(a, b) < leastCosine[relation]) continue;
  const [one, other] = [stem(a), stem(b)].sort() as [string, string];
  const others = kept.get(one) ?? new Set();
  kept.set(one, others.add(other));
}
const rows = [...kept]
  .map(([one, others]) => [one, ...[...others].sort()].join(' '))
  .sort((a, b) => (a < b ? -1 : 1));
const header = '# Stems that may stand for each other: the first of a line for each of the others.\n';
writeFileSync(path.resolve(projectDir, options.out), `${header}${rows.join('\n')}\n`);
process.stderr.write(
  `${pairs.length} pairs of usual words, ${[...kept.values()].reduce((sum, { size }) => sum + size, 0)} kept\n`,
);
