import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { LinearModel } from '../../../src/retrieval/weights.ts';

/** A linear model as the ranking file has it: a weight for each name, to four digits. */
export function section(names: readonly string[], { bias, weights }: LinearModel): object {
  return {
    bias: rounded(bias),
    weights: Object.fromEntries(names.map((name, at) => [name, rounded(weights[at] ?? 0)])),
  };
}

/** Puts sections into the ranking file in place of those of their names; what others wrote stays. */
export function writeSections(file: string, sections: Readonly<Record<string, object>>): void {
  const written: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, `${JSON.stringify({ ...(written as object), ...sections }, null, 2)}\n`);
}

/** Four digits after the point, as the models' files have them. */
export function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
