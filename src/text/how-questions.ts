import { meaningOfHead } from './answer-heads.ts';
import { expected, type ExpectedAnswer } from './expected-answer.ts';
import { isPlural, phraseOf, stemsOf } from './noun-phrase.ts';
import { auxiliary } from './question-clause.ts';
import { typeOfUnit } from './unit-types.ts';

const moneyVerbs =
  /\b(?:cost|costs|costing|pay|pays|paid|paying|spend|spends|spent|worth|charge|charges|charged|price|priced|sell|sells|sold|buy|bought|earn|earns|earned|earning|money|budget|fined|fine|donate|donated|raise|raised|invest|invested|owe|owed|owes|lose|lost|steal|stole|stolen|insured|insure|claim|claimed|salary|wage|wages|fund|funding|ticket|tickets|grant|refund|reward|hand over|put aside|set aside|unaccounted|profit|revenue|debt|bill|rent|fee|cover|covered|give|giving|given|take|took|make|made|borrow|borrowed)\b/;
const physical =
  /\b(?:bridge|road|tunnel|river|wall|canal|railway|route|line|coast|coastline|border|street|track|pipe|pipeline|dyke|dam|ship|boat|beach|trail|cable|island|lake|runway|snake|fish|wing|wings|tail|building|fence|ditch|trench|path|race|course|sword|blade|rope)\b/;
/** What stands behind "how" decides: a count, an amount, a measure, or the manner. */
export function ofHow(rest: string, before: string): ExpectedAnswer {
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
  const unit = typeOfUnit(head) ?? 'count';
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
