/** What sort of thing answers a question. */
export type QuestionKind =
  | 'number'
  | 'date'
  | 'person'
  | 'place'
  | 'name'
  | 'yes-no'
  | 'reason'
  | 'manner'
  | 'definition'
  | 'event'
  | 'open';

/** What the answer counts or measures, when the question's own words tell. */
export type Measure = 'count' | 'duration' | 'age' | 'money' | 'percentage' | 'size' | null;

export interface QuestionShape {
  readonly kind: QuestionKind;
  readonly measure: Measure;
  /** The noun asked about, lower-cased: "officers" in "How many officers …", "newspaper" in "Which newspaper …". */
  readonly head: string | null;
}

const months = 'month|months';
const placeHeads = new Set(
  `address airbase airport area base border borough building camp capital checkpoint city coast continent
   country county crossing district island location nation neighborhood neighbourhood ocean place port prison
   province region river road sea site square state station street territory town village airfield area`.split(
    /\s+/,
  ),
);
const personHeads = new Set(
  `actor actress artist author chairman chancellor chief composer director doctor emperor explorer founder
   general governor inventor journalist judge king lawyer leader man mathematician mayor minister musician
   officer painter person philosopher photographer player poet politician pope president prince princess
   professor queen reporter scientist secretary singer spokesman spokeswoman woman writer`.split(/\s+/),
);
const dateHeads = new Set('century date day decade month season time week weekday year'.split(' '));
const numberHeads = new Set(
  `age amount count figure number percent percentage population price proportion rate share size sum total
   temperature height length width weight distance depth speed area cost`.split(/\s+/),
);
const auxiliaries =
  'am|are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should|was|were|will|would';
const yesNo = new RegExp(`^(?:and |but |so )?(?:${auxiliaries})(?:n['’]t)?\\b`);
const countWord = /\bhow many\b/;
const amountWord = /\bhow much\b/;

/**
 * Tells what kind of answer a question asks for, from its question word and the noun beside it.
 * Rules, in order, each readable aloud; a question that fits none is `open`.
 */
export function shapeOfQuestion(question: string): QuestionShape {
  const text = question.toLowerCase().replace(/\s+/g, ' ').trim();
  if (/^(?:and |so )?what (?:has |have |had )?(?:happen(?:s|ed)?|became|become) /.test(text))
    return shape('event');
  if (yesNo.test(text)) return shape('yes-no');
  if (countWord.test(text) || /^(?:the )?number of\b/.test(text)) {
    const head =
      /\bhow many (?:(?:more|other|of the|different|new|total|square|cubic) )?([\p{L}-]+)/u.exec(text)?.[1] ??
      null;
    return shape(
      'number',
      head,
      new RegExp(`^(?:years|days|hours|minutes|weeks|${months})$`).test(head ?? '') ? 'duration' : 'count',
    );
  }
  if (/\bhow (?:old|young)\b|\b(?:what|which) age\b/.test(text)) return shape('number', null, 'age');
  if (/\bhow long\b/.test(text)) return shape('number', null, 'duration');
  if (amountWord.test(text) || /\b(?:what|which) (?:price|cost|amount|sum)\b/.test(text))
    return shape('number', null, 'money');
  if (/\b(?:what|which) (?:percent|percentage|proportion|share)\b/.test(text))
    return shape('number', null, 'percentage');
  if (/\bhow (?:big|far|fast|heavy|high|large|tall|wide|deep|hot|cold|often|frequently)\b/.test(text)) {
    return shape('number', null, 'size');
  }
  if (
    /\bwhen\b(?! (?:a|an)\b)/.test(text) &&
    /^(?:and |but |so |since |until |till |from |by )?when\b|,? when (?:did|was|were|is|are|will|does|do|has|had)\b/.test(
      text,
    )
  ) {
    return shape('date');
  }
  if (
    /^why\b|\bwhy (?:did|was|were|is|are|do|does|has|have|had)\b|\b(?:what|which) (?:is |was |were )?(?:the )?(?:reason|cause)s?\b|^how come\b/.test(
      text,
    )
  ) {
    return shape('reason');
  }
  if (definitionPattern.test(text)) return shape('definition');
  if (
    /^(?:(?:and|but|so|to|by|with|for|from|of|about|against|on) )*(?:who|whom|whose)\b|\bwhom\W*$/.test(text)
  ) {
    return shape('person');
  }
  if (/^(?:from |to |in |and |but |so )?where\b|\bwhere (?:did|was|were|is|are|do|does)\b/.test(text))
    return shape('place');

  const noun = askedNoun(text);
  if (noun !== null) return noun;
  if (/^how\b/.test(text)) return shape('manner');
  return shape('open');
}

