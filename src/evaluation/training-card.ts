import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rankingDir } from '../answering/models.ts';

/** How the ranking models came about, as their trainer wrote it into `weights.json` under `training`. */
export interface TrainingCard {
  /** Configurations that were compared on development sets before this one was kept. */
  readonly configurations: number | null;
  readonly seeds: readonly number[];
}

/** `null` where the trainer wrote nothing. */
export function readTrainingCard(folder = rankingDir): TrainingCard | null {
  const whole: unknown = JSON.parse(readFileSync(path.join(folder, 'weights.json'), 'utf8'));
  const card = isRecord(whole) ? whole['training'] : undefined;
  if (!isRecord(card)) return null;
  const { configurations, seeds } = card;
  return {
    configurations: typeof configurations === 'number' ? configurations : null,
    seeds: Array.isArray(seeds) ? seeds.filter((seed) => typeof seed === 'number') : [],
  };
}

/** One sentence about it, or nothing to say. */
export function trainingLines(card: TrainingCard | null): string[] {
  if (card === null) return [];
  const { configurations, seeds } = card;
  const parts = [
    ...(configurations === null ? [] : [`${configurations} configurations tried`]),
    ...(seeds.length === 0 ? [] : [`seeds ${seeds.join(', ')}`]),
  ];
  return parts.length === 0 ? [] : [`Ranking models: ${parts.join(', ')}`];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
