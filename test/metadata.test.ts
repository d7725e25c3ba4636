import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksOfPlainText } from '../src/corpus/blocks.ts';
import { markBoilerplate } from '../src/corpus/boilerplate.ts';
import { findMetadata, titleFromPath, type MetadataSource } from '../src/corpus/metadata.ts';
import type { Metadata } from '../src/types.ts';

const body =
  'Four ships have been ordered from a yard on the coast, the company said on Monday. They will sail in 2023.';

function find(text: string, given: Partial<MetadataSource> = {}) {
  const blocks = markBoilerplate(text, blocksOfPlainText(text));
  const found = findMetadata({
    path: 'notes/ferry_orders.txt',
    text,
    blocks,
    fields: {},
    fieldEvidence: {},
    ...given,
  });
  const quotes = Object.fromEntries(
    Object.entries(found.evidence).map(([field, span]) => [field, text.slice(span.start, span.end)]),
  );
  return { ...found, quotes };
}

/** Author and publisher of an article with this line below its headline. */
function author(line: string): (string | null)[] {
  const { metadata } = find(`Four new ships\n\n${line}\n\n${body}`);
  return [metadata.author, metadata.publisher];
}

const publisher = (text: string): string | null => find(text).metadata.publisher;

const unknown: Metadata = {
  title: 'Ferry orders',
  publisher: null,
  author: null,
  published: null,
  url: null,
  basedOn: null,
};

test('reads front matter under its usual names, and quotes the whole field', () => {
  const text = `---
headline: "Ships: a story"
authors:
  - Ann Lee
  - Bo Strand
site: The Gazette
date: 2021-05-03T10:00:00Z
canonical: https://example.com/ships
based_on: An older story
---

# Another title

${body}`;
  const { metadata, quotes } = find(text);
  assert.deepEqual(metadata, {
    title: 'Ships: a story',
    author: 'Ann Lee, Bo Strand',
    publisher: 'The Gazette',
    published: '2021-05-03',
    url: 'https://example.com/ships',
    basedOn: 'An older story',
  });
  assert.equal(quotes['publisher'], 'site: The Gazette');
  assert.equal(quotes['author'], 'authors:\n  - Ann Lee\n  - Bo Strand');
  assert.equal(quotes['published'], 'date: 2021-05-03T10:00:00Z');
});

test('reads TOML front matter and windows line ends', () => {
  const { metadata, quotes } = find(
    `+++\r\ntitle = "Ships"\r\nauthors = ["Ann Lee", "Bo"]\r\n+++\r\n\r\n${body}`,
  );
  assert.equal(metadata.title, 'Ships');
  assert.equal(metadata.author, 'Ann Lee, Bo');
  assert.equal(quotes['title'], 'title = "Ships"');
});

test('goes on without fields where front matter is broken, empty or of another kind', () => {
  for (const front of [
    'title: "never closed',
    'a: &x [*x',
    'title: [a, {b',
    'date: soon\ntitle:',
    'title: {x: 1}',
  ]) {
    const { metadata } = find(`---\n${front}\n---\n\n# The ships\n\n${body}`);
    assert.equal(metadata.title, 'The ships', front);
    assert.equal(metadata.published, null, front);
  }
});

test('takes the first Markdown heading, else the headline, else the name of the file', () => {
  assert.deepEqual(find(`# The ships #\n\n${body}`).quotes, { title: 'The ships' });
  assert.deepEqual(find(`Four new ships\n\n${body}`).quotes, { title: 'Four new ships' });
  assert.deepEqual(find(body), { metadata: unknown, evidence: {}, quotes: {} });
  assert.deepEqual(find('').metadata, unknown);
});

test('names files readably', () => {
  assert.equal(titleFromPath('a/2017-01-13_turkish-officers.v2.md'), 'Turkish officers.v2');
  assert.equal(titleFromPath('README.md'), 'README');
  assert.equal(titleFromPath('a/123.txt'), '123');
  assert.equal(titleFromPath('.txt'), '.txt');
});

test('prefers the headline that is repeated or stands above a byline', () => {
  const menu = 'Skip to content\n\nLatest news from the coast\n\nWeather and the sea today\n\n';
  const { metadata, quotes } = find(
    `${menu}Four new ships\n\nAnn Lee Jul 9, 2012\n\nThe yard has work again\n\n${body}`,
  );
  assert.equal(metadata.title, 'Four new ships');
  assert.equal(metadata.author, 'Ann Lee');
  assert.equal(metadata.published, '2012-07-09');
  assert.equal(quotes['author'], 'Ann Lee Jul 9, 2012');
});

