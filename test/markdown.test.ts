import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { readShown, shown, shownLines, timestamp } from '../src/discord/markdown.ts';
import { inertLine } from '../src/text/inert.ts';
import { interpret } from './fixtures/discord-markdown.ts';
import { hostileTexts } from './fixtures/hostile-texts.ts';

/** Texts made of the pieces that Discord's markdown is made of. */
const markup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '*',
        '**',
        '_',
        '__',
        '~~',
        '||',
        '`',
        '```',
        '\\',
        '<',
        '>',
        '@',
        '#',
        '-',
        '-# ',
        '+ ',
        '1. ',
        ':',
        '/',

        '[',
        ']',
        '(',
        ')',
        '](',
        'http',
        '://',
        'x.gg/',
        'everyone',
        'here',
        't:1:R',
        '&1',
        '!1',
        ' ',
        '\n',
        'a',
        '7',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));

test('the interpreter that judges finds what is active in markup that nobody escaped', () => {
  const kinds = new Set(hostileTexts.flatMap((text) => interpret(text).active));
  const expected = [
    'bold',
    'italic',
    'underline',
    'strike',
    'spoiler',
    'code',
    'code-block',
    'link',
    'reference-link',
    'angle',
    'mention',
    'url',
    'emoji',
    'invite',
    'quote',
    'heading',
    'subtext',
    'list',
    'invisible',
    'control',
  ];
  assert.deepEqual(
    expected.filter((kind) => !kinds.has(kind)),
    [],
  );
});

test('there are at least 300 hostile texts', () => {
  assert.ok(hostileTexts.length >= 300, String(hostileTexts.length));
});

test('nothing in a hostile text is active once shown, and a reader sees all of it', () => {
  for (const text of hostileTexts) {
    const { text: seen, active } = interpret(shown(text));
    assert.deepEqual(active, [], JSON.stringify(text.slice(0, 80)));
    assert.equal(seen, inertLine(text));
  }
});

test('nothing in any mixture of markup is active once shown', () => {
  fc.assert(
    fc.property(markup, (text) => {
      const { text: seen, active } = interpret(shown(text));
      assert.deepEqual(active, []);
      assert.equal(seen, inertLine(text));
    }),
    { numRuns: 2000 },
  );
});

test('what was shown is read back', () => {
  fc.assert(
    fc.property(fc.oneof(markup, fc.string({ unit: 'binary' }), fc.constantFrom(...hostileTexts)), (text) => {
      assert.equal(readShown(shown(text)), inertLine(text));
    }),
    { numRuns: 1000 },
  );
});

test('a foreign text stays inert inside and beside markdown of ours', () => {
  const frames: readonly (readonly [(inner: string) => string, readonly string[]])[] = [
    [(inner) => `**${inner}**`, ['bold']],
    [(inner) => `# ${inner}`, ['heading']],
    [(inner) => `-# ${inner}`, ['subtext']],
    [(inner) => `> ${inner} [1]`, ['quote']],
    [(inner) => `> a **${inner}** b`, ['quote', 'bold']],
    [(inner) => `**[1] ${inner}**\n> ${inner}`, ['bold', 'quote']],
    [(inner) => `[1]${inner}`, []],
    [(inner) => `${inner}${inner}`, []],
    [(inner) => `“${inner}”`, []],
  ];
  fc.assert(
    fc.property(fc.oneof(markup, fc.constantFrom(...hostileTexts)), (text) => {
      const inner = shown(text);
      fc.pre(inner !== '');
      for (const [frame, expected] of frames) {
        assert.deepEqual([...interpret(frame(inner)).active].sort(), [...expected].sort(), frame(inner));
      }
    }),
    { numRuns: 1000 },
  );
});

test('ordinary prose is left as it is', () => {
  for (const prose of [
    'In 2022, 294 Russian citizens applied; the year before, in 2021, it was only 13.',
    'Well-known – and/or “quoted”, 50 % & more: done! Isn’t it?',
    'Ærlig, ığüş, объявил, Größe, 日本',
  ])
    assert.equal(shown(prose), prose);
});

test('lines are kept where lines are wanted, each of them inert', () => {
  assert.equal(shownLines('# a\n\n  - b\t c\r\n1. d\n> e'), '\\# a\n\\- b c\n1\\. d\n\\> e');
  for (const text of hostileTexts)
    assert.deepEqual(interpret(shownLines(text)).active, [], JSON.stringify(text));
});

test('a moment is shown by the clock of whoever reads it, and a text that is none is inert', () => {
  assert.equal(timestamp('2026-11-20T10:00:00.900Z', 'R'), '<t:1795168800:R>');
  assert.equal(timestamp('**soon**', 'R'), '\\*\\*soon\\*\\*');
});
