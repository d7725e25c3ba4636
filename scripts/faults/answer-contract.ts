import { isDeepStrictEqual } from 'node:util';
import type { ClaimCheck } from '../../src/answering/claim.ts';
import type { FoundPassage } from '../../src/answering/search.ts';
import type { PassageIndex } from '../../src/index/passage-index.ts';
import type { Answer, Citation } from '../../src/types.ts';
import { Miss } from './family.ts';

/** UTF-16 units of an answer's text. */
const longestText = 700;

/** @throws Miss where it is no Answer as the contract has it */
export function expectAnswer(index: PassageIndex, asked: string, answer: Answer): void {
  const { text, short, status, citations, related, confidence } = answer;
  if (answer.question !== asked) throw new Miss('the question as it was asked, and it is another');
  if (text === '' || text.length > longestText)
    throw new Miss(
      `1 to ${longestText} characters, and the text has ${text.length}: ${JSON.stringify(text.slice(0, 80))}`,
    );
  if (!(confidence >= 0 && confidence <= 1))
    throw new Miss(`a confidence from 0 to 1, and it is ${confidence}`);
  if (short === '') throw new Miss('a short answer that is empty');
  if (status === 'abstained' && (citations.length > 0 || short !== null))
    throw new Miss('an abstention that cites, or has a short answer');
  if (status === 'answered' && (citations.length === 0 || related.length > 0))
    throw new Miss(`an answer with ${citations.length} citations and ${related.length} related`);
  expectVerbatim(index, citations);
  expectVerbatim(index, related);
  expectJson(answer);
}

/** @throws Miss where a passage is not as it stands in its document, or the order is wrong */
export function expectFound(index: PassageIndex, found: readonly FoundPassage[]): void {
  expectVerbatim(index, found);
  let before = 1;
  for (const { score, sentence, start, end } of found) {
    if (!(score >= 0 && score <= before))
      throw new Miss(`scores that fall from 1 to 0, and one is ${score} after ${before}`);
    if (sentence.start < start || sentence.end > end) throw new Miss('a sentence outside of its passage');
    before = score;
  }
  expectJson(found);
}

/** @throws Miss where verdict and evidence do not go together */
export function expectChecked(index: PassageIndex, claimed: string, check: ClaimCheck): void {
  const { verdict, citations, related, claim } = check;
  if (claim !== claimed) throw new Miss('the claim as it was made, and it is another');
  if ((verdict === 'not-mentioned') !== (citations.length === 0))
    throw new Miss(`${verdict} with ${citations.length} citations`);
  expectVerbatim(index, citations);
  expectVerbatim(index, related);
  expectJson(check);
}

function expectVerbatim(index: PassageIndex, citations: readonly Citation[]): void {
  for (const [at, { number, document, quote, start, end, dated = [] }] of citations.entries()) {
    const ordinal = index.documents.findIndex(({ path }) => path === document);
    if (ordinal < 0) throw new Miss(`a quote of ${JSON.stringify(document)}, which is no document`);
    const text = index.text(ordinal);
    if (quote === '' || text.slice(start, end) !== quote)
      throw new Miss(`a quote that is not in ${document} at ${start}: ${JSON.stringify(quote.slice(0, 80))}`);
    if (number !== at + 1) throw new Miss(`citation ${at + 1} has the number ${number}`);
    for (const one of dated)
      if (text.slice(one.start, one.end) !== one.words)
        throw new Miss(`dated words that are not at ${one.start}`);
  }
}

function expectJson(value: unknown): void {
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value))
    throw new Miss('JSON does not hold all of it');
}
