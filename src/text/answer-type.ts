import {
  knownHeads,
  meaningOfHead,
  type AnswerType,
  type DatePart,
  type HeadMeaning,
} from './answer-heads.ts';
import { isStopWord, stem, tokens } from './terms.ts';

export type { AnswerType, DatePart } from './answer-heads.ts';

/** What a question asks for, as far as its own words tell. */
export interface ExpectedAnswer {
  readonly type: AnswerType;
  /** The noun asked about, in lower case: "officers" in "How many Turkish officers …", "newspaper" in "Which newspaper …". */
  readonly head: string | null;
  /** Stems of the whole phrase around it ("turkish officers"): what is counted, or what the answer is one of. */
  readonly nouns: readonly string[];
  /** Which part of a date, where the question names one. */
  readonly part: DatePart | null;
  /** Whether the beginning or the end of a time is asked for ("since when", "until what date"). */
  readonly bound: 'since' | 'until' | null;
  /** Whether more than one is asked for ("which two families", "what are the names of"). */
  readonly isList: boolean;
}

/**
 * Tells what would answer a question, from its question word and the nouns and verbs beside it; in any case of letters,
 * with or without a question mark, after a preface ("ok so …"), and for fragments ("total bill of the plant").
 * Rules, in order, each readable aloud.
 */
export function expectedAnswer(question: string): ExpectedAnswer {
  const text = withoutPreface(readable(question.slice(-maxRead)));
  if (text === '') return expected('open');
  const asked = askedClause(text);
  return {
    ...(asked === null ? ofFragment(text) : ofClause(asked.clause, asked.before)),
    bound: boundOf(text),
  };
}

/** What a pasted page asks is said at its end; some patterns below look back over all that stands before. */
const maxRead = 600;

