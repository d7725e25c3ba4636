import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../../src/config.ts';
import { memoryIndex } from '../../../src/index/memory-index.ts';
import { splitSentences } from '../../../src/text/sentences.ts';
import type { Embed } from '../../../src/types.ts';
import { documentOf, type Collection, type Text, type TitledSentences } from './collection.ts';
import type { TrueCaser } from './true-case.ts';

/** A question that was written over a passage of the training text, in other words than the passage's. */
export interface RewordedQuestion {
  /** Key of the passage: `passageKey` of its text. */
  readonly passage: string;
  readonly split: 'train' | 'dev';
  readonly question: string;
  readonly answerable: boolean;
  /** What makes one without an answer look as though it had one; absent where there is an answer. */
  readonly kind?: 'detail' | 'swap' | 'number' | 'false' | 'other';
  /** Sentences of the passage that answer, from 0; absent where none does. */
  readonly sentences?: readonly number[];
  /** The words of the first of them that answer, or "yes" or "no". */
  readonly answer?: string;
}

const sentencesPerPassage = 5;

/** The passages are told by a hash of their text: none of it is kept beside the questions. */
export function passageKey(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** The questions of `data/training/questions.jsonl`. */
export function readRewordedQuestions(file = 'data/training/questions.jsonl'): RewordedQuestion[] {
  return readFileSync(path.resolve(projectDir, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RewordedQuestion);
}

/** Every passage of the training text that somebody may have been given to write over, by its key. */
export function findPassages(
  texts: readonly Text[],
  caser: TrueCaser,
  wanted: ReadonlySet<string>,
): Map<string, TitledSentences> {
  const found = new Map<string, TitledSentences>();
  const add = (text: string, title: string, sentencesOf: () => readonly string[]): void => {
    const key = passageKey(text);
    if (wanted.has(key)) found.set(key, { title, sentences: sentencesOf() });
  };
  for (const { source, title, paragraphs } of texts) {
    if (source === 'nqg' || source === 'selqa') {
      for (let at = 0; at < paragraphs.length; at += sentencesPerPassage) {
        const sentences = paragraphs.slice(at, at + sentencesPerPassage);
        add(sentences.join(' '), title, () =>
          source === 'nqg' ? sentences.map((sentence) => caser.restore(sentence)) : sentences,
        );
      }
    } else if (['frus', 'wikitext', 'state'].includes(source)) {
      for (const paragraph of paragraphs)
        add(paragraph, title, () =>
          splitSentences(paragraph, { start: 0, end: paragraph.length }).map(({ start, end }) =>
            paragraph.slice(start, end),
          ),
        );
    }
  }
  return found;
}

/** The questions of one split over their passages, in collections of at most `size` passages. */
export async function readReworded(
  texts: readonly Text[],
  caser: TrueCaser,
  embed: Embed,
  split: RewordedQuestion['split'],
  size: number,
): Promise<Collection[]> {
  const all = readRewordedQuestions();
  const keys = [...new Set(all.map(({ passage }) => passage))];
  const found = findPassages(texts, caser, new Set(keys));
  const passages = keys.flatMap((key) => {
    const passage = found.get(key);
    return passage === undefined ? [] : [{ key, ...passage }];
  });
  const embeddings = await embed(passages.map(({ title, sentences }) => `${title}. ${sentences.join(' ')}`));
  const documents = passages.map(({ title, sentences }, at) =>
    documentOf(at, title, sentences, embeddings[at] ?? null),
  );
  const asked = all.filter((question) => question.split === split);
  const vectors = await embed(asked.map(({ question }) => question));
  const collections: Collection[] = [];
  for (let start = 0; start < passages.length; start += size) {
    const part = documents.slice(start, start + size);
    const place = new Map(passages.slice(start, start + size).map(({ key }, at) => [key, at]));
    const questions = asked.flatMap(({ passage, question, answerable, sentences = [] }, at) => {
      const own = place.get(passage);
      if (own === undefined) return [];
      const vector = vectors[at] ?? null;
      return [
        {
          question,
          vector,
          isAnswerable: answerable,
          group: `passage ${passage}`,
          answersIn: (ordinal: number) => answerable && ordinal === own,
          answersAt: (ordinal: number, position: number) => ordinal === own && sentences.includes(position),
        },
      ];
    });
    collections.push({ index: memoryIndex(part), questions });
  }
  return collections;
}
