/** What Transformers.js has of a WordPiece vocabulary. */
interface WordPieces {
  readonly tokens_to_ids: ReadonlyMap<string, number>;
  readonly config: { readonly continuing_subword_prefix: string };
  readonly unk_token: string;
  readonly max_input_chars_per_word: number;
  encode: (words: readonly string[]) => string[];
}

/**
 * Has a tokenizer look up no stretch of a word that is longer than every piece of its vocabulary; all else stays as it is. The
 * library tries each stretch from the whole word down, which for a word of a hundred letters that is none was a millisecond.
 *
 * @param model of a tokenizer whose model is WordPiece; one that looks otherwise is left alone
 */
export function quickenLookup(model: unknown): void {
  if (!isWordPieces(model)) return;
  const { tokens_to_ids: ids, config, unk_token: unknown, max_input_chars_per_word: mostLetters } = model;
  let longest = 0;
  for (const piece of ids.keys()) longest = Math.max(longest, piece.length);
  const prefix = config.continuing_subword_prefix;
  model.encode = (words) =>
    words.flatMap((word) => {
      const letters = Array.from(word);
      return letters.length > mostLetters ? [unknown] : (spelt(letters, ids, prefix, longest) ?? [unknown]);
    });
}

/** The longest piece first, again and again (WordPiece, as BERT does it); `null` where one letter is in no piece. */
function spelt(
  letters: readonly string[],
  ids: ReadonlyMap<string, number>,
  prefix: string,
  longest: number,
): string[] | null {
  const pieces: string[] = [];
  for (let start = 0; start < letters.length;) {
    let end = Math.min(letters.length, start + longest);
    let piece = (start > 0 ? prefix : '') + letters.slice(start, end).join('');
    while (end > start && !ids.has(piece)) {
      end -= 1;
      piece = piece.slice(0, piece.length - (letters[end]?.length ?? 0));
    }
    if (end === start) return null;
    pieces.push(piece);
    start = end;
  }
  return pieces;
}

function isWordPieces(model: unknown): model is WordPieces {
  return (
    // The library's objects can be called.
    typeof model === 'function' &&
    'tokens_to_ids' in model &&
    model.tokens_to_ids instanceof Map &&
    'config' in model &&
    typeof model.config === 'object' &&
    model.config !== null &&
    'continuing_subword_prefix' in model.config &&
    typeof model.config.continuing_subword_prefix === 'string' &&
    'unk_token' in model &&
    typeof model.unk_token === 'string' &&
    'max_input_chars_per_word' in model &&
    typeof model.max_input_chars_per_word === 'number' &&
    'encode' in model
  );
}
