import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';

const megabyte = 1024 * 1024;

/** What an archive may unpack to beyond its own size; a document of a thousand pages is 10 MB of XML. */
const maxUnpackedMegabytes = 64;

/** XML packs to a thirtieth of its size at most, pictures hardly at all. */
const maxRatio = 100;

/** Too small to be a bomb, whatever the ratio. */
const harmlessMegabytes = 1;

const maxEntries = 2_000;

/** The wanted entries of an archive, or why it is not unpacked. */
export type Unpacked =
  | { readonly kind: 'entries'; readonly entries: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Unpacks every entry of a ZIP archive once, counting bytes as they come and keeping only the wanted ones: what an
 * archive says about its own sizes need not be true. A reader without limits may have the archive afterwards.
 *
 * @throws Error for a damaged archive
 */
export async function unpack(archive: Uint8Array, wanted: ReadonlySet<string>): Promise<Unpacked> {
  const buffer = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const zip = await fromBufferPromise(buffer, { lazyEntries: true, validateEntrySizes: true });
  const limit = Math.min(
    maxUnpackedMegabytes * megabyte + archive.length,
    Math.max(harmlessMegabytes * megabyte, maxRatio * archive.length),
  );
  const names = new Set<string>();
  const entries = new Map<string, Uint8Array>();
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (names.size >= maxEntries) return refused(`it is an archive of more than ${maxEntries} files`);
      if (entry.isEncrypted()) return refused('encrypted: save a copy without a password');
      // Of two entries with one name, two readers may each take another.
      if (names.has(entry.fileName)) return refused(`damaged: it holds ${entry.fileName} twice`);
      names.add(entry.fileName);
      const kept = await readEntry(zip, entry, limit - unpacked, wanted.has(entry.fileName));
      if (kept === null) {
        const size = (archive.length / megabyte).toFixed(1);
        const most = Math.floor(limit / megabyte);
        return refused(`it unpacks from ${size} MB to more than ${most} MB: made to exhaust its reader`);
      }
      unpacked += kept.length;
      if (kept.bytes !== null) entries.set(entry.fileName, kept.bytes);
    }
  } finally {
    zip.close();
  }
  return { kind: 'entries', entries };
}

/** @returns `null` for an entry that is longer than `limit` */
async function readEntry(
  zip: ZipFile,
  entry: Entry,
  limit: number,
  isKept: boolean,
): Promise<{ readonly length: number; readonly bytes: Uint8Array | null } | null> {
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > limit) return null;
    if (isKept) chunks.push(chunk);
  }
  return { length, bytes: isKept ? Buffer.concat(chunks) : null };
}

function refused(reason: string): Unpacked {
  return { kind: 'refused', reason };
}
