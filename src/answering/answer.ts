import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { PassageIndex } from '../index/passage-index.ts';
import { makeQuery, type Query } from '../retrieval/query.ts';
import { retrieve, type ReadHit, type RetrievalDepth } from '../retrieval/retrieve.ts';
import { rememberWords } from '../retrieval/words.ts';
import { shapeOfQuestion, type QuestionShape } from '../text/question-kind.ts';
import type { Answer, AnswerLanguage, Embed, Timing } from '../types.ts';
import { explainAbstention } from './abstain.ts';
import { answerDocumentQuestion } from './about-documents.ts';
import { judgeClaim, unreadClaim, type ClaimCheck } from './claim.ts';
import { compose, onOneLine } from './compose.ts';
import { readDocumentQuestion } from './document-questions.ts';
import { carryOver, confidenceOfCarried, type ForeignQuestion } from './foreign-question.ts';
import { resolveFollowUp } from './follow-up.ts';
import { languageGap, languageNotice, languagesOfDocuments, type DocumentLanguages } from './languages.ts';
import { abstentionLevels, defaultLevel } from './levels.ts';
import { readRankingModels, type RankingModels } from './models.ts';
import { abstained, relatedTo, type Outcome } from './outcome.ts';
import { readHits } from './read.ts';
import { foundPassages, searchDepth, type FoundPassage } from './search.ts';

export interface AskOptions {
  /** Returned as the answer's id; without it the id is made of question and generation. */
  readonly id?: string | undefined;
  /** Path of the only document to answer from. */
  readonly document?: string | undefined;
  /** The question that this one may follow up on; one that stands on its own ignores it. */
  readonly previous?: string | undefined;
}

export interface SearchOptions {
  readonly document?: string | undefined;
  /** At most `maxFound`, which is also the default. */
  readonly limit?: number | undefined;
}

/** Answers questions over one open generation. None of its functions throws for what a text says. */
export interface Answerer {
  answer(question: string, options?: AskOptions): Promise<Answer>;
  /** The nearest passages, best first; the same list each time. */
  search(query: string, options?: SearchOptions): Promise<readonly FoundPassage[]>;
  /** Whether the documents say what a statement says. */
  checkClaim(claim: string, options?: Pick<SearchOptions, 'document'>): Promise<ClaimCheck>;
}

export interface AnswererParts {
  readonly index: PassageIndex;
  readonly embed: Embed;
  readonly modelId: string;
  /** The models that ship with Footnote, unless given. */
  readonly ranking?: RankingModels;
  /** Answer only at this confidence or above, 0..1; the default level's, unless given. */
  readonly threshold?: number;
}

/** What is found through names and numbers alone has to be this much surer. Chosen with the questions of `test/fixtures/foreign-questions.ts`. */
const foreignMargin = 0.1;
/** Questions are read up to this many characters: Discord allows 6,000, and nobody asks more than this. */
const maxQuestionLength = 6000;
/** The embedding reads this many characters: the tokenizer takes 0.1 s for 6,000 of the worst kind, and a question is said by then. */
const maxEmbeddedLength = 1000;

