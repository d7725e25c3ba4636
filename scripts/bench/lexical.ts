import { performance } from 'node:perf_hooks';
import MiniSearch from 'minisearch';
import { percentile } from '../../src/evaluation/percentile.ts';
import type { SyntheticCorpus } from '../../src/evaluation/synthetic.ts';
import { buildLexicalIndex, openLexicalIndex } from '../../src/index/bm25.ts';
import { isStopWord, stem, tokens } from '../../src/text/terms.ts';

/** Our BM25 beside MiniSearch's BM25+, over the same passages with the same terms, in the same run. Milliseconds. */
export interface LexicalComparison {
  readonly passages: number;
  readonly ours: { readonly build: number; readonly query: number };
  readonly miniSearch: { readonly build: number; readonly query: number };
  /** Share of our first ten that are among its first ten, 0..1: both search for the same thing. */
  readonly agreement: number;
}

/** Asks both the same questions in turn, so that what else the machine does meets both. */
export function compareLexical({ articles, questions }: SyntheticCorpus): LexicalComparison {
  const passages = articles.flatMap(({ title, passages }) => passages.map((body) => ({ title, body })));

  const started = performance.now();
  const ours = openLexicalIndex(buildLexicalIndex(passages));
  const built = performance.now();
  const miniSearch = new MiniSearch({
    fields: ['title', 'body'],
    tokenize: (text) => tokens(text).map(({ term }) => term),
    processTerm: (term) => (isStopWord(term) ? null : stem(term)),
  });
  miniSearch.addAll(passages.map((passage, id) => ({ id, ...passage })));
  const otherBuilt = performance.now();

  const times: number[] = [];
  const otherTimes: number[] = [];
  let shared = 0;
  for (const question of questions) {
    const start = performance.now();
    const found = ours.search(ours.queryTerms(question), 10).passages;
    const between = performance.now();
    const otherFound = miniSearch.search(question).slice(0, 10);
    otherTimes.push(performance.now() - between);
    times.push(between - start);
    const ids = new Set(otherFound.map(({ id }) => Number(id)));
    shared += found.filter((passage) => ids.has(passage)).length / Math.max(1, found.length);
  }
  return {
    passages: passages.length,
    ours: { build: built - started, query: percentile(times, 0.5) },
    miniSearch: { build: otherBuilt - built, query: percentile(otherTimes, 0.5) },
    agreement: shared / questions.length,
  };
}
