import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { runFamily } from '../scripts/faults/campaign.ts';
import { families, familiesNamed } from '../scripts/faults/families.ts';
import { Miss, NotHere, type Family, type OpenFamily } from '../scripts/faults/family.ts';
import { emptyTally, failureLines, rowOf } from '../scripts/faults/tally.ts';

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'footnote-faults-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function familyOf(trial: OpenFamily['trial'], more: Partial<OpenFamily> = {}): Family {
  return {
    name: 'invented',
    promise: 'Nothing is lost.',
    trials: 10,
    shortTrials: 2,
    minutes: 1,
    open: async () => ({ trial, close: async () => {}, ...more }),
  };
}

test('counts how each fault ended, and keeps what broke', async (t) => {
  const family = familyOf(async (number) => {
    if (number === 3) throw new Miss('expected the old answer, saw none');
    if (number === 4) throw new TypeError('not a function');
    return number < 2 ? 'refused' : number === 9 ? { survived: 2, refused: 1 } : 'survived';
  });
  const tally = await runFamily(family, { seed: 1, folder: folderOf(t), trials: 10 });
  assert.deepEqual([tally.survived, tally.refused, tally.failed, tally.trials], [7, 3, 2, 10]);
  assert.match(rowOf(family, tally).join(' '), /^invented 12 7 3 2 /);
  const lines = failureLines(family, 7, tally).join('\n');
  assert.match(lines, /trial 3: expected the old answer, saw none/);
  assert.match(lines, /npm run faults -- --only invented --seed 7 --trial 3/);
  assert.match(lines, /trial 4: TypeError: not a function/);
});

test('a trial has the same random numbers whether it is reached or gone on to', async (t) => {
  const seen: [number, number][] = [];
  const family = familyOf(async (number, random) => {
    seen.push([number, random()]);
    return 'survived';
  });
  const folder = folderOf(t);
  const whole = await runFamily(family, { seed: 5, folder, trials: 6 });
  const first = seen.splice(0);
  const half = await runFamily(family, { seed: 5, folder, trials: 3 });
  const rest = await runFamily(family, { seed: 5, folder, trials: 6, from: half });
  assert.deepEqual(seen, first);
  assert.deepEqual([rest.trials, rest.survived], [whole.trials, whole.survived]);
  assert.equal(new Set(first.map(([, value]) => value)).size, 6);
  await runFamily(family, { seed: 6, folder, trials: 1 });
  assert.notEqual(seen.at(-1)?.[1], first[0]?.[1]);
});

test('what was measured goes on where it was when a run is taken up again', async (t) => {
  let [asked, longest] = [0, 0];
  const family = familyOf(
    async (number) => {
      asked += 1;
      longest = Math.max(longest, 100 - number);
      return 'survived';
    },
    { figures: () => ({ asked, longest: { most: longest, unit: 'ms' }, last: `${asked} asked` }) },
  );
  const folder = folderOf(t);
  const half = await runFamily(family, { seed: 1, folder, trials: 6 });
  [asked, longest] = [0, 0];
  const whole = await runFamily(family, { seed: 1, folder, trials: 10, from: half });
  assert.match(rowOf(family, whole).join(' '), /asked 10, longest 100 ms, last 4 asked/);
});

test('stops when time is up, hands over what it came to, and says how far that is', async (t) => {
  const kept: number[] = [];
  const family = familyOf(async () => 'survived');
  const tally = await runFamily(family, {
    seed: 1,
    folder: folderOf(t),
    trials: 10,
    until: 0,
    from: { ...emptyTally, trials: 4, survived: 4 },
    keep: ({ trials }) => kept.push(trials),
  });
  assert.deepEqual([tally.trials, kept.at(-1)], [4, 4]);
  assert.match(rowOf(family, tally).join(' '), /trial 4 of 10/);
});

test('a family that cannot run here is left out with its reason, one that breaks is a failure; both are tidied up', async (t) => {
  const folder = folderOf(t);
  const absent = {
    ...familyOf(async () => 'survived'),
    open: () => Promise.reject(new NotHere('needs root')),
  };
  const leftOut = await runFamily(absent, { seed: 1, folder, trials: 1 });
  assert.equal(leftOut.failed, 0);
  assert.match(rowOf(absent, leftOut).join(' '), /left out: needs root/);
  const busy = familyOf((number) => Promise.reject(number === 0 ? new Miss('late') : new NotHere('busy')));
  const late = await runFamily(busy, { seed: 1, folder, trials: 3 });
  assert.deepEqual([late.leftOut, late.failed], ['busy', 1], 'what was seen before still counts');
  const broken = { ...absent, open: () => Promise.reject(new Error('no such file')) };
  assert.equal((await runFamily(broken, { seed: 1, folder, trials: 1 })).failed, 1);
  let closed = 0;
  const closing = familyOf(() => Promise.reject(new Miss('lost')), { close: async () => void (closed += 1) });
  await runFamily(closing, { seed: 1, folder, trials: 3 });
  assert.equal(closed, 1);
  assert.ok(!existsSync(path.join(folder, 'invented')));
});

test('names of families are short and different, and each has something to promise', () => {
  assert.equal(new Set(families.map(({ name }) => name)).size, families.length);
  for (const { name, promise, trials, shortTrials } of families) {
    assert.match(name, /^[a-z-]{3,24}$/);
    assert.match(promise, /^[A-Z].*\.$/);
    assert.ok(shortTrials >= 1 && shortTrials <= trials, name);
  }
});

function named(names: string): string[] {
  return familiesNamed(names).map(({ name }) => name);
}

test('a family is meant by its name alone, and several by a part of theirs', () => {
  for (const { name } of families) assert.deepEqual(named(name), [name]);
  assert.deepEqual(named('kills'), ['builder-kills', 'command-kills']);
  assert.deepEqual(named('paths, settings'), ['paths', 'settings']);
  assert.equal(named('').length, families.length);
  for (const names of ['nothing', 'paths,', 'paths,nothing'])
    assert.throws(() => named(names), /--only takes one of storage, .*, but got "/);
});

for (const family of families) {
  test(`a short run: ${family.name}`, async (t) => {
    const tally = await runFamily(family, { seed: 1, folder: folderOf(t), trials: family.shortTrials });
    if (tally.leftOut !== undefined) return t.skip(tally.leftOut);
    assert.equal(tally.failed, 0, failureLines(family, 1, tally).join('\n'));
    assert.ok(tally.survived + tally.refused > 0);
  });
}
