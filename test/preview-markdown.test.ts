import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as always, constantFrom, property } from 'fast-check';
import {
  activeParts,
  parseMarkdown,
  plainText,
  type Block,
  type Inline,
} from '../src/preview/page/markdown.ts';

function only(text: string): Block {
  const blocks = parseMarkdown(text);
  assert.equal(blocks.length, 1, JSON.stringify(blocks));
  return blocks[0] as Block;
}

function inlines(text: string): readonly Inline[] {
  const block = only(text);
  assert.equal(block.kind, 'paragraph');
  return block.kind === 'paragraph' ? block.children : [];
}

function kindsIn(text: string): readonly string[] {
  return activeParts(parseMarkdown(text));
}

function lettersIn(text: string): number {
  return text.split('é').length;
}

const word = (text: string): Inline => ({ kind: 'text', text });

test('headings of three levels and subtext begin a line', () => {
  assert.deepEqual(only('# One'), { kind: 'heading', level: 1, children: [word('One')] });
  assert.deepEqual(only('### Three'), { kind: 'heading', level: 3, children: [word('Three')] });
  assert.deepEqual(only('-# small'), { kind: 'subtext', children: [word('small')] });
  for (const text of ['#### four', '#none', 'a # b', '-#none', '#'])
    assert.deepEqual(kindsIn(text), [], text);
});

test('emphasis nests, and an underscore within a word is a letter', () => {
  assert.deepEqual(inlines('a **b *c* d**'), [
    word('a '),
    { kind: 'strong', children: [word('b '), { kind: 'em', children: [word('c')] }, word(' d')] },
  ]);
  assert.deepEqual(kindsIn('***x***'), ['strong', 'em']);
  assert.deepEqual(kindsIn('__u__ ~~s~~ ||h|| _e_'), ['underline', 'strike', 'spoiler', 'em']);
  assert.deepEqual(inlines('snake_case_name'), [word('snake_case_name')]);
  assert.deepEqual(inlines('2 * 3 * 4'), [word('2 * 3 * 4')]);
});

test('what a backslash precedes is itself', () => {
  assert.deepEqual(inlines(String.raw`\*a\* \[b](c) \<@1> \_d\_`), [word('*a* [b](c) <@1> _d_')]);
  assert.deepEqual(only(String.raw`\# a`), { kind: 'paragraph', children: [word('# a')] });
  assert.deepEqual(inlines(String.raw`C:\new`), [word(String.raw`C:\new`)]);
});

test('code keeps what is in it', () => {
  assert.deepEqual(inlines('`**a** <@1>`'), [{ kind: 'code', text: '**a** <@1>' }]);
  assert.deepEqual(inlines('``a`b``'), [{ kind: 'code', text: 'a`b' }]);
  assert.deepEqual(parseMarkdown('before\n```ts\nlet *a* = 1;\n```\nafter'), [
    { kind: 'paragraph', children: [word('before')] },
    { kind: 'code-block', language: 'ts', text: 'let *a* = 1;' },
    { kind: 'paragraph', children: [word('after')] },
  ]);
});

test('quotes run over lines, and >>> to the end', () => {
  const two = only('> a\n> **b**');
  assert.deepEqual(two.kind === 'quote' && two.children, [
    {
      kind: 'paragraph',
      children: [word('a'), { kind: 'break' }, { kind: 'strong', children: [word('b')] }],
    },
  ]);
  assert.equal(only('>>> a\nb\n\nc').kind, 'quote');
  assert.deepEqual(kindsIn('>none'), []);
});

test('lists know their numbers and what is below an item', () => {
  const list = only('3. a\n4. b\n   - c');
  assert.equal(list.kind, 'list');
  assert.ok(list.kind === 'list');
  assert.equal(list.start, 3);
  assert.equal(list.items.length, 2);
  assert.equal(list.items[1]?.[1]?.kind, 'list');
});

test('links are found with and without a label, and end before punctuation', () => {
  assert.deepEqual(inlines('[here](https://a.example/b_(c) "title")'), [
    { kind: 'link', url: 'https://a.example/b_(c)', isBare: false, children: [word('here')] },
  ]);
  const bare = inlines('see https://a.example/b. Then');
  assert.deepEqual(bare[1], {
    kind: 'link',
    url: 'https://a.example/b',
    isBare: true,
    children: [word('https://a.example/b')],
  });
  assert.deepEqual(kindsIn('[a](javascript:alert(1)) [b](data:text/html,x) [c](/d)'), []);
});

test('mentions, timestamps and emoji are recognised, wherever they stand', () => {
  for (const mention of ['<@1>', '<@!1>', '<@&1>', '<#1>', '@everyone', '@here', '</ask:1>', '<id:browse>']) {
    assert.deepEqual(kindsIn(`x${mention}x`), ['mention'], mention);
  }
  assert.deepEqual(inlines('<t:1700000000:R>'), [{ kind: 'timestamp', seconds: 1_700_000_000, style: 'R' }]);
  assert.deepEqual(kindsIn('<t:1:Q> <t:99999999999999:R> <t:x>'), []);
  assert.deepEqual(kindsIn('<:name:1>'), ['emoji']);
});

test('a paragraph keeps its line breaks and loses empty lines around it', () => {
  assert.deepEqual(parseMarkdown('\n\na\n\nb\n\n'), [
    { kind: 'paragraph', children: [word('a'), { kind: 'break' }, { kind: 'break' }, word('b')] },
  ]);
  assert.deepEqual(parseMarkdown(''), []);
});

test('a text with a backslash before every sign has nothing active in it and reads as it was', () => {
  const signs = array(constantFrom(...'\\*_~`|<>[]()#-+.:@!&/ab1 '.split('')), { maxLength: 80 });
  always(
    property(signs, (letters) => {
      const text = letters.join('');
      const escaped = text.replace(/[^0-9A-Za-z\s]/g, String.raw`\$&`);
      const tree = parseMarkdown(escaped);
      assert.deepEqual(activeParts(tree), []);
      assert.equal(plainText(tree), text.trimEnd());
    }),
  );
});

test('no markup makes it lose a letter, or never end', () => {
  const signs = array(constantFrom(...'*_`~|>[]()#-\\ é\n'.split(''), '1.', '```'), {
    maxLength: 200,
  });
  always(
    property(signs, (pieces) => {
      const text = pieces.join('');
      assert.equal(lettersIn(plainText(parseMarkdown(text))), lettersIn(text));
    }),
  );
  for (const hard of ['*_', '[(', '**a ', '`', '* ', '> ', '||', '<@', '[](', '\\'])
    parseMarkdown(hard.repeat(4000 / hard.length));
});
