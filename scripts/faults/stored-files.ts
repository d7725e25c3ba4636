import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openFeedback } from '../../src/discord/feedback-store.ts';
import type { Feedback } from '../../src/discord/feedback.ts';
import { KnownError } from '../../src/errors.ts';
import { randomBelow } from '../../src/evaluation/random.ts';
import { pick } from './crash-scenes.ts';
import { damage, pickDamage } from './damage.ts';
import { Miss, type Family, type Fate, type OpenFamily } from './family.ts';
import { expectPlain } from './index-template.ts';

/** Damage to what the bot itself keeps: votes, day by day, and the key that hides who gave them. */
export const storedFiles: Family = {
  name: 'stored-files',
  promise:
    'Damage to the stored votes costs the damaged ones and no others: the bot starts, counts what is whole, and keeps the next vote or says plainly why it cannot.',
  trials: 1000,
  shortTrials: 40,
  minutes: 1,
  open,
};

const patienceMs = 5000;
const dayMs = 86_400_000;
const today = Date.UTC(2026, 4, 20, 12);

async function open(folder: string): Promise<OpenFamily> {
  const dir = path.join(folder, 'feedback');
  return {
    async trial(_, random): Promise<Fate> {
      rmSync(dir, { recursive: true, force: true });
      let now = today;
      const options = { dir, days: 30, now: () => now };
      const before = await openFeedback(options);
      for (let at = 0; at < 6; at += 1) {
        now = today - (5 - at) * dayMs;
        await before.record(`user-${at % 3}`, voteFor(at));
      }
      const names = readdirSync(dir).toSorted();
      const done: string[] = [];
      for (let fault = 1 + randomBelow(random, 2); fault > 0; fault -= 1) {
        const name = pick(random, names);
        const kind = pickDamage(random, false);
        damage(path.join(dir, name), kind, random, path.join(dir, pick(random, names)));
        done.push(`${kind} ${name}`);
      }
      const what = done.join(', ');
      const store = await inTime(openFeedback(options), `${what}: opening`);
      const { helpful, notHelpful } = await inTime(store.summary(), `${what}: counting`);
      // A file that took another's place holds its votes twice, and a vote counts once.
      if (helpful + notHelpful > 6)
        throw new Miss(`${what}: ${helpful + notHelpful} votes of 6 were counted`);
      const least = 6 - done.length * 2;
      if (helpful < least) throw new Miss(`${what}: only ${helpful} of 6 votes were counted`);
      try {
        await inTime(store.record('user-9', voteFor(9)), `${what}: voting`);
      } catch (error) {
        if (!(error instanceof KnownError)) throw error;
        expectPlain(error.message);
        return 'refused';
      }
      const after = await inTime(store.summary(), `${what}: counting again`);
      if (after.helpful !== helpful + 1) throw new Miss(`${what}: a vote that was accepted is not counted`);
      return 'survived';
    },
    close: async () => {},
  };
}

function voteFor(at: number): Feedback {
  return {
    answer: `a000000${at}`,
    generation: '20260101T000000000Z-abcdef',
    vote: 'helpful',
    reason: null,
    question: null,
    comment: null,
  };
}

async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  const late = wait(patienceMs, null, { ref: false }).then(() => {
    throw new Miss(`${what} did not end within ${patienceMs / 1000} s`);
  });
  return Promise.race([work, late]);
}
