import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calibrationOf } from '../src/evaluation/calibration.ts';

function judged(confidence: number, right: number, wrong: number): Parameters<typeof calibrationOf>[0] {
  return [
    ...Array.from({ length: right }, () => ({ confidence, isRight: true })),
    ...Array.from({ length: wrong }, () => ({ confidence, isRight: false })),
  ];
}

test('a confidence that means what it says has no calibration error', () => {
  const { expectedCalibrationError, brier } = calibrationOf([...judged(0.25, 1, 3), ...judged(0.75, 3, 1)]);
  assert.ok(expectedCalibrationError < 1e-12);
  assert.ok(Math.abs(brier - 0.25 * 0.75) < 1e-12);
});

test('the error is the distance of each bin, weighted by how often it is used', () => {
  const { bins, expectedCalibrationError } = calibrationOf([...judged(0.95, 1, 1), ...judged(0.05, 0, 6)]);
  // .45 off for two of eight, .05 off for six.
  assert.ok(Math.abs(expectedCalibrationError - (2 * 0.45 + 6 * 0.05) / 8) < 1e-12);
  assert.deepEqual(
    bins.map(({ count }) => count),
    [6, 0, 0, 0, 0, 0, 0, 0, 0, 2],
  );
  assert.equal(bins[9]?.shareRight, 0.5);
});

test('a confidence of 1 is in the last bin, and the lower end of a bin belongs to it', () => {
  const { bins } = calibrationOf([...judged(1, 1, 0), ...judged(0.5, 1, 0), ...judged(0, 0, 1)]);
  assert.deepEqual([bins[0]?.count, bins[5]?.count, bins[9]?.count], [1, 1, 1]);
});

test('without anything judged there is no error to state', () => {
  const { expectedCalibrationError, brier } = calibrationOf([]);
  assert.ok(Number.isNaN(expectedCalibrationError) && Number.isNaN(brier));
});
