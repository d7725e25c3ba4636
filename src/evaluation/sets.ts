import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { KnownError } from '../errors.ts';

/** Questions over a folder of documents. Paths are absolute. */
export interface AnswerSetPlan {
  readonly kind: 'answers';
  readonly name: string;
  readonly documents: string;
  readonly questions: string;
  /** Claims about the same documents, or `null`. */
  readonly claims: string | null;
  /** Paths that the questions use → paths under `documents`. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Asked for a release and at no other time, so that nothing is ever fitted to it. */
  readonly isForRelease?: boolean;
}

/** Questions over passages of their own. Paths are absolute. */
export interface DatasetPlan {
  readonly kind: 'dataset';
  readonly name: string;
  readonly folder: string;
  /** A set about other articles, or `null`. */
  readonly foreign: string | null;
}

export type Plan = AnswerSetPlan | DatasetPlan;

/** The file that names the sets, under the project's folder. */
export const setsFile = 'data/evaluation/sets.json';

/**
 * The sets that `data/evaluation/sets.json` names: those that are in this checkout, and the names of those that are
 * not. Paths in the file start at the project's folder; a set of public questions that may not be passed on under the
 * project's licence lies outside it.
 *
 * @param isRelease whether the sets that are kept for a release are asked as well
 * @throws KnownError `usage` when the file cannot be used
 */
export function listSets(
  projectDir: string,
  { isRelease = false }: { readonly isRelease?: boolean } = {},
): {
  readonly present: readonly Plan[];
  readonly absent: readonly string[];
  /** Sets that only a release asks for. */
  readonly kept: readonly string[];
} {
  const listed = readPlans(projectDir);
  const isKept = (plan: Plan): boolean => plan.kind === 'answers' && plan.isForRelease === true && !isRelease;
  const plans = listed.filter((plan) => !isKept(plan));
  const isPresent = (plan: Plan): boolean =>
    plan.kind === 'answers'
      ? existsSync(plan.documents) && existsSync(plan.questions)
      : existsSync(path.join(plan.folder, 'questions.jsonl'));
  return {
    present: plans
      .filter(isPresent)
      .map((plan) =>
        plan.kind === 'dataset' && plan.foreign !== null && !existsSync(plan.foreign)
          ? { ...plan, foreign: null }
          : plan,
      ),
    absent: plans.filter((plan) => !isPresent(plan)).map(({ name }) => name),
    kept: listed.filter(isKept).map(({ name }) => name),
  };
}

function readPlans(projectDir: string): Plan[] {
  const file = path.join(projectDir, setsFile);
  let listed: unknown;
  try {
    listed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new KnownError('usage', `${file} cannot be read as JSON. Restore it from the repository.`, {
      cause,
    });
  }
  if (!Array.isArray(listed)) throw new KnownError('usage', `${file} must hold a list of sets.`);
  return listed.map((entry: unknown, at) => {
    const fields = new Map<string, unknown>(Object.entries(entry ?? {}));
    const text = (field: string): string | null => {
      const value = fields.get(field);
      return typeof value === 'string' ? value : null;
    };
    const place = (field: string): string | null => {
      const value = text(field);
      return value === null ? null : path.resolve(projectDir, value);
    };
    const name = text('name');
    const folder = place('dataset');
    const documents = place('documents');
    const questions = place('questions');
    if (name !== null && folder !== null) return { kind: 'dataset', name, folder, foreign: place('foreign') };
    if (name === null || documents === null || questions === null) {
      throw new KnownError(
        'usage',
        `${file}: set ${at + 1} needs "name" and either "dataset" or "documents" and "questions", each a text.`,
      );
    }
    const renamed = Object.entries(fields.get('renamed') ?? {}).map(
      ([from, to]) => [from, String(to)] as const,
    );
    return {
      kind: 'answers',
      name,
      documents,
      questions,
      claims: place('claims'),
      renamed: new Map(renamed),
      ...(fields.get('release') === true ? { isForRelease: true } : {}),
    };
  });
}
