import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Miss } from './family.ts';
import type { Done, Outcome } from './index-messages.ts';
import type { IndexProcess } from './index-process.ts';

export type Served = Extract<Done, { kind: 'served' }>;
export type Built = Extract<Done, { kind: 'built' }>;

/** An index whose generations were asked while they were intact. */
export interface Template {
  readonly indexDir: string;
  /** Oldest first. */
  readonly generations: readonly string[];
  readonly current: string;
  /** Answers of each generation, as `Served` has them. */
  readonly answers: ReadonlyMap<string, string>;
}

/** Builds versions one after the other; the last two are there in the end, the last one in use. */
export async function buildTemplate(
  worker: IndexProcess,
  indexDir: string,
  versions: readonly number[],
): Promise<Template> {
  const answers = new Map<string, string>();
  let current = '';
  for (const version of versions) {
    const built = expectBuilt(await worker.run({ do: 'build', indexDir, source: { version } }));
    current = built.generation;
    answers.set(current, expectServed(await worker.run({ do: 'ask', indexDir })).answers);
  }
  return { indexDir, generations: generationsIn(indexDir), current, answers };
}

/** A copy to damage. */
export function copyOf(template: Template, indexDir: string): void {
  cpSync(template.indexDir, indexDir, { recursive: true });
}

/** The generations in a folder, oldest first. */
export function generationsIn(indexDir: string): string[] {
  return readdirSync(indexDir)
    .filter((name) => /^\d{8}T\d{9}Z-[0-9a-f]{6}$/.test(name))
    .toSorted();
}

export function currentOf(indexDir: string): string {
  return readFileSync(path.join(indexDir, 'CURRENT'), 'utf8').trim();
}

export function expectServed(outcome: Outcome, when = ''): Served {
  if (outcome.kind === 'served') return outcome;
  throw new Miss(`expected answers${when}, saw ${wordsOf(outcome)}`);
}

export function expectBuilt(outcome: Outcome, when = ''): Built {
  if (outcome.kind === 'built') return outcome;
  throw new Miss(`expected a build${when}, saw ${wordsOf(outcome)}`);
}

/** A refusal has to be one that a person can act on: a plain sentence or two, without anything of the program in it. */
export function expectPlain(message: string): void {
  const isPlain =
    /^[A-Z/\w].{10,}/s.test(message) && !/\n\s+at |\[object|undefined|TypeError|SyntaxError/.test(message);
  if (!isPlain) throw new Miss(`expected a plain sentence, saw ${JSON.stringify(message)}`);
}

export function wordsOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'refused':
      return `a refusal (${outcome.code}: ${outcome.message})`;
    case 'broken':
      return `an error that nobody can act on: ${outcome.stack}`;
    case 'served':
      return `answers of ${outcome.generation}`;
    case 'built':
      return `a build (${outcome.status})`;
    case 'loaded':
    case 'embedded':
      return outcome.kind;
  }
}
