import type { PassageIndex } from '../index/passage-index.ts';
import type { Query } from '../retrieval/query.ts';
import { stem, tokens } from '../text/terms.ts';
import type { Embed } from '../types.ts';

/** What a simple system quotes, without ever abstaining. */
export interface BaselineAnswer {
  /** Path of the document. */
  readonly document: string;
  readonly quote: string;
  /** Grows with how sure it is; no probability. */
  readonly score: number;
}

/** The systems that ours is measured beside. `null` where they find nothing. */
export interface Baselines {
  /** The sentence that holds most of the question, by idf, in the best passage of BM25. */
  readonly lexical: BaselineAnswer | null;
  /** The sentence nearest to the question in the nearest passage, both by cosine: Transformers.js, hnswlib and no more. */
  readonly plain: BaselineAnswer | null;
}

export type BaselineName = keyof Baselines;

export const baselineNames: Readonly<Record<BaselineName, string>> = {
  lexical: 'BM25 alone',
  plain: 'plain pipeline',
};

/**
 * Simple systems over the passages of an index. The plain one embeds with the same model: what it lacks is everything
 * between the libraries, and nothing of the libraries themselves.
 */
export async function openBaselines(index: PassageIndex, embed: Embed): Promise<(query: Query) => Baselines> {
  const passages = sentencesOf(index);
  const vectors = await embed(passages.flatMap(({ sentences }) => sentences));
  let taken = 0;
  const withVectors = passages.map((passage) => ({
    ...passage,
    vectors: vectors.slice(taken, (taken += passage.sentences.length)),
  }));

  return (query) => {
    const { passages: found, scores } = index.lexical.search(query.terms, 1);
    const lexicalBest = found[0] === undefined ? undefined : withVectors[found[0]];
    const [nearest] = query.vector === null ? [] : index.dense.search(query.vector, 1);
    const plainBest = nearest === undefined ? undefined : withVectors[nearest.passage];
    return {
      lexical:
        lexicalBest === undefined
          ? null
          : {
              document: lexicalBest.document,
              quote: best(lexicalBest.sentences, (at) => massHeld(query, lexicalBest.sentences[at] ?? '')),
              score: scores[0] ?? 0,
            },
      plain:
        plainBest === undefined
          ? null
          : {
              document: plainBest.document,
              quote: best(plainBest.sentences, (at) => cosine(query.vector, plainBest.vectors[at] ?? null)),
              score: nearest?.similarity ?? 0,
            },
    };
  };
}

interface PassageSentences {
  readonly document: string;
  readonly sentences: readonly string[];
}

function sentencesOf(index: PassageIndex): PassageSentences[] {
  const texts = new Map<number, string>();
  return Array.from({ length: index.passageCount }, (_, ordinal) => {
    const { document, sentences } = index.passage(ordinal);
    const text = texts.get(document) ?? index.text(document);
    texts.set(document, text);
    return {
      document: index.documents[document]?.path ?? '',
      sentences: sentences.map(({ start, end }) => text.slice(start, end)),
    };
  });
}

function massHeld({ terms }: Query, sentence: string): number {
  const stems = new Set(tokens(sentence).map(({ term }) => stem(term)));
  return terms.reduce((mass, term) => mass + (stems.has(term.stem) ? term.idf : 0), 0);
}

function cosine(one: Float32Array | null, other: Float32Array | null): number {
  if (one === null || other === null) return 0;
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}

/** The first of the sentences with the highest score. */
function best(sentences: readonly string[], scoreAt: (at: number) => number): string {
  const scores = sentences.map((_, at) => scoreAt(at));
  return sentences[scores.indexOf(Math.max(...scores))] ?? '';
}
