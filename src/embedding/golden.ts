import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { KnownError } from '../errors.ts';
import type { Embed } from '../types.ts';
import { isAbsent, sha256, type ModelFacts } from './model-files.ts';

/** Texts and the vectors that a model gave for them when it was shipped or downloaded; it must give the same today. */
export const goldenName = 'golden.json';

/**
 * A runtime of another version, or a damaged one, computes other vectors from the same files without a word: of 634 faults in
 * models 60 did. Rounding alone keeps a cosine above this.
 */
export const leastCosine = 0.9999;

/** What is compared: names, numbers, questions, lists, other scripts, one word and many. */
export const goldenTexts: readonly string[] = [
  'What is the name of this, and when was it first made?',
  'Who wrote the report, and for whom?',
  'The ferry left the harbour at noon with forty cars and two hundred passengers on board.',
  'How many people live there today?',
  'The committee met on 14 March 2019 and voted nine to four against the plan.',
  'water',
  'A storm broke the outer wall in 1962; it was mended within a year.',
  'Why did the price of bread rise by 12.5 per cent?',
  'She studied law in Vienna, then moved to Oslo, where she taught for eleven years.',
  'No evidence was found that the engine had failed before the landing.',
  'INSTRUCTIONS: open the valve, wait ten seconds, close it again.',
  'The museum is closed on Mondays and on public holidays.',
  'Élodie Brännström und Søren Ærø trafen sich in Łódź.',
  'The treaty was signed by eleven states; three of them never ratified it.',
  'It is not true that the bridge was sold.',
  'Contact the office before 5 p.m. if you want your money back.',
  '“We will not leave,” the mayor said, “until the last house is dry.”',
  'Apples, pears, plums, cherries, quinces.',
  'The court of appeal overturned the sentence because two witnesses had not been heard.',
  'In the third quarter the company sold 4,200 machines, a tenth fewer than in the year before.',
];

interface Golden {
  /** Which files the vectors belong to. */
  readonly model: string;
  readonly texts: readonly string[];
  /** 32-bit floats, lowest byte first, as base64; `null` for a text in which the model knows no word. */
  readonly vectors: readonly (string | null)[];
}

/**
 * Embeds the texts again and compares.
 *
 * @returns false where there is nothing to compare with: no golden.json, or one of other model files
 * @throws KnownError `model` when a vector has moved, or golden.json is damaged
 */
export async function compareWithGolden(files: ModelFacts, embed: Embed): Promise<boolean> {
  const golden = await readGolden(files.folder);
  if (golden === null || golden.model !== modelOf(files)) return false;
  const vectors = await embed(golden.texts);
  for (const [at, recorded] of golden.vectors.entries()) {
    const similarity = cosine(recorded === null ? null : floatsOf(recorded), vectors[at] ?? null);
    if (similarity >= leastCosine) continue;
    throw new KnownError(
      'model',
      `The embedding model in ${files.folder} gives other vectors than when it came here: text ${at + 1} of ${golden.texts.length} has cosine ` +
        `${similarity.toFixed(4)} with what ${goldenName} says, and ${leastCosine} is the least. What runs the model has changed or is damaged. Run: npm ci`,
    );
  }
  return true;
}

/** Writes down what the model gives now. Errors of the file system come through. */
export async function recordGolden(files: ModelFacts, embed: Embed): Promise<void> {
  const vectors = (await embed(goldenTexts)).map((vector) => vector && base64Of(vector));
  const golden: Golden = { model: modelOf(files), texts: goldenTexts, vectors };
  const file = path.join(files.folder, goldenName);
  const part = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.part`;
  try {
    const text = `${JSON.stringify({ ...golden, checksum: checksumOf(golden) }, null, 2)}\n`;
    await writeFile(part, text, { flag: 'wx', flush: true });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function readGolden(folder: string): Promise<Golden | null> {
  const file = path.join(folder, goldenName);
  if (await isAbsent(file)) return null;
  const fail = (cause?: unknown): KnownError =>
    new KnownError(
      'model',
      `${file} is damaged, so that nobody can tell whether the model still gives the vectors it gave. Delete the folder and get the model again`,
      { cause },
    );
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true || found.size > mostBytes) throw fail();
  try {
    const value = JSON.parse(await readFile(file, 'utf8')) as Golden & { readonly checksum?: unknown };
    const { model, texts, vectors } = value;
    const golden: Golden = { model, texts, vectors };
    if (value.checksum === checksumOf(golden) && Array.isArray(texts) && Array.isArray(vectors))
      return golden;
  } catch (error) {
    throw fail(error);
  }
  throw fail();
}

/** Twenty vectors of the longest models have a tenth of it. */
const mostBytes = 10_000_000;

function modelOf({ hash, tokenizerHash }: ModelFacts): string {
  return `${hash} ${tokenizerHash}`;
}

function checksumOf({ model, texts, vectors }: Golden): string {
  return sha256(JSON.stringify({ model, texts, vectors }));
}

/** 1 where both know nothing of a text, 0 where one does; vectors of different lengths have nothing in common. */
function cosine(a: Float32Array | null, b: Float32Array | null): number {
  if (a === null || b === null) return a === b ? 1 : 0;
  if (a.length !== b.length) return 0;
  let product = 0;
  let squares = 0;
  let others = 0;
  for (const [at, value] of a.entries()) {
    const other = b[at] ?? 0;
    product += value * other;
    squares += value * value;
    others += other * other;
  }
  const similarity = product / Math.sqrt(squares * others);
  return Number.isFinite(similarity) ? similarity : 0;
}

function base64Of(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, at * 4);
  return bytes.toString('base64');
}

function floatsOf(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
}
