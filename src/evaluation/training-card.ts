import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rankingDir } from '../answering/models.ts';

/** How the ranking models came about, as their trainers wrote it into their files under `training`. */
export interface TrainingCard {
  /** Configurations that were compared on development sets before these were kept. */
  readonly configurations: number | null;
  readonly seeds: readonly number[];
}

const files = ['weights.json', 'confidence.json'];

/** Of all models together; `null` where no trainer wrote anything. */
export function readTrainingCard(folder = rankingDir): TrainingCard | null {
  const cards = files.flatMap((name) => {
    const file = path.join(folder, name);
    const whole: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    const card = isRecord(whole) ? whole['training'] : undefined;
    return isRecord(card) ? [card] : [];
  });
  if (cards.length === 0) return null;
  const counts = cards.flatMap(({ configurations }) =>
    typeof configurations === 'number' ? [configurations] : [],
  );
  const seeds = cards.flatMap((card) => (Array.isArray(card['seeds']) ? card['seeds'] : []));
  return {
    configurations: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0),
    seeds: [...new Set(seeds.filter((seed) => typeof seed === 'number'))],
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
