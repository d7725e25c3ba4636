/**
 * Lists the word forms that mostly stand where verbs stand, behind "she", "who", "will" and the like rather than behind
 * "the" and "of": `node --import tsx scripts/train/ranking/verbs.ts [--data ../shared/data/train] [--out data/ranking/verbs.txt]`.
 */
import { createReadStream, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { projectDir } from '../../../src/config.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/train' },
    out: { type: 'string', default: 'data/ranking/verbs.txt' },
  },
});

const beforeVerbs = new Set(
  'he she they we who will would could can may might must should cannot i did which also never'.split(' '),
);
const beforeNouns = new Set(
  'the a an his her their its our of in this these those many some any by with for on from other new several two three'.split(
    ' ',
  ),
);
/** "to" stands before places too. */
const shareOfTo = 0.7;
const leastUses = 8;
const leastVerbUses = 3;
const leastSeen = 4;

const uses = new Map<string, number>();
const asVerb = new Map<string, number>();
const asNoun = new Map<string, number>();
const lines = createInterface({
  input: createReadStream(path.resolve(projectDir, options.data, 'text.jsonl')),
});
for await (const line of lines) {
  const { source, paragraphs } = JSON.parse(line) as { source: string; paragraphs: string[] };
  // Dictionary definitions are not running text.
  if (source === 'oewn') continue;
  for (const paragraph of paragraphs) count(paragraph);
}

function count(paragraph: string): void {
  let previous = '';
  for (const [word] of paragraph.matchAll(/[a-z]+|[A-Z][a-z]*|[.,;:()]/g)) {
    if (/^[a-z]{2,}$/.test(word)) {
      add(uses, word, 1);
      if (beforeVerbs.has(previous)) add(asVerb, word, 1);
      else if (previous === 'to') add(asVerb, word, shareOfTo);
      else if (beforeNouns.has(previous)) add(asNoun, word, 1);
    }
    previous = word.toLowerCase();
  }
}

function add(counts: Map<string, number>, word: string, by: number): void {
  counts.set(word, (counts.get(word) ?? 0) + by);
}

const verbs = [...uses]
  .filter(([word, times]) => {
    const verb = asVerb.get(word) ?? 0;
    const seen = verb + (asNoun.get(word) ?? 0);
    return times >= leastUses && verb >= leastVerbUses && seen >= leastSeen && verb > seen / 2;
  })
  .map(([word]) => word)
  .sort();
writeFileSync(path.resolve(projectDir, options.out), `${verbs.join('\n')}\n`);
process.stderr.write(`${verbs.length} word forms\n`);
