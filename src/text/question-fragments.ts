import { meaningOfHead, type AnswerType, type HeadMeaning } from './answer-heads.ts';
import { expected, isProse, type ExpectedAnswer } from './expected-answer.ts';
import { headOf, phraseOf, stemsOf, withoutDeterminer } from './noun-phrase.ts';
import { typeOfUnit } from './unit-types.ts';

/** "number of evacuees", "total bill nandiri oxygen", "vacancy rate spring 2024": the first noun that says something, measures before names. */
export function ofFragment(text: string): ExpectedAnswer {
  const said = unitSaid(text);
  const of = /^(?:the )?((?:\S+ ){0,3}?)(\S+) of (?:the |a |an )?(.*)$/.exec(text);
  if (of !== null) {
    const [, , noun = '', rest = ''] = of;
    if (/^(?:number|no|count|total)$/.test(noun)) {
      const { words } = phraseOf(rest);
      return expected(said ?? 'count', { head: words.at(-1) ?? null, nouns: stemsOf(words.join(' ')) });
    }
    if (/^(?:names?|titles?)$/.test(noun)) return named(rest);
    if (/^(?:list|kinds?|types?|sorts?)$/.test(noun)) return expected('thing', { isList: noun === 'list' });
  }
  const number = /\bnumber of (.*)$/.exec(text)?.[1];
  if (number !== undefined) {
    const { words } = phraseOf(number);
    return expected('count', { head: words.at(-1) ?? null, nouns: stemsOf(words.join(' ')) });
  }
  const words = text.split(/[^\p{L}\d'-]+/u).filter((part) => part !== '');
  const meanings = words.map((part) => meaningOfHead(part));
  const exact = meanings.findIndex((meaning) => isMeasure(meaning) && meaning?.type !== 'figure');
  const at = exact >= 0 ? exact : meanings.findIndex(isMeasure);
  const meaning = meanings[at];
  if (meaning !== undefined)
    return expected(said ?? meaning.type, { head: words[at] ?? null, part: meaning.part ?? null });
  if (said !== null) return expected(said);
  const name = /^(?:the )?(?:names?|titles?)\b/.exec(text);
  return name === null ? expected('open') : named(text);
}

function isMeasure(meaning: HeadMeaning | undefined): boolean {
  return meaning !== undefined && !isProse(meaning.type);
}

/** "… in litres", "… in kilos": the unit that the answer is wanted in. */
export function unitSaid(text: string): AnswerType | null {
  const unit = /\bin ([\p{L}]+)\W*$/u.exec(text)?.[1] ?? '';
  return typeOfUnit(unit);
}

/** A name of what the words speak of: a person's, a company's, a place's, or a thing's. */
export function named(rest: string): ExpectedAnswer {
  const { words } = phraseOf(withoutDeterminer(rest.replace(/^(?:is|are|was|were|did|do|does) /, '')));
  const { word, meaning } = headOf(words);
  const type =
    meaning?.type === 'person' || meaning?.type === 'organisation' || meaning?.type === 'place'
      ? meaning.type
      : 'name';
  return expected(type, { head: word, nouns: stemsOf(words.join(' ')) });
}
