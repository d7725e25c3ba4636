/**
 * Counts how common words are in general English text, for collections too small to tell by themselves:
 * `node --import tsx scripts/train/ranking/background.ts [--data ../shared/data/train] [--out data/ranking/background.json]`.
 */
import { createReadStream, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { projectDir } from '../../../src/config.ts';
import { stem, tokens } from '../../../src/text/terms.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/train' },
    out: { type: 'string', default: 'data/ranking/background.json' },
  },
});

const wordsPerPassage = 100;
/** Stems in fewer passages than this are left out: a rare word is told from its absence here. */
const leastShare = 0.002;
/** Dictionary definitions are not running text. */
const leftOut = new Set(['oewn', 'fact']);

const counts = new Map<string, number>();
let passages = 0;
let current = new Set<string>();
let words = 0;
const lines = createInterface({
  input: createReadStream(path.resolve(projectDir, options.data, 'text.jsonl')),
  crlfDelay: Infinity,
});
for await (const line of lines) {
  const { source, paragraphs } = JSON.parse(line) as { source: string; paragraphs: string[] };
  if (leftOut.has(source)) continue;
  for (const token of tokens(paragraphs.join(' '))) {
    if (!/\d/.test(token.term)) current.add(stem(token.term));
    words += 1;
    if (words === wordsPerPassage) closePassage();
  }
  if (words > 0) closePassage();
}

function closePassage(): void {
  for (const word of current) counts.set(word, (counts.get(word) ?? 0) + 1);
  passages += 1;
  current = new Set();
  words = 0;
}

const shares = [...counts]
  .map(([word, count]) => [word, Math.round((count / passages) * 1e4) / 1e4] as const)
  .filter(([, share]) => share >= leastShare)
  .sort(([a, shareA], [b, shareB]) => shareB - shareA || (a < b ? -1 : 1));
writeFileSync(
  path.resolve(projectDir, options.out),
  `${JSON.stringify({ passages, shares: Object.fromEntries(shares) })}\n`,
);
process.stderr.write(`${passages} passages, ${shares.length} stems\n`);
