/** Words that are linked to a word, each with how strong the link is, above 0. */
export type LinkedWords = (word: string) => ReadonlyMap<string, number>;

const lineFeed = 10;
const space = 32;
const numberSign = 35;
/** The links of a word are put together when they are wanted, and kept for so many words. */
const mostKept = 4096;

/** Keeps what a function makes of a word. */
export function rememberLinks(linksOf: LinkedWords): LinkedWords {
  const kept = new Map<string, ReadonlyMap<string, number>>();
  return (word) => {
    const known = kept.get(word);
    if (known !== undefined) return known;
    const links = linksOf(word);
    if (kept.size >= mostKept) kept.clear();
    kept.set(word, links);
    return links;
  };
}

/**
 * Opens a list of links: a line is a word and those linked to it, both ways; one that begins with # is none. A question
 * wants the links of a few of ten thousand words, and every start would wait for a map of them all: only where each word
 * stands is noted, by its hash.
 *
 * @param bytes UTF-8, one space between words
 * @param strength of every link, or `null` where the last two characters of a linked word are its hundredths
 * @throws RangeError for a linked word without its strength, and where there is no link at all
 */
export function openLinks(bytes: Buffer, strength: number | null): LinkedWords {
  const tail = strength === null ? 2 : 0;
  const placesOf = notePlaces(bytes, tail);
  const strengthBefore = (end: number): number =>
    strength ?? (10 * digitAt(bytes, end - 2) + digitAt(bytes, end - 1)) / 100;
  return (word) => {
    const found = new Map<string, number>();
    const wanted = Buffer.from(word);
    const add = (start: number, end: number, own: number): void => {
      const other = bytes.toString('utf8', start, end);
      found.set(other, Math.max(own, found.get(other) ?? 0));
    };
    for (const place of placesOf(wanted)) {
      const isHead = place === 0 || bytes[place - 1] === lineFeed;
      const end = endOf(bytes, place);
      if (!isSame(bytes, place, isHead ? end : end - tail, wanted)) continue;
      if (!isHead) {
        const line = bytes.lastIndexOf(lineFeed, place) + 1;
        add(line, endOf(bytes, line), strengthBefore(end));
        continue;
      }
      for (let start = end + 1; bytes[start - 1] === space;) {
        const last = endOf(bytes, start);
        add(start, last - tail, strengthBefore(last));
        start = last + 1;
      }
    }
    return found;
  };
}

/** Notes where words stand; the places of a word may be mixed with those of others that have its hash. */
function notePlaces(bytes: Buffer, tail: 0 | 2): (word: Uint8Array) => number[] {
  const places: number[] = [];
  const before: number[] = [];
  const latest = new Int32Array(buckets).fill(-1);
  const note = (place: number, hash: number): void => {
    const bucket = hash & (buckets - 1);
    before.push(latest[bucket] ?? -1);
    latest[bucket] = places.push(place) - 1;
  };
  let links = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === numberSign || bytes[at] === lineFeed) {
      at = lineEnd(bytes, at);
      continue;
    }
    for (let isHead = true; ; isHead = false) {
      const start = at;
      // Of the word without its last one and two characters.
      let [hash, one, two] = [0, 0, 0];
      for (; at < bytes.length && bytes[at] !== space && bytes[at] !== lineFeed; at += 1) {
        two = one;
        one = hash;
        hash = hashed(hash, bytes[at] ?? 0);
      }
      if (isHead) note(start, hash);
      else {
        const isWhole = at - start > tail && (tail === 0 || isAboveZero(bytes, at));
        if (!isWhole) throw new RangeError(`"${bytes.toString('utf8', start, at)}" is no linked word`);
        note(start, tail === 0 ? hash : two);
        links += 1;
      }
      if (bytes[at] !== space) break;
      at += 1;
    }
  }
  if (links === 0) throw new RangeError('it holds no links');
  return (word) => {
    let hash = 0;
    for (const byte of word) hash = hashed(hash, byte);
    const found: number[] = [];
    for (let at = latest[hash & (buckets - 1)] ?? -1; at >= 0; at = before[at] ?? -1)
      found.push(places[at] ?? 0);
    return found.reverse();
  };
}

const buckets = 16_384;

function hashed(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + byte) | 0;
}

function isAboveZero(bytes: Buffer, end: number): boolean {
  return digitAt(bytes, end - 2) + digitAt(bytes, end - 1) > 0;
}

/** 0..9, or not a number. */
function digitAt(bytes: Buffer, at: number): number {
  const digit = (bytes[at] ?? 0) - 48;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
}

function isSame(bytes: Buffer, start: number, end: number, word: Uint8Array): boolean {
  if (end - start !== word.length) return false;
  for (let at = 0; at < word.length; at += 1) if (bytes[start + at] !== word[at]) return false;
  return true;
}

/** Where the word that begins at `start` ends. */
function endOf(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== space && bytes[at] !== lineFeed) at += 1;
  return at;
}

function lineEnd(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(lineFeed, at);
  return end < 0 ? bytes.length : end;
}
