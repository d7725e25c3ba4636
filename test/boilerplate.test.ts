import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { blocksOfPlainText } from '../src/corpus/blocks.ts';
import { markBoilerplate } from '../src/corpus/boilerplate.ts';

const mark = (text: string) => markBoilerplate(text, blocksOfPlainText(text));
const kept = (text: string): string[] =>
  mark(text)
    .filter(({ boilerplate }) => !boilerplate)
    .map(({ start, end }) => text.slice(start, end));

// Each page is a text; the lines that begin with "~ " there are furniture, all others content.
const pages = readFileSync(new URL('fixtures/pages.txt', import.meta.url), 'utf8')
  .split(/^=== /m)
  .slice(1);

for (const page of pages) {
  const [name, ...lines] = page.split('\n');
  test(`tells furniture from content: ${name}`, () => {
    const text = lines.map((line) => line.replace(/^~ /, '')).join('\n');
    const blocks = mark(text);
    let at = 0;
    for (const line of lines) {
      const isFurniture = line.startsWith('~ ');
      const content = isFurniture ? line.slice(2) : line;
      const from = at + content.search(/\S/);
      const block = blocks.find(({ start, end }) => start <= from && from < end);
      if (content.trim() !== '' && block !== undefined) assert.equal(block.boilerplate, isFurniture, content);
      at += content.length + 1;
    }
  });
}

test('changes nothing of a block but the mark', () => {
  const text =
    'Skip to content\n\n3 min read\n\nA title here\n\nA first sentence of the text. And another one.';
  const blocks = blocksOfPlainText(text);
  const marked = mark(text);
  assert.deepEqual(
    marked.map((block) => ({ ...block, boilerplate: false })),
    blocks,
  );
  assert.ok(marked.some(({ boilerplate }) => boilerplate));
});

test('leaves marks that a format has made, and does not take what they are on for the article', () => {
  const text =
    'We store what you click on this site and sell it to others every day of the year, and so do they.\n\nThe title\n\nA sentence of the text. And one more.';
  const blocks = blocksOfPlainText(text).map((block, at) => ({ ...block, boilerplate: at === 0 }));
  assert.deepEqual(markBoilerplate(text, blocks), blocks);
});

test('keeps one title and the standfirst of the body where a page writes them twice', () => {
  const lead = 'Some officers have asked for asylum since July, the head of the alliance said on Friday.';
  const text = `Loader\n\nOfficers seek asylum\n\nOfficers seek asylum\nShare this article\n\n${lead}\n\nADVERTISEMENT\n\n${lead}\n\nMore was not said.`;
  assert.deepEqual(kept(text), ['Officers seek asylum', lead, 'More was not said.']);
  const second = mark(text).findLast(({ start, end }) => text.slice(start, end) === lead);
  assert.equal(second?.boilerplate, false);
});

test('keeps repeated lines where nothing says that the text is a web page', () => {
  const chorus = 'And so we sang until the morning came.';
  const text = `The song\n\n${chorus}\n\nThen it rained on the town.\n\n${chorus}`;
  assert.equal(kept(text).length, 4);
});

test('drops badges, bare tags and link definitions, which hold no words to quote', () => {
  const text =
    '[![Build](https://x.test/b.svg)](https://x.test)\n\n<p align="center">\n\n[one]: https://x.test/1\n\nText stays here.';
  assert.deepEqual(kept(text), ['Text stays here.']);
  assert.deepEqual(kept('<ann@example.com>\n\n[A link](https://x.test)'), [
    '<ann@example.com>',
    '[A link](https://x.test)',
  ]);
});
