import { blocksOfPlainText } from '../blocks.ts';
import { decodeText } from '../decode.ts';
import type { Extraction } from '../extracted.ts';

/**
 * Reads a plain text or Markdown file. The text is the file decoded, its byte order mark dropped and nothing else
 * changed, so that anyone can check a quote against the file.
 */
export function extractPlainText(format: 'text' | 'markdown', bytes: Uint8Array): Extraction {
  const decoded = decodeText(bytes);
  if (decoded.kind === 'refused') return decoded;
  const { text, note } = decoded;
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
