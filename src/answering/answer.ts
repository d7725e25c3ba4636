import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { PassageIndex } from '../index/passage-index.ts';
import { makeQuery } from '../retrieval/query.ts';
import { retrieve, type ReadHit } from '../retrieval/retrieve.ts';
import { rememberWords } from '../retrieval/words.ts';
import { shapeOfQuestion } from '../text/question-kind.ts';
import type { Answer, Embed, Timing } from '../types.ts';
import { explainAbstention } from './abstain.ts';
import { answerDocumentQuestion } from './about-documents.ts';
import { compose, onOneLine } from './compose.ts';
import { readDocumentQuestion } from './document-questions.ts';
import { readRankingModels, type RankingModels } from './models.ts';
import { abstained, relatedTo, type Outcome } from './outcome.ts';
import { readHits } from './read.ts';

export interface AskOptions {
  /** Returned as the answer's id; without it the id is made of question and generation. */
  readonly id?: string | undefined;
  /** Path of the only document to answer from. */
  readonly document?: string | undefined;
}

/** Answers questions over one open generation. */
export interface Answerer {
  answer(question: string, options?: AskOptions): Promise<Answer>;
}

export interface AnswererParts {
  readonly index: PassageIndex;
  readonly embed: Embed;
  readonly modelId: string;
  /** The models that ship with Footnote, unless given. */
  readonly ranking?: RankingModels;
  /** Answer only at this confidence or above, 0..1. */
  readonly threshold?: number;
}

/** Below this confidence the answer is an abstention: a quote that is more likely wrong than right is not shown. */
export const defaultThreshold = 0.5;

/** Questions are read up to this many characters: Discord allows 6,000, and nobody asks more than this. */
const maxQuestionLength = 6000;
/** The embedding reads this many characters: the tokenizer takes 0.1 s for 6,000 of the worst kind, and a question is said by then. */
const maxEmbeddedLength = 1000;

/** The core's one public function, bound to an index and a model. It never throws for what a question says. */
export function createAnswerer(parts: AnswererParts): Answerer {
  const { index, embed, modelId, threshold = defaultThreshold } = parts;
  const models = parts.ranking ?? readRankingModels();
  const words = rememberWords(index);

  return {
    async answer(asked, options = {}) {
      const started = performance.now();
      const question = onOneLine(asked.slice(0, maxQuestionLength));
      const [vector = null] = question === '' ? [] : await embed([question.slice(0, maxEmbeddedLength)]);
      const embedded = performance.now();
      const query = makeQuery(question, index.lexical, vector, models.background);
      const shape = shapeOfQuestion(question);
      const only =
        options.document === undefined
          ? undefined
          : index.documents.findIndex(({ path }) => path === options.document);
      const search = (wanted: typeof query): ReadHit[] =>
        retrieve(index, wanted, shape, models.reranker.weights, { document: only, words });
      const documentQuestion = readDocumentQuestion(question);
      const hits = documentQuestion === null ? search(query) : [];
      const retrieved = performance.now();

      const outcome = answerDocumentQuestion(index, documentQuestion, models.background, search) ?? read();
      const done = performance.now();
      const milliseconds: Timing = {
        embed: rounded(embedded - started),
        retrieve: rounded(retrieved - embedded),
        read: rounded(done - retrieved),
        total: rounded(done - started),
      };
      const id = options.id ?? stableId(question, index.generation);
      return {
        id,
        question: asked,
        ...outcome,
        generation: index.generation,
        model: modelId,
        mode: 'extractive',
        milliseconds,
      };

      function read(): Outcome {
        const reading = readHits(index, query, shape, hits, models);
        const composition = reading.confidence < threshold ? null : compose(index, shape, reading.statements);
        if (composition !== null)
          return { status: 'answered', ...composition, related: [], confidence: rounded(reading.confidence) };
        return abstained(
          explainAbstention(query, hits.length),
          relatedTo(index, hits),
          rounded(reading.confidence),
        );
      }
    },
  };
}

function stableId(question: string, generation: string): string {
  return createHash('sha256').update(`${generation}\n${question}`).digest('hex').slice(0, 12);
}

/** Thousandths are all that a reader of milliseconds or probabilities can use. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