/** The core's public functions, bound to an index and a model. */
export function createAnswerer(parts: AnswererParts): Answerer {
  const { index, embed, modelId, threshold = abstentionLevels[defaultLevel] } = parts;
  const models = parts.ranking ?? readRankingModels();
  const words = rememberWords(index);
  let spoken: DocumentLanguages | null = null;

  return {
    async answer(asked, { id, document, previous } = {}) {
      const started = performance.now();
      const own = readable(asked);
      const understood = previous === undefined ? own : resolveFollowUp(own, readable(previous));
      const { question, ...foreign } = heard(understood);
      const vector = await vectorOf(question);
      const embedded = performance.now();
      const query = makeQuery(question, index.lexical, vector, models.background, models.related);
      const shape = shapeOfQuestion(question);
      const search = searchIn(document);
      const aboutDocuments = answerDocumentQuestion(
        index,
        readDocumentQuestion(question),
        models.background,
        search,
      );
      const hits = aboutDocuments === null ? search(query) : [];
      const retrieved = performance.now();

      const outcome = aboutDocuments ?? read(query, shape, hits, foreign);
      const done = performance.now();
      const milliseconds: Timing = {
        embed: rounded(embedded - started),
        retrieve: rounded(retrieved - embedded),
        read: rounded(done - retrieved),
        total: rounded(done - started),
      };
      return {
        id: id ?? stableId(index.generation, own, understood),
        question: asked,
        ...outcome,
        generation: index.generation,
        model: modelId,
        mode: 'extractive',
        milliseconds,
      };
    },

    async search(asked, { document, limit } = {}) {
      const typed = readable(asked);
      // Names that nothing could be made of are still worth looking for as they stand.
      const wanted = heard(typed).question || typed;
      const query = makeQuery(
        wanted,
        index.lexical,
        await vectorOf(wanted),
        models.background,
        models.related,
      );
      const hits = searchIn(document, searchDepth)(query);
      return foundPassages(index, hits, limit);
    },

    async checkClaim(stated, { document } = {}) {
      const started = performance.now();
      const { question: claim, language } = heard(readable(stated));
      const query = makeQuery(claim, index.lexical, await vectorOf(claim), models.background, models.related);
      const hits = searchIn(document)(query);
      return {
        claim: stated,
        ...(language === null ? judgeClaim(index, query, hits) : unreadClaim(index, hits, language)),
        generation: index.generation,
        model: modelId,
        milliseconds: rounded(performance.now() - started),
      };
    },
  };

  /** The question, or what of it can be looked for where it is in a language that the documents are not in. */
  function heard(question: string): Heard {
    const language = languageGap(question, () => (spoken ??= languagesOfDocuments(index)));
    if (language === null) return { question, language, carried: 1, anchors: 1 };
    return { language, ...carryOver(question, language.question, language.documents, index.lexical) };
  }

  async function vectorOf(text: string): Promise<Float32Array | null> {
    const [vector = null] = text === '' ? [] : await embed([text.slice(0, maxEmbeddedLength)]);
    return vector;
  }

  function searchIn(path: string | undefined, depth?: RetrievalDepth): (query: Query) => ReadHit[] {
    const document =
      path === undefined ? undefined : index.documents.findIndex((record) => record.path === path);
    const options = depth === undefined ? { document, words } : { document, words, depth };
    return (query) => retrieve(index, query, models.reranker, options);
  }

  function read(
    query: Query,
    shape: QuestionShape,
    hits: readonly ReadHit[],
    { language, ...foreign }: Omit<Heard, 'question'>,
  ): Outcome {
    const reading = readHits(index, query, shape, hits, models);
    const confidence = rounded(
      language === null ? reading.confidence : confidenceOfCarried(reading.confidence, foreign),
    );
    const notice = language === null ? '' : languageNotice(language);
    const said = language === null ? {} : { language };
    const composition =
      confidence < threshold + (language === null ? 0 : foreignMargin)
        ? null
        : compose(index, shape, reading.statements, notice);
    if (composition !== null) return { status: 'answered', ...composition, related: [], confidence, ...said };
    const related = relatedTo(index, hits);
    if (language !== null)
      return { ...abstained(`The documents do not say. ${notice.trim()}`, related, confidence), ...said };
    const { text, mentioned, missing, missingFrom } = explainAbstention(query, hits);
    return {
      ...abstained(text, related, confidence),
      ...(missing.length > 0 ? { mentioned, missing, missingFrom } : {}),
    };
  }
}

/** A question as it is looked for. */
interface Heard extends ForeignQuestion {
  readonly language: AnswerLanguage | null;
}

function readable(text: string): string {
  return onOneLine(text.slice(0, maxQuestionLength));
}

/** A follow-up that is understood differently is another question. */
function stableId(generation: string, asked: string, understood: string): string {
  const hash = createHash('sha256').update(`${generation}\n${asked}`);
  if (understood !== asked) hash.update(`\n${understood}`);
  return hash.digest('hex').slice(0, 12);
}

/** Thousandths are all that a reader of milliseconds or probabilities can use. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
