import { closeSync, existsSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { readRankingModels } from '../src/answering/models.ts';
import { projectDir, type Config } from '../src/config.ts';
import { openEmbeddingModel } from '../src/embedding/embed.ts';
import { KnownError } from '../src/errors.ts';
import { reportAnswerSet } from '../src/evaluation/answer-set-report.ts';
import { reportDataset, type EvaluationSetting } from '../src/evaluation/dataset-report.ts';
import { readDataset } from '../src/evaluation/dataset.ts';
import { detailLines } from '../src/evaluation/details.ts';
import { lacksForQuality, qualityFile, qualityOf } from '../src/evaluation/quality.ts';
import { missSections, reportLines, type Report } from '../src/evaluation/report.ts';
import { listSets, setsFile, type Plan } from '../src/evaluation/sets.ts';
import { readTrainingCard, trainingLines } from '../src/evaluation/training-card.ts';
import { makeWorkFolder } from '../src/evaluation/work-folder.ts';
import {
  commonOptions,
  helpLines,
  parseArguments,
  type Arguments,
  type CommandDefinition,
} from '../src/terminal/arguments.ts';
import { print, runCommand } from '../src/terminal/edge.ts';
import { createProgress } from '../src/terminal/progress.ts';
import { readSettings } from '../src/terminal/settings.ts';

const command: CommandDefinition = {
  call: 'npm run evaluate --',
  summary: 'Measures how well passages are found, questions answered, and unanswerable ones refused.',
  usage: ['', '--only NAME', '--save', '--documents DIR --questions FILE', '--dataset DIR [--details FILE]'],
  options: {
    only: { value: 'NAME', help: `one of the sets in ${setsFile}` },
    questions: {
      value: 'FILE',
      help: 'answer set: questions with "documents" and "expect", over --documents',
    },
    dataset: { value: 'DIR', help: 'folder with passages.jsonl and questions.jsonl' },
    details: { value: 'FILE', help: 'with --dataset: write hits and answer of each question as JSON lines' },
    documents: commonOptions.documents,
    model: commonOptions.model,
    release: { help: 'ask the sets that are kept for a release as well; nothing may be fitted to them' },
    save: { help: `write the figures that the bot shows into ${qualityFile}` },
    verbose: { short: 'v', help: 'list the questions of answer sets that came out wrong' },
    json: { help: 'print the figures as JSON' },
    help: commonOptions.help,
  },
  words: false,
  notes: ['Indexes are built in a temporary folder; nothing of the project is changed, but for --save.'],
};

/** What to measure, and what of the default selection is not in this checkout. */
function selectPlans(
  { values, switches }: Arguments,
  config: Config,
): { readonly plans: readonly Plan[]; readonly absent: readonly string[] } {
  const documents =
    values['documents'] === undefined ? config.documentsDir : path.resolve(values['documents']);
  const given = ['only', 'questions', 'dataset'].filter((name) => values[name] !== undefined);
  if (given.length > 1) {
    throw new KnownError('usage', `--${given.join(' and --')} cannot be used together. Give one of them.`);
  }
  if (values['details'] !== undefined && values['dataset'] === undefined) {
    throw new KnownError('usage', '--details belongs to --dataset. Give the set as well: --dataset DIR');
  }
  if (
    values['documents'] !== undefined &&
    values['questions'] === undefined &&
    values['dataset'] === undefined
  ) {
    throw new KnownError(
      'usage',
      '--documents belongs to --questions. Give the questions as well: --questions FILE',
    );
  }
  if (values['dataset'] !== undefined) {
    const folder = path.resolve(values['dataset']);
    const name = path.basename(folder);
    // A folder may also hold questions alone, to be asked over documents.
    if (
      existsSync(path.join(folder, 'passages.jsonl')) ||
      !existsSync(path.join(folder, 'questions.jsonl'))
    ) {
      return { plans: [{ kind: 'dataset', name, folder, foreign: null }], absent: [] };
    }
    if (values['details'] !== undefined) {
      throw new KnownError(
        'usage',
        `--details needs passages with ids, but ${folder} has no passages.jsonl.`,
      );
    }
    const questions = path.join(folder, 'questions.jsonl');
    return {
      plans: [{ kind: 'answers', name, documents, questions, claims: null, renamed: new Map() }],
      absent: [],
    };
  }
  if (values['questions'] !== undefined) {
    const questions = path.resolve(values['questions']);
    const documents =
      values['documents'] === undefined ? config.documentsDir : path.resolve(values['documents']);
    const name = path.basename(questions, path.extname(questions));
    return {
      plans: [{ kind: 'answers', name, documents, questions, claims: null, renamed: new Map() }],
      absent: [],
    };
  }
  const { present, absent, kept } = listSets(projectDir, { isRelease: switches.has('release') });
  const { only } = values;
  if (only === undefined) return { plans: present, absent };
  const plans = present.filter(({ name }) => name === only);
  if (plans.length > 0) return { plans, absent: [] };
  if (kept.includes(only)) {
    throw new KnownError(
      'usage',
      `The set "${only}" is kept for a release, so that nothing is fitted to it. For a release add --release.`,
    );
  }
  const names = present.map(({ name }) => name).join(', ');
  const why = absent.includes(only) ? 'is not in this checkout' : `is not in ${setsFile}`;
  throw new KnownError('usage', `The set "${only}" ${why}. These are here: ${names}.`);
}

async function evaluate(given: Arguments, config: Config): Promise<void> {
  const { plans, absent } = selectPlans(given, config);
  if (given.switches.has('save')) {
    const lacking = lacksForQuality(plans.map(({ name }) => name));
    if (lacking !== null)
      throw new KnownError(
        'usage',
        `--save needs the figures of ${lacking}, which this run would not measure.`,
      );
  }
  const detailsFile = given.values['details'];
  // Opened before the work, so that a path that cannot be written is known at once.
  const details = detailsFile === undefined ? null : openForWriting(detailsFile);
  const model = await openEmbeddingModel({
    model: given.values['model'] ?? config.embeddingModel,
    cacheDir: config.modelCacheDir,
    hubUrl: config.modelHubUrl,
    baseDir: projectDir,
  });
  const progress = createProgress(process.stderr);
  const setting: EvaluationSetting = {
    model,
    ranking: readRankingModels(),
    workDir: makeWorkFolder('evaluate'),
    maxFileBytes: config.maxFileBytes,
    onProgress: (stage, done, total) => progress.update(stage, done, total),
  };
  const reports: Report[] = [];
  try {
    for (const plan of plans) {
      if (plan.kind === 'answers') {
        reports.push(await reportAnswerSet(plan, setting));
        continue;
      }
      const dataset = readDataset(plan.folder);
      const other = plan.foreign === null ? null : readDataset(plan.foreign);
      const { report, outcomes } = await reportDataset(dataset, other, setting);
      reports.push(report);
      if (details !== null) for (const line of detailLines(outcomes)) writeSync(details, `${line}\n`);
    }
  } finally {
    progress.stop();
    if (details !== null) closeSync(details);
    await model.close();
  }

  if (given.switches.has('save')) {
    const file = path.join(projectDir, qualityFile);
    writeFileSync(file, `${JSON.stringify(qualityOf(reports), null, 2)}\n`);
  }
  const training = readTrainingCard();
  if (given.switches.has('json')) {
    print([JSON.stringify({ model: model.id, modelHash: model.hash, training, reports, absent }, null, 2)]);
    return;
  }
  print([
    `Embedding model ${model.id}, ${model.dimension} dimensions`,
    ...trainingLines(training),
    '',
    ...reportLines(reports),
  ]);
  if (given.switches.has('verbose')) print(missSections(reports));
  if (absent.length > 0) print([`left out: ${absent.join(', ')} (not in this checkout)`]);
}

function openForWriting(file: string): number {
  try {
    return openSync(file, 'w');
  } catch (cause) {
    throw new KnownError(
      'usage',
      `--details: ${file} cannot be written. Give a path in a folder that exists.`,
      { cause },
    );
  }
}

await runCommand(async () => {
  const given = parseArguments(command, process.argv.slice(2));
  if (given.switches.has('help')) return print(helpLines(command));
  await evaluate(given, readSettings(process.env));
});
