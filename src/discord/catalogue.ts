import { performance } from 'node:perf_hooks';
import { fold } from '../text/fold.ts';
import { inertLine } from '../text/inert.ts';
import { documentKey, type Key } from './state.ts';

/** What a catalogue needs of a document. */
export interface Listed {
  readonly path: string;
  readonly metadata: { readonly title: string };
}

/** The documents of one generation, ready to be found by what a person types. Ordinals are the index's. */
export interface Catalogue {
  readonly documents: readonly Listed[];
  /** The documents that fit what was typed, best first: titles that begin with it, words that do, then any part. */
  readonly matches: (typed: string, limit: number) => readonly number[];
  /** As `matches`, among the documents whose names were read by now: it never takes long, however many there are. */
  readonly matchesSoFar: (typed: string, limit: number) => readonly number[];
  /** Whether all names have been read by now; asking never takes long. */
  readonly isRead: () => boolean;
  readonly byPath: (path: string) => number | null;
  readonly byKey: (key: Key) => number | null;
  /** Those whose whole folded title this is. */
  readonly byTitle: (title: string) => readonly number[];
  /** Those whose titles look most like it, for "did you mean". */
  readonly nearest: (typed: string, limit: number) => readonly number[];
}

const catalogues = new WeakMap<readonly Listed[], Catalogue>();

/** The catalogue of these documents, begun on first use: a generation never changes. */
export function catalogueOf(documents: readonly Listed[]): Catalogue {
  const known = catalogues.get(documents);
  if (known !== undefined) return known;
  const made = makeCatalogue(documents);
  catalogues.set(documents, made);
  return made;
}

/** A document as a person reads its name: its title, or its path where it has none. */
export function titleOf({ path, metadata }: Listed): string {
  const title = inertLine(metadata.title);
  return title === '' ? inertLine(path) : title;
}

/** No title that anybody types is longer. */
const foldedLength = 300;

/** 100,000 names take half a second to fold: a keystroke waits for this much of it, and a turn of the event loop less. */
const keystrokeMs = 20;
const sliceMs = 5;

function makeCatalogue(documents: readonly Listed[]): Catalogue {
  const names = readNames(documents);
  let ordinalOfPath: Map<string, number> | null = null;
  // Hashing every path takes a while with many of them, and most sessions never need it.
  let ordinalOfKey: Map<Key, number> | null = null;

  return {
    documents,
    matches: (typed, limit) => best(names.all(), typed, limit),
    matchesSoFar: (typed, limit) => best(names.soFar(), typed, limit),
    isRead: () => names.soFar().length === documents.length,
    byPath(path) {
      ordinalOfPath ??= new Map(documents.map(({ path }, ordinal) => [path, ordinal]));
      return ordinalOfPath.get(path) ?? null;
    },
    byKey(key) {
      ordinalOfKey ??= new Map(documents.map(({ path }, ordinal) => [documentKey(path), ordinal]));
      return ordinalOfKey.get(key) ?? null;
    },
    byTitle(title) {
      const wanted = words(title);
      if (wanted === ' ') return [];
      return names.all().flatMap(([found], ordinal) => (found === wanted ? [ordinal] : []));
    },
    nearest: (typed, limit) => likest(names.all(), typed, limit),
  };
}

/** Folded words of title and path. */
type Name = readonly [title: string, path: string];

/** Folds names in slices between other work, or at once for whoever cannot do without. */
function readNames(documents: readonly Listed[]): {
  all: () => readonly Name[];
  soFar: () => readonly Name[];
} {
  const names: Name[] = [];
  let isGoingOn = false;
  const readFor = (milliseconds: number): void => {
    const until = performance.now() + milliseconds;
    for (let at = names.length; at < documents.length; at += 1) {
      const document = documents[at];
      if (document !== undefined) names.push([words(titleOf(document)), words(document.path)]);
      if (at % 64 === 63 && performance.now() > until) return;
    }
  };
  const goOn = (): void => {
    readFor(sliceMs);
    if (names.length < documents.length) setImmediate(goOn).unref();
  };
  return {
    all() {
      readFor(Infinity);
      return names;
    },
    soFar() {
      if (!isGoingOn) {
        isGoingOn = true;
        readFor(keystrokeMs);
        if (names.length < documents.length) setImmediate(goOn).unref();
      }
      return names;
    },
  };
}

function best(names: readonly Name[], typed: string, limit: number): number[] {
  const wanted = words(typed).trimEnd();
  const parts = wanted.split(/(?= )/);
  const ranks: number[][] = [[], [], [], []];
  for (const [ordinal, [title, path]] of names.entries()) {
    const rank = rankOf(wanted, parts, title, path);
    if (rank === null) continue;
    const found = ranks[rank];
    if (found !== undefined && found.length < limit) found.push(ordinal);
    if (rank === 0 && found?.length === limit) break;
  }
  return ranks.flat().slice(0, limit);
}

/** Folded words, each with a space before it, so that ` har` finds where a word begins. */
function words(text: string): string {
  const folded = fold(text.slice(0, foldedLength));
  return ` ${folded.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim()}`;
}

/** 0 for a title that begins so, 1 for a word of it, 2 for its path or for all words somewhere, 3 for a part of a word. */
function rankOf(wanted: string, parts: readonly string[], title: string, path: string): number | null {
  if (title.startsWith(wanted)) return 0;
  if (title.includes(wanted)) return 1;
  if (path.includes(wanted)) return 2;
  if (parts.length > 1 && parts.every((part) => title.includes(part))) return 2;
  const part = wanted.slice(1);
  return title.includes(part) || path.includes(part) ? 3 : null;
}

/** Below this, two names have nothing to do with each other. */
const leastLikeness = 0.25;

/** By Dice's coefficient over pairs of letters. */
function likest(names: readonly Name[], typed: string, limit: number): number[] {
  const wanted = words(typed);
  const pairs = new Set(Array.from({ length: wanted.length - 1 }, (_, at) => wanted.slice(at, at + 2)));
  const found: { readonly ordinal: number; readonly likeness: number }[] = [];
  for (const [ordinal, [title]] of names.entries()) {
    let common = 0;
    for (const pair of pairs) if (title.includes(pair)) common += 1;
    const likeness = (2 * common) / Math.max(1, pairs.size + title.length - 1);
    if (likeness < leastLikeness || (found.length === limit && likeness <= (found.at(-1)?.likeness ?? 0)))
      continue;
    found.push({ ordinal, likeness });
    found.sort((a, b) => b.likeness - a.likeness);
    found.length = Math.min(found.length, limit);
  }
  return found.map(({ ordinal }) => ordinal);
}
