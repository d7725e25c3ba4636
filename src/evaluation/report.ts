import { claimRows, type ClaimFigures } from './claims.ts';
import type { AbstentionFigures, AnswerFigures, RetrievalFigures } from './dataset-figures.ts';
import type { AnswerSetFigures } from './measure-answer-set.ts';
import type { Search } from './measure-dataset.ts';
import { percent, percentWithInterval, tableLines } from './table.ts';

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
  /** `null` where every question is answerable. */
  readonly abstention: AbstentionFigures | null;
  /** Answerable questions beside questions about other articles; `null` where there is no other set. */
  readonly outOfCorpus: (AbstentionFigures & { readonly from: string }) | null;
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
      'Answers over documents',
      [
        'set',
        'right %',
        'first quote right %',
        'right % if never abstaining',
        'refused',
        'answered anyway',
        'AUROC %',
        'verbatim quotes',
      ],
      answerSets.map(({ name, figures }) => answerSetRow(name, figures)),
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
        'quote holds answer',
        'of answered',
        'if never abstaining',
        'short given',
        'exact match',
        'F1',
        'F1 if never abstaining',
      ],
      datasets.flatMap(({ name, answers }) => (answers === null ? [] : [answerRow(name, answers)])),
    ),
    ...section(
      'Abstention (%)',
      ['set', 'unanswerable', 'AUROC', 'false answers', 'false refusals'],
      datasets.flatMap(abstentionRows),
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
): string[] {
  return rows.length === 0 ? [] : [title, '', ...tableLines(header, rows, textColumns), ''];
}

function answerSetRow(name: string, figures: AnswerSetFigures): string[] {
  const share = (count: number): string =>
    `${percent(count / figures.answerable)} (${count} of ${figures.answerable})`;
  return [
    name,
    share(figures.right),
    share(figures.firstQuoteRight),
    percent(figures.rightForced / figures.answerable),
    `${figures.refused} of ${figures.answerable}`,
    `${figures.answeredAnyway} of ${figures.unanswerable}`,
    percent(figures.auroc),
    `${figures.quotes - figures.altered} of ${figures.quotes}`,
  ];
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

function answerRow(name: string, figures: AnswerFigures): string[] {
  return [
    name,
    percentWithInterval(figures.quote),
    percent(figures.quoteOfAnswered.value),
    percent(figures.quoteForced.value),
    percent(figures.short.value),
    percentWithInterval(figures.exactMatch),
    percentWithInterval(figures.f1),
    percent(figures.f1Forced.value),
  ];
}

function abstentionRows({ name, abstention, outOfCorpus }: DatasetReport): string[][] {
  return [
    ...(abstention === null ? [] : [abstentionRow(name, abstention)]),
    ...(outOfCorpus === null
      ? []
      : [abstentionRow(`${name}, questions of ${outOfCorpus.from}`, outOfCorpus)]),
  ];
}

function abstentionRow(label: string, { auroc, falseAnswers, falseRefusals }: AbstentionFigures): string[] {
  return [
    label,
    String(falseAnswers.count),
    percentWithInterval(auroc),
    percentWithInterval(falseAnswers),
    percentWithInterval(falseRefusals),
  ];
}
