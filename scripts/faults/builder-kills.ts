import { setTimeout as wait } from 'node:timers/promises';
import { startBuilder } from './builder-process.ts';
import { endOf, openCrashScenes, pick, pointsOf } from './crash-scenes.ts';
import { Miss, type Family, type OpenFamily } from './family.ts';

/** `kill -9` of a builder at every call that changes the disk, and at random instants. */
export const builderKills: Family = {
  name: 'builder-kills',
  promise:
    'A builder killed at any instant leaves the old index or the new one, whole and in use, and nothing in the way of the next build.',
  trials: 1000,
  shortTrials: 5,
  minutes: 9,
  open,
};

async function open(folder: string): Promise<OpenFamily> {
  const crash = await openCrashScenes(folder);
  const points = pointsOf(crash.scenes);
  let longest = 0;
  /** Milliseconds that an undisturbed builder takes, from its start as a process. */
  let duration = 0;

  return {
    async trial(number, random) {
      // A step that shares no divisor with any likely count of points, so that few trials are spread over all of them.
      const point = number < points.length ? points[(number * 7919) % points.length] : undefined;
      if (point !== undefined) {
        const { scene, at, how } = point;
        const indexDir = crash.prepare(scene);
        const end = await crash.disturb(scene, at, how);
        const where = `${scene.name}, ${how} ${scene.calls[at - 1] ?? ''}`;
        // How many calls a builder makes depends on chance in one thing only: whether a name is free.
        if (end.signal !== 'SIGKILL') throw new Miss(`${where}: expected it to be killed, saw ${endOf(end)}`);
        longest = Math.max(longest, await settled(indexDir, scene.allowed, where));
        return 'survived';
      }
      const scene = pick(random, crash.scenes);
      const indexDir = crash.prepare(scene);
      if (duration === 0) {
        const started = performance.now();
        await startBuilder({ indexDir, what: scene.what }).ended;
        duration = performance.now() - started;
        crash.prepare(scene);
      }
      const delay = random() * duration * 1.2;
      const builder = startBuilder({ indexDir, what: scene.what });
      await Promise.race([wait(delay), builder.ended]);
      builder.child.kill('SIGKILL');
      await builder.ended;
      longest = Math.max(
        longest,
        await settled(indexDir, scene.allowed, `${scene.name}, after ${Math.round(delay)} ms`),
      );
      return 'survived';
    },
    figures: () => ({
      'kill points': String(points.length),
      'longest next build': { most: longest, unit: 'ms' },
    }),
    close: async () => crash.close(),
  };

  async function settled(
    indexDir: string,
    allowed: readonly (number | null)[],
    where: string,
  ): Promise<number> {
    try {
      return await crash.settle(indexDir, allowed);
    } catch (error) {
      throw error instanceof Miss ? new Miss(`${where}: ${error.message}`) : error;
    }
  }
}
