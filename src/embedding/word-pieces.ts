type Fields = Readonly<Record<string, unknown>>;

/** What splits text further without looking beyond the stretch that it is given. */
const localSplitters: ReadonlySet<unknown> = new Set([
  'BertPreTokenizer',
  'ByteLevel',
  'Digits',
  'Punctuation',
  'Split',
]);

/**
 * Whether a tokenizer makes of a text what it makes of each of its words, one after the other: BERT's does, which cuts at
 * white space first; one that marks the beginnings of words does not.
 *
 * @param tokenizer tokenizer.json
 * @param config tokenizer_config.json
 */
export function readsWordByWord(tokenizer: Fields, config: Fields): boolean {
  const splitter = fieldsOf(tokenizer['pre_tokenizer']);
  const splitters = splitter['type'] === 'Sequence' ? listOf(splitter['pretokenizers']) : [splitter];
  const model = fieldsOf(tokenizer['model']);
  return (
    config['tokenizer_class'] === 'BertTokenizer' &&
    fieldsOf(tokenizer['normalizer'])['type'] === 'BertNormalizer' &&
    splitters[0]?.['type'] === 'BertPreTokenizer' &&
    splitters.every(({ type }) => localSplitters.has(type)) &&
    model['type'] === 'WordPiece' &&
    model['fuse_unk'] !== true &&
    listOf(tokenizer['added_tokens']).every(
      ({ content, lstrip, rstrip }) =>
        typeof content === 'string' && !/\s/.test(content) && lstrip !== true && rstrip !== true,
    )
  );
}

/** Gives the ids of a text's tokens. */
export type Encode = (text: string, withSpecial: boolean) => readonly number[];

/** Spelling out a word takes microseconds and texts are Zipfian; so many words take some 4 MB. */
const mostWords = 30_000;
/** Longer ones hardly come again. */
const longestWord = 40;

/**
 * The ids of a text's tokens, special ones included, cut to `most`; each word is spelt out once.
 *
 * @param encode of a tokenizer that reads word by word
 */
export function rememberPieces(encode: Encode, most: number): (text: string) => number[] {
  const words = new Map<string, readonly number[]>();
  const piecesOf = (word: string): readonly number[] => {
    const known = words.get(word);
    if (known !== undefined) return known;
    const pieces = encode(word, false);
    if (word.length > longestWord) return pieces;
    // Starting over now and then is cheaper than keeping track of what was used last.
    if (words.size >= mostWords) words.clear();
    words.set(word, pieces);
    return pieces;
  };
  const { before, behind } = specialAround(encode);
  return (text) => {
    const ids = [...before];
    for (const word of text.split(/[ \n]/)) {
      if (word === '') continue;
      for (const id of piecesOf(word)) ids.push(id);
      if (ids.length >= most) break;
    }
    ids.push(...behind);
    if (ids.length > most) ids.length = most;
    return ids;
  };
}

/** Special tokens before and behind every text. */
function specialAround(encode: Encode): { before: readonly number[]; behind: readonly number[] } {
  const [own] = encode('a', false);
  const all = encode('a', true);
  const at = all.findIndex((id) => id === own);
  return { before: all.slice(0, at), behind: all.slice(at + encode('a', false).length) };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}
