import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { AutoTokenizer, env, type PreTrainedTokenizer } from '@xenova/transformers';
import { projectDir } from '../src/config.ts';
import { quickenLookup } from '../src/embedding/piece-lookup.ts';
import { randomBelow, seededRandom } from '../src/evaluation/random.ts';
import { hostileTexts } from './fixtures/hostile-texts.ts';

async function openTokenizer(): Promise<PreTrainedTokenizer> {
  const { root, dir, base } = path.parse(path.join(projectDir, 'data/model'));
  env.localModelPath = root.replaceAll('\\', '/');
  env.allowRemoteModels = false;
  env.useFSCache = false;
  const name = path.relative(root, path.join(dir, base)).replaceAll('\\', '/');
  return AutoTokenizer.from_pretrained(name, { local_files_only: true });
}

test('a tokenizer that looks nothing up in vain spells every word as it did before', async () => {
  const [usual, quick] = [await openTokenizer(), await openTokenizer()];
  let lookups = 0;
  quickenLookup(quick.model);
  const { tokens_to_ids: ids } = quick.model as unknown as { tokens_to_ids: Map<string, number> };
  const has = ids.has.bind(ids);
  ids.has = (piece) => {
    lookups += 1;
    return has(piece);
  };
  const random = seededRandom(7);
  const letters = Array.from('abcdefghijklmnopqrstuvwxyzåøæéßаявжñ中文😀01-.́\u{1D7D8}');
  const made = Array.from({ length: 400 }, () =>
    Array.from(
      { length: 1 + randomBelow(random, 120) },
      () => letters[randomBelow(random, letters.length)],
    ).join(''),
  );
  for (const text of [...made, ...hostileTexts, 'internationalisation', 'x'.repeat(100), 'x'.repeat(101)]) {
    const options = { add_special_tokens: false };
    assert.deepEqual(quick.encode(text, null, options), usual.encode(text, null, options), text);
  }
  lookups = 0;
  quick.encode('xq'.repeat(50));
  assert.ok(lookups < 2000, `${lookups} stretches of a word of a hundred letters`);
});

test('what is no vocabulary of word pieces is left alone', () => {
  for (const model of [null, undefined, {}, () => {}, Object.assign(() => {}, { tokens_to_ids: new Map() })])
    assert.doesNotThrow(() => quickenLookup(model));
});
