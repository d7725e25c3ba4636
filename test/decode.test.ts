import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { decodeText } from '../src/corpus/decode.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function utf16(text: string, order: 'little' | 'big', mark: boolean): Uint8Array {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le');
  return order === 'little' ? bytes : bytes.swap16();
}

function textOf(bytes: Uint8Array, declared?: string): string {
  const decoded = decodeText(bytes, declared);
  assert.equal(decoded.kind, 'text', JSON.stringify(decoded));
  return decoded.kind === 'text' ? decoded.text : '';
}

function noteOf(bytes: Uint8Array): string | null {
  const decoded = decodeText(bytes);
  return decoded.kind === 'text' ? decoded.note : `refused: ${decoded.reason}`;
}

const windows1252 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

test('drops one byte order mark and changes nothing else', () => {
  assert.equal(textOf(utf8('\uFEFF\r\n a\u00A0b\t\n\n')), '\r\n a\u00A0b\t\n\n');
  assert.equal(textOf(utf8('\uFEFF\uFEFFx')), '\uFEFFx');
  assert.equal(noteOf(utf8('\uFEFFblåbær')), null);
});

test('gives back any text that was written as UTF-8, unless it holds control characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      fc.pre(!/\p{Cc}/u.test(text) && !text.startsWith('\uFEFF'));
      assert.equal(textOf(utf8(text)), text);
    }),
  );
});

test('reads UTF-16 of both byte orders, with and without a mark', () => {
  const text = 'Harbour office, 12 May: the ferry «Ålesund» leaves at 7.\nСудно стоїть у порту 3 дні.\n';
  for (const order of ['little', 'big'] as const) {
    assert.equal(textOf(utf16(text, order, true)), text);
    assert.equal(noteOf(utf16(text, order, true)), null);
    assert.equal(textOf(utf16(text, order, false)), text);
    assert.match(noteOf(utf16(text, order, false)) ?? '', /read as UTF-16 .E: it has no byte order mark/);
  }
});

test('reads Western text that is not UTF-8 as Windows-1252 and says so', () => {
  const bytes = windows1252('The caf\xE9 \x93Bl\xE5b\xE6r\x94 opened in 1998 \x96 and closed a year later.');
  assert.equal(textOf(bytes), 'The café “Blåbær” opened in 1998 – and closed a year later.');
  assert.equal(noteOf(bytes), 'read as Windows-1252: it is not valid UTF-8');
});

test('refuses to guess at other encodings instead of showing wrong letters', () => {
  const cyrillic = windows1252('\xCF\xEE\xF0\xF2 \xE7\xE0\xEA\xF0\xFB\xF2 \xE4\xEE \xEC\xE0\xFF.');
  const decoded = decodeText(cyrillic);
  assert.equal(decoded.kind, 'refused');
  assert.match(decoded.kind === 'refused' ? decoded.reason : '', /encoding is not known.*save it as UTF-8/);
  assert.equal(textOf(cyrillic, 'windows-1251'), 'Порт закрыт до мая.');
});

test('keeps a UTF-8 text with one damaged character and counts the damage', () => {
  const bytes = Buffer.concat([
    utf8('Blåbær, tyttebær, bjørnebær, jordbær og bringebær på én øy'),
    Buffer.from([0xc3]),
  ]);
  assert.match(textOf(bytes), /^Blåbær, tyttebær.* øy\uFFFD$/);
  assert.match(noteOf(bytes) ?? '', /^1 damaged character replaced/);
});

test('prefers valid UTF-8 over what a page declares, and ignores labels nobody knows', () => {
  assert.equal(textOf(utf8('blåbær'), 'iso-8859-1'), 'blåbær');
  assert.equal(textOf(windows1252('The caf\xE9 is open'), 'x-nonsense'), 'The café is open');
});

test('recognises binary content', () => {
  const binaries = [
    Buffer.from([0, 1, 2, 3, 0, 200, 255, 0]),
    Buffer.from('text with a \0 in it'),
    Buffer.from('\x01\x02\x03\x04 mostly controls'),
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from([0x00, 0xd8, 0x41, 0x00])]),
  ];
  for (const bytes of binaries) assert.equal(decodeText(bytes).kind, 'refused', bytes.toString('hex'));
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 400, maxLength: 600 }), (bytes) => {
      assert.equal(decodeText(bytes).kind, 'refused');
    }),
  );
});
