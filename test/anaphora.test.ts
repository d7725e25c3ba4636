import assert from 'node:assert/strict';
import test from 'node:test';
import { leansOnPrevious } from '../src/answering/anaphora.ts';

for (const sentence of [
  'He declined to comment.',
  'However, she left.',
  'The move came four months after the vote.',
  'That time frame has expired.',
  '“They are all trying to stay,” a lawyer said.',
  'On that day the court rejected his plea.',
  'Their lawyers appealed.',
]) {
  test(`leans on what came before: ${sentence}`, () => assert.ok(leansOnPrevious(sentence)));
}

for (const sentence of [
  'Captain Dahl blamed the rudder.',
  'It is not known how many left.',
  'There are nine islands in the bay.',
  'The ferry left on time.',
  'Thousands gathered in Oslo.',
]) {
  test(`stands on its own: ${sentence}`, () => assert.ok(!leansOnPrevious(sentence)));
}