/** "Who is …", "What is …" and a name or noun of at most four words, with nothing said of it. */
const definitionPattern =
  /^(?:who|what)(?:'s|’s| is| are| was| were) (?:an? |the )?(?!(?:\S+ )*(?:in|of|by|to|with|for|from|at|on|that|who|which|when) )(?!(?:\S+ )*\S+(?:ed|ing)\b)[\p{L}\d'’.-]+(?: [\p{L}\d'’.-]+){0,3}\W*$/u;
const namedPattern =
  /\b(?:what|which)(?:'s|’s)? (?:(?:is|was|are|were) )?(?:the )?names? of\b|\bcalled\b|\bnamed\b/;
const nounPattern =
  /\b(?:what|which)(?:'s|’s)? (?:(?:is|was|are|were) )?(?:the |a |an )?(?:names? of (?:the |a |an )?)?((?:[\p{L}\d-]+ ?){1,4})/u;
const endOfNoun = new RegExp(`^(?:${auxiliaries}|of|in|on|at|to|from|for|by|with|that|which|who)$`);

/** The shape of "which …" and "what …" questions, by the noun that follows; `null` when none does. */
function askedNoun(text: string): QuestionShape | null {
  const found = nounPattern.exec(text);
  if (found === null) return null;
  const following = (found[1] ?? '').trim().split(' ');
  const end = following.findIndex((word) => endOfNoun.test(word));
  const words = end < 0 ? following : following.slice(0, end);
  for (const word of words) {
    const singular = word.replace(/ies$/, 'y').replace(/s$/, '');
    const isOneOf = (heads: ReadonlySet<string>): boolean => heads.has(word) || heads.has(singular);
    if (isOneOf(dateHeads)) return shape('date', word);
    if (isOneOf(numberHeads)) {
      return shape(
        'number',
        word,
        word.startsWith('percent') ? 'percentage' : word === 'age' ? 'age' : 'size',
      );
    }
    if (isOneOf(placeHeads)) return shape('place', word);
    if (isOneOf(personHeads)) return shape('person', word);
  }
  const last = words.at(-1);
  if (last === undefined) return null;
  return namedPattern.test(text) || (/\bwhich\b/.test(text) && end !== 0) ? shape('name', last) : null;
}

/**
 * Words that a question is framed with rather than about: "date" in "on what date", "take place", "going to", "kind of".
 * An answer rarely repeats them, so that missing them says little.
 */
export function frameWords(question: string): ReadonlySet<string> {
  const text = question.toLowerCase().replace(/\s+/g, ' ');
  const words = new Set<string>();
  for (const match of text.matchAll(framePattern)) {
    for (const word of match[0].split(/[^\p{L}]+/u)) if (word !== '') words.add(word);
  }
  return words;
}

const framePattern =
  /\b(?:what|which) (?:exact |specific )?(?:date|day|month|year|time|century|decade|country|kind|type|sort)\b|\b(?:number|amount|name|names|kind|kinds|type|types|sort|sorts) of\b|\b(?:take|takes|took|taking|taken) place\b|\bgoing to\b|\bhappen(?:s|ed|ing)?\b|\baccording to\b|\b(?:regarding|concerning|called|named)\b|\b(?:the|your|these|those|any) (?:documents?|articles?|texts?|files?)\b|\b(?:tell|show|explain|describe|know)\b/g;

function shape(kind: QuestionKind, head: string | null = null, measure: Measure = null): QuestionShape {
  return { kind, measure, head };
}
