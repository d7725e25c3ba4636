import path from 'node:path';
import type { RankingModels } from '../answering/models.ts';
import type { EmbeddingModel } from '../embedding/embed.ts';
import { abstentionFigures } from './abstention.ts';
import { openCollection } from './collection.ts';
import {
  answerFigures,
  baselineOutcomesOf,
  decisionsOf,
  fewSharedWords,
  foreignDecisionsOf,
  retrievalFigures,
} from './dataset-figures.ts';
import type { Dataset } from './dataset.ts';
import {
  foreignQuestions,
  measureDataset,
  measureForeign,
  type Measuring,
  type Outcome,
} from './measure-dataset.ts';
import { baselineFigures } from './measure-baselines.ts';
import { percentile } from './percentile.ts';
import type { DatasetReport } from './report.ts';

/** Questions about other articles that are asked of a set; more would take time and move no rate by two points. */
const foreignLimit = 600;

/** What every evaluation needs. */
export interface EvaluationSetting {
  readonly model: EmbeddingModel;
  readonly ranking: RankingModels;
  /** An existing folder for indexes; its caller removes it. */
  readonly workDir: string;
  readonly maxFileBytes: number;
  readonly onProgress: (stage: string, done: number, total: number) => void;
}

/**
 * Indexes a set's passages, asks its questions, and sums up what came of them.
 *
 * @param other a set about other articles, whose questions these passages do not answer
 */
export async function reportDataset(
  dataset: Dataset,
  other: Dataset | null,
  setting: EvaluationSetting,
): Promise<{ readonly report: DatasetReport; readonly outcomes: readonly Outcome[] }> {
  const { model, ranking, onProgress } = setting;
  const { name } = dataset;
  const indexDir = path.join(setting.workDir, `dataset-${name}`);
  const collection = await openCollection(dataset.passages, model, indexDir, (done, total) =>
    onProgress(`${name}: passages`, done, total),
  );
  const measuring: Measuring = {
    ...collection,
    embed: model.embed,
    modelId: model.id,
    ranking,
    onProgress: (done, total) => onProgress(`${name}: questions`, done, total),
  };
  const outcomes = await measureDataset(dataset, measuring);
  const answerable = outcomes.filter(({ question }) => question.isAnswerable);
  const apart = answerable.filter(({ overlap }) => overlap < fewSharedWords);
  const times = outcomes.map(({ answer }) => answer.milliseconds.total);
  const report: DatasetReport = {
    kind: 'dataset',
    name,
    passages: dataset.passages.length,
    questions: dataset.questions.length,
    retrieval: answerable.length === 0 ? null : retrievalFigures(outcomes),
    fewSharedWords: apart.length === 0 ? null : retrievalFigures(apart),
    answers: answerFigures(outcomes),
    abstention: abstentionFigures(decisionsOf(outcomes)),
    baselines: baselineFigures(baselineOutcomesOf(outcomes, [])),
    outOfCorpus: other === null ? null : await outOfCorpus(dataset, other, measuring, answerable),
    milliseconds: { p50: percentile(times, 0.5), p95: percentile(times, 0.95) },
  };
  return { report, outcomes };
}

async function outOfCorpus(
  dataset: Dataset,
  other: Dataset,
  measuring: Measuring,
  answerable: readonly Outcome[],
): Promise<DatasetReport['outOfCorpus']> {
  const foreign = await measureForeign(foreignQuestions(dataset, other, foreignLimit), measuring);
  const figures = abstentionFigures([...decisionsOf(answerable), ...foreignDecisionsOf(foreign)]);
  if (figures === null) return null;
  const { lexical, plain } = baselineFigures(baselineOutcomesOf(answerable, foreign));
  return { from: other.name, ...figures, baselines: { lexical, plain } };
}
