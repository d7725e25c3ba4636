import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Extracted } from '../src/corpus/extracted.ts';
import { extractHtml } from '../src/corpus/formats/html.ts';
import type { Block } from '../src/types.ts';

function read(page: string | Uint8Array): Extracted {
  const extraction = extractHtml(typeof page === 'string' ? new TextEncoder().encode(page) : page);
  if (extraction.kind === 'refused') assert.fail(extraction.reason);
  return extraction.extracted;
}

function shown({ text, blocks }: Extracted, select: (block: Block) => boolean): string[] {
  return blocks.filter(select).map(({ start, end }) => text.slice(start, end));
}

const content = (page: string): string[] => shown(read(page), ({ boilerplate }) => !boilerplate);
const furniture = (page: string): string[] => shown(read(page), ({ boilerplate }) => boilerplate);
const kinds = (page: string): string[] => read(page).blocks.map(({ kind }) => kind);

const prose =
  'The ferry company said on Monday that the old pier will be closed from the first of May until the autumn.';
const moreProse =
  'A new pier is being built two hundred metres further east, where the water is deeper and the wind is weaker.';

test('reads headings, paragraphs, items, rows and code as blocks of their own', () => {
  const page = `<h1>Pier</h1><p>First.</p><ul><li>One<li>Two<p>more</p></ul><table><tr><th>Year<th>Boats</tr>
    <tr><td><p>2019</p></td><td>4&nbsp;100</td></tr></table><pre>a
  b</pre>Loose text`;
  assert.deepEqual(kinds(page), [
    'heading',
    'paragraph',
    'item',
    'item',
    'item',
    'row',
    'row',
    'code',
    'paragraph',
  ]);
  assert.equal(
    read(page).text,
    'Pier\n\nFirst.\n\nOne\nTwo\nmore\n\nYear | Boats\n2019 | 4 100\n\na\n  b\n\nLoose text',
  );
});

test('decodes entities, joins lines, keeps line breaks and drops soft hyphens', () => {
  assert.equal(
    read('<p>Fish &amp; chips,\n   &lt;5&nbsp;&euro;<br>har&shy;bour &#x27;A&#x27;<br><br>Next</p>').text,
    "Fish & chips, <5 €\nharbour 'A'\n\nNext",
  );
});

test('does not read code, styles, templates, drawings and hidden elements', () => {
  const page = `<title>t</title><style>p{}</style><script>var a = "<p>no</p>";</script><template><p>no</p></template>
    <svg><title>no</title><text>no</text></svg><div hidden>no<p>no</p></div><p style="color: red; display: none">no</p>
    <!-- no --><p>yes</p>`;
  assert.deepEqual(content(page), ['Title: t', 'yes']);
  assert.deepEqual(furniture(page), []);
});

test('writes powers as powers and leaves out the marks of footnotes', () => {
  assert.equal(
    read(
      '<p>10<sup>6</sup> m<sup>2</sup> CO<sub>2</sub> on the 1<sup>st</sup>.<sup><a href="#n1">[1]</a></sup> Next.</p>',
    ).text,
    '10⁶ m² CO2 on the 1st. Next.',
  );
});

test('marks menus, forms and furniture, and keeps their text', () => {
  const page = `<body><header>Harbour News<nav><ul><li><a href=/>Home</a></ul></nav></header>
    <article><header><h1>Pier closes</h1><p>By Ann Berg</p></header><p>${prose}</p>
      <div class="shareTools">Share this article</div>
      <figure><img src=x><figcaption>The pier in 1950</figcaption></figure>
      <aside class=note><p>Note: tickets stay valid.</p></aside>
      <aside>Read also: ferries</aside><p>${moreProse}</p>
      <form><p>Your e-mail</p><button>Subscribe</button></form></article>
    <div class="sidebar-right"><p>Most read</p></div><div id="cookieConsent">We use cookies</div>
    <footer>© Harbour News</footer></body>`;
  assert.deepEqual(content(page), [
    'Pier closes',
    'By Ann Berg',
    prose,
    'The pier in 1950',
    'Note: tickets stay valid.',
    moreProse,
  ]);
  assert.deepEqual(furniture(page), [
    'Harbour News',
    'Home',
    'Share this article',
    'Read also: ferries',
    'Your e-mail',
    'Subscribe',
    'Most read',
    'We use cookies',
    '© Harbour News',
  ]);
});

test('does not take the page for furniture when a form or a telling class is around all of it', () => {
  assert.deepEqual(content(`<form id=aspnetForm><p>${prose}</p><p>${moreProse}</p></form>`), [
    prose,
    moreProse,
  ]);
  assert.deepEqual(content(`<div class="page no-sidebar"><p>${prose}</p></div>`), [prose]);
  assert.deepEqual(content(`<form><dl><dt>Berth<dd>Where a boat lies</dl></form>`), [
    'Berth',
    'Where a boat lies',
  ]);
});

test('marks comments even when they are longer than the article', () => {
  const page = `<p>${prose}</p><div id=comments>${`<p>${moreProse}</p>`.repeat(6)}</div>`;
  assert.deepEqual(content(page), [prose]);
});

