import { KnownError } from '../errors.ts';
import type { Report } from './report.ts';

/** What `data/quality.json` holds: the figures that a bot shows of itself, each with the set it is from. */
export interface MeasuredQuality {
  readonly answers: {
    readonly set: string;
    readonly answerable: number;
    readonly right: number;
    readonly unanswerable: number;
    readonly answeredAnyway: number;
  };
  readonly retrieval: { readonly set: string; readonly questions: number; readonly mrr10: number };
  readonly abstention: {
    readonly set: string;
    readonly answerable: number;
    readonly unanswerable: number;
    readonly auroc: number;
  };
}

/** The file that ships these figures, under the project's folder. */
export const qualityFile = 'data/quality.json';

/** The first that was asked counts: what nothing was fitted to before what was looked at. */
const answerSets: readonly (readonly [name: string, shown: string])[] = [
  ['news-test', 'news (test)'],
  ['news-dev', 'news (dev)'],
];
const searchedSet = 'squad-1.1';
const shownNames: Readonly<Record<string, string>> = { 'squad-1.1': 'SQuAD 1.1', selqa: 'SelQA' };

/** Why a run of these sets cannot give the figures, or `null`. */
export function lacksForQuality(names: readonly string[]): string | null {
  if (!names.includes(searchedSet)) return searchedSet;
  return answerSets.some(([name]) => names.includes(name))
    ? null
    : answerSets.map(([name]) => name).join(' or ');
}

/** @throws KnownError `usage` when the run lacks a set that the figures are from */
export function qualityOf(reports: readonly Report[]): MeasuredQuality {
  const lacking = lacksForQuality(reports.map(({ name }) => name));
  const searched = reports.find((report) => report.kind === 'dataset' && report.name === searchedSet);
  const [answered] = answerSets.flatMap(([name, shown]) =>
    reports.flatMap((report) =>
      report.kind === 'answers' && report.name === name ? [{ shown, report }] : [],
    ),
  );
  if (
    answered === undefined ||
    searched?.kind !== 'dataset' ||
    searched.retrieval === null ||
    searched.outOfCorpus === null
  ) {
    throw new KnownError(
      'usage',
      `The figures cannot be saved, because this run lacks ${lacking ?? `questions about other articles for ${searchedSet}`}. Run npm run evaluate -- --save where all sets are.`,
    );
  }
  const { shown, report } = answered;
  const { whole } = searched.retrieval;
  const foreign = searched.outOfCorpus;
  const name = shownNames[searchedSet] ?? searchedSet;
  return {
    answers: {
      set: shown,
      answerable: report.figures.answerable,
      right: Math.round(report.figures.right.value * report.figures.answerable),
      unanswerable: report.figures.unanswerable,
      answeredAnyway: report.figures.answeredAnyway,
    },
    retrieval: {
      set: name,
      questions: whole.reciprocalRankAt10.count,
      mrr10: inPerCent(whole.reciprocalRankAt10.value),
    },
    abstention: {
      set: `${name}, with questions of ${shownNames[foreign.from] ?? foreign.from}`,
      answerable: foreign.falseRefusals.count,
      unanswerable: foreign.unanswerable,
      auroc: inPerCent(foreign.auroc.value),
    },
  };
}

function inPerCent(share: number): number {
  return Math.round(share * 1000) / 10;
}
