/**
 * Trains what chooses the span of a sentence that is said aloud:
 * `node --import tsx scripts/train/ranking/short-answer.ts [--data ../shared/data/train] [--out data/ranking/short-answer.json]`.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { answerFeatures, answerGroups, groupOf } from '../../../src/answering/answer-features.ts';
import { fillFeatures } from '../../../src/answering/describe-candidate.ts';
import { rankingDir } from '../../../src/answering/models.ts';
import { readCandidates } from '../../../src/answering/short-answer.ts';
import { readVerbs } from '../../../src/answering/short-answer-model.ts';
import { projectDir } from '../../../src/config.ts';
import { f1 } from '../../../src/evaluation/short-answer-score.ts';
import { buildLexicalIndex, openLexicalIndex } from '../../../src/index/bm25.ts';
import { readBackground } from '../../../src/retrieval/background.ts';
import { makeQuery } from '../../../src/retrieval/query.ts';
import { readSentence } from '../../../src/retrieval/reading.ts';
import { wordsOf } from '../../../src/retrieval/words.ts';
import { shapeOfQuestion } from '../../../src/text/question-kind.ts';
import { readLabelledSpans, type LabelledSpan } from './answer-spans.ts';
import { fitSpans, meanWorth, type SpanChoice } from './fit-spans.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/train' },
    out: { type: 'string', default: 'data/ranking/short-answer.json' },
  },
});

const say = (line: string): boolean => process.stderr.write(`${line}\n`);
const verbs = readVerbs(path.join(rankingDir, 'verbs.txt'));
const background = readBackground(path.join(rankingDir, 'background.json'));
const { labelled, passages } = readLabelledSpans(path.resolve(projectDir, options.data));
const lexical = openLexicalIndex(buildLexicalIndex(passages.map((body) => ({ body, title: '' }))));

function choiceOf({ question, text, sentence, answers }: LabelledSpan): SpanChoice {
  const query = makeQuery(question, lexical, null, background);
  const shape = shapeOfQuestion(question);
  const reading = readSentence(query, wordsOf(text, sentence));
  const { context, candidates } = readCandidates(query, shape, text, reading, { verbs });
  const { starts, ends } = context.words;
  return {
    group: answerGroups.indexOf(groupOf(shape.expected)),
    rivals: candidates.map((candidate) => {
      const row = new Float64Array(answerFeatures.length);
      fillFeatures(context, candidate, row);
      return row;
    }),
    worth: candidates.map(({ first, last }) => f1(text.slice(starts[first], ends[last]), answers)),
  };
}

const choices = labelled.map(choiceOf);
// Each fifth question is judged by what was learned of the others.
const folds = 5;
const held = Array.from({ length: folds }, (_, fold) => {
  const rest = choices.filter((__, at) => at % folds !== fold);
  return meanWorth(
    choices.filter((__, at) => at % folds === fold),
    fitSpans(rest, answerGroups.length, answerFeatures.length),
  );
});
const weights = fitSpans(choices, answerGroups.length, answerFeatures.length);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
say(
  `${choices.length} labelled sentences: F1 of the chosen span ${percent(meanWorth(choices, weights))}, of sentences left out ${percent(held.reduce((sum, worth) => sum + worth, 0) / folds)}, of the best candidate ${percent(choices.reduce((sum, { worth }) => sum + Math.max(0, ...worth), 0) / choices.length)}`,
);

const file = path.resolve(projectDir, options.out);
const sections = answerGroups.map((group, at) => [
  group,
  {
    bias: 0,
    weights: Object.fromEntries(
      answerFeatures.map((name, place) => [name, Math.round((weights[at]?.[place] ?? 0) * 1e4) / 1e4]),
    ),
  },
]);
writeFileSync(file, `${JSON.stringify(Object.fromEntries(sections), null, 2)}\n`);
say(`written: ${path.relative(projectDir, file)}`);
