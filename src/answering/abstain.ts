import type { Query } from '../retrieval/query.ts';
import { shorten } from './compose.ts';

const longestWordShown = 40;

/** What an abstention says: that the documents do not answer, and which of the question's words they lack. */
export function explainAbstention(query: Query, hitCount: number): string {
  if (query.question === '') return 'Ask a question, for example “Who …?” or “When did …?”.';
  if (query.terms.length === 0) {
    return 'There is no word in this question to look for. Ask with a name, a place or a thing that the documents may mention.';
  }
  const missing = [...query.unknown]
    .map((term) => shorten(query.terms[term]?.term ?? '', longestWordShown))
    .filter((term) => term !== '');
  const listed = missing
    .slice(0, 3)
    .map((term) => `“${term}”`)
    .join(', ');
  if (missing.length === query.terms.length || hitCount === 0) {
    return missing.length === 0
      ? 'The documents do not say.'
      : `The documents do not say. None of them mentions ${listed}.`;
  }
  if (missing.length > 0)
    return `The documents do not say. None of them mentions ${listed}; the nearest passages are about other things.`;
  return 'The documents do not say. They use these words, but no passage answers the question.';
}
