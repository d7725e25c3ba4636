import type { Query } from '../retrieval/query.ts';
import type { SentenceReading } from '../retrieval/reading.ts';
import { stem } from '../text/terms.ts';
import type { Span } from '../types.ts';

/** What a word does in a sentence, as far as its form tells; `noun` is every word of which nothing else is known. */
export const wordClasses = {
  noun: 0,
  determiner: 1,
  preposition: 2,
  conjunction: 3,
  /** "that", "which", "because": what opens a clause. */
  subordinator: 4,
  pronoun: 5,
  auxiliary: 6,
  verb: 7,
  adverb: 8,
  number: 9,
} as const;
export type WordClass = (typeof wordClasses)[keyof typeof wordClasses];

/** Marks between a word and the one before it, as bits. */
export const marks = { comma: 1, stop: 2, open: 4, close: 8, quote: 16, hyphen: 32, possessive: 64 } as const;

/** The words of a sentence with what their forms and the marks between them tell. */
export interface SentenceWords {
  readonly text: string;
  readonly span: Span;
  readonly size: number;
  /** Offsets of the words in `text`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly classes: Uint8Array;
  /** 1 for a word that begins with a capital, other than a common one at the start of the sentence. */
  readonly capitals: Uint8Array;
  /** For each word the marks before it; one more entry for those after the last. */
  readonly marks: Uint8Array;
  /** Index of the question's term that the word matches, or -1; one that means the same matches too. */
  readonly matched: Int16Array;
  /** Index of the question's term that the word may stand for, or -1. */
  readonly standing: Int16Array;
  /** 1 for a word that the question says itself. */
  readonly asked: Uint8Array;
  readonly terms: readonly string[];
  readonly stems: readonly string[];
}

const closed = new Map<string, WordClass>();
const add = (kind: WordClass, list: string): void => {
  for (const word of list.split(' ')) closed.set(word, kind);
};
add(
  wordClasses.determiner,
  'the a an this these those his her its their our my your some any each every no another both all such',
);
add(
  wordClasses.preposition,
  'of in on at by for with from to into onto about against between through during before after above below under over within without upon toward towards among amongst across along around behind beside besides beyond near per via than as like including despite since until till throughout except off up down out',
);
add(wordClasses.conjunction, 'and or but nor');
add(
  wordClasses.subordinator,
  'that which who whom whose where when while because although though if whether unless so however whereas thus therefore',
);
add(wordClasses.pronoun, 'he she it they we i you him them us me himself herself itself themselves there us');
add(
  wordClasses.auxiliary,
  'am is are was were be been being has have had having do does did will would can could may might must shall should not cannot',
);
add(
  wordClasses.adverb,
  'also only very too just even still then now again ever never always often later soon already almost nearly about approximately roughly once instead together rather quite more most less',
);
add(
  wordClasses.number,
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen half twice third',
);

/** Reads the words of a sentence for a question. Linear in its length. */
export function readSentenceWords(
  query: Query,
  text: string,
  reading: SentenceReading,
  verbs: ReadonlySet<string>,
): SentenceWords {
  const { matched, standing } = reading;
  const forms = formsOf(text, reading, verbs);
  const { size, stems } = forms;
  const asked = new Uint8Array(size);
  for (let at = 0; at < size; at += 1)
    if ((matched[at] ?? -1) >= 0 && (query.lookup.get(stems[at] ?? '')?.similarity ?? 0) >= sameWord)
      asked[at] = 1;
  return { ...forms, matched, standing, asked };
}

/** What the words of a sentence are whatever is asked. */
type WordForms = Omit<SentenceWords, 'matched' | 'standing' | 'asked'>;

/** Kept as long as the words of the sentence are: the same sentences are read for many questions. */
const formsRead = new WeakMap<Span, { readonly verbs: ReadonlySet<string>; readonly forms: WordForms }>();

function formsOf(text: string, reading: SentenceReading, verbs: ReadonlySet<string>): WordForms {
  const known = formsRead.get(reading.span);
  if (known?.verbs === verbs) return known.forms;
  const forms = readForms(text, reading, verbs);
  formsRead.set(reading.span, { verbs, forms });
  return forms;
}

function readForms(text: string, reading: SentenceReading, verbs: ReadonlySet<string>): WordForms {
  const { tokens, span } = reading;
  const size = tokens.length;
  const starts = new Int32Array(size);
  const ends = new Int32Array(size);
  const classes = new Uint8Array(size);
  const capitals = new Uint8Array(size);
  const between = new Uint8Array(size + 1);
  const terms = tokens.map(({ term }) => term);
  const stems = terms.map(stem);
  let last = span.start;
  for (const [at, token] of tokens.entries()) {
    starts[at] = token.start;
    ends[at] = token.end;
    between[at] = marksIn(text, last, token.start);
    classes[at] = classOfWord(token.term, verbs);
    const letter = text.charCodeAt(token.start);
    const isUpper =
      letter < 128 ? letter >= 65 && letter <= 90 : /^\p{Lu}/u.test(text.slice(token.start, token.start + 2));
    capitals[at] = isUpper ? 1 : 0;
    last = token.end;
  }
  between[size] = marksIn(text, last, span.end, true);
  // A capital at the start says nothing, unless the next word has one too or the word is nothing else.
  if (capitals[0] === 1 && classes[0] !== wordClasses.noun) capitals[0] = 0;
  for (let at = 0; at < size; at += 1)
    if (capitals[at] === 1 && (classes[at] === wordClasses.verb || classes[at] === wordClasses.adverb))
      classes[at] = wordClasses.noun;
  return { text, span, size, starts, ends, classes, capitals, marks: between, terms, stems };
}

/** Similarity from which a word is taken for the question's own. */
const sameWord = 0.99;

/** What a word does, by its form alone; takes a `term` of `tokens`. */
export function classOfWord(term: string, verbs: ReadonlySet<string>): WordClass {
  const known = closed.get(term);
  if (known !== undefined) return known;
  const first = term.charCodeAt(0);
  if (first >= 48 && first <= 57) return wordClasses.number;
  if (verbs.has(term)) return term.endsWith('ly') ? wordClasses.adverb : wordClasses.verb;
  if (term.endsWith('ed') && term.length > 4) return wordClasses.verb;
  return term.endsWith('ly') && term.length > 4 ? wordClasses.adverb : wordClasses.noun;
}

function marksIn(text: string, start: number, end: number, isLast = false): number {
  if (end - start === 1 && text.charCodeAt(start) === 32) return 0;
  let found = 0;
  let hasSpace = false;
  for (let at = start; at < end; at += 1) {
    switch (text.charAt(at)) {
      case ' ':
        hasSpace = true;
        break;
      case ',':
        found |= marks.comma;
        break;
      case ';':
      case ':':
      case '.':
      case '!':
      case '?':
      case '–':
      case '—':
        found |= marks.stop;
        break;
      case '(':
      case '[':
        found |= marks.open;
        break;
      case ')':
      case ']':
        found |= marks.close;
        break;
      case '"':
      case '“':
      case '”':
      case '«':
      case '»':
        found |= marks.quote;
        break;
      case '-':
      case '/':
      case '&':
        found |= marks.hyphen;
        break;
      case "'":
      case '’':
        found |= marks.possessive;
        break;
      default:
    }
  }
  if ((found & marks.hyphen) !== 0 && hasSpace && text.charAt(start) !== ' ') found = marks.stop;
  // "1939–1945", "U.S.", "O.J.": nothing ends where no space stands.
  if (!isLast && !hasSpace && end - start === 1 && (found & (marks.stop | marks.hyphen)) !== 0)
    return marks.hyphen;
  return found;
}
