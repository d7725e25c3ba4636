import path from 'node:path';
import type { EmbeddingModel } from '../embedding/embed.ts';
import { buildIndexFromDocuments } from '../index/build.ts';
import { openIndex, type OpenIndex } from '../index/generation.ts';
import type { DatasetPassage } from './dataset.ts';
import { textDocument } from './text-document.ts';

/** The passages of an evaluation set, open for questions. */
export interface Collection {
  readonly index: OpenIndex;
  /** Id of a passage in the set, by its ordinal in the index. */
  readonly passageId: (ordinal: number) => string;
}

/**
 * Indexes passages as they are: each is a document of its own, and none is split.
 *
 * @param indexDir a folder that does not exist yet
 */
export async function openCollection(
  passages: readonly DatasetPassage[],
  model: EmbeddingModel,
  indexDir: string,
  onProgress: (done: number, total: number) => void,
): Promise<Collection> {
  await buildIndexFromDocuments({
    indexDir: path.resolve(indexDir),
    model,
    documents: passages.map(({ id, title, text }) => textDocument(id, title ?? '', [text])),
    onProgress: ({ stage, done, total }) => {
      if (stage === 'embed') onProgress(done, total ?? passages.length);
    },
  });
  const index = await openIndex(indexDir, model);
  return { index, passageId: (ordinal) => index.documents[index.passage(ordinal).document]?.path ?? '' };
}
