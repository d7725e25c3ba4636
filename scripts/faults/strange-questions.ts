import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { payloads } from '../../test/fixtures/hostile-texts.ts';
import { numbers, ordinary, prototypes, syntax } from './question-words.ts';

/** As many as an option of Discord's takes. */
const longest = 6000;

const categories = [
  'Lu',
  'Ll',
  'Lt',
  'Lm',
  'Lo',
  'Mn',
  'Mc',
  'Me',
  'Nd',
  'Nl',
  'No',
  'Pc',
  'Pd',
  'Ps',
  'Pe',
  'Pi',
  'Pf',
  'Po',
  'Sm',
  'Sc',
  'Sk',
  'So',
  'Zs',
  'Zl',
  'Zp',
  'Cc',
  'Cf',
  'Cs',
  'Co',
  'Cn',
] as const;

/** Past this lie rare ideographs, and planes that nothing is in but tags and what is private. */
const scanned = 0x2_0000;
const beyond = [0x2_f800, 0xe_0001, 0xe_0041, 0xe_0100, 0xf_0000, 0x10_fffd, 0x10_ffff];

/** A sample of the code points of every general category. */
function sampleCategories(): readonly (readonly number[])[] {
  const tests = categories.map((name) => new RegExp(`^\\p{${name}}$`, 'u'));
  const found: number[][] = categories.map(() => []);
  for (let point = 0; point < scanned + beyond.length; point += 1) {
    const real = point < scanned ? point : (beyond[point - scanned] ?? 0);
    const at = tests.findIndex((test) => test.test(String.fromCodePoint(real)));
    if (at >= 0) found[at]?.push(real);
  }
  return found;
}

/** Makes questions that nobody has asked, and some that somebody might. */
export function createQuestions(): (random: Random) => string {
  const points = sampleCategories();
  const point = (random: Random, category = randomBelow(random, categories.length)): string => {
    const found = points[category] ?? [];
    return String.fromCodePoint(pick(found, random, 63));
  };
  const word = (random: Random): string => {
    const kind = random();
    if (kind < 0.45) return pick(ordinary, random, '');
    if (kind < 0.55) return pick(syntax, random, '');
    if (kind < 0.62) return pick(numbers, random, '');
    if (kind < 0.68) return pick(prototypes, random, '');
    if (kind < 0.78) return pick(payloads, random, '').slice(0, 80);
    if (kind < 0.82) return misspelt(pick(ordinary, random, ''), random);
    if (kind < 0.84) return letters(99, random);
    if (kind < 0.86)
      return `${pick(ordinary, random, 'a')}${'\u0301\u0489\u20dd'.repeat(1 + randomBelow(random, 30))}`;
    if (kind < 0.88) return String.fromCharCode(0xd800 + randomBelow(random, 0x800));
    return Array.from({ length: 1 + randomBelow(random, 12) }, () => point(random)).join('');
  };
  const joints = [' ', ' ', ' ', ' ', '', '\n', ', ', '. ', '? ', '-', '\t', '\u00A0', '’s ', ' “', '” '];
  const sentence = (random: Random, length: number): string => {
    let text = '';
    while (text.length < length) text += `${word(random)}${pick(joints, random, ' ')}`;
    return text.slice(0, length);
  };
  return (random) => {
    const kind = random();
    const length = lengthOf(random);
    if (kind < 0.6) return sentence(random, length);
    if (kind < 0.7) {
      const category = randomBelow(random, categories.length);
      let text = '';
      while (text.length < length) text += point(random, category);
      return text;
    }
    if (kind < 0.78) return (word(random) || 'x').repeat(Math.ceil(length / 2)).slice(0, length);
    if (kind < 0.86) return `${word(random)} `.repeat(length).slice(0, length);
    if (kind < 0.9)
      return Array.from({ length: Math.ceil(length / 100) }, () => letters(99, random))
        .join(' ')
        .slice(0, longest);
    if (kind < 0.95) return `Who ${sentence(random, Math.min(length, 300))}?`;
    return pick(payloads, random, '').slice(0, longest);
  };
}

/** Most as long as questions are, one in ten anything up to the longest. */
function lengthOf(random: Random): number {
  const share = random();
  if (share < 0.01) return longest;
  if (share < 0.07) return 1 + randomBelow(random, longest);
  return share < 0.4 ? 1 + randomBelow(random, 500) : 1 + randomBelow(random, 120);
}

function letters(count: number, random: Random): string {
  const from = 'aeioubcdfglmnprstAEZæøåßабвгд';
  return Array.from({ length: count }, () => from[randomBelow(random, from.length)] ?? 'a').join('');
}

function misspelt(known: string, random: Random): string {
  const at = randomBelow(random, Math.max(known.length, 1));
  return `${known.slice(0, at)}${letters(1, random)}${known.slice(at + randomBelow(random, 2))}`;
}

function pick<T>(items: readonly T[], random: Random, other: T): T {
  return items[randomBelow(random, items.length)] ?? other;
}
