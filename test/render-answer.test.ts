import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { ageOf, renderAnswer, type AnswerView } from '../src/terminal/render-answer.ts';
import type { CitationPlace } from '../src/terminal/render-sources.ts';
import { makeStyle } from '../src/terminal/style.ts';
import { columnsOf } from '../src/terminal/wrap.ts';
import { answerOf, citationOf } from './fixtures/answers.ts';
import { plain } from './fixtures/plain-text.ts';

const place: CitationPlace = {
  before: 'Work began in May.\n',
  after: ' Nobody complained.',
  isCutBefore: false,
  isCutAfter: false,
  paragraph: 2,
  paragraphs: 9,
  line: 14,
};

function viewWith(given: Partial<AnswerView> = {}): AnswerView {
  return {
    style: makeStyle(false, 80),
    placeOf: () => place,
    builtAt: '2026-03-04T05:06:07Z',
    now: new Date('2026-03-04T07:36:07Z'),
    ...given,
  };
}

test('shows the short answer, the text, the source with the quote in its paragraph, and how sure it is', () => {
  const answer = answerOf({
    citations: [
      citationOf({
        publisher: 'The Post',
        author: 'I. Vey',
        published: '1911-05-03',
        basedOn: 'Bridges, by A. Oro',
      }),
    ],
  });
  assert.equal(
    plain(renderAnswer(answer, viewWith())),
    [
      '',
      '  40,000 crowns',
      '',
      '  The bridge cost 40,000 crowns. [1]',
      '',
      '  [1] A bridge for Aldermouth',
      '      The Post · I. Vey · 3 May 1911',
      '      after Bridges, by A. Oro',
      '      town/bridge.md:14 · paragraph 2 of 9',
      '      │ Work began in May. «The bridge cost 40,000 crowns.» Nobody complained.',
      '',
      '  93 % sure · 1.3 ms · index built 2 hours ago',
      '  extractive: every quoted sentence was checked against its document',
      '',
    ].join('\n'),
  );
});

test('a short answer that counts from the document’s date has its date under it, and the source says of which words', () => {
  const dated = { start: 0, end: 9, isRough: false };
  const answer = answerOf({
    short: 'yesterday',
    shortDated: { number: 1, date: '1911-05-02', isRough: false },
    citations: [
      citationOf({
        published: '1911-05-03',
        dated: [
          { ...dated, words: 'yesterday', date: '1911-05-02' },
          { ...dated, words: 'six years ago', date: '1905', isRough: true },
          { ...dated, words: 'this week', date: null },
        ],
      }),
    ],
  });
  const lines = plain(renderAnswer(answer, viewWith({ style: makeStyle(false, 120) })));
  assert.match(lines, /\n {2}yesterday\n {2}probably 2 May 1911, counted from 3 May 1911\n/);
  assert.match(
    lines,
    /In a document of 3 May 1911: “yesterday” \(probably 2 May 1911\), “six years ago” \(about 1905\), “this week”/,
  );
  const undated = citationOf({ published: null, dated: [{ ...dated, words: 'today', date: null }] });
  assert.match(
    plain(renderAnswer(answerOf({ citations: [undated] }), viewWith())),
    /In a document without a date: “today”\n/,
  );
});

test('says how many documents say the same', () => {
  const [two, one] = [[1, 2], [1]].map((same) =>
    plain(renderAnswer(answerOf({ agreement: { same, other: [] } }), viewWith())),
  );
  assert.match(two ?? '', /93 % sure · 2 documents say so · /);
  assert.doesNotMatch(one ?? 'say so', /say so/);
});

test('on a terminal the quote is bold in its faint paragraph', () => {
  const lines = renderAnswer(answerOf(), viewWith({ style: makeStyle(true, 80) }));
  const quoted = lines.find((line) => line.includes('│')) ?? '';
  assert.ok(quoted.includes('\u001B[1mThe bridge cost 40,000 crowns.\u001B['), JSON.stringify(quoted));
  assert.ok(quoted.includes('\u001B[2mWork began in May. '));
  assert.ok(!quoted.includes('«'));
});

test('says where surroundings were cut', () => {
  const cut = { ...place, isCutBefore: true, isCutAfter: true };
  const shown = plain(
    renderAnswer(answerOf(), viewWith({ style: makeStyle(false, 100), placeOf: () => cut })),
  );
  assert.match(shown, /│ … Work began in May\. «The bridge cost 40,000 crowns\.» Nobody complained\. …/);
});

function count(line: string, code: string): number {
  return line.split(code).length - 1;
}

test('a quote of whole lines keeps the lines around it', () => {
  const rows = {
    ...place,
    before: '---\nname: bridge\nbuilt: 1911\n',
    after: '\nspans: 3\n',
    isCutAfter: true,
  };
  const view = viewWith({ style: makeStyle(true, 80), placeOf: () => rows });
  const shown = renderAnswer(answerOf({ citations: [citationOf({ quote: 'cost: 40,000' })] }), view);
  assert.match(plain(shown), /│ name: bridge\n +│ built: 1911\n +│ cost: 40,000\n +│ spans: 3\n +│ …\n/);
  for (const line of shown) {
    const opened = count(line, '\u001B[1m') + count(line, '\u001B[2m');
    assert.equal(count(line, '\u001B[22m'), opened, JSON.stringify(line));
  }
});

