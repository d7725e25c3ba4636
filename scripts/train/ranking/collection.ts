import { readFileSync } from 'node:fs';
import path from 'node:path';
import { memoryIndex, type MemoryDocument } from '../../../src/index/memory-index.ts';
import type { PassageIndex } from '../../../src/index/passage-index.ts';
import type { Embed, Span } from '../../../src/types.ts';
import { learnCase, type TrueCaser } from './true-case.ts';

/** A passage as its title and its sentences. */
export interface TitledSentences {
  readonly title: string;
  readonly sentences: readonly string[];
}

/** A question, and what answers it. */
export interface LabelledQuestion {
  readonly question: string;
  readonly vector: Float32Array | null;
  readonly isAnswerable: boolean;
  /** What it stands or falls with. */
  readonly group: string;
  /** Whether a passage of its collection, or the sentence there, answers. */
  readonly answersIn: (passage: number) => boolean;
  readonly answersAt: (passage: number, position: number) => boolean;
}

/** Passages indexed together, and the questions that they answer. */
export interface Collection {
  readonly index: PassageIndex;
  readonly questions: readonly LabelledQuestion[];
}

/** The same passages twice: in two halves, and in many small collections. */
export interface TrainingCollections {
  readonly large: readonly Collection[];
  readonly small: readonly Collection[];
}

const sentencesPerPassage = 5;
/** Small collections are like the folders that people bring: a few documents on neighbouring subjects. */
export const smallCollection = 40;

interface Pair {
  readonly source: string;
  readonly query: string;
  readonly passage: string;
}
/** A line of `text.jsonl`. */
export interface Text {
  readonly source: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/**
 * The training collections: all passages in two halves, and the same passages in small collections, since idf and the
 * number of rivals differ between a shelf and a library, and the models have to hold for both.
 */
export async function readCollections(trainDir: string, embed: Embed): Promise<TrainingCollections> {
  const pairs = readLines<Pair>(path.join(trainDir, 'pairs.jsonl'));
  const { texts, caser } = readTexts(trainDir);

  const passages: { title: string; sentences: string[] }[] = [];
  for (const { source, title, paragraphs } of texts) {
    if (source !== 'nqg' && source !== 'selqa') continue;
    for (let at = 0; at < paragraphs.length; at += sentencesPerPassage) {
      const sentences = paragraphs.slice(at, at + sentencesPerPassage);
      passages.push({
        title,
        sentences: source === 'nqg' ? sentences.map((sentence) => caser.restore(sentence)) : sentences,
      });
    }
  }
  const place = new Map<string, { passage: number; sentence: number }>();
  for (const [passage, { sentences }] of passages.entries()) {
    for (const [sentence, text] of sentences.entries())
      place.set(text.toLowerCase().trim(), { passage, sentence });
  }
  const labelled = pairs.flatMap(({ source, query, passage }) => {
    const found =
      source === 'nqg' || source === 'selqa' ? place.get(passage.toLowerCase().trim()) : undefined;
    return found === undefined
      ? []
      : [{ question: source === 'nqg' ? caser.restore(query) : query, ...found }];
  });
  const vectors = await embed(labelled.map(({ question }) => question));
  const questions = labelled.map((question, at) => ({ ...question, vector: vectors[at] ?? null }));
  const embeddings = await embed(passages.map(({ title, sentences }) => `${title}. ${sentences.join(' ')}`));
  const documents = passages.map(({ title, sentences }, at) =>
    documentOf(at, title, sentences, embeddings[at] ?? null),
  );

  const cut = (size: number): Collection[] => {
    const parts: Collection[] = [];
    for (let start = 0; start < documents.length; start += size) {
      const part = documents.slice(start, start + size);
      const inside = questions.filter(({ passage }) => passage >= start && passage < start + part.length);
      parts.push({
        index: memoryIndex(part),
        questions: inside.map(({ question, vector, passage, sentence }) => ({
          question,
          vector,
          isAnswerable: true,
          group: `passage ${passage}`,
          answersIn: (ordinal) => ordinal === passage - start,
          answersAt: (ordinal, position) => ordinal === passage - start && position === sentence,
        })),
      });
    }
    return parts;
  };
  return { large: cut(Math.ceil(documents.length / 2)), small: cut(smallCollection) };
}

/** The training text, and what gives its lower-cased part its capitals back. */
export function readTexts(trainDir: string): { readonly texts: readonly Text[]; readonly caser: TrueCaser } {
  const texts = readLines<Text>(path.join(trainDir, 'text.jsonl'));
  const caser = learnCase(
    texts
      .filter(({ source }) => source !== 'nqg' && source !== 'oewn')
      .flatMap(({ paragraphs }) => paragraphs),
  );
  return { texts, caser };
}

/** A document of one passage. */
export function documentOf(
  at: number,
  title: string,
  sentences: readonly string[],
  embedding: Float32Array | null,
): MemoryDocument {
  const spans: Span[] = [];
  let text = '';
  for (const sentence of sentences) {
    const start = text.length;
    text += sentence;
    spans.push({ start, end: text.length });
    text += ' ';
  }
  const metadata = { title, publisher: null, author: null, published: null, url: null, basedOn: null };
  return { path: `p${at}`, text, sentences: spans, metadata, embedding };
}

function readLines<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
