/** Files in memory, by path: asked first by Transformers.js, which would read them from the disk again otherwise. */
const held = new Map<string, Buffer>();

/**
 * What Transformers.js takes for its cache. Only files that are held are in it, and nothing is put there.
 *
 * Its own way to a file loads Node's web client as well, which takes longer than reading a small model.
 */
export const heldFiles = {
  match: async (file: string): Promise<{ arrayBuffer: () => Promise<ArrayBuffer> } | undefined> => {
    const bytes = held.get(file);
    return bytes && { arrayBuffer: async () => ownBuffer(bytes) };
  },
  put: async (): Promise<void> => undefined,
};

/**
 * Holds files until the function that it gives back is called.
 *
 * @param files by path, with `/` between folders
 */
export function holdFiles(files: ReadonlyMap<string, Buffer>): () => void {
  for (const [file, bytes] of files) held.set(file, bytes);
  return () => {
    // Another may hold the same path since.
    for (const [file, bytes] of files) if (held.get(file) === bytes) held.delete(file);
  };
}

function ownBuffer({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer {
  const isWhole = byteOffset === 0 && byteLength === buffer.byteLength && buffer instanceof ArrayBuffer;
  return isWhole ? buffer : (buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}
