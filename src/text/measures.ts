import type { Span } from '../types.ts';
import type { AnswerType } from './answer-heads.ts';
import { isStopWord, stem, tokens } from './terms.ts';
import { findDates, findNumbers } from './values.ts';
import { lookBack } from './look-back.ts';

/** A number in a text with what it measures; its span holds the currency, the unit and what belongs to it. */
export interface Measure extends Span {
  readonly type: AnswerType;
  /** The number alone. */
  readonly number: Span;
  /** Stems of the one to three words after it, up to the next mark: what it counts stands among them. */
  readonly counted: readonly string[];
}

const currencyBefore =
  /(?:(?:US|AU?|CA?|NZ|HK|S|R|C)?\$|[€£¥₹₽₩₦₺₴]|\b(?:USD|EUR|GBP|NOK|SEK|DKK|ISK|CHF|JPY|CNY|RMB|INR|PLN|CZK|HUF|TRY|RUB|ZAR|KES|Ksh|KSh|Sh|Rs\.?|Kr\.?|kr\.?|Tk|Rp|RM))[  ]?$/;
const currencyAfter =
  /^[  -]?(?:[€£$]|(?:US |U\.S\. |Australian |Canadian |Hong Kong |Norwegian |Swedish |Danish |Icelandic |Swiss |Turkish |Russian |Indian |Kenyan |Ugandan |Tanzanian |Czech |Egyptian |British )?(?:dollars?|euros?|pounds sterling|pounds?(?! of\b)|pence|cents?|kroner|kroners?|kronor|kronur|krone|krona|zlotys?|zloty|rupees?|yen|yuan|renminbi|rubles?|roubles?|francs?|[Ll]iras?|lire|pesos?|reais|rand|shillings?|marks?|Deutschmarks?|guilders?|forints?|korunas?|dirhams?|dinars?|riyals?|won|baht|crowns?|florins?|thalers?|ducats?|crore|lakh)\b|(?:USD|EUR|GBP|NOK|SEK|DKK|CHF|PLN|kr)\b)/;
const percentAfter = /^[  -]?(?:%|per ?cent\b|percent\b|percentage points?\b|‰)/i;
const perAfter =
  /^ (?:per|an|a|each|every) (?:year|month|week|day|hour|minute|second|head|person|capita|tonne|ton|kilo|litre|liter|night|bottle|square (?:mile|kilomet(?:er|re)|met(?:er|re)))\b|^ (?:annually|monthly|weekly|daily|apiece|each)\b/;

const timeUnit =
  '(?:years?|months?|weeks?|days?|nights?|hours?|minutes?|mins?|seconds?|decades?|centuries|century|fortnights?)';
const units: readonly (readonly [AnswerType, RegExp])[] = [
  ['age', /^[  -]years?[- ](?:old|of age)\b|^[- ](?:day|week|month)s?[- ]olds?\b/],
  [
    'duration',
    new RegExp(
      `^[  -]${timeUnit}\\b(?! ago| later| earlier)(?:(?:,? and|,)? (?:a half|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d+) ${timeUnit})\\b)*`,
      'i',
    ),
  ],
  [
    'temperature',
    /^[  ]?(?:°[  ]?[CF]?|º[CF]?|degrees?(?: (?:celsius|fahrenheit|centigrade|c|f))?\b|kelvin\b)/i,
  ],
  [
    'speed',
    /^[  -]?(?:km\/h|kph|mph|m\/s|knots?|(?:kilomet(?:er|re)s?|miles?|met(?:er|re)s?|feet) (?:per|an|a) (?:hour|second|minute))\b/i,
  ],
  [
    'area',
    /^[  -]?(?:(?:square|sq\.?)[  -](?:kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet|foot|km|mi|ft|yards?|inches)|acres?|hectares?|ha\b|km2|km²|m2|m²|sq)\b/i,
  ],
  [
    'volume',
    /^[  -]?(?:cubic (?:met(?:er|re)s?|feet|kilomet(?:er|re)s?|miles?|yards?|inches|centimet(?:er|re)s?)|(?:milli|centi|hecto)?lit(?:er|re)s?|gallons?|barrels?|pints?|bushels?|km3|m3|m³|ml)\b/i,
  ],
  [
    'weight',
    /^[  -]?(?:(?:milli|kilo|micro)?grams?|kg|kilos?|g\b(?![-\p{L}])|tonnes?|tons?|pounds?|lbs?|ounces?|oz|stone)\b/iu,
  ],
  [
    'length',
    /^[  -]?(?:(?:kilo|centi|milli|nano)?met(?:er|re)s?|km|cm|mm|nm\b|m\b(?!\p{L})|miles?|mi\b|feet|foot|ft|inches|inch|yards?|light[- ]years?|storeys?|stories|leagues?)\b(?:[- ](?:high|tall|long|wide|deep|thick|above sea level))?/iu,
  ],
];

