import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wantedAnswer } from '../src/retrieval/wanted-answer.ts';

const whole = (text: string): { start: number; end: number } => ({ start: 0, end: text.length });

test('a sentence holds what is asked for when it holds a value that the question does not say', () => {
  const wanted = wantedAnswer('How many crews came in 2021?');
  const with13 = 'In 2021 only 13 came.';
  assert.equal(wanted.isIn(with13, whole(with13)), true);
  const without = 'Crews came in that year.';
  assert.equal(wanted.isIn(without, whole(without)), false);
});

test('where any words could be the answer, a sentence neither holds nor lacks it', () => {
  const text = 'The hearing was put off.';
  assert.equal(wantedAnswer('What happened to the hearing?').isIn(text, whole(text)), null);
});

test('a sentence is read once', () => {
  const wanted = wantedAnswer('Who runs the port?');
  const text = 'Ada Skarvik runs the port.';
  const sentence = whole(text);
  assert.equal(wanted.spansIn(text, sentence), wanted.spansIn(text, sentence));
  assert.deepEqual(
    wanted.spansIn(text, sentence).map(({ start, end }) => text.slice(start, end)),
    ['Ada Skarvik'],
  );
});
