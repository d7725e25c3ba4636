import { isStopWord, stem, tokens } from './terms.ts';

/**
 * Whether two stems are forms of one word or words that say the same of most things. A short list of general English, on
 * purpose: a claim that needs a bolder reading is better not judged.
 */
export function isSameSense(a: string, b: string): boolean {
  if (a === b) return true;
  senses ??= groupsOf(SYNONYMS);
  const groups = senses.get(a);
  return groups !== undefined && (senses.get(b) ?? []).some((group) => groups.includes(group));
}

/** Whether two stems cannot both be said of one thing: "grant" and "reject", "legal" and "illegal". */
export function isOpposite(a: string, b: string): boolean {
  if (a === b) return false;
  return (
    hasNegatingPrefix(a, b) ||
    hasNegatingPrefix(b, a) ||
    sidesOf(a).some(([pair, side]) => sidesOf(b).some(([other, facing]) => other === pair && facing !== side))
  );
}

const SYNONYMS = `ask request seek apply|flee escape|reject refuse decline deny|arrest detain|jail imprison|begin start commence|
end finish conclude|buy purchase|big large|lead head|chief head leader boss|live reside|seize confiscate|allow permit let|
ban forbid prohibit|rise increase grow climb|fall drop decrease|help aid assist|support back|phone telephone|soldier troop|
cancel revoke annul|worry concern|try attempt|reveal disclose|choose select|answer reply respond|speak talk|
newspaper paper|former formerly once|nation country|firm company|injure hurt|close shut|suspend pause|coup putsch|
say tell state declare announce report write|wage salary|return back|need require|build construct|kid child|film movie|
sack fire dismiss|abuse mistreat|probable likely|fast quick|happen occur|expel deport|vow promise pledge|
order command|strong vigorous firm|run operate|remain still|murder kill`;

const OPPOSITES = `grant approve accept agree/reject refuse decline deny|allow permit let/forbid ban prohibit prevent|
confirm admit acknowledge confess/deny|rise increase grow climb/fall drop decrease decline shrink|begin start/end finish stop|
open/close shut|arrest detain jail imprison/release free|support back/oppose|win/lose|hire employ appoint/dismiss fire sack|
arrive/depart leave|include/exclude|remember/forget|buy purchase/sell|true/false|succeed success/fail failure|
safe/dangerous|possible/impossible|able/unable|alive/dead|first/last|more/fewer less|much many/little few|best/worst|better/worse|
high/low|big large/small little|long/short|young/old|early/late|north/south|east/west|northern/southern|eastern/western|
before/after|ally friend/enemy|guilty/innocent|love like/hate dislike|strengthen/weaken|secret/public|man/woman|male/female|
good/bad|rich/poor|always/never|majority/minority|maximum/minimum|praise/criticise|import/export|increase/reduce|
inside/outside|enter/leave|with/without|above/below|legal lawful/illegal unlawful|moral/immoral|perfect/imperfect|agree/disagree|appear/disappear`;

let senses: ReadonlyMap<string, readonly number[]> | undefined;
let sides: ReadonlyMap<string, readonly (readonly [pair: number, side: number])[]> | undefined;

function groupsOf(table: string): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [group, row] of table.split('|').entries()) {
    for (const { term } of tokens(row)) groups.set(stem(term), [...(groups.get(stem(term)) ?? []), group]);
  }
  return groups;
}

function sidesOf(word: string): readonly (readonly [number, number])[] {
  if (sides === undefined) {
    const made = new Map<string, (readonly [number, number])[]>();
    for (const [pair, row] of OPPOSITES.split('|').entries()) {
      for (const [side, words] of row.split('/').entries()) {
        for (const { term } of tokens(words))
          made.set(stem(term), [...(made.get(stem(term)) ?? []), [pair, side]]);
      }
    }
    sides = made;
  }
  return sides.get(word) ?? [];
}

/** "unsafe" of "safe", "irregular" of "regular"; other prefixes make too many words that are no opposites ("import"). */
function hasNegatingPrefix(longer: string, shorter: string): boolean {
  if (longer.length <= shorter.length) return false;
  const bare = /^(?:un|ir|non)(\w{4,})$/.exec(longer)?.[1];
  if (bare === undefined || shorter.length < 4 || isStopWord(shorter)) return false;
  // Stems of the two may end a letter apart.
  return shorter.startsWith(bare.slice(0, -1)) && Math.abs(shorter.length - bare.length) <= 1;
}
