import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../config.ts';

/** What `npm run evaluate` measured for this version, as far as it is shown: each figure with the set it is from. */
export interface Quality {
  /** Whole answers over documents. */
  readonly answers: {
    readonly set: string;
    readonly answerable: number;
    readonly right: number;
    readonly unanswerable: number;
    readonly answeredAnyway: number;
  };
  /** Mean reciprocal rank of the right passage among the first ten, in per cent. */
  readonly retrieval: { readonly set: string; readonly questions: number; readonly mrr10: number };
  /** How well confidence tells questions that the documents answer from those that they do not, in per cent. */
  readonly abstention: {
    readonly set: string;
    readonly answerable: number;
    readonly unanswerable: number;
    readonly auroc: number;
  };
}

/** The figures that ship with this version; `null` where there are none, which is no reason not to start. */
export function readQuality(file = path.join(projectDir, 'data', 'quality.json')): Quality | null {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
  return isQuality(value) ? value : null;
}

/** Of package.json; `null` where it cannot be read. */
export function readVersion(file = path.join(projectDir, 'package.json')): string | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isRecord(value) && typeof value['version'] === 'string' ? value['version'] : null;
  } catch {
    return null;
  }
}

const numbersOf = {
  answers: ['answerable', 'right', 'unanswerable', 'answeredAnyway'],
  retrieval: ['questions', 'mrr10'],
  abstention: ['answerable', 'unanswerable', 'auroc'],
} as const satisfies Readonly<Record<keyof Quality, readonly string[]>>;

function isQuality(value: unknown): value is Quality {
  return (
    isRecord(value) &&
    Object.entries(numbersOf).every(([part, numbers]) => {
      const figures = value[part];
      return (
        isRecord(figures) &&
        typeof figures['set'] === 'string' &&
        numbers.every((name) => Number.isFinite(figures[name]))
      );
    })
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
