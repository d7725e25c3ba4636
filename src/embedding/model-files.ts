import { createHash } from 'node:crypto';
import { lstat, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { KnownError } from '../errors.ts';
import { inspectOnnx } from './onnx-check.ts';
import { readsWordByWord } from './word-pieces.ts';

/** What an index has to agree on with the model that questions are embedded with. */
export interface ModelDescription {
  /** A folder relative to the project, or `owner/name@commit` of a hub. Never a path of this machine. */
  readonly id: string;
  /** SHA-256 over the names and SHA-256s of config.json and the ONNX file. */
  readonly hash: string;
  /** The same over the tokenizer's files. */
  readonly tokenizerHash: string;
  readonly dimension: number;
  readonly pooling: 'mean';
}

/** What is known of a model folder that was read and checked. */
export interface ModelFacts extends ModelDescription {
  /** Absolute. */
  readonly folder: string;
  /** False where only the unquantised onnx/model.onnx is there. */
  readonly quantized: boolean;
  readonly modelType: string;
  /** Tokens of a text that are read, special ones included: the least of 512 and what model and tokenizer say. */
  readonly maxTokens: number;
  readonly dependsOnBatch: boolean;
  /** Whether the tokens of a text are those of its words, one after the other. */
  readonly readsWordByWord: boolean;
}

/** A model folder, read and checked, with what is needed to open it. */
export interface ModelFiles extends ModelFacts {
  /** The bytes that were checked, by name: what is opened is what was looked at, and is not read again. */
  readonly contents: ReadonlyMap<string, Buffer>;
}

/** One file of a model, its name relative to the model's folder with `/` between. */
export interface FileRecord {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** Present in every complete downloaded model, and checked wherever it lies: names, sizes and hashes of the files. */
export const fileListName = 'files.json';
/** The ONNX files a model may have, the preferred one first. */
export const onnxNames = ['onnx/model_quantized.onnx', 'onnx/model.onnx'] as const;
export const jsonNames = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;

/** Longer inputs gain nothing: passages are shorter, and attention costs grow with the square of the length. */
const mostTokens = 512;
/** Bytes. A larger file is no sentence embedding model, and Node reads no file over 2 GiB at once. */
export const largestModelFile = 2e9;

/**
 * Reads and checks the files of a model: JSON parses, the ONNX file is whole, and all match files.json if there is one.
 *
 * @param folder absolute path
 * @param id what the model is called in an index
 * @throws KnownError `model` naming the folder, the file and the problem
 */
export async function readModelFiles(folder: string, id: string): Promise<ModelFiles> {
  const fail = (problem: string, cause?: unknown): KnownError =>
    new KnownError('model', `The embedding model in ${folder} cannot be used: ${problem}`, { cause });
  const onnxName = await findOnnx(folder);
  if (onnxName === null)
    throw fail(
      `it has no ${onnxNames.join(' and no ')}. A model folder needs ${jsonNames.join(', ')} and an ONNX file`,
    );

  const contents = new Map<string, Buffer>();
  for (const name of [...jsonNames, onnxName])
    contents.set(name, await readWhole(path.join(folder, name), name, fail));
  const records = [...contents].map(([name, bytes]) => ({ name, size: bytes.length, sha256: sha256(bytes) }));
  await compareWithFileList(folder, records, fail);

  const onnx = inspectOnnx(contents.get(onnxName)!);
  if (onnx.problem !== null) throw fail(`${onnxName} ${onnx.problem}`);
  const [config, tokenizer, tokenizerConfig] = jsonNames.map((name) =>
    parseObject(contents.get(name)!, name, fail),
  );
  const dimension = config!['hidden_size'];
  if (!isPositiveInteger(dimension))
    throw fail(
      dimension === undefined
        ? 'config.json names no hidden_size, the length of a vector'
        : `hidden_size in config.json is ${JSON.stringify(dimension)}; it has to be the length of a vector`,
    );
  const modelType = config!['model_type'];
  if (typeof modelType !== 'string') throw fail('config.json names no model_type');
  const limits = [config!['max_position_embeddings'], tokenizerConfig!['model_max_length']].filter(
    isPositiveInteger,
  );
  return {
    id,
    folder,
    hash: hashOfRecords(records.filter((record) => !record.name.startsWith('tokenizer'))),
    tokenizerHash: hashOfRecords(records.filter((record) => record.name.startsWith('tokenizer'))),
    dimension,
    pooling: 'mean',
    quantized: onnxName === onnxNames[0],
    modelType,
    maxTokens: Math.min(mostTokens, ...limits),
    dependsOnBatch: onnx.dependsOnBatch,
    readsWordByWord: readsWordByWord(tokenizer!, tokenizerConfig!),
    contents,
  };
}

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function hashOfRecords(records: readonly FileRecord[]): string {
  return sha256(records.map((record) => `${record.name} ${record.sha256}\n`).join(''));
}

type Fail = (problem: string, cause?: unknown) => KnownError;

async function findOnnx(folder: string): Promise<(typeof onnxNames)[number] | null> {
  for (const name of onnxNames) {
    if (await isFile(path.join(folder, name))) return name;
  }
  return null;
}

/** True for an ordinary file that can be looked at; a missing or unreachable one is false. */
export async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** True where nothing lies, not even a link to nowhere. */
export async function isAbsent(file: string): Promise<boolean> {
  return lstat(file).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  );
}

async function readWhole(file: string, name: string, fail: Fail): Promise<Buffer> {
  try {
    const found = await stat(file);
    // A pipe would be waited for, and a device read to an end that it does not have.
    if (!found.isFile()) throw fail(`${name} is not a file`);
    const { size } = found;
    if (size > largestModelFile) throw fail(`${name} has ${size} bytes; the most is ${largestModelFile}`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof KnownError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw fail(code === 'ENOENT' ? `${name} is missing` : `${name} cannot be read (${code})`, error);
  }
}

function parseObject(bytes: Buffer, name: string, fail: Fail): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw fail(`${name} is not JSON`, error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw fail(`${name} is not a JSON object`);
  return value as Record<string, unknown>;
}

async function compareWithFileList(
  folder: string,
  records: readonly FileRecord[],
  fail: Fail,
): Promise<void> {
  const listFile = path.join(folder, fileListName);
  // Only a folder that never had a list may go unchecked: one that cannot be read hides what happened to the others.
  if (await isAbsent(listFile)) return;
  const list = parseObject(await readWhole(listFile, fileListName, fail), fileListName, fail)['files'];
  const listed = new Map(
    (Array.isArray(list) ? (list as FileRecord[]) : []).map((record) => [record?.name, record]),
  );
  for (const record of records) {
    const expected = listed.get(record.name);
    if (expected === undefined) throw fail(`${fileListName} does not list ${record.name}`);
    if (record.size !== expected.size || record.sha256 !== expected.sha256) {
      throw fail(
        `${record.name} is damaged or was changed: ${record.size} bytes with SHA-256 ${record.sha256}, where ${fileListName} says ` +
          `${expected.size} bytes with ${expected.sha256}. Delete the folder and get the model again`,
      );
    }
  }
}

function isPositiveInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
