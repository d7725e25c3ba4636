import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { textKey, type Key } from '../../src/discord/state.ts';
import type { EmbeddingModel } from '../../src/embedding/embed.ts';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { textDocument } from '../../src/evaluation/text-document.ts';
import { buildIndexFromDocuments } from '../../src/index/build.ts';
import { newGenerationName } from '../../src/index/current.ts';
import { readDocumentList } from '../../src/index/document-list.ts';
import {
  fileNames,
  manifestName,
  readManifest,
  writeManifest,
  type Manifest,
} from '../../src/index/manifest.ts';

/** A finished generation that can be swapped in, and the number that its documents give. */
export interface Edition {
  readonly generation: string;
  readonly number: number;
  /** Of its documents' texts, as buttons hold them. */
  readonly texts: ReadonlySet<Key>;
}

/** The places whose toll each edition tells, in a document of its own. */
const bridges = ['Aldermouth', 'Brenford', 'Carrow', 'Dunmere', 'Eastwick', 'Farley'] as const;

/** What is asked; any edition answers it. */
export function questionOf(random: Random): string {
  const at = bridges[randomBelow(random, bridges.length)] ?? bridges[0];
  return `How many crowns is the toll of the bridge of ${at}?`;
}

/** The numbers of the editions that a text was quoted from. */
export function editionsIn(text: string): Set<number> {
  return new Set([...text.matchAll(/(?<!\d)7(\d\d) crowns/g)].map(([, number]) => Number(number)));
}

/**
 * Builds editions that differ in one number, and puts them side by side into one index folder: two sentences of each document
 * give the number, so that an answer of two editions would show.
 */
export async function writeEditions(
  indexDir: string,
  model: EmbeddingModel,
  count: number,
): Promise<readonly Edition[]> {
  const editions: Edition[] = [];
  mkdirSync(indexDir, { recursive: true });
  for (let number = 10; number < 10 + count; number++) {
    const own = `${indexDir}.${number}`;
    const documents = bridges.map((at) =>
      textDocument(`${at.toLowerCase()}.txt`, `The bridge of ${at}`, [
        `The toll of the bridge of ${at} is 7${number} crowns.`,
        `The keeper of the bridge of ${at} wrote that the toll is 7${number} crowns for everyone.`,
      ]),
    );
    const { generation } = await buildIndexFromDocuments({ indexDir: own, model, documents });
    renameSync(path.join(own, generation), path.join(indexDir, generation));
    rmSync(own, { recursive: true });
    const list = readFileSync(path.join(indexDir, generation, fileNames.documents), 'utf8');
    const texts = new Set(readDocumentList(list).map(({ textSha256 }) => textKey(textSha256)));
    editions.push({ generation, number, texts });
  }
  return editions;
}

/** Names a generation in CURRENT as a build does, by rename, but waits for no disk: ten thousand of them are to be done. */
export function putInUse(indexDir: string, generation: string): void {
  const file = path.join(indexDir, 'CURRENT');
  writeFileSync(`${file}.put`, `${generation}\n`);
  renameSync(`${file}.put`, file);
}

/** Ways in which a generation can be bad. */
export const kinds = [
  'flip',
  'truncate',
  'append',
  'empty',
  'missing',
  'of-another',
  'model',
  'dimension',
] as const;
export type Kind = (typeof kinds)[number];

/** Copies an edition under a new name and spoils the copy. @returns its name */
export function writeBad(indexDir: string, editions: readonly Edition[], kind: Kind, random: Random): string {
  const one = editions[randomBelow(random, editions.length)];
  const other = editions.find((edition) => edition !== one);
  if (one === undefined || other === undefined) throw new Error('There are too few editions');
  const name = newGenerationName(readdirSync(indexDir), new Date());
  const folder = path.join(indexDir, name);
  cpSync(path.join(indexDir, one.generation), folder, { recursive: true });
  const manifest = readManifest(readFileSync(path.join(folder, manifestName), 'utf8'), one.generation);
  const { model } = manifest;
  const changed: Manifest = {
    ...manifest,
    generation: name,
    model:
      kind === 'model'
        ? { ...model, hash: model.hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }
        : kind === 'dimension'
          ? { ...model, dimension: model.dimension * 2 }
          : model,
  };
  writeFileSync(path.join(folder, manifestName), writeManifest(changed));
  if (kind === 'model' || kind === 'dimension') return name;
  const names = readdirSync(folder).sort();
  // A file that is the same in both editions would make no bad generation.
  const files = kind === 'of-another' ? ['texts.bin', 'documents.json'] : names;
  const file = files[randomBelow(random, files.length)] ?? manifestName;
  spoil(path.join(folder, file), path.join(indexDir, other.generation, file), kind, random);
  return name;
}

function spoil(file: string, ofAnother: string, kind: Kind, random: Random): void {
  const { size } = statSync(file);
  const bytes = readFileSync(file);
  switch (kind) {
    case 'flip': {
      const at = randomBelow(random, size);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << randomBelow(random, 8));
      return writeFileSync(file, bytes);
    }
    case 'truncate':
      return writeFileSync(file, bytes.subarray(0, randomBelow(random, size)));
    case 'append':
      return writeFileSync(file, Buffer.concat([bytes, Buffer.alloc(1 + randomBelow(random, 4096), 7)]));
    case 'empty':
      return writeFileSync(file, '');
    case 'missing':
      return rmSync(file);
    case 'of-another':
      return cpSync(ofAnother, file);
    case 'model':
    case 'dimension':
  }
}
