/** A probability that was stated, and what came of it. */
export interface Judged {
  /** 0..1. */
  readonly confidence: number;
  readonly isRight: boolean;
}

/** The judged whose confidence lies in one tenth of 0..1; the means are NaN where there are none. */
export interface ReliabilityBin {
  readonly count: number;
  readonly meanConfidence: number;
  readonly shareRight: number;
}

export interface Calibration {
  /** Ten of equal width, lowest first; a confidence of 1 belongs to the last. */
  readonly bins: readonly ReliabilityBin[];
  /** Mean distance of confidence and share right over the bins, each counting as often as it was used (M. P. Naeini et al., 2015). */
  readonly expectedCalibrationError: number;
  /** Mean squared distance of confidence and outcome (G. W. Brier, 1950). */
  readonly brier: number;
}

const binCount = 10;

/** Whether a confidence means what it says; NaN figures without anything judged. */
export function calibrationOf(judged: readonly Judged[]): Calibration {
  const bins = Array.from({ length: binCount }, (_, bin) =>
    binOf(
      judged.filter(({ confidence }) => Math.min(binCount - 1, Math.floor(confidence * binCount)) === bin),
    ),
  );
  const distance = bins
    .filter(({ count }) => count > 0)
    .reduce((sum, bin) => sum + bin.count * Math.abs(bin.meanConfidence - bin.shareRight), 0);
  return {
    bins,
    expectedCalibrationError: distance / judged.length,
    brier: mean(judged.map(({ confidence, isRight }) => (confidence - (isRight ? 1 : 0)) ** 2)),
  };
}

function binOf(judged: readonly Judged[]): ReliabilityBin {
  return {
    count: judged.length,
    meanConfidence: mean(judged.map(({ confidence }) => confidence)),
    shareRight: mean(judged.map(({ isRight }) => (isRight ? 1 : 0))),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
