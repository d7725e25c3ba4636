import { isStopWord, tokens } from '../text/terms.ts';
import { findDates } from '../text/values.ts';
import { exchangeValue, namesOf, phraseOfPlace } from './follow-up-values.ts';

/** Longer than any follow-up: what takes this many characters says itself what it asks. */
const longest = 300;

/**
 * The question as it is understood after the one before it. A question that stands on its own comes back as it is;
 * one that leans on the previous takes from it what it lacks, and keeps what it says itself:
 *
 * - "And in 2021?", "What about Turkey?" → the previous question with that value in place of its own;
 * - "Why?", "Since when?" → what the previous question asked about, asked with the new question word;
 * - "How old is he?", "How many of them stayed?" → the pronoun becomes what the previous question speaks of.
 *
 * English. Rules that a reader can check; where none fits, nothing is taken over: a question that is not answered can be
 * asked again, one that is answered for another is misleading.
 */
export function resolveFollowUp(question: string, previous: string): string {
  const before = previous.trim();
  const asked = question.trim();
  if (asked === '' || before === '' || asked.length > longest || before.length > longest) return question;
  return (
    fromValue(asked, before) ?? fromQuestionWord(asked, before) ?? fromPronoun(asked, before) ?? question
  );
}

const lead = /^(?:and|but|or|so|also|then|ok(?:ay)?),? +/i;
const whatAbout = /^(?:what|how) about +/i;
const auxiliaries =
  'am|are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should|was|were|will|would';
const isClause = new RegExp(
  `\\b(?:${auxiliaries}|who|whom|whose|what|which|when|where|why|how|tell|show|list|name)\\b`,
  'i',
);

/** "And in 2021?", "What about Turkey?", "In Norway?": nothing but a value, which takes the place of its like. */
function fromValue(asked: string, previous: string): string | null {
  const bare = asked.replace(lead, '');
  const value = bare.replace(whatAbout, '').replace(/[\s?.!]+$/u, '');
  const isIntroduced = bare !== asked || value.length < bare.replace(/[\s?.!]+$/u, '').length;
  const words = tokens(value);
  if (value === '' || words.length === 0 || words.length > 6 || isClause.test(value)) return null;
  const isValue = words.every(
    ({ term, start }) =>
      isStopWord(term) ||
      /^\p{Lu}/u.test(value.slice(start)) ||
      findDates(value).some((date) => start >= date.start && start < date.end),
  );
  // A lone name or year may be a search of its own, but not with the previous question on the table.
  if (!isIntroduced && (!isValue || words.every(({ term }) => isStopWord(term)))) return null;
  return pronounAlone.test(value) ? null : exchangeValue(previous, value);
}

const pronounAlone = /^(?:he|him|she|her|it|they|them|this|that|these|those|there|us|you|me)$/i;
const questionWords =
  '(?:since when|until when|how many|how much|how long|how often|how come|how so|how|why|when|where|who|by whom|for whom|to whom|what for)';
/** "Why?", "Why not?", "When was that?", "How did that happen?" */
const questionWord = new RegExp(
  `^(${questionWords})(?: (?:not|exactly|then|so|(?:is|was|were|did) (?:that|this|it)(?: happen| so| the case)?))*[\\s?.!]*$`,
  'i',
);

/** A question word alone asks about what the previous question asked about. */
function fromQuestionWord(asked: string, previous: string): string | null {
  const word = questionWord.exec(asked.replace(lead, ''))?.[1];
  if (word === undefined) return null;
  const counts = /^how (?:many|much)$/i.test(word);
  const topic = topicOf(previous, counts || !opensWithAuxiliary.test(previous));
  return `${capital(word)} ${counts ? topic.replace(/^the /i, '') : topic}?`;
}

const opensWithAuxiliary = new RegExp(`^(?:${auxiliaries})\\b`, 'i');
const opening = new RegExp(
  `^(?:and |but |so )?(?:(?:in |on |at |by |from |to |for |since )?(?:who|whom|whose|what|which|when|where|why|how(?: many| much| long| often| old)?)\\b)\\s*`,
  'i',
);