const scale = /^(?:[  -](?:hundred|thousand|million|billion|trillion)\b|[  ]?(?:bn|tn|m)\b(?=[ ,.;)]|$))/i;
const ratioAfter =
  /^(?:[  ]?(?:–|—|-|:| to | against | votes to |-to-)[  ]?)(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|nil|zero)\b(?![,.]?\d)/i;
const ageBefore = /(?:\baged? (?:of |about |around )?|\bat the age of |\b(?:turned|turns) )$/i;
const personOf = /\b(?:man|woman|boy|girl|child|baby|widow|widower|pensioner|teenager|student) of $/i;
/** "Anna Dahl, 74, said": an age between commas after a name. */
const commaBefore = /\p{L}, $/u;
const anOne =
  /\b(?:half an?|(?<!\d [\p{L}]{1,12} )an?) (?:(?:whole|full|further|record) )?(?:hour|day|week|month|year|decade|century|minute|second|fortnight)\b(?! (?:ago|later|earlier|before|after))/giu;
const mayHoldAnOne = /\ban? /i;
const ordinal =
  /\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[Nn]o\. ?\d+|number \d+)\b/g;

/** The numbers of a text outside its dates, each with what it measures, in order. Whoever knows its dates can give them. */
export function findMeasures(
  text: string,
  datesOf: () => readonly Span[] = () => findDates(text),
): Measure[] {
  const found: Measure[] = [];
  for (const match of mayHoldAnOne.test(text) ? text.matchAll(anOne) : []) {
    const span = { start: match.index, end: match.index + match[0].length };
    found.push({ ...span, type: 'duration', number: span, counted: [] });
  }
  const numbers = findNumbers(text);
  // Most sentences have none, and need not be read for dates.
  if (numbers.length === 0) return found;
  const spoken = [...found];
  const dates = datesOf();
  let last = 0;
  for (const number of numbers) {
    const meets = ({ start, end }: Span): boolean => number.start < end && start < number.end;
    if (number.start < last || spoken.some(meets)) continue;
    const measure = measureAt(text, number, dates.some(meets));
    if (measure === null) continue;
    found.push(measure);
    last = measure.end;
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Places in an order: "third", "21st", "No. 8". */
export function findOrdinals(text: string): Span[] {
  return Array.from(text.matchAll(ordinal), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function measureAt(text: string, number: Span, isDate: boolean): Measure | null {
  let { start, end } = number;
  const before = lookBack(text, start, 24);
  let after = text.slice(end, end + 60);
  const written = text.slice(start, end);
  const isMoney = currencyBefore.test(before) || /^[$€£¥₹]/.test(written);
  const scaled = scale.exec(after);
  // "£30m" is money; "30 m" is a length, unless a currency says otherwise.
  if (
    scaled !== null &&
    (!/^[  ]?m/i.test(scaled[0]) || scaled[0].length > 2 || isMoney) &&
    /\d$/.test(written)
  ) {
    end += scaled[0].length;
    after = text.slice(end, end + 60);
  }
  const bare = { start, end };
  const make = (type: AnswerType): Measure => ({
    type,
    start,
    end,
    number: bare,
    counted: type === 'count' ? countedAfter(text, end) : [],
  });
  const take = (pattern: RegExp): boolean => {
    const taken = pattern.exec(after);
    if (taken === null) return false;
    end += taken[0].length;
    after = text.slice(end, end + 60);
    return true;
  };

  const sign = currencyBefore.exec(before);
  if (sign !== null || /^[$€£¥₹]/.test(written)) {
    start -= (sign ?? /\b(?:US|AU?|CA?|NZ|HK|S|R)$/.exec(before))?.[0].length ?? 0;
    take(perAfter);
    return make('money');
  }
  if (isDate) return null;
  if (/%|per ?cent/i.test(written) || take(percentAfter)) return make('percentage');
  if (take(currencyAfter)) {
    take(perAfter);
    return make('money');
  }
  for (const [type, unit] of units) {
    if (!take(unit)) continue;
    if (type !== 'age' && type !== 'duration' && type !== 'temperature') take(perAfter);
    return make(type);
  }
  if (
    ageBefore.test(before) ||
    personOf.test(before) ||
    (commaBefore.test(before) && /^\d{1,3}$/.test(written) && /^(?:,|\.| ?\)|$)/.test(after))
  )
    return make('age');
  if (/^[\d]+$|^\p{L}+$/u.test(written) && take(ratioAfter)) return make('ratio');
  if (/^\d+[–-]\d+$/.test(written)) return make('ratio');
  return make('count');
}

function countedAfter(text: string, end: number): string[] {
  const stretch = /^[^,;:.!?()"“”]*/.exec(text.slice(end, end + 60))?.[0] ?? '';
  return tokens(stretch)
    .map(({ term }) => term)
    .filter((term) => !isStopWord(term))
    .slice(0, 3)
    .map(stem);
}
