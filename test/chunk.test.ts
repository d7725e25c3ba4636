import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { blocksOfPlainText } from '../src/corpus/blocks.ts';
import { markBoilerplate } from '../src/corpus/boilerplate.ts';
import { defaultSplitter, makePassages, type SplitterSettings } from '../src/corpus/chunk.ts';
import { findMetadata } from '../src/corpus/metadata.ts';
import type { Document } from '../src/types.ts';

function documentOf(text: string): Document {
  const blocks = markBoilerplate(text, blocksOfPlainText(text));
  const found = findMetadata({ path: 'a.txt', text, blocks, fields: {}, fieldEvidence: {} });
  return { path: 'a.txt', format: 'text', bytes: text.length, sha256: '', text, blocks, ...found };
}

function passagesOf(text: string, settings?: SplitterSettings) {
  return makePassages(documentOf(text), settings).map((passage) => ({
    heading: passage.heading,
    text: text.slice(passage.start, passage.end),
    sentences: passage.sentences.map(({ start, end }) => text.slice(start, end)),
  }));
}

const words = (count: number): string => `${'Word '.repeat(count - 1)}end.`;

test('starts a passage at each heading and carries the heading without its marks', () => {
  const text = `# Title\n\n## One\n\n${words(20)}\n\n## **Two**\n\n${words(20)}\n\nMore here now.`;
  assert.deepEqual(
    passagesOf(text).map(({ heading, sentences }) => [heading, sentences.length]),
    [
      ['One', 1],
      ['Two', 2],
    ],
  );
});

test('makes a passage of a heading with nothing below it, but not of the title or of the parent of a section', () => {
  const text = `# Title\n\n## Parent\n\n### Child\n\n${words(20)}\n\n## Bare\n\n## Last\n\n${words(5)}`;
  assert.deepEqual(
    passagesOf(text).map(({ heading, text }) => heading ?? text),
    ['Child', '## Bare'.slice(3), 'Last'],
  );
});

test('falls back to the title where a text has nothing else', () => {
  assert.deepEqual(
    passagesOf('# Only a title').map(({ text }) => text),
    ['Only a title'],
  );
  assert.deepEqual(passagesOf(''), []);
  assert.deepEqual(passagesOf('---\ntitle: A\n---\n'), []);
});

test('cuts near the target, between paragraphs where it can, and never above the limit', () => {
  const paragraph = Array.from({ length: 5 }, () => words(10)).join(' ');
  const text = Array.from({ length: 12 }, () => paragraph).join('\n\n');
  const found = passagesOf(text);
  assert.equal(found.length, 6);
  assert.ok(found.every((passage) => passage.text === `${paragraph}\n\n${paragraph}`));
});

test('leaves a sentence that is longer than the limit in a passage of its own', () => {
  const text = `${words(30)} ${words(200)} ${words(30)}`;
  assert.deepEqual(
    passagesOf(text).map(({ sentences }) => sentences.length),
    [1, 1, 1],
  );
});

test('cuts a paragraph of two hundred thousand sentences', () => {
  const text = 'A b c. '.repeat(200_000);
  const found = makePassages(documentOf(text));
  assert.equal(
    found.reduce((sum, { sentences }) => sum + sentences.length, 0),
    200_000,
  );
});

test('repeats sentences of the passage before when the settings ask for it and there is room', () => {
  const text = Array.from({ length: 20 }, () => words(10)).join(' ');
  const found = passagesOf(text, { targetWords: 50, maxWords: 70, overlapSentences: 1 });
  assert.deepEqual(
    found.map(({ sentences }) => sentences.length),
    [5, 6, 6, 6],
  );
});

test('leaves list marks, outer bars of a table and fences out of sentences', () => {
  const text =
    '## List\n\n- milk\n- two eggs. Fresh ones.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nlet a. B\nlet c\n```\n';
  assert.deepEqual(passagesOf(text)[0]?.sentences, [
    'milk',
    'two eggs.',
    'Fresh ones.',
    'a | b',
    '1 | 2',
    'let a. B\nlet c',
  ]);
});

test('never reaches across furniture or front matter', () => {
  const text = `---\ntitle: A\n---\n\n${words(20)}\n\nAdvertisement\n\n${words(25)}\n\nShare this article\n\n3 min read`;
  assert.deepEqual(
    passagesOf(text).map((passage) => passage.text),
    [words(20), words(25)],
  );
});

test('names a heading by the title where it holds more than the title', () => {
  assert.equal(
    passagesOf(`date 2017-01-13 Officials Seek Asylum in Norway\n\n${words(20)}`)[0]?.heading,
    'Officials Seek Asylum in Norway',
  );
});

const pieces = fc.constantFrom(
  'Word',
  'A sentence of five words. ',
  ' ',
  '\n',
  '\n\n',
  '# ',
  '## Head\n\n',
  '- ',
  '| a | b |\n',
  '```\n',
  'Share this article\n\n',
  'Skip to content\n\n',
  '3 min read\n\n',
  words(30),
  words(190),
  '。',
  '\u00A0',
  '---\n',
);

test('passages of any text are in order and hold each sentence of its content once', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const document = documentOf(parts.join(''));
      const { text } = document;
      let at = 0;
      for (const { start, end, sentences } of makePassages(document)) {
        assert.ok(start >= at && sentences[0]?.start === start && sentences.at(-1)?.end === end);
        let size = 0;
        for (const sentence of sentences) {
          assert.ok(sentence.start >= at && sentence.end > sentence.start);
          at = sentence.end;
          size += text.slice(sentence.start, sentence.end).split(/\s+/).length;
        }
        assert.ok(size <= defaultSplitter.maxWords || sentences.length === 1);
        for (const block of document.blocks) {
          const isApart = block.end <= start || block.start >= end;
          assert.ok(isApart || (!block.boilerplate && block.kind !== 'front-matter'));
        }
      }
      const passages = makePassages(document);
      for (const block of document.blocks) {
        if (block.boilerplate || block.kind === 'front-matter' || block.kind === 'heading') continue;
        assert.ok(passages.some(({ start, end }) => start < block.end && end > block.start));
      }
    }),
    { numRuns: 1500, seed: 3 },
  );
});
