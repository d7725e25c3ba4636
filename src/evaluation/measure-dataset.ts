import { setImmediate as turnOfEventLoop } from 'node:timers/promises';
import { createAnswerer, type Answerer } from '../answering/answer.ts';
import type { RankingModels } from '../answering/models.ts';
import { compose, onOneLine } from '../answering/compose.ts';
import { readHits } from '../answering/read.ts';
import type { PassageIndex } from '../index/passage-index.ts';
import { makeQuery, type Query } from '../retrieval/query.ts';
import { retrieve } from '../retrieval/retrieve.ts';
import { shapeOfQuestion } from '../text/question-kind.ts';
import { stem, tokens } from '../text/terms.ts';
import type { Answer, Embed } from '../types.ts';
import { openBaselines, type Baselines } from './baselines.ts';
import type { Dataset, DatasetPassage, DatasetQuestion } from './dataset.ts';
import { rankOfRelevant, type ScoredPassage } from './metrics.ts';

/** The ways of searching that are measured: ours whole, and each index alone. */
export const searches = ['whole', 'lexical', 'dense'] as const;
export type Search = (typeof searches)[number];

/** What came of one question. */
export interface Outcome {
  readonly question: DatasetQuestion;
  /** What the question stands or falls with: the article of its passage, or itself. */
  readonly group: string;
  /** Of the whole search, best first. */
  readonly hits: readonly ScoredPassage[];
  /** Rank of the first relevant passage in each search; `null` when it was not found, or there is none. */
  readonly ranks: Readonly<Record<Search, number | null>>;
  /** Share of the question's idf mass that a relevant passage holds, 0..1; NaN when there is none. */
  readonly overlap: number;
  readonly answer: Answer;
  /** The first quote and the short answer had it never abstained; those of the answer itself where it did not. */
  readonly forced: { readonly quote: string; readonly short: string | null };
  readonly baselines: Baselines;
}

/** What came of a question about other articles. */
export interface ForeignOutcome {
  readonly group: string;
  readonly answer: Answer;
  readonly baselines: Baselines;
}

export interface Measuring {
  readonly index: PassageIndex;
  /** Id of a passage in the set, by its ordinal in the index. */
  readonly passageId: (ordinal: number) => string;
  readonly embed: Embed;
  readonly modelId: string;
  readonly ranking: RankingModels;
  readonly onProgress: (done: number, total: number) => void;
}

/** Enough that a tie around the tenth place is seen. */
const alone = 50;

/** Asks every question of a set over its own passages. */
export async function measureDataset(dataset: Dataset, measuring: Measuring): Promise<Outcome[]> {
  const { index, passageId, ranking } = measuring;
  const { embed, answerer } = await prepare(
    dataset.questions.map(({ question }) => question),
    measuring,
  );
  const baselines = await baselinesOf(measuring);
  const passages = new Map(dataset.passages.map((passage) => [passage.id, passage]));
  const outcomes: Outcome[] = [];
  for (const question of dataset.questions) {
    const asked = onOneLine(question.question);
    const [vector = null] = await embed([asked]);
    const query = makeQuery(asked, index.lexical, vector, ranking.background, ranking.related);
    const shape = shapeOfQuestion(asked);
    const found = retrieve(index, query, ranking.reranker);
    const lexical = index.lexical.search(query.terms, alone);
    const dense = vector === null ? [] : index.dense.search(vector, alone);
    const hits = found.map(({ passage, score }) => ({ passage: passageId(passage), score }));
    const answer = await answerer.answer(question.question, { id: question.id });
    const forcedAnswer = (): Outcome['forced'] => {
      const given =
        answer.status === 'answered'
          ? answer
          : compose(index, shape, readHits(index, query, shape, found, ranking).statements);
      return { quote: given?.citations[0]?.quote ?? '', short: given?.short ?? null };
    };
    outcomes.push({
      question,
      group: groupOf(question, passages),
      hits,
      ranks: {
        whole: rankOfRelevant(hits, question.relevant),
        lexical: rankOfRelevant(
          Array.from(lexical.passages, (passage, at) => ({
            passage: passageId(passage),
            score: lexical.scores[at] ?? Number.NaN,
          })),
          question.relevant,
        ),
        dense: rankOfRelevant(
          dense.map(({ passage, similarity }) => ({ passage: passageId(passage), score: similarity })),
          question.relevant,
        ),
      },
      overlap: overlapOf(query, question, passages),
      answer,
      forced: forcedAnswer(),
      baselines: baselines(query),
    });
    measuring.onProgress(outcomes.length, dataset.questions.length);
    // Nothing above waits for anything outside, so an interrupt would not be seen before the end.
    if (outcomes.length % 64 === 0) await turnOfEventLoop();
  }
  return outcomes;
}

