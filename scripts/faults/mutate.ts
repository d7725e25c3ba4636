import { randomBelow, type Random } from '../../src/evaluation/random.ts';

/** One change to a file's bytes. `other` is a file of the same format to take pieces from. */
type Mutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

/** Up to this many bytes are moved, doubled or made up at once. */
const longestPiece = 4096;

const flipBits: Mutation = (bytes, random) => {
  const flipped = Buffer.from(bytes);
  const flips = 1 + randomBelow(random, 12);
  for (let flip = 0; flip < flips; flip += 1)
    flipped[randomBelow(random, flipped.length)]! ^= 1 << randomBelow(random, 8);
  return flipped;
};

const replaceBytes: Mutation = (bytes, random) => {
  const replaced = Buffer.from(bytes);
  const telling = [0, 0x7f, 0x80, 0xff, 0x0a, 0x0d, 0x1b, 0x3c, 0x28, 0x5b, 0x2f];
  const count = 1 + randomBelow(random, 24);
  for (let at = 0; at < count; at += 1)
    replaced[randomBelow(random, replaced.length)] = telling[randomBelow(random, telling.length)] ?? 0;
  return replaced;
};

const truncate: Mutation = (bytes, random) => bytes.subarray(0, randomBelow(random, bytes.length));
const behead: Mutation = (bytes, random) => bytes.subarray(randomBelow(random, bytes.length));

const cutOut: Mutation = (bytes, random) => {
  const [from, length] = pieceOf(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
};

const repeatPiece: Mutation = (bytes, random) => {
  const [from, length] = pieceOf(bytes, random);
  const times = 1 + randomBelow(random, 40);
  const piece = bytes.subarray(from, from + length);
  return Buffer.concat([
    bytes.subarray(0, from),
    ...Array.from({ length: times }, () => piece),
    bytes.subarray(from),
  ]);
};

const splice: Mutation = (bytes, random, other) =>
  Buffer.concat([
    bytes.subarray(0, randomBelow(random, bytes.length)),
    other.subarray(randomBelow(random, other.length)),
  ]);

const insertForeign: Mutation = (bytes, random, other) => {
  const at = randomBelow(random, bytes.length);
  const [from, length] = pieceOf(other, random);
  return Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + length), bytes.subarray(at)]);
};

const insertNoise: Mutation = (bytes, random) => {
  const at = randomBelow(random, bytes.length);
  const noise = Uint8Array.from({ length: 1 + randomBelow(random, 400) }, () => randomBelow(random, 256));
  return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
};

const zeroPiece: Mutation = (bytes, random) => {
  const zeroed = Buffer.from(bytes);
  const [from, length] = pieceOf(bytes, random);
  return zeroed.fill(0, from, from + length);
};

const exchange: Mutation = (bytes, random) => {
  const [from, length] = pieceOf(bytes, random);
  const piece = bytes.subarray(from, from + length);
  const rest = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
  const at = randomBelow(random, rest.length + 1);
  return Buffer.concat([rest.subarray(0, at), piece, rest.subarray(at)]);
};

/** Lengths, offsets and counts that are written in digits. */
const otherNumber: Mutation = (bytes, random) => {
  const numbers = [
    '0',
    '-1',
    '1',
    '4294967295',
    '99999999999999999999',
    '2147483648',
    '1e309',
    '00000000000',
  ];
  const text = bytes.toString('latin1');
  const places = [...text.matchAll(/\d+/g)];
  const place = places[randomBelow(random, Math.max(places.length, 1))];
  if (place === undefined) return flipBits(bytes, random, bytes);
  const number = numbers[randomBelow(random, numbers.length)] ?? '';
  return Buffer.from(
    `${text.slice(0, place.index)}${number}${text.slice(place.index + place[0].length)}`,
    'latin1',
  );
};

const mutations: readonly Mutation[] = [
  flipBits,
  flipBits,
  replaceBytes,
  replaceBytes,
  truncate,
  behead,
  cutOut,
  repeatPiece,
  splice,
  insertForeign,
  insertNoise,
  zeroPiece,
  exchange,
  otherNumber,
  otherNumber,
];

/** One to four changes, one upon the other. */
export function mutate(bytes: Buffer, random: Random, other: Buffer): Buffer {
  const changes = 1 + (random() < 0.4 ? randomBelow(random, 4) : 0);
  let changed = bytes;
  for (let change = 0; change < changes && changed.length > 0; change += 1)
    changed = (mutations[randomBelow(random, mutations.length)] ?? flipBits)(changed, random, other);
  return changed;
}

function pieceOf(bytes: Buffer, random: Random): readonly [from: number, length: number] {
  const from = randomBelow(random, bytes.length);
  return [from, Math.min(1 + randomBelow(random, longestPiece), bytes.length - from)];
}
