import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abstentionFigures, falseAnswersAt, type JudgedDecision } from '../src/evaluation/abstention.ts';

/** `r` is answerable and got right, `w` answerable and got wrong, `u` unanswerable. */
function decisions(...given: readonly (readonly ['r' | 'w' | 'u', number])[]): JudgedDecision[] {
  return given.map(([kind, confidence], at) => ({
    isAnswerable: kind !== 'u',
    isRight: kind === 'r',
    isAnswered: confidence >= 0.5,
    confidence,
    group: String(at),
  }));
}

test('false answers are read off at the highest threshold that gives what is wanted', () => {
  const asked = decisions(['r', 0.9], ['u', 0.8], ['r', 0.7], ['u', 0.6], ['r', 0.5], ['u', 0.4], ['u', 0.3]);
  assert.equal(falseAnswersAt(asked, 1), 0);
  assert.equal(falseAnswersAt(asked, 2), 1 / 4);
  assert.equal(falseAnswersAt(asked, 3), 2 / 4);
  assert.equal(falseAnswersAt(asked, 4), null);
});

test('questions of one confidence are answered together', () => {
  assert.equal(falseAnswersAt(decisions(['r', 0.9], ['u', 0.9], ['u', 0.1]), 1), 1 / 2);
});

test('what is out of reach at 90 % right may still be had of what it can get right', () => {
  const figures = abstentionFigures(decisions(['r', 0.9], ['w', 0.8], ['u', 0.7], ['u', 0.2]));
  assert.equal(figures?.falseAnswersAtRight, null);
  assert.equal(figures?.falseAnswersAtKept, 0);
});

test('right answers are told from wrong ones and from what has none', () => {
  const figures = abstentionFigures(decisions(['r', 0.6], ['w', 0.9], ['u', 0.5], ['u', 0.4]));
  assert.equal(figures?.auroc.value, 1);
  assert.equal(figures?.aurocOfRight.value, 2 / 3);
});

test('a stricter level answers no more falsely and refuses no less', () => {
  const figures = abstentionFigures(decisions(['r', 0.9], ['r', 0.4], ['u', 0.6], ['u', 0.1]));
  const levels = figures?.levels.toSorted((a, b) => b.threshold - a.threshold) ?? [];
  assert.equal(levels.length, 3);
  for (const [at, { falseAnswers, falseRefusals }] of levels.entries()) {
    const looser = levels[at + 1];
    if (looser === undefined) continue;
    assert.ok(falseAnswers <= looser.falseAnswers && falseRefusals >= looser.falseRefusals);
  }
});

test('there are no figures where one kind of question is missing', () => {
  assert.equal(abstentionFigures(decisions(['r', 0.9], ['w', 0.1])), null);
  assert.equal(abstentionFigures(decisions(['u', 0.9])), null);
});