test('marks runs of links outside an article, and keeps lists of links inside', () => {
  const links = '<ul><li><a href=1>Oslo</a><li><a href=2>Bergen</a><li><a href=3>Moss</a></ul>';
  assert.deepEqual(content(`<p>${prose}</p>${links}`), [prose]);
  assert.deepEqual(content(`<main><p>${prose}</p>${links}</main>`), [prose, 'Oslo', 'Bergen', 'Moss']);
});

test('reads a table that arranges the page as paragraphs', () => {
  const long = `${prose} ${moreProse}`.repeat(3);
  assert.deepEqual(kinds(`<table><tr><td><p>${long}</p></td><td>x</td></tr></table>`), [
    'paragraph',
    'paragraph',
  ]);
});

test('takes fields from linked data first, then from meta elements', () => {
  const linked = JSON.stringify({
    '@graph': [
      { '@type': 'Organization', '@id': '#o', name: 'Harbour News' },
      { '@type': 'Person', '@id': '#p', name: 'Ann Berg' },
      {
        '@type': ['NewsArticle'],
        headline: 'Pier &amp; boats',
        datePublished: '2021-04-30T23:30:00+02:00',
        author: [{ '@id': '#p' }, { name: 'Bo Dahl' }],
        publisher: { '@id': '#o' },
      },
    ],
  });
  const page = `<head><title>x</title><meta property=og:title content="Other"><meta name=author content=Nobody>
    <link rel=canonical href="https://example.org/pier"><script type="application/ld+json">${linked}</script></head><p>${prose}`;
  const { fields } = read(page);
  assert.equal(fields.author, 'Ann Berg, Bo Dahl');
  assert.equal(fields.published, '2021-04-30');
  assert.equal(fields.publisher, 'Harbour News');
  assert.equal(fields.url, 'https://example.org/pier');

  const plain =
    read(`<head><title>Pier closes | Harbour News</title><meta property=og:site_name content="Harbour News">
    <meta name=author content="https://example.org/ann"><meta name=AUTHOR content="Ann Berg">
    <meta property="article:published_time" content="2021-04-30"><script type="application/ld+json">{broken</script>`);
  assert.deepEqual(plain.fields, {
    title: 'Pier closes',
    author: 'Ann Berg',
    published: '2021-04-30',
    publisher: 'Harbour News',
  });
});

test('writes the fields that the text does not show at the top, with the evidence for each', () => {
  const page = read(`<head><title>Pier closes - Harbour News</title><meta name=author content="Ann Berg">
    <meta name=date content=2021-04-30></head><article><h1>Pier closes</h1><p>By Ann Berg</p><p>${prose}</p>`);
  assert.ok(page.text.startsWith('Published: 2021-04-30\n\nPier closes\n\nBy Ann Berg'));
  const { title, author, published } = page.fieldEvidence;
  const quotes = [title, author, published].map((span) => page.text.slice(span?.start, span?.end));
  assert.deepEqual(quotes, ['Pier closes', 'By Ann Berg', 'Published: 2021-04-30']);
  assert.equal(page.blocks[0]?.kind, 'front-matter');
});

test('takes the top heading for the title when the page names none', () => {
  assert.equal(read('<h2>News</h2><h1>Pier <b>closes</b></h1>').fields.title, 'Pier closes');
});

test('takes a date only where it is marked as the date of the article', () => {
  assert.equal(read(`<p>Opened <time datetime=1950-05-17>in May</time></p>`).fields.published, undefined);
  assert.equal(
    read(`<time class=published datetime="2020-02-29 10:00">x</time>`).fields.published,
    '2020-02-29',
  );
  assert.equal(read(`<meta name=date content="2021-02-30">`).fields.published, undefined);
});

test('reads a page in the encoding that it declares', () => {
  const page = Buffer.from('<meta charset="windows-1251"><p>\xCF\xEE\xF0\xF2</p>', 'latin1');
  assert.equal(read(page).text, 'Порт');
});

test('reads HTML nested 100,000 deep and other pages made to exhaust their reader', () => {
  const deep = 100_000;
  assert.equal(read('<div>'.repeat(deep) + 'core' + '</div>'.repeat(deep)).text, 'core');
  assert.equal(read('<div class=nav>'.repeat(deep) + 'core').text, 'core');
  assert.equal(read(`${'<b>'.repeat(deep)}core${'</i>'.repeat(deep)}`).text, 'core');
  assert.equal(read('<table><tr><td>'.repeat(deep) + 'core').text, 'core');
  assert.equal(read(`<p ${'a=b '.repeat(deep)}>core`).text, 'core');
  assert.equal(read(`<script type="application/ld+json">${'['.repeat(deep)}</script>core`).text, 'core');
});

test('gives blocks in order that cover every character but the space between them', () => {
  const tags = [
    '<p>',
    '</p>',
    '<li>',
    '<td>',
    '<tr>',
    '</table>',
    '<b>',
    '<br>',
    '<sup>',
    '</sup>',
    '<h2>',
    '<nav>',
    '<pre>',
  ];
  const pieces = fc.array(
    fc.oneof(fc.constantFrom(...tags), fc.constantFrom('word', ' ', '\n', '&amp;', '<', '2')),
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const { text, blocks } = read(parts.join(''));
      let end = 0;
      for (const block of blocks) {
        assert.equal(text.slice(end, block.start).trim(), '');
        assert.ok(block.end > block.start);
        end = block.end;
      }
      assert.equal(text.slice(end), '');
    }),
  );
});
