import { claimRows, type ClaimFigures } from './claims.ts';
import type { AbstentionFigures } from './abstention.ts';
import { abstentionRows, levelRows, reliabilityHeader, reliabilityRows } from './abstention-tables.ts';
import { answerRows, answerSetRows, shortAnswerRows } from './answer-tables.ts';
import type { BaselineName } from './baselines.ts';
import type { AnswerFigures, RetrievalFigures } from './dataset-figures.ts';
import type { BaselineFigures } from './measure-baselines.ts';
import type { AnswerSetFigures } from './measure-answer-set.ts';
import type { Search } from './measure-dataset.ts';
import { levels } from './levels.ts';
import { percent, percentWithInterval, tableLines } from './table.ts';

export type BaselinesFigures = Readonly<Record<BaselineName, BaselineFigures>>;

/** Figures of a set with its own passages. */
export interface DatasetReport {
  readonly kind: 'dataset';
  readonly name: string;
  readonly passages: number;
  readonly questions: number;
  readonly retrieval: Readonly<Record<Search, RetrievalFigures>> | null;
  /** The same over questions that share few words with their passage; `null` where there are none. */
  readonly fewSharedWords: Readonly<Record<Search, RetrievalFigures>> | null;
  readonly answers: AnswerFigures | null;
  readonly baselines: BaselinesFigures;
  /** `null` where every question is answerable. */
  readonly abstention: AbstentionFigures | null;
  /** Answerable questions beside questions about other articles; `null` where there is no other set. */
  readonly outOfCorpus:
    | (AbstentionFigures & { readonly from: string; readonly baselines: BaselinesFigures })
    | null;
  /** Of one answer without the embedding of its question. */
  readonly milliseconds: { readonly p50: number; readonly p95: number };
}

/** Figures of a set over a folder of documents. */
export interface AnswerSetReport {
  readonly kind: 'answers';
  readonly name: string;
  readonly documents: number;
  readonly passages: number;
  readonly figures: AnswerSetFigures;
  readonly baselines: BaselinesFigures;
  readonly misses: readonly string[];
  /** Empty where the set has none. */
  readonly claims: readonly ClaimFigures[];
}

export type Report = DatasetReport | AnswerSetReport;

const searchNames: Readonly<Record<Search, string>> = {
  whole: 'Footnote',
  lexical: 'its BM25 alone',
  dense: 'its embeddings alone',
};

/** All reports as tables, each under its heading; a table that nothing belongs in is left out. */
export function reportLines(reports: readonly Report[]): string[] {
  const answerSets = reports.filter((report) => report.kind === 'answers');
  const datasets = reports.filter((report) => report.kind === 'dataset');
  return [
    ...section(
      'Answers over documents (%, 95 % interval over events, or questions where a set has none)',
      [
        'set',
        'system',
        'right',
        'of',
        'first quote right',
        'if never abstaining',
        'refused',
        'answered anyway',
        'verbatim quotes',
      ],
      answerSets.flatMap(answerSetRows),
      2,
    ),
    ...section(
      'Short answers over documents (%)',
      ['set', 'questions', 'short given', 'exact match', 'F1', 'F1 if never abstaining'],
      answerSets.flatMap(shortAnswerRows),
    ),
    ...section(
      'Claims, by what they are and how they were judged',
      ['set', 'claims', 'that are', 'supported', 'contradicted', 'not mentioned'],
      answerSets.flatMap(({ name, claims }) => claimRows(claims).map((row) => [name, ...row])),
      3,
    ),
    ...section(
      'Retrieval (%, 95 % interval over articles)',
      ['set', 'search', 'questions', 'recall@1', 'recall@5', 'recall@10', 'MRR@10'],
      datasets.flatMap(retrievalRows),
      2,
    ),
    ...section(
      'Answers (% of answerable questions)',
      [
        'set',
        'system',
        'quote holds answer',
        'of answered',
        'if never abstaining',
        'short given',
        'exact match',
        'F1',
        'F1 if never abstaining',
      ],
      datasets.flatMap(answerRows),
      2,
    ),
    ...section(
      'Abstention (%)',
      [
        'set',
        'system',
        'unanswerable',
        'AUROC',
        'AUROC of right',
        'false answers',
        'false refusals',
        'at 90 % right',
        'at 90 % kept',
        'ECE',
        'Brier',
      ],
      reports.flatMap(abstentionRows),
      2,
      [
        'AUROC: answerable against unanswerable; of right: what it gets right against all else. False answers at the threshold where 90 % of the',
        'answerable are answered right, and where 90 % of those it can get right are kept; – out of reach. ECE: expected calibration error.',
      ],
    ),
    ...section(
      'Levels of abstention: false answers / false refusals (%)',
      ['set', ...Object.entries(levels).map(([name, threshold]) => `${name} (${threshold})`)],
      reports.flatMap(levelRows),
    ),
    ...section(
      'Reliability: mean confidence → share right (questions), by tenths of confidence',
      reliabilityHeader,
      reports.flatMap(reliabilityRows),
    ),
    ...section(
      'Time of one answer, its question embedded (ms)',
      ['set', 'passages', 'p50', 'p95'],
      datasets.map(({ name, passages, milliseconds: { p50, p95 } }) => [
        name,
        String(passages),
        p50.toFixed(2),
        p95.toFixed(2),
      ]),
    ),
  ];
}

/** The questions of answer sets that came out wrong, under the name of their set. */
export function missSections(reports: readonly Report[]): string[] {
  return reports.flatMap((report) =>
    report.kind === 'answers' && report.misses.length > 0
      ? [`Misses of ${report.name}`, '', ...report.misses, '']
      : [],
  );
}

function section(
  title: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  textColumns = 1,
  notes: readonly string[] = [],
): string[] {
  if (rows.length === 0) return [];
  const after = notes.length === 0 ? [] : [...notes, ''];
  return [title, '', ...tableLines(header, rows, textColumns), '', ...after];
}

function retrievalRows({ name, retrieval, fewSharedWords }: DatasetReport): string[][] {
  const rowsOf = (label: string, figures: DatasetReport['retrieval']): string[][] =>
    figures === null
      ? []
      : Object.entries(searchNames).map(([search, searchName], at) => {
          const { recallAt1, recallAt5, recallAt10, reciprocalRankAt10 } = figures[search as Search];
          return [
            at === 0 ? label : '',
            searchName,
            String(recallAt1.count),
            percentWithInterval(recallAt1),
            percent(recallAt5.value),
            percent(recallAt10.value),
            percentWithInterval(reciprocalRankAt10),
          ];
        });
  return [...rowsOf(name, retrieval), ...rowsOf(`${name}, few shared words`, fewSharedWords)];
}
