import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createAnswerer } from '../answering/answer.ts';
import { defaultSplitter } from '../corpus/chunk.ts';
import { buildIndex } from '../index/build.ts';
import { openIndex } from '../index/generation.ts';
import type { PassageIndex } from '../index/passage-index.ts';
import { readAnswerSet } from './answer-set.ts';
import { openBaselines } from './baselines.ts';
import { measureClaims, readClaims } from './claims.ts';
import type { EvaluationSetting } from './dataset-report.ts';
import { answerSetFigures, measureAnswerSet, missLines } from './measure-answer-set.ts';
import { baselineSetFigures } from './measure-baselines.ts';
import type { AnswerSetReport } from './report.ts';
import type { AnswerSetPlan } from './sets.ts';

/** Indexes a folder of documents, asks the questions of an answer set, and counts what came out right. */
export async function reportAnswerSet(
  plan: AnswerSetPlan,
  { model, ranking, workDir, maxFileBytes, onProgress }: EvaluationSetting,
): Promise<AnswerSetReport> {
  const questions = readAnswerSet(plan.questions, plan.renamed);
  const claims = plan.claims === null ? [] : readClaims(plan.claims);
  const indexDir = path.join(workDir, `answers-${plan.name}`);
  await buildIndex({
    indexDir,
    model,
    documentsDir: plan.documents,
    splitter: defaultSplitter,
    maxFileBytes,
    onProgress: ({ stage, done, total }) => onProgress(`${plan.name}: ${stage}`, done, total ?? 0),
  });
  const index = await openIndex(indexDir, model);
  const parts = { index, embed: model.embed, modelId: model.id, ranking };
  const answerer = createAnswerer(parts);
  const outcomes = await measureAnswerSet(
    questions,
    answerer,
    createAnswerer({ ...parts, threshold: 0 }),
    textsOf(plan.documents, index),
  );
  const baselines = await openBaselines(index, model.embed);
  return {
    kind: 'answers',
    name: plan.name,
    documents: index.documents.length,
    passages: index.passageCount,
    figures: answerSetFigures(outcomes),
    baselines: await baselineSetFigures(questions, {
      baselines,
      lexical: index.lexical,
      embed: model.embed,
      background: ranking.background,
    }),
    misses: missLines(outcomes),
    claims: claims.length === 0 ? [] : await measureClaims(claims, answerer),
  };
}

/** The text of a document: from its file where that is plain text, so that a quote is not checked against a copy. */
function textsOf(folder: string, index: PassageIndex): (document: string) => string {
  const texts = new Map<string, string>();
  return (document) => {
    const known = texts.get(document);
    if (known !== undefined) return known;
    const ordinal = index.documents.findIndex((record) => record.path === document);
    const isPlain = /\.(?:txt|text|md|markdown)$/i.test(document);
    const text = isPlain
      ? new TextDecoder('utf-8').decode(readFileSync(path.join(folder, ...document.split('/'))))
      : index.text(ordinal);
    texts.set(document, text);
    return text;
  };
}
