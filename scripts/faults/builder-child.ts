/**
 * Builds an index of the made-up collection, or goes back a generation, in a process that a trial can kill or limit:
 * `builder-child INDEX VERSION|rollback [DELAY]`. Says on standard output how far it is, a word and the machine's time in
 * milliseconds a line; a known error ends it with status 3, its code as the last word and its message on standard error.
 */
import { KnownError } from '../../src/errors.ts';
import { buildIndexFromDocuments } from '../../src/index/build.ts';
import { rollback } from '../../src/index/swap.ts';
import { fakeModel } from '../../test/fixtures/small-index.ts';
import { faultCorpus } from './fault-corpus.ts';

const [indexDir = '', what = '1', delay = '0'] = process.argv.slice(2);
const say = (word: string): void =>
  void process.stdout.write(`${word} ${Number(process.hrtime.bigint() / 1000n) / 1000}\n`);
say('started');
try {
  if (what === 'rollback') {
    await rollback(indexDir);
    say('rolled-back');
  } else {
    const report = await buildIndexFromDocuments({
      indexDir,
      model: fakeModel({ delayMs: Number(delay) }),
      documents: faultCorpus(Number(what)),
      onProgress: ({ stage, done, total }) => say(`${stage} ${done} ${total}`),
    });
    say(report.status);
  }
} catch (error) {
  if (!(error instanceof KnownError)) throw error;
  process.stderr.write(`${error.message}\n`);
  say(error.code);
  process.exitCode = 3;
}
