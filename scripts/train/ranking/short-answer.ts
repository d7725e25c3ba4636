/**
 * Trains what chooses the span of a sentence that is said aloud:
 * `node --import tsx scripts/train/ranking/short-answer.ts [--data ../shared/data/train] [--out data/ranking/short-answer.json]`.
 * With `--held-out` it first tells how well the spans of a fifth of the sentences are chosen by what the others taught.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { questionFeatures } from '../../../src/answering/answer-question.ts';
import { rankingDir } from '../../../src/answering/models.ts';
import { readCandidates } from '../../../src/answering/short-answer.ts';
import { readVerbs, spanFeatures } from '../../../src/answering/short-answer-model.ts';
import type { SpanNetwork, WrittenNetwork } from '../../../src/answering/span-network.ts';
import { projectDir } from '../../../src/config.ts';
import { f1 } from '../../../src/evaluation/short-answer-score.ts';
import { buildLexicalIndex, openLexicalIndex } from '../../../src/index/bm25.ts';
import { readBackground } from '../../../src/retrieval/background.ts';
import { makeQuery } from '../../../src/retrieval/query.ts';
import { readSentence } from '../../../src/retrieval/reading.ts';
import { readRelated } from '../../../src/retrieval/related.ts';
import { wordsOf } from '../../../src/retrieval/words.ts';
import { shapeOfQuestion } from '../../../src/text/question-kind.ts';
import { readLabelledSpans, type LabelledSpan } from './answer-spans.ts';
import { fitSpans, meanWorth, together, type SpanChoice } from './fit-spans.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/train' },
    out: { type: 'string', default: 'data/ranking/short-answer.json' },
    seeds: { type: 'string', default: '1' },
    'held-out': { type: 'boolean', default: false },
  },
});

const say = (line: string): boolean => process.stderr.write(`${line}\n`);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const verbs = readVerbs(path.join(rankingDir, 'verbs.txt'));
const background = readBackground(path.join(rankingDir, 'background.json'));
const related = readRelated(
  path.join(rankingDir, 'word-groups.txt'),
  path.join(rankingDir, 'word-pairs.txt'),
);
const { labelled, passages } = readLabelledSpans(path.resolve(projectDir, options.data));
const lexical = openLexicalIndex(buildLexicalIndex(passages.map((body) => ({ body, title: '' }))));

type LabelledChoice = SpanChoice & { readonly isNews: boolean };

function choiceOf({ question, text, sentence, answers, isNews }: LabelledSpan): LabelledChoice {
  const query = makeQuery(question, lexical, null, background, related);
  const shape = shapeOfQuestion(question);
  const reading = readSentence(query, wordsOf(text, sentence));
  const { context, candidates, asked, rows } = readCandidates(query, shape, text, reading, { verbs });
  const { starts, ends } = context.words;
  return {
    isNews,
    asked,
    rivals: rows((row) => Float32Array.from(row)),
    worth: candidates.map(({ first, last }) => f1(text.slice(starts[first], ends[last]), answers)),
  };
}

/** Chosen on every second question of SQuAD 1.1; the card lists what else was tried. */
const plan = { hidden: 32, dropout: 0.3, decay: 1, rounds: 12, rate: 3e-3 };
const seeds = options.seeds.split(',').map(Number);
const sizes = { question: questionFeatures.length, span: spanFeatures.length };
/** Our own news counts several times: it is what people will ask about, and one sentence in forty. */
const newsCounts = 4;
function fit(some: readonly LabelledChoice[]): SpanNetwork {
  const counted = some.flatMap((choice) =>
    Array.from({ length: choice.isNews ? newsCounts : 1 }, () => choice),
  );
  return together(seeds.map((seed) => fitSpans(counted, sizes, { ...plan, seed })));
}

const choices = labelled.map(choiceOf);
const isHeld = (at: number): boolean => at % 5 === 0;
say(
  `${choices.length} labelled sentences, ${percent(choices.reduce((sum, { worth }) => sum + Math.max(0, ...worth), 0) / choices.length)} F1 of their best candidates`,
);
if (options['held-out']) {
  const fitted = fit(choices.filter((_, at) => !isHeld(at)));
  say(
    `F1 of the chosen span, of sentences left out: ${percent(
      meanWorth(
        choices.filter((_, at) => isHeld(at)),
        fitted,
      ),
    )}`,
  );
}
const network = fit(choices);
say(`F1 of the chosen span: ${percent(meanWorth(choices, network))}`);

const rounded = (values: Float64Array): number[] =>
  Array.from(values, (value) => Math.round(value * 1e3) / 1e3);
const byName = (names: readonly string[], rows: Float64Array): Record<string, number[]> =>
  Object.fromEntries(
    names.map((name, at) => [name, rounded(rows.subarray(at * network.hidden, (at + 1) * network.hidden))]),
  );
const written: WrittenNetwork = {
  start: rounded(network.start),
  out: rounded(network.out),
  question: byName(questionFeatures, network.question),
  layer: byName(spanFeatures, network.layer),
  direct: Object.fromEntries(rounded(network.direct).map((value, at) => [spanFeatures[at] ?? '', value])),
};
const file = path.resolve(projectDir, options.out);
// One row a line: a file that can be compared.
writeFileSync(file, `${JSON.stringify(written).replace(/(\]|\{),?(?=")/g, '$&\n')}\n`);
say(`written: ${path.relative(projectDir, file)}`);
