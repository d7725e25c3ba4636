import { isStopWord, tokens } from '../text/terms.ts';
import { randomBelow, seededRandom, type Random } from './random.ts';

/** A made-up article: its passages follow one another, separated by blank lines. */
export interface SyntheticArticle {
  readonly path: string;
  readonly title: string;
  readonly passages: readonly string[];
}

export interface SyntheticCorpus {
  readonly articles: readonly SyntheticArticle[];
  /** Questions of four to eight content words of one passage each. */
  readonly questions: readonly string[];
}

const passagesInArticle = 10;
const wordsInPassage = 90;
const shortestSentence = 10;
const longestSentence = 26;
const subjectWords = 30;
/** Shares of the words of a sentence; the rest is function words, which are about half of any English text. */
const contentShare = 0.38;
const plainShare = 0.06;
const nameShare = 0.06;
const numberShare = 0.03;
/** Zipf's law with Mandelbrot's shift: without it the commonest invented word would be in every passage. */
const rankShift = 50;

/**
 * Passages for measuring time and memory, the same for the same seed. Word frequencies are what search engines'
 * costs depend on, so they follow real text: function words as often as in `prose`, rarer ones invented and drawn by
 * Zipf's law, names and numbers among them, and each article keeps coming back to words of its own.
 *
 * @param prose real text to take function words and some others from; it must hold both
 */
export function makeSyntheticCorpus(
  prose: string,
  passageCount: number,
  questionCount: number,
  seed: number,
): SyntheticCorpus {
  const random = seededRandom(seed);
  const words = tokens(prose).map(({ start, end, term }) => ({
    term,
    word: prose.slice(start, end).toLowerCase(),
  }));
  const functionWords = words.filter(({ term }) => isStopWord(term)).map(({ word }) => word);
  const plain = words.filter(({ term }) => !isStopWord(term)).map(({ word }) => word);
  // Heaps' law: new words keep coming, at about the square root of the length of the text.
  const rare = Array.from({ length: 2_000 + Math.round(70 * Math.sqrt(passageCount)) }, () =>
    inventWord(random),
  );
  const names = Array.from({ length: 500 + Math.round(20 * Math.sqrt(passageCount)) }, () =>
    capitalised(inventWord(random)),
  );

  const articles: SyntheticArticle[] = [];
  for (let made = 0; made < passageCount; made += passagesInArticle) {
    const subject = Array.from({ length: subjectWords }, (_, at) =>
      at % 3 === 0 ? pickZipf(random, names) : pickZipf(random, rare),
    );
    const nextWord = (): string => {
      let draw = random();
      if ((draw -= numberShare) < 0) return inventNumber(random);
      if ((draw -= nameShare) < 0) return pickZipf(random, random() < 0.5 ? subject : names);
      if ((draw -= contentShare) < 0) return pickZipf(random, random() < 0.25 ? subject : rare);
      return pickEvenly(random, draw < plainShare ? plain : functionWords);
    };
    const count = Math.min(passagesInArticle, passageCount - made);
    articles.push({
      path: `article-${String(articles.length).padStart(6, '0')}.txt`,
      title: `${subject[0]} ${subject[1]} of ${subject[3]}`,
      passages: Array.from({ length: count }, () => makePassage(random, nextWord)),
    });
  }
  return { articles, questions: Array.from({ length: questionCount }, () => makeQuestion(random, articles)) };
}

function makePassage(random: Random, nextWord: () => string): string {
  const sentences: string[] = [];
  for (let words = 0; words < wordsInPassage;) {
    const length = shortestSentence + randomBelow(random, longestSentence - shortestSentence + 1);
    const sentence = Array.from({ length }, nextWord).join(' ');
    sentences.push(`${capitalised(sentence)}.`);
    words += length;
  }
  return sentences.join(' ');
}

function makeQuestion(random: Random, articles: readonly SyntheticArticle[]): string {
  const article = articles[randomBelow(random, articles.length)];
  const passage = article?.passages[randomBelow(random, article.passages.length)] ?? '';
  const content = tokens(passage)
    .filter(({ term }) => !isStopWord(term))
    .map(({ start, end }) => passage.slice(start, end));
  const wanted = 4 + randomBelow(random, 5);
  const from = randomBelow(random, Math.max(1, content.length - 2 * wanted));
  // Words near one another, not in a row: every other one.
  const words = content.slice(from, from + 2 * wanted).filter((_, at) => at % 2 === 0);
  const opening = ['When did the', 'Who was the', 'How many', 'Where is the', 'Why did the', 'What is the'];
  return `${opening[randomBelow(random, opening.length)]} ${words.join(' ')}?`;
}

/** An item of a list by Zipf's law with Mandelbrot's shift: the r-th as often as 1/(r + q). */
function pickZipf(random: Random, items: readonly string[]): string {
  // The inverse of the cumulative distribution, with the sum taken as an integral.
  const rank = rankShift * (((items.length + rankShift) / rankShift) ** random() - 1);
  return items[Math.min(items.length - 1, Math.floor(rank))] ?? '';
}

/** A place in running text holds each word as often as that text does. */
function pickEvenly(random: Random, items: readonly string[]): string {
  return items[randomBelow(random, items.length)] ?? '';
}

function inventNumber(random: Random): string {
  return random() < 0.5 ? String(1850 + randomBelow(random, 175)) : String(randomBelow(random, 5000));
}

function inventWord(random: Random): string {
  const onsets = [
    'b',
    'br',
    'd',
    'dr',
    'f',
    'g',
    'gr',
    'h',
    'k',
    'kl',
    'l',
    'm',
    'n',
    'p',
    'pr',
    'r',
    's',
    'st',
    't',
    'tr',
    'v',
    'w',
  ];
  const vowels = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou'];
  const codas = ['', '', 'l', 'n', 'r', 's', 'rt', 'nd', 'm'];
  const syllables = 2 + randomBelow(random, 2);
  let word = '';
  for (let at = 0; at < syllables; at++) {
    for (const sounds of [onsets, vowels, codas]) word += sounds[randomBelow(random, sounds.length)] ?? '';
  }
  return word;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
