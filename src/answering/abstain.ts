import type { Query } from '../retrieval/query.ts';
import { frameWords } from '../text/question-kind.ts';
import { stem, tokens } from '../text/terms.ts';
import { shorten } from './compose.ts';

const longestWordShown = 40;

/** What an abstention says: that the documents do not answer, and which of the question's words they lack. */
export function explainAbstention(query: Query, hitCount: number): string {
  if (query.question === '') return 'Ask a question, for example “Who …?” or “When did …?”.';
  if (query.terms.length === 0) {
    return 'There is no word in this question to look for. Ask with a name, a place or a thing that the documents may mention.';
  }
  const missing = missingWords(query);
  const listed = missing
    .slice(0, 3)
    .map((term) => `“${term}”`)
    .join(', ');
  if (missing.length >= query.terms.length || hitCount === 0) {
    return missing.length === 0
      ? 'The documents do not say.'
      : `The documents do not say. None of them mentions ${listed}.`;
  }
  if (missing.length > 0)
    return `The documents do not say. None of them mentions ${listed}; the nearest passages are about other things.`;
  return 'The documents do not say. They use these words, but no passage answers the question.';
}

/** The words of the question that no document holds, as they were typed; what may be a slip of the keyboard is not one. */
function missingWords(query: Query): string[] {
  const stems = new Set(
    [...query.unknown].flatMap((index) => {
      const term = query.terms[index];
      return term === undefined || term.expansions.length > 0 ? [] : [term.stem];
    }),
  );
  const frame = frameWords(query.question);
  const words = new Set<string>();
  for (const { term, start, end } of tokens(query.question)) {
    if (stems.has(stem(term)) && !frame.has(term))
      words.add(shorten(query.question.slice(start, end), longestWordShown));
  }
  return [...words];
}
