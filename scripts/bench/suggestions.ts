import { performance } from 'node:perf_hooks';
import { setImmediate as turnOfEventLoop } from 'node:timers/promises';
import { catalogueOf } from '../../src/discord/catalogue.ts';
import { choicesFor } from '../../src/discord/suggest.ts';
import { percentile } from '../../src/evaluation/percentile.ts';
import { corpusOf } from './corpus.ts';

/** What a keystroke in the `document` option takes. Milliseconds. */
export interface SuggestionFigures {
  readonly documents: number;
  /** The first, just after a new index has been opened. */
  readonly first: number;
  readonly p50: number;
  readonly p99: number;
}

const timed = 1000;

/** Types the beginnings of titles, in memory and without Discord: the way there is that of any interaction. */
export async function measureSuggestions(documents: number): Promise<SuggestionFigures> {
  // Ten titles a hundred passages, with a number each.
  const titles = corpusOf(2000).articles.map(({ title }) => title);
  const catalogue = catalogueOf(
    Array.from({ length: documents }, (_, at) => ({
      path: `${at % 100}/${at}.md`,
      metadata: { title: `${titles[at % titles.length] ?? ''} ${at}` },
    })),
  );
  const started = performance.now();
  choicesFor(catalogue, titles[0]?.slice(0, 3) ?? '');
  const first = performance.now() - started;
  while (!catalogue.isRead()) await turnOfEventLoop();
  const times: number[] = [];
  for (let count = 0; count < timed; count++) {
    const title = titles[(count * 7) % titles.length] ?? '';
    const typed = title.slice(count % 5, 1 + (count % 12));
    const start = performance.now();
    choicesFor(catalogue, typed);
    times.push(performance.now() - start);
  }
  return { documents, first, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}
