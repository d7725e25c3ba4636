import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { blocksOfPlainText } from '../src/corpus/blocks.ts';

const layout = (text: string): string[] =>
  blocksOfPlainText(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

test('reads Markdown: front matter, headings of both kinds, items, rows and code', () => {
  const text = [
    '---\ntitle: A\n---\n\n# One\n\nFirst line\nof two.\n\nTwo\n---\n\n- milk\n  and cream\n- eggs\n1. then\n\n',
    '| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nlet a;\n\nlet b;\n```\n\n***\n\nEnd.',
  ].join('');
  assert.deepEqual(layout(text), [
    'front-matter: ---\ntitle: A\n---',
    'heading: # One',
    'paragraph: First line\nof two.',
    'heading: Two\n---',
    'item: - milk\n  and cream',
    'item: - eggs',
    'item: 1. then',
    'row: | a | b |',
    'row: | 1 | 2 |',
    'code: let a;',
    'code: let b;',
    'paragraph: End.',
  ]);
});

test('takes front matter at the very start only, and only when it is closed and has fields', () => {
  assert.equal(layout('\n---\ntitle: A\n---\n')[0]?.startsWith('front-matter'), false);
  assert.equal(layout('---\ntitle: A\n\nNever closed.')[0]?.startsWith('front-matter'), false);
  assert.equal(layout('---\n\nA rule above.\n\n---\n')[0], 'paragraph: A rule above.');
  assert.equal(layout('---\r\ntitle: A\r\n---\r\nText.')[0], 'front-matter: ---\r\ntitle: A\r\n---');
});

test('joins lines that were wrapped at a width, and keeps lines apart that are paragraphs', () => {
  const wrapped = [
    'The harbour was built in the years after the great fire, when the town',
    'had neither money nor timber, and it has been repaired every spring',
    'since then. Nobody alive remembers it without scaffolding, and Anders',
    'Moe, who keeps the keys, says that nobody ever will.',
    '',
    'A second paragraph follows here, and it too goes over the end of a',
    'line.',
  ];
  assert.equal(layout(wrapped.join('\n')).length, 2);
  assert.equal(layout(wrapped.join('\r\n')).length, 2);
  const long = 'This line is a whole paragraph by itself, as web pages give them. '.repeat(4).trim();
  assert.equal(layout([long, long, `${long} And more.`].join('\n')).length, 3);
  assert.equal(layout('Anna\nBo\nCem').length, 3);
  assert.equal(layout('A headline that says something\nBy Ann Lee\nPublished on').length, 3);
});

test('goes on over a break where a sentence plainly does', () => {
  assert.deepEqual(layout('A sentence that is broken in\nthe middle of it.'), [
    'paragraph: A sentence that is broken in\nthe middle of it.',
  ]);
});

test('takes a short line alone above a paragraph for a heading', () => {
  const body = 'Some officers have asked for asylum, the newspaper says, and more may follow.';
  assert.equal(layout(`Deny involvement\n\n${body}`)[0], 'heading: Deny involvement');
  assert.equal(layout(`1. Parties\n\n${body}`)[0], 'heading: 1. Parties');
  assert.equal(layout(`**Method**\n\n${body}`)[0], 'heading: **Method**');
  assert.equal(layout(`Ingredients:\n\n- flour`)[0], 'heading: Ingredients:');
});

test('takes no heading for a short sentence, a byline, a dated line, an address or the last line', () => {
  const body = 'Some officers have asked for asylum, the newspaper says, and more may follow.';
  for (const line of [
    'He left.',
    'By Ann Lee',
    'Ann Lee Jul 9, 2012',
    'ann@example.com',
    '“No,” she said,',
    'and so on',
  ]) {
    assert.equal(layout(`${line}\n\n${body}`)[0], `paragraph: ${line}`);
  }
  assert.equal(layout(`${body}\n\nThe end of it`)[1], 'paragraph: The end of it');
});

test('takes questions for headings only where several are answered', () => {
  assert.equal(layout('Why?\n\nBecause it rained.')[0], 'paragraph: Why?');
  const questions = layout('How much is it?\n\nIt is free.\n\nWho may come?\n\nEveryone may.');
  assert.deepEqual(
    questions.map((block) => block.split(':')[0]),
    ['heading', 'paragraph', 'heading', 'paragraph'],
  );
});

test('takes spaced-out lists of short lines for lists', () => {
  const kinds = layout('Names\n\nAnna\n\nBo\n\nCem\n\nDagny\n\nThey all came to the meeting.').map(
    (block) => block.split(':')[0],
  );
  assert.deepEqual(kinds, ['heading', 'paragraph', 'paragraph', 'paragraph', 'heading', 'paragraph']);
});

test('reads tables of tabs and of bars without outer bars, and leaves single tabs and bars alone', () => {
  assert.deepEqual(layout('Name\tValue\nPaper\tA4'), ['row: Name\tValue', 'row: Paper\tA4']);
  assert.deepEqual(layout('Name | Value\n--- | ---\nPaper | A4').length, 2);
  assert.equal(layout('Home | News | Sport')[0], 'paragraph: Home | News | Sport');
});

test('takes a fence that nothing closes for no fence', () => {
  assert.deepEqual(layout('```\nText goes on.\n\nAnd on.'), [
    'paragraph: Text goes on.',
    'paragraph: And on.',
  ]);
});

test('does not take a number or a dash at the front of a wrapped line for an item', () => {
  const text =
    'The treaty was signed in the old town hall on the\n12. May it last for ever, the mayor said to them all.';
  assert.ok(!layout(text).some((block) => block.startsWith('item')));
});

const pieces = fc.constantFrom(
  'Word',
  'word. ',
  ' ',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\t',
  '# ',
  '- ',
  '1. ',
  '| ',
  '---',
  '===',
  '```',
  '~~~',
  '**',
  'a: b',
  '\u00A0',
  '\f',
);

test('blocks of any text are in order, apart, trimmed, and leave out no letter', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const text = parts.join('');
      let at = 0;
      let outside = '';
      for (const { start, end } of blocksOfPlainText(text)) {
        assert.ok(start >= at && end > start && end <= text.length);
        assert.equal(text.slice(start, end), text.slice(start, end).trim());
        outside += text.slice(at, start);
        at = end;
      }
      outside += text.slice(at);
      // What follows a fence on its own line names the language of the code.
      assert.doesNotMatch(outside.replace(/(?:```|~~~).*/g, ''), /\p{L}/u);
    }),
    { numRuns: 3000, seed: 11 },
  );
});
