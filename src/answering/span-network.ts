import { readFileSync } from 'node:fs';
import { KnownError } from '../errors.ts';

/**
 * A network of one hidden layer that scores spans: `direct · x + out · relu(start + question · q + layer · x)`, for the
 * features x of a span and those q of its question.
 */
export interface SpanNetwork {
  /** Units of the hidden layer. */
  readonly hidden: number;
  /** [hidden] */
  readonly start: Float64Array;
  /** [question features × hidden] */
  readonly question: Float64Array;
  /** [span features × hidden] */
  readonly layer: Float64Array;
  /** [span features] */
  readonly direct: Float64Array;
  /** [hidden] */
  readonly out: Float64Array;
}

/** Names of the inputs, in order. */
export interface SpanInputs {
  readonly question: readonly string[];
  readonly span: readonly string[];
}

/**
 * Scores the spans of one question.
 *
 * @param asked places of the question's features, which are 0 or 1
 * @returns a function from a span's row of features to its score: log odds, up to a constant of the sentence
 */
export function spanScorer(
  network: SpanNetwork,
  asked: readonly number[],
): (row: Float32Array | Float64Array) => number {
  const { hidden, layer, direct, out } = network;
  const start = network.start.slice();
  for (const feature of asked)
    for (let unit = 0; unit < hidden; unit += 1)
      start[unit] = (start[unit] ?? 0) + (network.question[feature * hidden + unit] ?? 0);
  // The few features that are not 0, and where their rows of the layer begin.
  const values = new Float64Array(direct.length);
  const rows = new Int32Array(direct.length);
  return (row) => {
    let count = 0;
    let score = 0;
    for (let feature = 0; feature < row.length; feature += 1) {
      const value = row[feature]!;
      if (value === 0) continue;
      values[count] = value;
      rows[count++] = feature * hidden;
      score += value * direct[feature]!;
    }
    // Four at a time, their sums in registers: each unit's sum is the same, and nothing is stored on the way.
    let unit = 0;
    for (; unit + 3 < hidden; unit += 4) {
      let [one, two, three, four] = [start[unit]!, start[unit + 1]!, start[unit + 2]!, start[unit + 3]!];
      for (let at = 0; at < count; at += 1) {
        const value = values[at]!;
        const from = rows[at]! + unit;
        one += value * layer[from]!;
        two += value * layer[from + 1]!;
        three += value * layer[from + 2]!;
        four += value * layer[from + 3]!;
      }
      score += Math.max(0, one) * out[unit]!;
      score += Math.max(0, two) * out[unit + 1]!;
      score += Math.max(0, three) * out[unit + 2]!;
      score += Math.max(0, four) * out[unit + 3]!;
    }
    for (; unit < hidden; unit += 1) {
      let sum = start[unit]!;
      for (let at = 0; at < count; at += 1) sum += values[at]! * layer[rows[at]! + unit]!;
      score += Math.max(0, sum) * out[unit]!;
    }
    return score;
  };
}

/** What the file of a network holds: rows of numbers by the names of its inputs. */
export interface WrittenNetwork {
  readonly start: readonly number[];
  readonly out: readonly number[];
  readonly question: Readonly<Record<string, readonly number[]>>;
  readonly layer: Readonly<Record<string, readonly number[]>>;
  readonly direct: Readonly<Record<string, number>>;
}

/** @throws KnownError `model` when the file cannot be read, or does not hold a row of numbers for each input */
export function readSpanNetwork(file: string, inputs: SpanInputs): SpanNetwork {
  const parsed = parse(file);
  const list = (value: unknown, length?: number): readonly number[] => {
    const isFitting =
      Array.isArray(value) &&
      (length === undefined || value.length === length) &&
      value.every((number) => typeof number === 'number' && Number.isFinite(number));
    if (!isFitting) throw misfit(file);
    return value as readonly number[];
  };
  const start = list(parsed['start']);
  const rows = (section: string, names: readonly string[], length: number): Float64Array => {
    const held = parsed[section];
    if (!isRecord(held) || Object.keys(held).length !== names.length) throw misfit(file);
    return Float64Array.from(names.flatMap((name) => list(held[name], length)));
  };
  const direct = isRecord(parsed['direct']) ? parsed['direct'] : {};
  return {
    hidden: start.length,
    start: Float64Array.from(start),
    out: Float64Array.from(list(parsed['out'], start.length)),
    question: rows('question', inputs.question, start.length),
    layer: rows('layer', inputs.span, start.length),
    direct: Float64Array.from(list(inputs.span.map((name) => direct[name]))),
  };
}

function parse(file: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isRecord(parsed) ? parsed : {};
  } catch (cause) {
    throw new KnownError('model', `${file} cannot be read as JSON. Restore it from the repository.`, {
      cause,
    });
  }
}

function misfit(file: string): KnownError {
  return new KnownError(
    'model',
    `${file} does not hold a row of numbers for each of its inputs. Restore it from the repository, or train it again.`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