/** Lower case, one kind of apostrophe, single spaces, and the slips that matter most put right. */
function readable(question: string): string {
  return question
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[\s"“”«»()]+/g, ' ')
    .replace(/\b(what|who|when|where|how)s\b/g, "$1's")
    .replace(
      /\b(what|who|when|where|how)'(s|re|d|ll)\b/g,
      (_, word: string, end: string) => `${word} ${{ s: 'is', re: 'are', d: 'did', ll: 'will' }[end] ?? ''}`,
    )
    .replace(/\bwich\b/g, 'which')
    .replace(/\bwat\b|\bwhta\b|\bwaht\b/g, 'what')
    .replace(/\bmnay\b|\bmanny\b/g, 'many')
    .replace(/\bwoh\b/g, 'who')
    .replace(/\bwehn\b|\bwen\b/g, 'when')
    .trim();
}

const preface = new RegExp(
  `^(?:(?:ok(?:ay)?|so|and|but|also|well|hi|hey|hello|hiya|morning|good morning|afternoon|evening|um+|er+|hm+|btw|by the way|sorry|please|pls|quick one|quick question|random question|genuine question|question|just wondering|just curious|out of curiosity|not sure i [^,]{1,40}|i wonder|i was wondering|i(?:'d| would) like to know|i want to know|tell me|remind me|wondering|now|then|oh|right|anyway|actually|exactly|maybe|again|and also|basically|honestly|for the quiz|does any(?:one|body) (?:here )?(?:know|remember)|do(?:es)? (?:you|we|it|the (?:article|document|text|paper|report)s?) (?:all )?(?:know|say|remember|tell us|mention)|do you happen to know|any(?:one|body) (?:here )?(?:know|remember)|(?:can|could|would|will) (?:you|any(?:one|body)|some(?:one|body)) (?:please )?(?:tell|remind|say|explain to|show|give)(?: me| us)?|any idea|any clue|do(?:n't| not) know|i forgot|i(?:'ve| have) forgotten)(?=[^\\p{L}\\d'])[\\s,:;!.–—-]*)+`,
  'u',
);

function withoutPreface(text: string): string {
  const rest = text.replace(preface, '');
  return rest.length >= 4 ? rest : text;
}

const auxiliary =
  "(?:am|are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should|was|were|will|would|ain't)(?:n't)?";
const interrogative = /(?<![\p{L}'-])(?:who|whom|whose|what|which|when|where|why|how)(?![\p{L}-])/gu;
const yesNo = new RegExp(`^${auxiliary}\\b(?! (?:of|the number)\\b)`);
/** "When the tower fell, …": a clause that tells the time, and asks nothing. */
const timeClause = new RegExp(`^(?:when|where|while) (?!${auxiliary}\\b|exactly\\b|in\\b|on\\b|else\\b)`);

/** A question word in the place of what it asks for ("she wrote for which paper?") has at most this much behind it. */
const maxInPlace = 40;

/** From the question word on, and what stands before it; `null` for a fragment without one. A yes/no question begins with its verb. */
function askedClause(text: string): { readonly clause: string; readonly before: string } | null {
  if (yesNo.test(text)) return { clause: text, before: '' };
  const places = [...text.matchAll(interrogative)].map(({ index }) => index);
  const proper = places.filter((at) => isAsking(text, at));
  const at =
    proper.find((place) => !timeClause.test(text.slice(place))) ??
    proper[0] ??
    places.findLast((place) => text.length - place <= maxInPlace);
  if (at !== undefined) return { clause: text.slice(at), before: text.slice(0, at) };
  const later = new RegExp(`[,.;:–—-] (${auxiliary} .*)$`).exec(text)?.[1];
  return later === undefined ? null : { clause: later, before: '' };
}

/** Whether the word asks, rather than joins a clause to a noun ("the man who left", "the house in which he lived"). */
function isAsking(text: string, at: number): boolean {
  const before = text.slice(0, at).trimEnd();
  if (before === '' || /[,.;:!?–—-]$/.test(before)) return true;
  const rest = text.slice(at);
  if (/^(?:what\b|why\b|how (?:many|much|old|long|far|high|heavy|tall|big|often)\b)/.test(rest)) return true;
  const words = before.split(' ');
  if (joiningWords.test(words.at(-1) ?? ''))
    return (
      words.length === 1 ||
      /[,.;:–—-]$/.test(words.at(-2) ?? '') ||
      /^(?:is|was|are|were)$/.test(words.at(-1) ?? '')
    );
  // "… petherwin which prison": a topic before its question.
  return (
    new RegExp(`^(?:when|where|who|which \\p{L}+) ${auxiliary}\\b`, 'u').test(rest) &&
    !/\b(?:the|a|an|those|people|one|ones)(?: \S+){1,3}$/.test(before)
  );
}

const joiningWords =
  /^(?:and|but|or|so|to|by|with|for|from|in|on|at|of|about|against|under|since|until|till|than|into|after|before|through|during|is|was|are|were)$/;

function ofClause(clause: string, before: string): ExpectedAnswer {
  if (yesNo.test(clause)) return expected('yes-no');
  const word = /^\p{L}+/u.exec(clause)?.[0] ?? '';
  const rest = clause
    .slice(word.length)
    .replace(/^[\s,]+(?:exactly|precisely|on earth|the hell|else|in the end|actually|then)(?![\p{L}])/u, ' ')
    .trim();
  switch (word) {
    case 'how':
      return ofHow(rest, before);
    case 'when':
      return expected('date');
    case 'why':
      return expected('reason');
    case 'where':
      return expected('place');
    case 'whose':
    case 'whom':
      return expected('person');
    case 'who':
      return ofWho(rest);
    default:
      return ofWhat(word, rest, before);
  }
}

const moneyVerbs =
  /\b(?:cost|costs|costing|pay|pays|paid|paying|spend|spends|spent|worth|charge|charges|charged|price|priced|sell|sells|sold|buy|bought|earn|earns|earned|earning|money|budget|fined|fine|donate|donated|raise|raised|invest|invested|owe|owed|owes|lose|lost|steal|stole|stolen|insured|insure|claim|claimed|salary|wage|wages|fund|funding|ticket|tickets|grant|refund|reward|hand over|put aside|set aside|unaccounted|profit|revenue|debt|bill|rent|fee|cover|covered|give|giving|given|take|took|make|made|borrow|borrowed)\b/;
const physical =
  /\b(?:bridge|road|tunnel|river|wall|canal|railway|route|line|coast|coastline|border|street|track|pipe|pipeline|dyke|dam|ship|boat|beach|trail|cable|island|lake|runway|snake|fish|wing|wings|tail|building|fence|ditch|trench|path|race|course|sword|blade|rope)\b/;
const unitTypes: readonly (readonly [RegExp, AnswerType])[] = [
  [/^(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades|centuries|nights)$/, 'duration'],
  [/^(?:tons?|tonnes?|kilos?|kilograms?|kg|grams?|pounds|ounces|stone)$/, 'weight'],
  [/^(?:lit(?:er|re)s?|gallons?|barrels?|pints?|millilit(?:er|re)s?)$/, 'volume'],
  [
    /^(?:met(?:er|re)s?|kilomet(?:er|re)s?|km|miles?|feet|foot|inches|centimet(?:er|re)s?|millimet(?:er|re)s?|yards)$/,
    'length',
  ],
  [/^(?:acres?|hectares?)$/, 'area'],
  [/^(?:percent|percentage)$/, 'percentage'],
  [
    /^(?:euros?|dollars?|kroner|kronor|pounds sterling|shillings?|rupees|francs|zlotys|yen|cents|pence)$/,
    'money',
  ],
  [/^(?:degrees?)$/, 'temperature'],
  [/^(?:mph|knots)$/, 'speed'],
];

function ofHow(rest: string, before: string): ExpectedAnswer {
  const [, first = '', after = ''] = /^(\S+) ?(.*)$/.exec(rest) ?? [];
  switch (first.replace(/\W+$/, '')) {
    case 'many':
      // "Of the books ruined by water, how many were copied": the noun stands before.
      return ofCount(
        after === '' || new RegExp(`^${auxiliary}\\b`).test(after)
          ? (/^of (?:the )?(.*)$/.exec(before.trim())?.[1] ?? after)
          : after,
      );
    case 'much':
      return ofHowMuch(after, before);
    case 'old':
    case 'young':
      return expected('age');
    case 'long':
      if (/^ago\b/.test(after)) return expected('date');
      return expected(
        new RegExp(
          `^(?:${auxiliary}) (?:\\S+ ){0,3}?${physical.source}(?! (?:\\S+ )*(?:take|last|blocked|closed|open|shut|take place))`,
        ).test(after)
          ? 'length'
          : 'duration',
      );
    case 'far':
      if (/^back\b/.test(after)) return expected('date');
      return expected(/^(?:along|advanced)\b/.test(after) ? 'figure' : 'length');
    case 'high':
    case 'low':
      return expected(
        /\b(?:tax|rate|levy|fee|fine|price|rent|cost|share|percentage|turnout|bill|temperature|unemployment|inflation)\b/.test(
          after,
        )
          ? 'figure'
          : 'length',
      );
    case 'tall':
    case 'deep':
    case 'wide':
    case 'thick':
      return expected('length');
    case 'big':
    case 'large':
    case 'small':
    case 'strong':
    case 'great':
    case 'powerful':
    case 'loud':
    case 'bad':
      return expected(
        /\b(?:loss|hole|fine|deficit|debt|budget|fund|bill|reward|payout)\b/.test(after) ? 'money' : 'figure',
      );
    case 'heavy':
      return expected('weight');
    case 'fast':
    case 'quick':
      return expected('speed');
    case 'quickly':
    case 'soon':
      return expected('duration');
    case 'late':
    case 'early':
      return expected('date', { part: 'time' });
    case 'hot':
    case 'cold':
    case 'warm':
      return expected('temperature');
    case 'often':
    case 'frequently':
    case 'regularly':
      return expected('frequency');
    case 'close':
    case 'narrow':
    case 'narrowly':
      return expected('ratio');
    case 'come':
      return expected('reason');
    default:
      return expected(
        /\b(?:divide|vote|voted)\b/.test(rest) && !/\b(?:can|could|register)\b/.test(rest)
          ? 'ratio'
          : 'manner',
      );
  }
}

function ofCount(after: string): ExpectedAnswer {
  const { words, following } = phraseOf(
    after.replace(/^(?:(?:more|other|of the|of|different|new|total|such) )+/, ''),
  );
  const plural = words.findIndex((word) => isPlural(word));
  const noun = plural < 0 ? words : words.slice(0, plural + 1);
  const head = noun.at(-1) ?? null;
  if (head === null) return expected('count');
  if (noun[0] === 'square') return expected('area', { head });
  if (noun[0] === 'cubic') return expected('volume', { head });
  if (/^years?$/.test(head) && /^(?:old|of age)\b/.test(following)) return expected('age', { head });
  const unit = unitTypes.find(([pattern]) => pattern.test(head))?.[1] ?? 'count';
  if (/^per ?cent\b/.test(after)) return expected('percentage');
  return expected(unit, { head, nouns: stemsOf(noun.join(' ')) });
}

function ofHowMuch(after: string, before: string): ExpectedAnswer {
  if (
    /\bby $/.test(before) ||
    /^(?:longer|older|higher|taller|more|less|bigger|larger|faster|heavier)\b/.test(after)
  )
    return expected('figure');
  if (/^(?:time|notice|longer)\b/.test(after)) return expected('duration');
  const { words } = phraseOf(after.replace(/^of (?:the |a |an |its |their |his |her )?/, ''));
  const head = words.at(-1) ?? null;
  if (head === null || meaningOfHead(head)?.type === 'money')
    return expected(moneyVerbs.test(after) || head !== null ? 'money' : 'figure');
  if (/\b(?:weigh|weighs|weighed|weight)\b/.test(after)) return expected('weight');
  const isOfMoney =
    /^of (?:the |its |their )?(?:money|budget|fund|cost|price|sum)/.test(after) ||
    /\b(?:pay|paid|cost|spend|spent|worth|earn|owe)\b/.test(after);
  return expected(isOfMoney ? 'money' : 'figure', { head, nouns: stemsOf(words.join(' ')) });
}

function ofWho(rest: string): ExpectedAnswer {
  const described = new RegExp(
    `^(?:is|was|are|were) (?!the |a |an |his |her |its |their |he\\b|she\\b|it\\b|they\\b|that\\b|this\\b|inside\\b|there\\b|present\\b|behind|in charge|responsible)(?!(?:\\S+ )*(?:in|of|by|to|with|for|from|at|on|that|who|which|when) )(?!(?:\\S+ )*\\S+(?:ed|ing)\\b)\\S+(?: \\S+){0,3}\\W*$`,
    'u',
  );
  return expected(described.test(rest) ? 'definition' : 'person', { isList: /^(?:are|were)\b/.test(rest) });
}

const definitionPattern =
  /^(?:is|are|was|were) (?:an? |the )?(?!(?:\S+ )*(?:in|of|by|to|with|for|from|at|on|that|who|which|when) )(?!(?:\S+ )*\S+(?:ed|ing|d)\b\W*$)(?:[\p{L}\d'.-]+)(?: [\p{L}\d'.-]+){0,3}\W*$/u;

function ofWhat(word: string, rest: string, before: string): ExpectedAnswer {
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

/** "number of evacuees", "total bill nandiri oxygen", "vacancy rate spring 2024": the first noun that says something, measures before names. */
function ofFragment(text: string): ExpectedAnswer {
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
function unitSaid(text: string): AnswerType | null {
  const unit = /\bin ([\p{L}]+)\W*$/u.exec(text)?.[1] ?? '';
  return unitTypes.find(([pattern]) => pattern.test(unit))?.[1] ?? null;
}

/** A name of what the words speak of: a person's, a company's, a place's, or a thing's. */
function named(rest: string): ExpectedAnswer {
  const { words } = phraseOf(withoutDeterminer(rest.replace(/^(?:is|are|was|were|did|do|does) /, '')));
  const { word, meaning } = headOf(words);
  const type =
    meaning?.type === 'person' || meaning?.type === 'organisation' || meaning?.type === 'place'
      ? meaning.type
      : 'name';
  return expected(type, { head: word, nouns: stemsOf(words.join(' ')) });
}

interface Head {
  readonly word: string | null;
  readonly meaning: HeadMeaning | undefined;
}

function headOf(words: readonly string[]): Head {
  const isKind = /^(?:kind|type|sort|form|variety|style)s?$/.test(words[0] ?? '');
  const wanted = isKind ? words.slice(1) : words;
  for (const [at, word] of wanted.entries()) {
    const meaning = meaningOfHead(word);
    if (meaning === undefined) continue;
    // "police officer", "state senator", "vote result": the last of several that stand together.
    let last = at;
    while (
      last + 1 < wanted.length &&
      meaningOfHead(wanted[last + 1] ?? '') !== undefined &&
      !(wanted[last] ?? '').endsWith('s')
    )
      last += 1;
    const chosen = wanted[last] ?? word;
    return { word: chosen, meaning: isKind ? undefined : meaningOfHead(chosen) };
  }
  const last = wanted.at(-1) ?? null;
  const intended = last === null || isKind ? undefined : meantHead(last);
  return intended === undefined
    ? { word: last, meaning: undefined }
    : { word: intended, meaning: meaningOfHead(intended) };
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

/** Whether an answer of this type is words rather than a value. */
function isProse(type: AnswerType): boolean {
  return ['person', 'organisation', 'place', 'name', 'thing', 'reason', 'quotation', 'open'].includes(type);
}

const endOfPhrase = new RegExp(
  `^(?:${auxiliary}|of|in|on|at|to|from|for|by|with|that|which|who|whom|when|where|if|the|a|an|his|her|its|their|this|these|those|he|she|it|they|you|we|i|there|and|or|as|than|per|not|ever|did|up|out|into|about|after|before|during|because|also|actually|really|kept|got|won|made|gave|took|wrote|held|led|built|ran|became|began|broke|left|lost|met|said|saw|sent|set|sold|told|went|has|burst|cast|hit)$`,
);
const verbal = /^\p{L}{3,}ed$/u;
const notVerbal =
  /^(?:united|armed|red|bed|breed|speed|seed|need|deed|feed|weed|hundred|allied|revised|rated|estimated|combined|limited|so-called|named|sacred|increased|reported|expected|required|proposed|elected)$/;

/** The words of a noun phrase at the start of a text, and what follows. At most five. */
function phraseOf(text: string): { readonly words: string[]; readonly following: string } {
  const words: string[] = [];
  let rest = text.trim();
  while (words.length < 5) {
    const [all = '', word = '', end = ''] = /^([\p{L}\p{M}\d'’.&-]+)([^\p{L}\d]*)/u.exec(rest) ?? [];
    const bare = word.replace(/['.-]+$/, '').replace(/'s$/, '');
    if (bare === '' || endOfPhrase.test(bare)) break;
    if (words.length > 0 && verbal.test(bare) && !notVerbal.test(bare)) break;
    words.push(bare);
    rest = rest.slice(all.length);
    if (/[,.;:?!]/.test(end)) break;
  }
  // "What theorem states that …", "what produces the …": the last word is the verb.
  const last = words.at(-1) ?? '';
  if (/[^s]s$/.test(last) && /^(?:that|the|a|an|its|his|her|their) /.test(rest)) words.pop();
  return { words, following: rest };
}

function withoutDeterminer(phrase: string): string {
  return phrase.replace(
    /^(?:the|a|an|his|her|its|their|your|this|that|these|those|(?:\S+ )*?\S+(?:'s|s')) /,
    '',
  );
}

function isPlural(word: string): boolean {
  return (
    (/[^s]s$/.test(word) && !/(?:us|is|ous)$/.test(word)) ||
    /^(?:people|men|women|children|police|feet|teeth|mice|geese|cattle|fish|sheep|\p{L}+(?:men|women|people|children))$/u.test(
      word,
    )
  );
}

/** The one known head that a word is a slip away from. */
function meantHead(word: string): string | undefined {
  if (word.length < 7) return undefined;
  for (const head of knownHeads()) if (head.length >= 6 && isSlip(word, head)) return head;
  return undefined;
}

/** Whether one letter left out or put in, or two swapped, makes the one word of the other. A changed letter makes another word too often. */
function isSlip(one: string, two: string): boolean {
  if (Math.abs(one.length - two.length) > 1 || one[0] !== two[0]) return false;
  let start = 0;
  while (start < one.length && one[start] === two[start]) start += 1;
  let end = 0;
  const room = Math.min(one.length, two.length) - start;
  while (end < room && one[one.length - 1 - end] === two[two.length - 1 - end]) end += 1;
  const left = one.slice(start, one.length - end);
  const right = two.slice(start, two.length - end);
  return (
    left.length + right.length === 1 ||
    (left.length === 2 && left === `${right.slice(1)}${right.slice(0, 1)}`)
  );
}

function boundOf(text: string): ExpectedAnswer['bound'] {
  if (/\bsince (?:when|what|which)\b|\bhow far back\b|^(?:when|what) .*\b(?:start|begin|began)\b/.test(text))
    return 'since';
  return /\b(?:until|till) (?:when|what|which)\b|\bby (?:when|what (?:date|day|year|time))\b/.test(text)
    ? 'until'
    : null;
}

function stemsOf(phrase: string): string[] {
  return tokens(phrase)
    .filter(({ term }) => !isStopWord(term))
    .map(({ term }) => stem(term));
}

function expected(type: AnswerType, more: Partial<ExpectedAnswer> = {}): ExpectedAnswer {
  return { type, head: null, nouns: [], part: null, bound: null, isList: false, ...more };
}
