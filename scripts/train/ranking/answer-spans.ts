import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../../src/config.ts';
import { splitSentences } from '../../../src/text/sentences.ts';
import type { Span } from '../../../src/types.ts';
import type { Text } from './collection.ts';
import { findPassages, readRewordedQuestions } from './reworded.ts';
import { learnCase, type TrueCaser } from './true-case.ts';

/** A question, a sentence that answers it, and what in it is the answer. */
export interface LabelledSpan {
  readonly question: string;
  readonly text: string;
  readonly sentence: Span;
  readonly answers: readonly string[];
  /** Whether it is asked of our own news. */
  readonly isNews: boolean;
}

export interface SpanTraining {
  readonly labelled: readonly LabelledSpan[];
  /** What words are counted in, to weigh them. */
  readonly passages: readonly string[];
}

/** Which pair of `pairs.jsonl` a label belongs to: none of its text is kept here. */
export function pairKey(query: string, passage: string): string {
  return createHash('sha256').update(`${query}\n${passage}`).digest('hex').slice(0, 12);
}

/** The spans labelled by hand: in question–sentence pairs, in the passages of reworded questions, and in the training part of our own news. */
export function readLabelledSpans(dataDir: string): SpanTraining {
  const texts = readLines<Text>(path.join(dataDir, 'text.jsonl'));
  const caser = learnCase(
    texts
      .filter(({ source }) => source !== 'nqg' && source !== 'oewn')
      .flatMap(({ paragraphs }) => paragraphs),
  );
  const pairs = readLines<{ source: string; query: string; passage: string }>(
    path.join(dataDir, 'pairs.jsonl'),
  ).filter(({ source }) => source === 'nqg');
  const answers = new Map(
    readLines<{ pair: string; answer: string }>(
      path.join(projectDir, 'scripts/train/ranking/answer-spans.jsonl'),
    ).map(({ pair, answer }) => [pair, answer]),
  );
  const labelled = pairs.flatMap(({ query, passage }) => {
    const answer = answers.get(pairKey(query, passage));
    if (answer === undefined) return [];
    const text = caser.restore(asPrinted(passage));
    return {
      question: caser.restore(query),
      text,
      sentence: { start: 0, end: text.length },
      answers: [asPrinted(answer)],
      isNews: false,
    };
  });
  return {
    labelled: [...labelled, ...readNews(), ...readWritten(texts, caser)],
    passages: pairs.map(({ passage }) => passage),
  };
}

/** The answered questions of `data/training/questions.jsonl`, less those that yes or no answers. */
function readWritten(texts: readonly Text[], caser: TrueCaser): LabelledSpan[] {
  const questions = readRewordedQuestions().filter(({ split }) => split === 'train');
  const passages = findPassages(texts, caser, new Set(questions.map(({ passage }) => passage)));
  return questions.flatMap(({ passage, question, sentences = [], answer }) => {
    if (answer === undefined || /^(?:yes|no)$/i.test(answer)) return [];
    const text = sentences
      .map((at) => passages.get(passage)?.sentences[at])
      .find((sentence) => sentence?.includes(answer));
    if (text === undefined) return [];
    return [{ question, text, sentence: { start: 0, end: text.length }, answers: [answer], isNews: false }];
  });
}

/** The pairs are split into words with typewriter marks. */
function asPrinted(text: string): string {
  return text.replaceAll(' -- ', ' – ').replaceAll(' " ', ' "');
}

function readNews(): LabelledSpan[] {
  const folder = path.join(projectDir, 'data/evaluation/news');
  const questions = readLines<{
    question: string;
    answerable: boolean;
    documents?: string[];
    expect?: string[];
    answers?: string[];
  }>(path.join(folder, 'train.jsonl'));
  return questions.flatMap(({ question, answerable, documents = [], expect = [], answers = [] }) => {
    if (!answerable || answers.length === 0) return [];
    return documents.flatMap((document) => {
      const written = readFileSync(path.join(folder, 'documents', document), 'utf8');
      // Lines are wrapped; the values are not.
      const text = written.replace(/\s/g, ' ');
      const sentence = splitSentences(written, { start: 0, end: text.length }).find(({ start, end }) => {
        const said = text.slice(start, end);
        return (
          expect.some((wanted) => said.includes(wanted)) && answers.some((value) => said.includes(value))
        );
      });
      return sentence === undefined ? [] : { question, text, sentence, answers, isNews: true };
    });
  });
}

function readLines<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
