import path from 'node:path';
import { setImmediate as turnOfEventLoop } from 'node:timers/promises';
import type { Embed } from '../types.ts';
import { embeddingTexts, keyBytes, type Collected } from './collect.ts';
import { readVerified } from './files.ts';
import type { OpenIndex } from './generation.ts';
import { fileNames } from './manifest.ts';

/** The embeddings of an earlier generation, by what was embedded. */
export interface KnownVectors {
  /** `undefined`: never embedded. `null`: embedded, and found to hold nothing known. */
  find(key: string): Float32Array | null | undefined;
}

export interface EmbeddedPassages {
  /** For each passage; `null` without one known token. */
  readonly vectors: readonly (Float32Array | null)[];
  /** Texts that the model was asked for, and passages that needed none of it. */
  readonly embedded: number;
  readonly reused: number;
}

/** Texts handed to the model at once: enough to sort them by length, few enough to stop soon. */
const batchSize = 64;

export const nothingKnown: KnownVectors = { find: () => undefined };

/** @throws KnownError `bad-index` when the generation's list of keys is damaged */
export async function vectorsOf(index: OpenIndex, folder: string): Promise<KnownVectors> {
  const record = index.manifest.files.embedded;
  if (record === undefined) return nothingKnown;
  const keys = await readVerified(path.join(folder, fileNames.embedded), record);
  const ordinals = new Map<string, number>();
  // The first of equal ones: later ones may have been left out of the graph.
  for (let ordinal = index.passageCount - 1; ordinal >= 0; ordinal -= 1)
    ordinals.set(keyOf(keys, ordinal), ordinal);
  return {
    find(key) {
      const ordinal = ordinals.get(key);
      return ordinal === undefined ? undefined : index.dense.vector(ordinal);
    },
  };
}

/** Embeds what is not known yet; equal texts once. */
export async function embedPassages(
  collected: Collected,
  embed: Embed,
  known: KnownVectors,
  onProgress: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<EmbeddedPassages> {
  const { count } = collected.passages;
  const vectors: (Float32Array | null)[] = [];
  /** First passage with each text that is not known; the others copy from it. */
  const firsts = new Map<string, number>();
  const copies: { readonly from: number; readonly to: number }[] = [];
  for (let ordinal = 0; ordinal < count; ordinal += 1) {
    const key = keyOf(collected.keys, ordinal);
    const found = known.find(key);
    vectors.push(found ?? null);
    if (found !== undefined) continue;
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, ordinal);
    else copies.push({ from: first, to: ordinal });
  }

  const wanted = [...firsts.values()];
  const texts = embeddingTexts(collected, wanted);
  for (let done = 0; done < wanted.length; done += batchSize) {
    signal?.throwIfAborted();
    const batch = wanted.slice(done, done + batchSize);
    const embedded = await embed(batch.map(() => texts.next().value as string));
    if (embedded.length !== batch.length)
      throw new Error(`The model gave ${embedded.length} of ${batch.length} vectors`);
    for (const [at, ordinal] of batch.entries()) vectors[ordinal] = embedded[at] ?? null;
    onProgress(Math.min(done + batchSize, wanted.length), wanted.length);
    await turnOfEventLoop();
  }
  for (const { from, to } of copies) vectors[to] = vectors[from] ?? null;
  return { vectors, embedded: wanted.length, reused: count - wanted.length };
}

/** What a passage's text is known by: equal for equal texts. */
export function keyOf(keys: Uint8Array, ordinal: number): string {
  return Buffer.from(keys.buffer, keys.byteOffset + ordinal * keyBytes, keyBytes).toString('latin1');
}
