import path from 'node:path';
import { readJsonLines, refuseDuplicateIds } from './json-lines.ts';

/** One retrieval unit of an evaluation set; it is not split further. */
export interface DatasetPassage {
  readonly id: string;
  /** The article it is from; passages of one article share it. */
  readonly title: string | null;
  readonly text: string;
}

export interface DatasetQuestion {
  readonly id: string;
  readonly question: string;
  readonly isAnswerable: boolean;
  /** Ids of the passages that answer it. */
  readonly relevant: ReadonlySet<string>;
  /** Short answers, any of which is right. */
  readonly expected: readonly string[];
}

export interface Dataset {
  readonly name: string;
  readonly passages: readonly DatasetPassage[];
  readonly questions: readonly DatasetQuestion[];
}

/**
 * Reads `passages.jsonl` and `questions.jsonl` of a folder.
 *
 * @throws KnownError `usage` naming file and line: a line that does not hold what it must, an id given twice, a
 *   relevant passage that does not exist, an answerable question without one
 */
export function readDataset(folder: string): Dataset {
  const passagesFile = path.join(folder, 'passages.jsonl');
  const passageLines = readJsonLines(passagesFile);
  refuseDuplicateIds(passageLines);
  const passages = passageLines.map((line) => ({
    id: line.text('id'),
    title: line.textOrNull('title'),
    text: line.text('text'),
  }));
  const known = new Set(passages.map(({ id }) => id));

  const questionLines = readJsonLines(path.join(folder, 'questions.jsonl'));
  refuseDuplicateIds(questionLines);
  const questions = questionLines.map((line) => {
    if (line.has('expect')) {
      throw line.problem(
        `"expect" belongs to an answer set over documents, but ${passagesFile} gives passages. Use one or the other.`,
      );
    }
    const isAnswerable = line.flag('answerable');
    const relevant = new Set(line.texts('passages'));
    for (const id of relevant) {
      if (!known.has(id)) throw line.problem(`"passages" names "${id}", which is not in ${passagesFile}.`);
    }
    if (isAnswerable && relevant.size === 0) {
      throw line.problem('"answerable" is true, so "passages" must name at least one passage.');
    }
    return {
      id: line.text('id'),
      question: line.text('question'),
      isAnswerable,
      relevant,
      expected: line.texts('answers'),
    };
  });
  return { name: path.basename(path.resolve(folder)), passages, questions };
}