/** What a question asks about, without its question word and its full stop; with `bare`, also without what opens it otherwise. */
function topicOf(question: string, bare: boolean): string {
  const text = question.replace(/[\s?.!]+$/u, '');
  if (opensWithAuxiliary.test(text)) {
    const rest = bare ? text.replace(opensWithAuxiliary, '').trim() : text;
    return rest.charAt(0).toLowerCase() === rest.charAt(0) || !bare ? lowered(rest) : rest;
  }
  return text.replace(opening, '').trim();
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

const personal = /\b(he|him|his|she|her|hers|they|them|their|theirs)\b/i;
const neuter =
  /\b(it|its)\b(?! (?:is |was )?(?:true|possible|legal|illegal|likely|clear|known|necessary|safe|common|normal)\b)/i;
const pointing =
  /\b(?:about|after|before|of|with|because of|to|for|on|by|from|do|does|did|is|was|mean) (that|this)(?=[\s?.!]*$)|\b(?:is|was|did|does|were) (that|this|those|these)(?= )/i;
const place = /(?<!\b(?:is|are|was|were) )\b(there)\b/i;

/** A pronoun with nothing before it in the question that it could stand for becomes what the previous question speaks of. */
function fromPronoun(asked: string, previous: string): string | null {
  for (const pattern of [personal, neuter]) {
    const found = pattern.exec(asked);
    if (found === null || hasAntecedent(asked, found.index)) continue;
    const word = found[0].toLowerCase();
    const meant = antecedentOf(word, previous);
    if (meant === null) return null;
    const after = asked.slice(found.index + word.length);
    const owns = /^(?:his|its|their)$/.test(word) || (word === 'her' && /^ \p{L}/u.test(after));
    const made =
      asked.slice(0, found.index) + (owns ? possessive(meant) : meant) + replaceRest(after, word, meant);
    return made.replace(lead, '');
  }
  const there = place.exec(asked);
  const where = phraseOfPlace(previous);
  if (there !== null && where !== null && namesOf(asked).length === 0)
    return asked.slice(0, there.index) + where + asked.slice(there.index + 'there'.length);
  const pointed = pointing.exec(asked);
  if (pointed === null || namesOf(asked).length > 0) return elliptical(asked, previous);
  const word = pointed[1] ?? pointed[2] ?? '';
  const at = pointed.index + pointed[0].length - word.length;
  return asked.slice(0, at) + topicOf(previous, true) + asked.slice(at + word.length);
}

/** "his" further on means the same as the first pronoun did. */
function replaceRest(text: string, first: string, meant: string): string {
  const kin = /^(?:he|him|his)$/.test(first) ? 'his' : /^(?:they|them|their)$/.test(first) ? 'their' : null;
  return kin === null ? text : text.replace(new RegExp(`\\b${kin}\\b`, 'i'), possessive(meant));
}

function possessive(meant: string): string {
  return meant.endsWith('s') ? `${meant}'` : `${meant}'s`;
}

/** Whether something stands before the pronoun that it could mean: a name, or a noun with its article. */
function hasAntecedent(asked: string, at: number): boolean {
  const before = asked.slice(0, at);
  if (namesOf(before).length > 0) return true;
  const noun = /\b(?:the|an?|some|any|these|those|most|all) (?!of\b)(\p{L}+)/u.exec(before)?.[1];
  const subject = new RegExp(
    `^(?:which|what|how many) (?!of\\b)[\\p{L}-]+ (?!(?:${auxiliaries})\\b)\\p{L}`,
    'iu',
  );
  return (noun !== undefined && !isStopWord(noun.toLowerCase())) || subject.test(before);
}

const work = /\bthe (?:article|report|document|story|text|piece)s? (?:about|on|of) .*$/i;
const plural =
  /(?<![\p{L}’'])((?:(?:\p{L}[\p{L}-]*) )*?)(\p{L}{3,}(?<!s|u|i)s|people|men|women|children|police)(?![\p{L}’'])/giu;

/** What a pronoun means after a question; `null` where the question has nothing of the kind. */
function antecedentOf(word: string, previous: string): string | null {
  const text = previous.replace(/[\s?.!]+$/u, '');
  if (word.startsWith('it')) return work.exec(text)?.[0] ?? definite(text) ?? namesOf(text).at(-1) ?? null;
  if (word.startsWith('the')) return pluralIn(text) ?? definite(text) ?? namesOf(text)[0] ?? null;
  // "Who leads the council?": what comes next is about whoever that is.
  const sought = /^(?:and )?(?:who|whom)\b(?! (?:is|was|are|were) (?:the )?\p{Lu})/iu.test(text);
  if (sought) {
    const topic = topicOf(text, true);
    return opensWithAuxiliary.test(topic) ? `the one ${topicOf(topic, true)}` : `the one who ${topic}`;
  }
  const people = namesOf(text).filter((name) => !isPlaced(text, name) && !/(?:ians?|ish|ese)$/.test(name));
  return people[0] ?? definite(text) ?? null;
}

function isPlaced(text: string, name: string): boolean {
  return /\b(?:(?:in|at|from|near|into) (?:the )?|the )$/.test(text.slice(0, text.indexOf(name)));
}

/** The first noun in the plural with what describes it: "the Turkish officers", "Russians". */
function pluralIn(text: string): string | null {
  for (const match of text.matchAll(plural)) {
    const run = (match[1] ?? '').trim().split(' ');
    const describing: string[] = [];
    for (const other of run.toReversed()) {
      if (other === '' || isStopWord(other.toLowerCase())) break;
      describing.unshift(other);
    }
    const noun = match[2] ?? '';
    if (!isStopWord(noun.toLowerCase())) return ['the', ...describing, noun].join(' ');
  }
  return null;
}

/** "the captain", "an activist": the first noun with an article, as "the …". */
function definite(text: string): string | null {
  const noun = /\b(?:the|an?) ((?:\p{L}[\p{L}-]*)(?: of (?:the )?\p{Lu}\p{L}+)?)/iu.exec(text)?.[1];
  return noun === undefined ? null : `the ${noun}`;
}

/** "How many were granted?": counts something that only the previous question names. */
function elliptical(asked: string, previous: string): string | null {
  const counted = new RegExp(
    `^((?:and |but |so )?how many)(?= (?:${auxiliaries}|in|at|on|from|to|of)\\b)`,
    'i',
  ).exec(asked);
  const noun = pluralIn(previous.replace(/[\s?.!]+$/u, ''));
  if (counted === null || noun === null) return null;
  const made = `${counted[0]} ${noun.replace(/^the /, '')}${asked.slice(counted[0].length)}`;
  return made.replace(lead, '');
}
