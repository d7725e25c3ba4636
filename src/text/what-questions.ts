import { expected, isProse, type ExpectedAnswer } from './expected-answer.ts';
import { headOf, isPlural, phraseOf, stemsOf, withoutDeterminer, type Head } from './noun-phrase.ts';
import { auxiliary } from './question-clause.ts';
import { named, ofFragment, unitSaid } from './question-fragments.ts';

/** A person, or who somebody is. */
export function ofWho(rest: string): ExpectedAnswer {
  const described = new RegExp(
    `^(?:is|was|are|were) (?!the |a |an |his |her |its |their |he\\b|she\\b|it\\b|they\\b|that\\b|this\\b|inside\\b|there\\b|present\\b|behind|in charge|responsible)(?!(?:\\S+ )*(?:in|of|by|to|with|for|from|at|on|that|who|which|when) )(?!(?:\\S+ )*\\S+(?:ed|ing)\\b)\\S+(?: \\S+){0,3}\\W*$`,
    'u',
  );
  return expected(described.test(rest) ? 'definition' : 'person', { isList: /^(?:are|were)\b/.test(rest) });
}

const definitionPattern =
  /^(?:is|are|was|were) (?:an? |the )?(?!(?:\S+ )*(?:in|of|by|to|with|for|from|at|on|that|who|which|when) )(?!(?:\S+ )*\S+(?:ed|ing|d)\b\W*$)(?:[\p{L}\d'.-]+)(?: [\p{L}\d'.-]+){0,3}\W*$/u;

/** "What" and "which": the noun or the verb behind decides. */
export function ofWhat(word: string, rest: string, before: string): ExpectedAnswer {
  const plain = rest.replace(/[\s?!.]+$/, '');
  if (plain === '') return ofTopic(before, word);
  if (
    /^(?:has |have |had )?(?:happen(?:s|ed|ing)?|became|become|becomes|is happening|did happen|went wrong)\b/.test(
      rest,
    ) ||
    new RegExp(`^${auxiliary} (?:\\S+ ){1,6}happen`).test(rest)
  )
    return expected('event');
  if (
    /^(?:did|do|does|has|have|had|would|was|were|is)\b.*\b(?:say|says|said|saying|tell|told|answer|answered|reply|replied|respond|shout|shouted|comment|quip)\b(?! (?:was|were|is|are)\b)/.test(
      rest,
    )
  )
    return expected('quotation');
  if (
    /^(?:did|do|does|has|have|had|would|will|was|were|is|are|can)\b.*\b(?:cost|pay|paid|paying|earn|charge|sell \S+ for|sold for|go for|fetch|worth)\b/.test(
      rest,
    )
  )
    return expected('money');
  if (/^(?:did|do|does|would)\b.*\b(?:weigh)\b/.test(rest)) return expected('weight');
  if (/^(?:did|do|does|will|would)\b.*\badd up to\b/.test(rest)) return expected('figure');
  if (/\b(?:stand for|stands for|abbreviation|acronym)\b/.test(rest)) return expected('name');
  if (
    /^(?:for|did .* for|.* (?:designed|intended|used) for)\W*$/.test(rest) &&
    !/^(?:kind|type|sort)/.test(rest)
  )
    return expected('reason');
  if (
    new RegExp(`^(?:is|are|was|were|did|do|does) .*\\b(?:called|named|titled|nicknamed|known as)\\W*$`).test(
      rest,
    )
  )
    return named(rest);
  if (/^(?:is|are|was|were) (?:the )?(?:full |real |original |first |last |new |old )*names? of\b/.test(rest))
    return named(rest.replace(/^.*?\bof /, ''));
  if (/^(?:is|are|was|were) (?:\S+ ){1,6}?\S+'s? (?:real |full |original )?names?\b/.test(rest))
    return named(rest);
  if (/^(?:is|was) (?:his|her)(?: real| full)? name\b/.test(rest)) return expected('person');
  if (/^(?:is|was|are|were) (?:its|their|the)(?: real| full)? names?\b(?! of\b)/.test(rest))
    return expected('name');
  if (/^time\b/.test(rest)) return expected('date', { part: 'time', head: 'time' });

  const subject =
    /^(?:is|are|was|were|has|have|had|will be|would be)(?: been)? ((?:the|a|an|his|her|its|their|your|this|that|these|those|\S+'s?)(?: \S+)*)/.exec(
      plain,
    )?.[1];
  const phrase = phraseOf(
    subject === undefined
      ? rest.replace(/^of (?:the |these |those |its |their )?/, '')
      : withoutDeterminer(subject),
  );
  const head = headOf(phrase.words);
  const isList =
    /^(?:are|were)\b/.test(rest) ||
    /^(?:two|three|four|five|six|seven|eight|nine|ten)\b/.test(plain) ||
    (word === 'which' && head.word !== null && isPlural(head.word));
  // "What has the fund bought": asks for what was bought, not for a fund.
  if (
    /^(?:has|have|had)\b/.test(rest) &&
    (head.meaning === undefined || isProse(head.meaning.type) || !/^of\b/.test(phrase.following))
  )
    return expected('thing');
  if (head.meaning !== undefined) {
    if (
      subject !== undefined &&
      head.meaning.type !== 'date' &&
      isProse(head.meaning.type) &&
      definitionPattern.test(rest)
    )
      return expected('definition', { head: head.word });
    return meant(head, phrase.words, plain, isList);
  }
  if (subject !== undefined && definitionPattern.test(rest))
    return expected('definition', { head: head.word });
  if (definitionPattern.test(rest)) return expected('definition');
  if (head.word === null) return expected('thing', { isList });
  return expected(word === 'which' ? 'name' : 'thing', {
    head: head.word,
    nouns: stemsOf(phrase.words.join(' ')),
    isList,
  });
}

/** "The sum they settled on was what, exactly?", "what?": what stands before the question word tells. */
function ofTopic(before: string, word: string): ExpectedAnswer {
  return before.trim() === '' ? expected(word === 'which' ? 'name' : 'open') : ofFragment(before);
}

function meant(
  { word, meaning }: Head,
  words: readonly string[],
  rest: string,
  isList: boolean,
): ExpectedAnswer {
  if (meaning === undefined) return expected('thing');
  const more = { head: word, nouns: stemsOf(words.join(' ')), part: meaning.part ?? null, isList };
  // "What number of sickles", "the number of": what is counted stands behind.
  const counted = /^(?:is |are |was |were )?(?:the )?(?:\S+ ){0,2}?(?:number|count) of (.*)$/.exec(rest)?.[1];
  if (counted !== undefined) {
    const { words: noun } = phraseOf(counted);
    return expected('count', { head: noun.at(-1) ?? null, nouns: stemsOf(noun.join(' ')) });
  }
  if (
    meaning.type === 'ratio' &&
    /^(?:result|outcome|score|margin)$/.test(word ?? '') &&
    !/\b(?:vote|voted|match|game|final|election|ballot|score|poll|referendum|play)\b/.test(rest)
  )
    return expected('thing', more);
  if (
    word === 'sentence' &&
    !/\b(?:get|got|receive|given|serve|serving|court|judge|prison|jail)\b/.test(rest)
  )
    return expected('thing', more);
  return expected(unitSaid(rest) ?? meaning.type, more);
}
