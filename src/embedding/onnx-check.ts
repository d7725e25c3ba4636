/** What can be told of an ONNX file before a native library parses it. */
export interface OnnxFacts {
  /** Why the file must not be opened, as the end of the sentence "model.onnx …"; `null` when nothing is wrong. */
  readonly problem: string | null;
  /**
   * True when activations are quantised at run time, with one scale for the whole batch: the vector of a text then
   * shifts with the texts it shares a batch with.
   */
  readonly dependsOnBatch: boolean;
}

/**
 * Looks at the outermost layer of an ONNX file: a protocol buffer whose fields fill the file exactly and hold a graph.
 * Finds web pages, pointers of Git LFS, other formats and files that end early, not a flipped bit inside the weights.
 *
 * Models with external data are refused. The runtime is given bytes, not a path, so it would look such data up from
 * the working directory, wherever the model's author pointed to. The runtime finds them through the key "location"; in
 * the wire format the byte before a string is the last one of its length, 8, or 0 when the length is padded.
 */
export function inspectOnnx(bytes: Buffer): OnnxFacts {
  return { problem: findProblem(bytes), dependsOnBatch: bytes.includes('DynamicQuantizeLinear') };
}

function findProblem(bytes: Buffer): string | null {
  if (bytes.length === 0) return 'is empty';
  const head = bytes.toString('latin1', 0, 256).trimStart();
  if (head.startsWith('version https://git-lfs'))
    return 'is a Git LFS pointer, not the model: run "git lfs pull", or download the file itself';
  if (head.startsWith('<')) return 'is a web page, not a model';
  if (!isWholeModel(bytes)) return 'is not a whole ONNX model: the file ends early or holds something else';
  for (let at = bytes.indexOf('location'); at > 0; at = bytes.indexOf('location', at + 1)) {
    const before = bytes[at - 1];
    if (before === 8 || before === 0)
      return 'keeps weights in another file (external data), which is not supported';
  }
  return null;
}

/** Numbers in `ModelProto` of the two fields that every model has. */
const graphField = 7;
const operatorSetField = 8;

/** Walks `ModelProto`'s own fields: https://protobuf.dev/programming-guides/encoding/. */
function isWholeModel(bytes: Buffer): boolean {
  let at = 0;
  const found = new Set<number>();
  const readVarint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70 && at < bytes.length; shift += 7) {
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  while (at < bytes.length) {
    const tag = readVarint();
    const field = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (wireType === 0) {
      if (Number.isNaN(readVarint())) return false;
    } else if (wireType === 1) at += 8;
    else if (wireType === 2) {
      const length = readVarint();
      at += length;
    } else if (wireType === 5) at += 4;
    else return false;
    if (!(at <= bytes.length)) return false;
    if (field === 0) return false;
    if (wireType === 2) found.add(field);
  }
  return found.has(graphField) && found.has(operatorSetField);
}
