import { readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { KnownError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { downloadFile, partName } from './download-file.ts';
import type { DownloadProgress } from './download-file.ts';
import { downloadError, requestFromHub } from './hub.ts';
import { knownModels } from './known-models.ts';
import { fileListName, isFile, jsonNames, onnxNames } from './model-files.ts';
import type { FileRecord } from './model-files.ts';
import type { HubSetting } from './model-setting.ts';

export interface DownloadOptions {
  /** Models lie in `<owner>--<name>/<commit>` under it. */
  readonly cacheDir: string;
  /** Base address of the hub, without a slash at the end. */
  readonly hubUrl: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Without a byte for so long a transfer has failed; 15,000 unless given. */
  readonly stallMilliseconds?: number;
}

/** Where a hub model lies once it is downloaded, and what it is called in an index. */
export interface DownloadedModel {
  readonly folder: string;
  readonly id: string;
}

/** Which commit a branch or tag meant when it was first asked for, so that it goes on meaning that. */
const pinsName = 'pinned.json';
const defaultStallMilliseconds = 15_000;
/** A live download writes far more often; what is older was left by a process that died. */
const deadPartMilliseconds = 600_000;

/**
 * Makes sure that a hub model is in the cache, whole. One that is there already is not asked of the hub again.
 *
 * Files come one by one, each written beside its place, checked and renamed, and files.json, the list of them, comes
 * last: a folder without it is an unfinished download, and its files are compared with the hub's hashes and kept or
 * fetched again. Several processes may do so at once.
 *
 * @throws KnownError `download` naming the host and the reason; `disk` when the cache cannot be written
 */
export async function downloadModel(setting: HubSetting, options: DownloadOptions): Promise<DownloadedModel> {
  const repositoryDir = path.join(options.cacheDir, setting.repository.replace('/', '--'));
  try {
    const commit = await findCommit(setting, repositoryDir, options);
    const folder = path.join(repositoryDir, commit);
    if (!(await isFile(path.join(folder, fileListName)))) await fillFolder(setting, commit, folder, options);
    return { folder, id: `${setting.repository}@${commit}` };
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (error instanceof KnownError || code === undefined || syscall === undefined) throw error;
    throw new KnownError(
      'disk',
      `Cannot write the embedding model ${setting.repository} to ${repositoryDir}: ${code} in ${syscall}`,
      { cause: error },
    );
  }
}

async function findCommit(
  setting: HubSetting,
  repositoryDir: string,
  options: DownloadOptions,
): Promise<string> {
  const { repository, revision } = setting;
  if (revision !== null && isCommit(revision)) return revision;
  const known = knownModels.get(repository);
  if (revision === null && known !== undefined) return known.commit;

  const wanted = revision ?? 'main';
  const pinsFile = path.join(repositoryDir, pinsName);
  const pins = await readPins(pinsFile);
  const pinned = pins[wanted];
  if (typeof pinned === 'string' && isCommit(pinned)) return pinned;

  const request = {
    url: new URL(`${options.hubUrl}/api/models/${repository}/revision/${encodeURIComponent(wanted)}`),
    what: `the commit of ${repository}@${wanted}`,
    stallMilliseconds: options.stallMilliseconds ?? defaultStallMilliseconds,
  };
  const answer = await requestFromHub(request);
  if (answer === null)
    throw downloadError(request, `HTTP 404: it has no model of that name with a revision "${wanted}"`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.chunks()) {
    size += chunk.length;
    if (size > longestAnswer)
      throw downloadError(request, `its answer is longer than ${longestAnswer} bytes`);
    chunks.push(chunk);
  }
  const commit = readCommit(Buffer.concat(chunks).toString('utf8'));
  if (commit === null) throw downloadError(request, 'its answer names no commit');
  await makeFolder(repositoryDir);
  await replaceFile(pinsFile, `${JSON.stringify({ ...pins, [wanted]: commit }, null, 2)}\n`);
  return commit;
}

/** Bytes. Descriptions of models with thousands of files stay under a tenth of this. */
const longestAnswer = 16 * 1024 * 1024;

function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

function readCommit(json: string): string | null {
  const sha = parseJson(json)?.['sha'];
  return typeof sha === 'string' && isCommit(sha) ? sha : null;
}

/** A list of pins that cannot be read pins nothing: the hub is asked again, and the list is written anew. */
async function readPins(file: string): Promise<Record<string, unknown>> {
  return (await isFile(file)) ? (parseJson(await readFile(file, 'utf8')) ?? {}) : {};
}

function parseJson(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

async function fillFolder(
  setting: HubSetting,
  commit: string,
  folder: string,
  options: DownloadOptions,
): Promise<void> {
  await makeFolder(path.join(folder, 'onnx'));
  await removeDeadParts(folder);
  await removeDeadParts(path.join(folder, 'onnx'));
  const known = knownModels.get(setting.repository);
  const fetchFile = async (name: string): Promise<FileRecord | null> =>
    downloadFile({
      url: new URL(`${options.hubUrl}/${setting.repository}/resolve/${commit}/${name}`),
      what: `${name} of ${setting.repository}`,
      stallMilliseconds: options.stallMilliseconds ?? defaultStallMilliseconds,
      name,
      folder,
      known: known?.commit === commit ? (known.files.find((file) => file.name === name) ?? null) : null,
      ...(options.onProgress && { onProgress: options.onProgress }),
    });
  const files: FileRecord[] = [];
  for (const choices of [...jsonNames.map((name) => [name]), onnxNames]) {
    let record: FileRecord | null = null;
    for (const name of choices) record ??= await fetchFile(name);
    if (record === null) {
      const url = new URL(options.hubUrl);
      throw downloadError(
        { url, what: `${setting.repository}@${commit}` },
        `HTTP 404: it has no ${choices.join(' and no ')}, which a model needs`,
      );
    }
    files.push(record);
  }
  await replaceFile(
    path.join(folder, fileListName),
    `${JSON.stringify({ model: setting.repository, commit, files }, null, 2)}\n`,
  );
}

async function replaceFile(file: string, content: string): Promise<void> {
  const part = partName(file);
  await writeFile(part, content, { flag: 'wx', flush: true });
  await rename(part, file);
}

async function removeDeadParts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.part')) continue;
    const part = path.join(folder, name);
    const found = await stat(part).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > deadPartMilliseconds) await rm(part, { force: true });
  }
}