test('names no line where lines cannot be counted in the file, and no place where there is none', () => {
  const noLine = plain(renderAnswer(answerOf(), viewWith({ placeOf: () => ({ ...place, line: null }) })));
  assert.match(noLine, /town\/bridge\.md · paragraph 2 of 9/);
  const noPlace = plain(renderAnswer(answerOf(), viewWith({ placeOf: () => null })));
  assert.match(noPlace, / {6}town\/bridge\.md\n {6}│ «The bridge cost 40,000 crowns\.»\n/);
});

test('names a document once when it is cited twice in a row', () => {
  const citations = [
    citationOf(),
    citationOf({ number: 2, quote: 'It stands.' }),
    citationOf({ number: 3, document: 'b.md' }),
  ];
  const shown = plain(renderAnswer(answerOf({ text: 'A.[1] B.[2] C.[3]', citations }), viewWith()));
  assert.equal(shown.match(/A bridge for Aldermouth/g)?.length, 2);
  assert.match(shown, /\[2\] the same document/);
});

test('leaves a number in brackets alone when it is no marker', () => {
  const shown = plain(renderAnswer(answerOf({ text: 'See note[12] in it.[1]' }), viewWith()));
  assert.match(shown, /See note\[12\] in it\. \[1\]/);
});

test('an answer that is no more than its short form is said once', () => {
  const shown = plain(renderAnswer(answerOf({ text: '40,000 crowns [1]' }), viewWith()));
  assert.equal(shown.match(/40,000 crowns/g)?.length, 2, 'as the answer and in the quote');
});

test('an abstention says so, what was missing, and that related passages are no answer', () => {
  const answer = answerOf({
    status: 'abstained',
    text: 'The documents do not say. None of them mentions “tunnel”.',
    short: null,
    citations: [],
    related: [citationOf({ quote: `${'Of the bridge much is told. '.repeat(20)}END` })],
    confidence: 0.004,
  });
  const shown = plain(renderAnswer(answer, viewWith()));
  assert.match(shown, /^\n {2}○ The documents do not say\. None of them mentions “tunnel”\.\n/);
  assert.match(shown, /Related, not an answer/);
  assert.match(shown, / {2} · {2}A bridge for Aldermouth/);
  assert.match(shown, /best candidate under 1 % sure/);
  assert.match(shown, /(told|Of|the|bridge|much|is)\.? …\n/, 'cut between words');
  assert.ok(!shown.includes('END') && !shown.includes('[1]') && !shown.includes('checked'));
});

function sure(confidence: number): string {
  return plain(renderAnswer(answerOf({ confidence }), viewWith()));
}

test('never claims to be certain', () => {
  assert.match(sure(1), /over 99 % sure/);
  assert.match(sure(0.99), / 99 % sure/);
  assert.match(sure(0), /under 1 % sure/);
});

test('tells the age of an index in the largest whole unit', () => {
  const ages: [string, string][] = [
    ['2026-03-04T07:35:30Z', 'just now'],
    ['2026-03-04T07:35:00Z', '1 minute ago'],
    ['2026-03-03T06:00:00Z', '1 day ago'],
    ['2026-02-28T06:00:00Z', '4 days ago'],
    ['2025-12-24T06:00:00Z', 'on 24 December 2025'],
    ['2026-03-04T09:00:00Z', 'just now'],
  ];
  for (const [time, age] of ages) assert.equal(ageOf(time, new Date('2026-03-04T07:36:07Z')), age, time);
});

const hostile = fc.oneof(
  fc.constantFrom(
    '\u001B[2J',
    '\u001B]8;;http://x\u0007',
    '\u009B31m',
    '\u202E',
    '\r',
    '\u0008',
    '\n\n',
    '日本語',
    '[1]',
    ' word ',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const hostileText = fc.array(hostile, { maxLength: 12 }).map((parts) => parts.join(''));

test('nothing from documents or questions acts on the terminal, and every line keeps to the width', () => {
  fc.assert(
    fc.property(
      hostileText,
      hostileText,
      fc.boolean(),
      fc.integer({ min: 24, max: 100 }),
      (one, two, isAnswered, width) => {
        const citation = citationOf({
          title: one,
          document: `d/${two}`,
          quote: two,
          author: one,
          published: two,
          url: one,
          basedOn: two,
        });
        const answer = answerOf({
          status: isAnswered ? 'answered' : 'abstained',
          text: `${one}[1]`,
          short: two,
          citations: isAnswered ? [citation] : [],
          related: isAnswered ? [] : [citation],
        });
        const view = viewWith({
          style: makeStyle(false, width),
          placeOf: () => ({ ...place, before: one, after: two }),
        });
        for (const line of renderAnswer(answer, view)) {
          assert.doesNotMatch(line, /[\p{Cc}\p{Cs}\p{Bidi_Control}]/u, JSON.stringify(line));
          assert.ok(columnsOf(line) <= width, `${columnsOf(line)} > ${width}: ${JSON.stringify(line)}`);
        }
      },
    ),
  );
});