test('reads a date before the title on the same line', () => {
  const { metadata, quotes } = find(` date 2017-01-13 Officials Seek Asylum in Norway\n\n${body}`);
  assert.equal(metadata.title, 'Officials Seek Asylum in Norway');
  assert.equal(metadata.published, '2017-01-13');
  assert.deepEqual(quotes, { title: 'Officials Seek Asylum in Norway', published: '2017-01-13' });
});

test('reads bylines with a publisher, a job, several people, and names from many places', () => {
  assert.deepEqual(author('By Ann Lee, The Gazette'), ['Ann Lee', 'The Gazette']);
  assert.deepEqual(author('By Ann Lee, Political Correspondent'), ['Ann Lee', null]);
  assert.deepEqual(author('By Ann Lee and Bo Strand'), ['Ann Lee and Bo Strand', null]);
  assert.deepEqual(author('By\u00A0Gazetta'), ['Gazetta', 'Gazetta']);
  assert.deepEqual(author('BY ANN O’NEIL'), ['ANN O’NEIL', null]);
  assert.deepEqual(author('Von Jürgen von der Heide | 3. Mai 2021'), ['Jürgen von der Heide', null]);
  assert.deepEqual(author('Av Torbjørn Åsheim'), ['Torbjørn Åsheim', null]);
  assert.deepEqual(author('Yazan: Ayşe Öztürk'), ['Ayşe Öztürk', null]);
  assert.deepEqual(author('Автор: Иван Петров'), ['Иван Петров', null]);
  assert.deepEqual(author('Author: J. K. Moe'), ['J. K. Moe', null]);
  assert.deepEqual(author('By the sea'), [null, null]);
});

test('reads who signed below the article, when the publisher is named elsewhere too', () => {
  const text = `Four new ships\n\n${body}\n\nTom Nils, The Northern Observer\n\nFor more news visit The Northern Observer.`;
  const { metadata, quotes } = find(text);
  assert.deepEqual([metadata.author, metadata.publisher], ['Tom Nils', 'The Northern Observer']);
  assert.equal(quotes['author'], 'Tom Nils, The Northern Observer');
  const list = `Four new ships\n\n${body}\n\nRelated stories\n\nGreen Valley, Some Other Paper\n\nShare this article`;
  assert.equal(find(list).metadata.author, null);
});

test('reads the publisher from copyright lines and datelines', () => {
  assert.equal(publisher(`Ships\n\n${body}\n\n© 2021 The Gazette. All rights reserved.`), 'The Gazette');
  assert.equal(publisher(`Ships\n\n${body}\n\nThe Gazette © 2023`), 'The Gazette');
  assert.equal(publisher(`Ships\n\nCopyright Gazetta\n\n${body}`), 'Gazetta');
  assert.equal(publisher(`Ships\n\nCopyright\u00A0\n\n${body}`), null);
  assert.equal(publisher(`Ships\n\nOSLO, Nov 18 (Newswire) - ${body}`), 'Newswire');
});

test('never takes a date or a name from running text', () => {
  const { metadata } = find(
    `Ships\n\nOn 9 July 2012 Ann Lee ordered four ships, and by 2013 they had all arrived in Bergen.\n\nPublished on\n\n${body}`,
  );
  assert.equal(metadata.published, null);
  assert.equal(metadata.author, null);
});

test('prefers the day of publication to the day of an update', () => {
  const text = `Four new ships\n\nUpdated 5 May 2021\n\nPublished 3 May 2021\n\n${body}`;
  assert.equal(find(text).metadata.published, '2021-05-03');
});

test("uses the format's own fields before the lines of the article", () => {
  const text = `Four new ships\n\nBy Ann Lee\n\n${body}`;
  const { metadata, evidence } = find(text, {
    fields: { title: 'Four new ships | The Gazette', author: 'A. Lee', published: '2021-05-03' },
    fieldEvidence: { author: { start: 0, end: 4 } },
  });
  assert.equal(metadata.title, 'Four new ships');
  assert.equal(metadata.author, 'A. Lee');
  assert.deepEqual(evidence.author, { start: 0, end: 4 });
  assert.equal(evidence.published, undefined);
});

test('reads labelled lines at the head of a plain text', () => {
  const { metadata, quotes } = find(
    `Title: The ships\nAuthor: Ann Lee\nDate: 3 May 2021\nSource: https://example.com/a\n\n${body}`,
  );
  assert.equal(metadata.title, 'The ships');
  assert.equal(metadata.author, 'Ann Lee');
  assert.equal(metadata.published, '2021-05-03');
  assert.equal(metadata.url, 'https://example.com/a');
  assert.equal(quotes['published'], 'Date: 3 May 2021');
});
