import path from 'node:path';
import { defaultSplitter } from '../../../src/corpus/chunk.ts';
import type { EmbeddingModel } from '../../../src/embedding/embed.ts';
import { readAnswerSet } from '../../../src/evaluation/answer-set.ts';
import { makeWorkFolder } from '../../../src/evaluation/work-folder.ts';
import { buildIndex } from '../../../src/index/build.ts';
import { openIndex } from '../../../src/index/generation.ts';
import type { PassageIndex } from '../../../src/index/passage-index.ts';
import type { Span } from '../../../src/types.ts';
import type { Collection, LabelledQuestion } from './collection.ts';

/** Far more than a news article has. */
const maxFileBytes = 10_000_000;

/** The news questions of the training split, over all its documents: some answered by several sentences, a third by none. */
export async function readNews(folder: string, model: EmbeddingModel): Promise<Collection> {
  return readAnswerCollection(path.join(folder, 'documents'), path.join(folder, 'train.jsonl'), model);
}

/** Questions of an answer set over a folder of documents. */
export async function readAnswerCollection(
  documentsDir: string,
  questionsFile: string,
  model: EmbeddingModel,
): Promise<Collection> {
  const indexDir = path.join(makeWorkFolder('train'), 'answers');
  await buildIndex({
    indexDir,
    model,
    documentsDir,
    splitter: defaultSplitter,
    maxFileBytes,
    onProgress: () => undefined,
  });
  const index = await openIndex(indexDir, model);
  const set = readAnswerSet(questionsFile);
  const vectors = await model.embed(set.map(({ question }) => question));
  const questions = set.map(({ question, isAnswerable, documents, expect, group }, at): LabelledQuestion => {
    const holds = (passage: number, { start, end }: Span): boolean => {
      const { document } = index.passage(passage);
      const text = index.text(document).slice(start, end).replace(/\s+/g, ' ');
      return (
        documents.includes(index.documents[document]?.path ?? '') &&
        expect.some((expression) => expression.test(text))
      );
    };
    return {
      question,
      vector: vectors[at] ?? null,
      isAnswerable,
      group,
      answersIn: (passage) => isAnswerable && holds(passage, index.passage(passage)),
      answersAt: (passage, position) => isAnswerable && answersAt(index, passage, position, holds),
    };
  });
  return { index, questions };
}

/** What begins in the sentence before and ends in this one is answered by this one, which is quoted with the other. */
function answersAt(
  index: PassageIndex,
  passage: number,
  position: number,
  holds: (passage: number, span: Span) => boolean,
): boolean {
  const { sentences } = index.passage(passage);
  const here = sentences[position];
  const before = sentences[position - 1];
  if (here === undefined) return false;
  if (holds(passage, here)) return true;
  return (
    before !== undefined && holds(passage, { start: before.start, end: here.end }) && !holds(passage, before)
  );
}
