import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { AutoTokenizer, env } from '@xenova/transformers';
import { projectDir } from '../src/config.ts';
import { readsWordByWord, rememberPieces } from '../src/embedding/word-pieces.ts';

const folder = path.join(projectDir, 'data/model');
const read = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Record<string, unknown>;
const shipped = read('tokenizer.json');
const config = read('tokenizer_config.json');

test('knows which tokenizers read word by word', () => {
  assert.equal(readsWordByWord(shipped, config), true);
  const others: readonly (readonly [Record<string, unknown>, Record<string, unknown>])[] = [
    [{ pre_tokenizer: { type: 'Metaspace' } }, {}],
    [
      {
        pre_tokenizer: {
          type: 'Sequence',
          pretokenizers: [{ type: 'BertPreTokenizer' }, { type: 'Metaspace' }],
        },
      },
      {},
    ],
    [{ pre_tokenizer: { type: 'ByteLevel' } }, {}],
    [{ normalizer: { type: 'Precompiled' } }, {}],
    [{ model: { type: 'Unigram' } }, {}],
    [{ model: { type: 'WordPiece', fuse_unk: true } }, {}],
    [{ added_tokens: [{ content: 'two words' }] }, {}],
    [{ added_tokens: [{ content: '[MASK]', lstrip: true }] }, {}],
    [{}, { tokenizer_class: 'LlamaTokenizer' }],
    [{ pre_tokenizer: null }, {}],
  ];
  for (const [tokenizer, settings] of others)
    assert.equal(readsWordByWord({ ...shipped, ...tokenizer }, { ...config, ...settings }), false);
});

test('gives the tokens that the tokenizer gives of the whole text', async () => {
  const { root } = path.parse(folder);
  env.localModelPath = root.replaceAll('\\', '/');
  env.allowRemoteModels = false;
  env.useFSCache = false;
  const tokenizer = await AutoTokenizer.from_pretrained(path.relative(root, folder).replaceAll('\\', '/'), {
    local_files_only: true,
  });
  const most = 24;
  const idsOf = rememberPieces(
    (text, withSpecial) => tokenizer.encode(text, null, { add_special_tokens: withSpecial }),
    most,
  );
  const texts = [
    '',
    ' \n ',
    'Who wrote the report, and for whom?',
    'Who  wrote\nthe\treport\u00a0again?',
    'Élodie Brännström, ΑΣ ΟΔΟΣ, 中文 and [CLS] or a[SEP]b',
    'e \u0301 \ufeffjoined\ufeffword a\u200db \ud800 😀',
    'x'.repeat(70),
    'one two three four five six seven eight nine ten '.repeat(6),
  ];
  // Twice: the second time from what was remembered.
  for (const text of [...texts, ...texts]) {
    const whole = tokenizer.encode(text, null, { add_special_tokens: true }).slice(0, most);
    assert.deepEqual(idsOf(text), whole, JSON.stringify(text));
  }
});

test('asks for a word once, and starts over when it remembers many', () => {
  let asked = 0;
  const idsOf = rememberPieces((text, withSpecial) => {
    asked += 1;
    return withSpecial ? [0, text.length, 1] : [text.length];
  }, 100);
  const before = asked;
  assert.deepEqual(idsOf('to be or not to be'), [0, 2, 2, 2, 3, 2, 2, 1]);
  assert.equal(asked - before, 4);
  for (let word = 0; word < 40_000; word += 1) idsOf(`w${word}`);
  const again = asked;
  assert.deepEqual(idsOf('to be'), [0, 2, 2, 1]);
  assert.equal(asked - again, 2);
});
