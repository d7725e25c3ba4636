import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { KnownError } from '../src/errors.ts';
import { tableLines } from '../src/evaluation/table.ts';
import { makeWorkFolder } from '../src/evaluation/work-folder.ts';
import {
  parseArguments,
  helpLines,
  commonOptions,
  type CommandDefinition,
} from '../src/terminal/arguments.ts';
import { print, runCommand } from '../src/terminal/edge.ts';
import { createProgress } from '../src/terminal/progress.ts';
import { runFamily } from './faults/campaign.ts';
import { families, familiesNamed } from './faults/families.ts';
import type { Family } from './faults/family.ts';
import { hashOfSources, keep, readKept } from './faults/kept.ts';
import { emptyTally, failureLines, rowHeader, rowOf, type Tally } from './faults/tally.ts';

const command: CommandDefinition = {
  call: 'npm run faults --',
  summary:
    'The fault campaign: damages files, kills processes, breaks connections and sends hostile input, and counts what survives.',
  usage: ['', '--short', '--minutes 20', '--only storage --seed 7', '--only storage --seed 7 --trial 412'],
  options: {
    short: { help: 'a few trials of every family, as npm test makes them' },
    minutes: { value: 'N', help: 'stop after about N minutes; run it again to go on' },
    seed: { value: 'S', help: 'other faults of the same kinds (a whole number, 1 unless given)' },
    only: { value: 'NAME', help: 'one family, or several with commas; a part of a name will do' },
    trial: { value: 'N', help: 'one trial alone, to see a failure again' },
    fresh: { help: 'start over, whatever was tried before with this seed' },
    results: { help: 'print what was tried so far with this seed, as a table in Markdown, and try nothing' },
    json: { help: 'print the counts as JSON' },
    help: commonOptions.help,
  },
  words: false,
  notes: [
    'docs/RELIABILITY.md says what each family promises. A run that was stopped goes on where it was, as long as the',
    'sources are the same. Exit status 1 when any promise was broken.',
  ],
};

function wholeNumber(name: string, text: string | undefined, least: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new KnownError('usage', `--${name} takes a whole number from ${least}, but got "${text}"`);
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** As docs/RELIABILITY.md has them. */
function resultLines(seed: number, sources: string, chosen: readonly Family[]): string[] {
  const rows = chosen.map((family) => rowOf(family, readKept(seed, sources, family.name) ?? emptyTally));
  return [
    tableRow(rowHeader),
    '|---|---:|---:|---:|---:|---:|---|',
    ...rows.map(([name = '', ...cells]) => tableRow([`\`${name}\``, ...cells])),
  ];
}

await runCommand(async () => {
  const { switches, values } = parseArguments(command, process.argv.slice(2));
  if (switches.has('help')) {
    return print([
      ...helpLines(command),
      '',
      ...tableLines(
        ['family', 'promise'],
        families.map(({ name, promise }) => [name, promise]),
        2,
      ),
    ]);
  }
  const seed = wholeNumber('seed', values['seed'], 0) ?? 1;
  const minutes = wholeNumber('minutes', values['minutes'], 1);
  const only = wholeNumber('trial', values['trial'], 0);
  const chosen = familiesNamed(values['only'] ?? '');
  if (only !== null && chosen.length !== 1)
    throw new KnownError('usage', '--trial needs --only with one family');

  const sources = hashOfSources();
  if (switches.has('results')) return print(resultLines(seed, sources, chosen));

  const folder = path.join(makeWorkFolder('faults'), 'families');
  mkdirSync(folder);
  const isShort = switches.has('short');
  // A short run and a single trial are made anew each time; only full runs are added up.
  const isKept = !isShort && only === null;
  const goneOnFrom = (family: Family): Tally | null =>
    isKept && !switches.has('fresh') ? readKept(seed, sources, family.name) : null;
  const progress = createProgress(process.stderr);
  const started = performance.now();
  let estimate = chosen.reduce((sum, family) => sum + family.minutes, 0);
  const results: [Family, Tally][] = [];
  for (const family of chosen) {
    const trials = only === null ? (isShort ? family.shortTrials : family.trials) : only + 1;
    const from = only === null ? (goneOnFrom(family) ?? emptyTally) : { ...emptyTally, trials: only };
    const left = minutes === null ? Infinity : minutes * 60_000 - (performance.now() - started);
    const until = performance.now() + (left * family.minutes) / Math.max(estimate, 1e-9);
    estimate -= family.minutes;
    const report = (tally: Tally): void => {
      progress.update(family.name, tally.trials, trials);
      if (isKept) keep(seed, sources, family.name, tally);
    };
    progress.update(family.name, from.trials, trials);
    results.push([family, await runFamily(family, { seed, folder, trials, from, until, keep: report })]);
  }
  progress.stop();
  if (switches.has('json')) {
    print([JSON.stringify(Object.fromEntries(results.map(([{ name }, tally]) => [name, tally])), null, 2)]);
  } else {
    print(
      tableLines(
        [...rowHeader],
        results.map(([family, tally]) => rowOf(family, tally)),
      ),
    );
    print(results.flatMap(([family, tally]) => failureLines(family, seed, tally)));
  }
  return results.some(([, { failed }]) => failed > 0) ? 1 : 0;
});