/** Asks questions that the passages do not answer, because they are about other articles. */
export async function measureForeign(
  questions: readonly { readonly question: string; readonly group: string }[],
  measuring: Measuring,
): Promise<ForeignOutcome[]> {
  const { index, ranking } = measuring;
  const { embed, answerer } = await prepare(
    questions.map(({ question }) => question),
    measuring,
  );
  const baselines = await baselinesOf(measuring);
  const outcomes: ForeignOutcome[] = [];
  for (const { question, group } of questions) {
    const asked = onOneLine(question);
    const [vector = null] = await embed([asked]);
    outcomes.push({
      group,
      answer: await answerer.answer(question),
      baselines: baselines(makeQuery(asked, index.lexical, vector, ranking.background, ranking.related)),
    });
    measuring.onProgress(outcomes.length, questions.length);
    if (outcomes.length % 64 === 0) await turnOfEventLoop();
  }
  return outcomes;
}

/** Questions of another set whose articles this set does not have, at most `limit`, evenly spaced. */
export function foreignQuestions(
  dataset: Dataset,
  other: Dataset,
  limit: number,
): { readonly question: string; readonly group: string }[] {
  const titles = new Set(dataset.passages.map(({ title }) => title));
  const passages = new Map(other.passages.map((passage) => [passage.id, passage]));
  const foreign = other.questions.filter(
    ({ isAnswerable, relevant }) =>
      isAnswerable && [...relevant].every((id) => !titles.has(passages.get(id)?.title ?? null)),
  );
  const step = Math.max(1, foreign.length / limit);
  return Array.from({ length: Math.min(limit, foreign.length) }, (_, at) => foreign[Math.floor(at * step)])
    .filter((question) => question !== undefined)
    .map((question) => ({ question: question.question, group: `foreign ${groupOf(question, passages)}` }));
}

const openedBaselines = new WeakMap<PassageIndex, Promise<(query: Query) => Baselines>>();

/** The sentences of an index are embedded once, for its own questions and for foreign ones. */
function baselinesOf({ index, embed }: Measuring): Promise<(query: Query) => Baselines> {
  const opened = openedBaselines.get(index) ?? openBaselines(index, embed);
  openedBaselines.set(index, opened);
  return opened;
}

/** Embeds all questions at once, which is quicker, and answers from those embeddings. */
async function prepare(
  questions: readonly string[],
  { index, embed, modelId, ranking }: Measuring,
): Promise<{ embed: Embed; answerer: Answerer }> {
  const texts = [...new Set(questions.map(onOneLine))];
  const vectors = await embed(texts);
  const known = new Map(texts.map((text, at) => [text, vectors[at] ?? null]));
  const lookUp: Embed = async (asked) => {
    const missing = asked.filter((text) => !known.has(text));
    if (missing.length === 0) return asked.map((text) => known.get(text) ?? null);
    return embed(asked);
  };
  return { embed: lookUp, answerer: createAnswerer({ index, embed: lookUp, modelId, ranking }) };
}

function groupOf(question: DatasetQuestion, passages: ReadonlyMap<string, DatasetPassage>): string {
  const [first] = question.relevant;
  if (first === undefined) return `question ${question.id}`;
  const title = passages.get(first)?.title ?? null;
  return title === null ? `passage ${first}` : `title ${title}`;
}

function overlapOf(
  query: Query,
  question: DatasetQuestion,
  passages: ReadonlyMap<string, DatasetPassage>,
): number {
  if (question.relevant.size === 0) return Number.NaN;
  const held = [...question.relevant].map((id) => {
    const stems = new Set(tokens(passages.get(id)?.text ?? '').map(({ term }) => stem(term)));
    return query.terms.reduce((sum, term) => sum + (stems.has(term.stem) ? term.idf : 0), 0);
  });
  return query.mass === 0 ? 0 : Math.max(...held) / query.mass;
}
