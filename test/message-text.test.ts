import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstSentences, wordsOf, type Worded } from '../src/discord/message-text.ts';

const nothing: Worded = { content: '', components: [], embeds: [], snapshots: [] };

test('what was typed counts before what a message shows or forwards', () => {
  const embed = { title: 'A title', description: 'A text', fields: [{ name: 'Cost', value: '40 crowns' }] };
  assert.equal(wordsOf({ ...nothing, content: ' Typed\nwords ', snapshots: ['forwarded'] }), 'Typed words');
  assert.equal(wordsOf({ ...nothing, snapshots: ['forwarded'], embeds: [embed] }), 'forwarded');
  assert.equal(wordsOf({ ...nothing, embeds: [embed] }), 'A title A text Cost 40 crowns');
  const display = { toJSON: () => ({ type: 17, components: [{ type: 10, content: '## Shown **words**' }] }) };
  assert.equal(wordsOf({ ...nothing, components: [display] }), 'Shown words');
  assert.equal(wordsOf(nothing), '');
});

test('mentions, emoji and marks of emphasis are no words', () => {
  const content = '<@123> **294** Russians _asked_ <:flag:99> on <t:1618953630:R> ||in|| `2022`\u202E?';
  assert.equal(wordsOf({ ...nothing, content }), '294 Russians _asked_ on in 2022?');
});

test('an address says nothing: what it shows is read in its place', () => {
  const embed = { title: null, description: 'The ferry ran aground.', fields: [] };
  for (const content of [
    'https://news.example/ferry?id=3',
    '<https://news.example/a_(b)>',
    '! http://news.example …',
  ])
    assert.equal(wordsOf({ ...nothing, content, embeds: [embed] }), 'The ferry ran aground.');
  const linked =
    'It says [that the ferry ran aground](https://news.example/ferry "News") here: https://news.example/x';
  assert.equal(wordsOf({ ...nothing, content: linked }), 'It says that the ferry ran aground here:');
  assert.equal(wordsOf({ ...nothing, content: 'https://news.example/ferry' }), '');
});

test('a long message is cut at the end of a sentence', () => {
  const text = 'The board met again today. '.repeat(30).trim();
  const cut = firstSentences(text, 500);
  assert.ok(cut.isCut);
  assert.ok(cut.text.length <= 500 && cut.text.length > 450);
  assert.match(cut.text, /today\.$/);
  assert.deepEqual(firstSentences('Short.', 500), { text: 'Short.', isCut: false });
});

test('one endless sentence is cut between words, by characters and not halves of them', () => {
  const words = firstSentences('word '.repeat(300).trim(), 500);
  assert.match(words.text, /^(word )+word$/);
  const emoji = firstSentences('🛶'.repeat(700), 500);
  assert.equal(Array.from(emoji.text).length, 500);
  assert.doesNotMatch(emoji.text, /\p{Surrogate}/u);
});
