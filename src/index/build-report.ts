import { performance } from 'node:perf_hooks';
import type { SkippedFile } from '../types.ts';
import type { Collected } from './collect.ts';
import type { IndexedDocument } from './document-list.ts';

export type DocumentState = 'added' | 'changed' | 'unchanged' | 'renamed';

export interface BuiltDocument {
  readonly path: string;
  readonly title: string;
  readonly passages: number;
  /** Without page furniture. */
  readonly words: number;
  /** Against the generation before, by the bytes of the file. */
  readonly state: DocumentState;
  /** What was left out of it and why, one sentence each. */
  readonly notes: readonly string[];
}

export type BuildStage = 'read' | 'embed' | 'index' | 'write';

/** What a build did. */
export interface BuildReport {
  readonly generation: string;
  readonly status: 'built' | 'unchanged';
  readonly documents: readonly BuiltDocument[];
  /** Paths of documents that are gone. */
  readonly removed: readonly string[];
  readonly skipped: readonly SkippedFile[];
  readonly passages: number;
  /** Texts that were embedded, and passages that needed none of it. */
  readonly embedded: number;
  readonly reused: number;
  /** What did not go as it should without keeping the build from its end, one sentence each. */
  readonly warnings: readonly string[];
  readonly milliseconds: Readonly<Record<BuildStage | 'total', number>>;
}

export interface BuildFacts {
  readonly status: BuildReport['status'];
  readonly generation: string;
  readonly embedded: number;
  readonly collected: Collected;
  readonly previous: { readonly documents: readonly IndexedDocument[] } | null;
  readonly skipped: readonly SkippedFile[];
  readonly warnings: readonly string[];
  readonly clock: StageClock;
}

/** Puts a build into words and numbers, document by document against the generation before. */
export function describeBuild(facts: BuildFacts): BuildReport {
  const { collected, embedded } = facts;
  const before = facts.previous?.documents ?? [];
  const { states, removed } = compareDocuments(before, collected.documents);
  return {
    generation: facts.generation,
    status: facts.status,
    documents: collected.documents.map(({ path, metadata, passageCount, words }, ordinal) => ({
      path,
      title: metadata.title,
      passages: passageCount,
      words,
      state: states[ordinal] ?? 'added',
      notes: collected.notes[ordinal] ?? [],
    })),
    removed,
    skipped: facts.skipped,
    passages: collected.passages.count,
    embedded,
    reused: collected.passages.count - embedded,
    warnings: facts.warnings,
    milliseconds: facts.clock.read(),
  };
}

type Compared = Pick<IndexedDocument, 'path' | 'sha256'>;

/** A document is renamed when a path that is gone had the same bytes; each path that is gone counts for one. */
export function compareDocuments(
  before: readonly Compared[],
  now: readonly Compared[],
): { states: DocumentState[]; removed: string[] } {
  const hashes = new Map(before.map(({ path, sha256 }) => [path, sha256]));
  const paths = new Set(now.map(({ path }) => path));
  const gone = before.filter(({ path }) => !paths.has(path));
  const goneByHash = new Map<string, string[]>();
  for (const { path, sha256 } of gone) goneByHash.set(sha256, [...(goneByHash.get(sha256) ?? []), path]);
  const renamed = new Set<string>();
  const states = now.map(({ path, sha256 }): DocumentState => {
    const hash = hashes.get(path);
    if (hash !== undefined) return hash === sha256 ? 'unchanged' : 'changed';
    const from = goneByHash.get(sha256)?.shift();
    if (from === undefined) return 'added';
    renamed.add(from);
    return 'renamed';
  });
  return { states, removed: gone.map(({ path }) => path).filter((path) => !renamed.has(path)) };
}

/** Adds up wall time by stage. */
export interface StageClock {
  /** All time since the last end belongs to this stage. */
  end(stage: BuildStage): void;
  read(): BuildReport['milliseconds'];
}

/** Starts now. */
export function stageClock(): StageClock {
  const started = performance.now();
  const spent = { read: 0, embed: 0, index: 0, write: 0 };
  let last = started;
  return {
    /** All time since the last end belongs to this stage. */
    end(stage) {
      const now = performance.now();
      spent[stage] += now - last;
      last = now;
    },
    read: () => ({ ...spent, total: performance.now() - started }),
  };
}
