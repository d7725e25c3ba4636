/** Text read from bytes, or why the bytes are not text. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: string; readonly note: string | null }
  | { readonly kind: 'refused'; readonly reason: string };

/** Above this share of control characters, bytes are no text in anyone's sense; a stray few are left by careless copying. */
const maxControlShare = 0.01;

/**
 * Above this share of accented letters among all letters a text is not in a Western European language. Vietnamese
 * and Icelandic, the heaviest in accents, stay near a quarter; Cyrillic or Greek read as Windows-1252 is above 0.9.
 */
const maxAccentedShare = 0.35;

/** Damaged characters per character outside ASCII, below which a file is UTF-8 with faults rather than another encoding. */
const maxDamagedShare = 0.1;

/**
 * Reads bytes as text and changes nothing but the byte order mark, which is dropped.
 *
 * In this order: a byte order mark; UTF-16 by its pattern of zero bytes; UTF-8; `declaredEncoding` (a label such as
 * an HTML page gives); UTF-8 with few damaged characters; Windows-1252. Everything but plain UTF-8 and a marked
 * encoding leaves a note, since it is a guess.
 */
export function decodeText(bytes: Uint8Array, declaredEncoding?: string): Decoded {
  const marked = encodingOfMark(bytes);
  if (marked !== null) {
    const text = decodeStrictly(bytes, marked.label);
    if (text === null)
      return refused(`damaged: it is marked as ${marked.name} and is not valid ${marked.name}`);
    return checked(text.startsWith('\uFEFF') ? text.slice(1) : text, marked.name, null);
  }
  const wide = encodingOfZeros(bytes);
  if (wide !== null) {
    const text = decodeStrictly(bytes, wide.label);
    if (text !== null) return checked(text, wide.name, `read as ${wide.name}: it has no byte order mark`);
  }
  if (bytes.includes(0)) return refused('binary: it holds zero bytes, so it is not text');

  const utf8 = decodeStrictly(bytes, 'utf-8');
  if (utf8 !== null) return checked(utf8, 'UTF-8', null);
  const declared = declaredEncoding === undefined ? null : decodeDeclared(bytes, declaredEncoding);
  if (declared !== null) return checked(declared, declaredEncoding ?? '', null);

  const damaged = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const replaced = count(damaged, (code) => code === 0xfffd);
  if (replaced <= maxDamagedShare * count(damaged, (code) => code > 0x7f && code !== 0xfffd)) {
    const characters = replaced === 1 ? '1 damaged character' : `${replaced} damaged characters`;
    return checked(damaged, 'UTF-8', `${characters} replaced by \uFFFD: it is not wholly valid UTF-8`);
  }
  const western = decodeWestern(bytes);
  if (count(western, isAccentedLetter) > maxAccentedShare * count(western, isLetter)) {
    return refused(
      'its encoding is not known: it is neither UTF-8 nor Western European text; save it as UTF-8',
    );
  }
  return checked(western, 'Windows-1252', 'read as Windows-1252: it is not valid UTF-8');
}

function checked(text: string, encoding: string, note: string | null): Decoded {
  const controls = count(text, isControl);
  if (text.includes('\0') || controls > maxControlShare * text.length) {
    return refused('binary: it holds control characters, so it is not text');
  }
  return { kind: 'text', text, encoding, note };
}

function refused(reason: string): Decoded {
  return { kind: 'refused', reason };
}

interface Encoding {
  readonly label: string;
  readonly name: string;
}

const utf16LE: Encoding = { label: 'utf-16le', name: 'UTF-16 LE' };
const utf16BE: Encoding = { label: 'utf-16be', name: 'UTF-16 BE' };

function encodingOfMark(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { label: 'utf-8', name: 'UTF-8' };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16LE;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16BE;
  return null;
}

/**
 * UTF-16 without a mark has zeros on one side of its pairs (the high halves of spaces, digits and Latin letters)
 * and next to none on the other.
 */
function encodingOfZeros(bytes: Uint8Array): Encoding | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  const zeros: [number, number] = [0, 0];
  const examined = Math.min(bytes.length, 65_536);
  for (let i = 0; i < examined; i++) if (bytes[i] === 0) zeros[(i % 2) as 0 | 1]++;
  const [first, second] = zeros;
  const enough = examined / 2 / 20;
  if (second > enough && first <= second / 50) return utf16LE;
  if (first > enough && second <= first / 50) return utf16BE;
  return null;
}

function decodeStrictly(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    // The decoder's way to say that the bytes are not in this encoding, which is what was asked.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** `null` also for a label nobody knows: pages declare all sorts of things. */
function decodeDeclared(bytes: Uint8Array, label: string): string | null {
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    return decoder.encoding === 'windows-1252' ? decodeWestern(bytes) : decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}

/** What Windows-1252 has where ISO 8859-1 has control characters; the five it leaves free stay as they are. */
const windowsSigns = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/** Windows-1252, which Node 20 and 22 decode as ISO 8859-1 when asked for it by name. */
function decodeWestern(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replaceAll(/[\x80-\x9F]/g, (sign) => windowsSigns.charAt(sign.charCodeAt(0) - 0x80));
}

/** Counts code units; a list of matches would take many times the memory of the text. */
function count(text: string, isCounted: (code: number) => boolean): number {
  let found = 0;
  for (let i = 0; i < text.length; i++) if (isCounted(text.charCodeAt(i))) found++;
  return found;
}

function isControl(code: number): boolean {
  if (code < 0x20) return code < 0x09 || code > 0x0d;
  return code >= 0x7f && code <= 0x9f && code !== 0x85;
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || isAccentedLetter(code);
}

function isAccentedLetter(code: number): boolean {
  return code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7;
}
