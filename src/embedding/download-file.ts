import { createHash, randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Announced, HubFile, HubRequest } from './hub.ts';
import { downloadError, requestFromHub } from './hub.ts';
import type { FileRecord } from './model-files.ts';
import { isFile, largestModelFile, sha256 } from './model-files.ts';
import { inspectOnnx } from './onnx-check.ts';

/** How far the download of one file has come. `totalBytes` is `null` where the hub does not say. */
export interface DownloadProgress {
  readonly file: string;
  readonly receivedBytes: number;
  readonly totalBytes: number | null;
}

export interface FileRequest extends HubRequest {
  /** Of the file, relative to the folder, `/` between. */
  readonly name: string;
  /** Exists already, with the folders that the name goes through. */
  readonly folder: string;
  /** What the bytes have to be, where that is known beforehand. */
  readonly known: FileRecord | null;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/**
 * Brings one file of a hub into a folder, unless the same bytes lie there already.
 *
 * They are written under another name, flushed, read back and checked before the file gets its own name: against the
 * known hash, against the hub's size and hash as far as it gives them, and for being JSON or ONNX at all.
 *
 * @returns what was stored, or `null` when the hub has no such file
 * @throws KnownError `download`; errors of the file system as they come. Neither leaves a file behind.
 */
export async function downloadFile(request: FileRequest): Promise<FileRecord | null> {
  const target = path.join(request.folder, request.name);
  const present = (await isFile(target)) ? await readFile(target) : null;
  if (present !== null && request.known?.sha256 === sha256(present)) return request.known;

  const reply = await requestFromHub(request);
  if (reply === null) return null;
  if (present !== null && isProven(present, reply.announced) && request.known === null) {
    await reply.cancel();
    return recordOf(request.name, present);
  }
  const part = partName(target);
  try {
    await writeChunks(request, reply, part);
    const bytes = await readFile(part);
    const problem = findProblem(request, bytes, reply.announced);
    if (problem !== null) throw downloadError(request, `what came ${problem}`);
    await rename(part, target);
    return recordOf(request.name, bytes);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** A name beside a file that no other process writes to. */
export function partName(file: string): string {
  return `${file}.${process.pid}-${randomBytes(6).toString('hex')}.part`;
}

async function writeChunks(request: FileRequest, reply: HubFile, part: string): Promise<void> {
  const totalBytes = reply.announced.size;
  if ((totalBytes ?? 0) > largestModelFile) {
    await reply.cancel();
    throw downloadError(request, `it has ${totalBytes} bytes; the most is ${largestModelFile}`);
  }
  const file = await open(part, 'wx');
  try {
    let receivedBytes = 0;
    for await (const chunk of reply.chunks()) {
      receivedBytes += chunk.length;
      if (receivedBytes > largestModelFile)
        throw downloadError(request, `it has more than ${largestModelFile} bytes`);
      await file.writeFile(chunk);
      request.onProgress?.({ file: request.name, receivedBytes, totalBytes });
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** True when the hub names a hash for the file and these bytes have it. */
function isProven(bytes: Buffer, announced: Announced): boolean {
  return (announced.sha256 !== null || announced.gitSha1 !== null) && findMismatch(bytes, announced) === null;
}

function findProblem(request: FileRequest, bytes: Buffer, announced: Announced): string | null {
  const { known, name } = request;
  if (name.endsWith('.onnx')) {
    const { problem } = inspectOnnx(bytes);
    if (problem !== null) return problem;
  } else if (!isJson(bytes)) return 'is not JSON';
  if (known !== null && sha256(bytes) !== known.sha256)
    return `has the SHA-256 ${sha256(bytes)}, and the pinned file has ${known.sha256}`;
  return findMismatch(bytes, announced);
}

function findMismatch(bytes: Buffer, announced: Announced): string | null {
  const { size, sha256: expected, gitSha1 } = announced;
  if (size !== null && bytes.length !== size) return `has ${bytes.length} bytes, and the hub says ${size}`;
  if (expected !== null && sha256(bytes) !== expected)
    return `has the SHA-256 ${sha256(bytes)}, and the hub says ${expected}`;
  // Git hashes a file with a header in front: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
  const actual = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  if (gitSha1 !== null && actual !== gitSha1)
    return `has the Git hash ${actual}, and the hub says ${gitSha1}`;
  return null;
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

function recordOf(name: string, bytes: Buffer): FileRecord {
  return { name, size: bytes.length, sha256: sha256(bytes) };
}
