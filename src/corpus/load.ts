import type { Document, DocumentFormat, SkippedFile } from '../types.ts';
import { markBoilerplate } from './boilerplate.ts';
import type { Extraction } from './extracted.ts';
import { extractPlainText } from './formats/plain.ts';
import { identifyFormat } from './identify.ts';
import { findMetadata } from './metadata.ts';
import { readFoundFile } from './read-file.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { walkFolder, type FoundFile } from './walk.ts';

export interface LoadOptions {
  /** Files over this size are left out and reported. */
  readonly maxFileBytes: number;
}

/** One file of the documents folder: a document, or why it is none. */
export type Loaded =
  | {
      readonly kind: 'document';
      readonly document: Document;
      /** What the operator should know although the document was read, one sentence each. */
      readonly notes?: readonly string[];
    }
  | { readonly kind: 'skipped'; readonly file: SkippedFile };

/**
 * Reads the documents of a folder, one at a time, in the order of their paths. A file that cannot be used never
 * stops the rest: it comes out as `skipped`, with its reason. The same folder gives the same results.
 *
 * @throws KnownError `documents` when the folder itself cannot be read
 */
export async function* loadDocuments(folder: string, options: LoadOptions): AsyncGenerator<Loaded> {
  const pathsByHash = new Map<string, string>();
  const sandbox = openSandbox();
  try {
    for await (const found of walkFolder(folder)) {
      if (found.kind === 'skipped') {
        yield found;
        continue;
      }
      const loaded = await loadFile(found, options, sandbox, pathsByHash);
      if (loaded.kind === 'document') pathsByHash.set(loaded.document.sha256, found.path);
      yield loaded;
    }
  } finally {
    await sandbox.close();
  }
}

async function loadFile(
  file: FoundFile,
  options: LoadOptions,
  sandbox: Sandbox,
  pathsByHash: ReadonlyMap<string, string>,
): Promise<Loaded> {
  const skip = (reason: string): Loaded => ({ kind: 'skipped', file: { path: file.path, reason } });
  const read = await readFoundFile(file, options.maxFileBytes);
  if (read.kind === 'refused') return skip(read.reason);
  const { bytes, sha256 } = read;
  const size = bytes.length;
  if (size === 0) return skip('empty: it holds no bytes');
  const earlier = pathsByHash.get(sha256);
  if (earlier !== undefined) return skip(`a duplicate: same content as ${earlier}`);

  const identified = identifyFormat(file.path, bytes);
  if (identified.kind === 'refused') return skip(identified.reason);
  const extraction = await extract(identified.format, bytes, sandbox);
  if (extraction.kind === 'refused') return skip(extraction.reason);
  const { format, text, fields, fieldEvidence, notes } = extraction.extracted;
  const isOnlyFields = extraction.extracted.blocks.every((block) => block.kind === 'front-matter');
  if (isOnlyFields && format !== 'text' && format !== 'markdown') return skip('empty: it holds no text');
  if (text.trim() === '') return skip('empty: it holds nothing but white space');

  const blocks = markBoilerplate(text, extraction.extracted.blocks);
  const { metadata, evidence } = findMetadata({ path: file.path, text, blocks, fields, fieldEvidence });
  return {
    kind: 'document',
    document: { path: file.path, format, bytes: size, sha256, text, blocks, metadata, evidence },
    notes: identified.note === null ? notes : [identified.note, ...notes],
  };
}

/** Plain text is read here; formats whose parsers can be led astray, behind a wall. */
async function extract(format: DocumentFormat, bytes: Uint8Array, sandbox: Sandbox): Promise<Extraction> {
  switch (format) {
    case 'text':
    case 'markdown':
      return extractPlainText(format, bytes);
    case 'html':
    case 'pdf':
    case 'docx':
      return sandbox.extract({ format, bytes });
  }
}
