import assert from 'node:assert/strict';
import test from 'node:test';
import { relationOf, type Relation } from '../src/answering/agreement.ts';
import type { Statement } from '../src/answering/read.ts';
import { shapeOfQuestion } from '../src/text/question-kind.ts';
import { smallIndex } from './fixtures/small-library.ts';

/** Each side as a sentence with its short answer in brackets; the coverage of both is the same unless given. */
async function relate(question: string, one: string, two: string, coverage = 0.8): Promise<Relation> {
  const sides = [one, two].map((marked) => ({
    line: marked.replace(/[[\]]/g, ''),
    start: marked.indexOf('['),
    end: marked.indexOf(']') - 1,
  }));
  const index = await smallIndex(
    sides.map(({ line }, at) => ({ path: `${at}.md`, title: 'x', lines: [line] })),
  );
  const [first, other] = sides.map(({ line, start, end }, document): Statement => {
    const sentence = { start: 0, end: line.length };
    const short = start < 0 ? null : { start, end };
    return { document, span: sentence, sentence, score: 0, coverage: document === 0 ? 0.8 : coverage, short };
  });
  assert.ok(first !== undefined && other !== undefined);
  return relationOf(index, shapeOfQuestion(question), first, other);
}

test('figures of the same thing agree or differ, however they are written', async () => {
  const asked = 'How many people were hurt?';
  assert.equal(await relate(asked, '[Fourteen] people were hurt.', 'The fire hurt [14] people.'), 'agrees');
  assert.equal(await relate(asked, '[Fourteen] people were hurt.', 'The fire hurt [12] people.'), 'differs');
  assert.equal(await relate(asked, 'The injured number [14].', 'The fire hurt [12] people.'), 'differs');
  assert.equal(await relate(asked, '[About 14] people were hurt.', 'The fire hurt [15] people.'), 'agrees');
  assert.equal(
    await relate('What share voted?', 'Turnout was [81 percent].', 'Turnout reached [79 percent].'),
    'differs',
  );
});

test('figures of other things, far apart, or both in one sentence do not differ', async () => {
  const asked = 'How many people were hurt?';
  assert.equal(await relate(asked, '[Fourteen] people were hurt.', 'It burned for [12] hours.'), 'none');
  assert.equal(await relate(asked, '[9,433] people voted.', 'She led by [six] people.'), 'none');
  assert.equal(
    await relate(asked, '[Fourteen] people were hurt.', 'The fire hurt [12] people.', 0.3),
    'none',
  );
  const both = 'The quota falls to 6,100 tonnes, from [8,400] tonnes.';
  assert.equal(await relate('How many tonnes?', both, 'Boats may land [6,100] tonnes.'), 'none');
  assert.equal(await relate('How many tonnes?', 'Boats may land [6,100] tonnes.', both), 'agrees');
  assert.equal(
    await relate('How many people?', 'Some 14 people.', 'Some 12 people.'),
    'none',
    'no short answers',
  );
});

test('dates differ where they say as much of the calendar, not as two weekdays', async () => {
  const asked = 'When did the bridge open?';
  assert.equal(
    await relate(asked, 'It opened on [12 June 2015].', 'It opened on [13 June 2015].'),
    'differs',
  );
  assert.equal(await relate(asked, 'It opened on [12 June 2015].', 'It opened in [2015].'), 'agrees');
  assert.equal(await relate(asked, 'It opened on [Friday].', 'It opened on [Monday].'), 'none');
  assert.equal(await relate(asked, 'It opened in [1760].', 'It opened in [1857].'), 'none');
  assert.equal(await relate(asked, 'It opened in [2015].', 'It opened in [2016].', 0.6), 'none');
});

test('names differ only between sentences that say nearly the same words', async () => {
  const asked = 'Who led the inquiry?';
  const moe = '[Astrid Moe] led the inquiry into the ferry Havørn.';
  assert.equal(
    await relate(asked, moe, 'Judge [Kari Holm] led the inquiry into the ferry Havørn.'),
    'differs',
  );
  assert.equal(await relate(asked, moe, 'The inquiry was led by [Moe].'), 'agrees');
  assert.equal(await relate(asked, moe, '[Kari Holm] owns the shipyard in Lervik.'), 'none');
  assert.equal(
    await relate(asked, moe, '[Kari Holm] led the inquiry into the ferry Havørn before Astrid Moe.'),
    'none',
  );
});

test('yes and no differ where one of two nearly equal sentences denies', async () => {
  const asked = 'Did the owner repair the rudder of the ferry?';
  const yes = 'The owner repaired the rudder of the ferry in March.';
  assert.equal(await relate(asked, yes, 'The owner never repaired the rudder of the ferry.'), 'differs');
  assert.equal(await relate(asked, yes, 'The owner repaired the rudder of the ferry.'), 'none');
  assert.equal(await relate(asked, yes, 'The captain was not on board that night.'), 'none');
});
