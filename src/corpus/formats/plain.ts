import { blocksOfPlainText } from '../blocks.ts';
import { decodeText } from '../decode.ts';
import type { Extraction } from '../extracted.ts';

/** A line may be a paragraph, and each takes half a kilobyte of memory while it is read: 300 MB in all. */
const mostLines = 400_000;

/**
 * Reads a plain text or Markdown file. The text is the file decoded, its byte order mark dropped and nothing else
 * changed, so that anyone can check a quote against the file.
 */
export function extractPlainText(format: 'text' | 'markdown', bytes: Uint8Array): Extraction {
  const decoded = decodeText(bytes);
  if (decoded.kind === 'refused') return decoded;
  const { text, note } = decoded;
  if (hasTooManyLines(text)) {
    const most = mostLines.toLocaleString('en');
    return { kind: 'refused', reason: `it has more than ${most} lines, and that is the limit: split it` };
  }
  return {
    kind: 'extracted',
    extracted: {
      format,
      text,
      blocks: blocksOfPlainText(text),
      fields: {},
      fieldEvidence: {},
      notes: note === null ? [] : [note],
    },
  };
}

function hasTooManyLines(text: string): boolean {
  let lines = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) lines += 1;
  }
  return lines > mostLines;
}
