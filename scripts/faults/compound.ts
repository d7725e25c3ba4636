import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { endOf, openCrashScenes, pick, pointsOf, type CrashScenes, type Scene } from './crash-scenes.ts';
import { damage, pickDamage } from './damage.ts';
import { Miss, type Family, type OpenFamily } from './family.ts';
import { currentOf } from './index-template.ts';

/** A second fault while the first is being recovered from. */
export const compound: Family = {
  name: 'compound-faults',
  promise:
    'A second fault during the recovery from the first (a kill during the build after a kill, damage and a kill, a full disk after a kill) loses nothing either.',
  trials: 200,
  shortTrials: 3,
  minutes: 4,
  open,
};

async function open(folder: string): Promise<OpenFamily> {
  const crash = await openCrashScenes(folder);
  const points = pointsOf(crash.scenes);
  return {
    async trial(number, random) {
      const { scene, at, how } = pick(random, points);
      const indexDir = crash.prepare(scene);
      const told = [`${scene.name}, ${how} ${scene.calls[at - 1] ?? ''}`];
      await crash.disturb(scene, at, how);
      const kind = number % 4;
      // The builder that recovers does what the first one did, on what that one left.
      const allowed = [...scene.allowed];
      if (kind === 3) {
        const file = damageOne(indexDir, random);
        if (file !== null) told.push(file);
      }
      const rounds = 1 + randomBelow(random, 3);
      for (let round = 0; round < rounds; round += 1) {
        const again = pick(
          random,
          crash.scenes.filter(({ name }) => name !== 'rollback' || kind === 2),
        );
        const call = 1 + randomBelow(random, again.calls.length);
        const way =
          kind === 1
            ? pick(random, ['once ENOSPC', 'from ENOSPC', 'once EIO', 'from EROFS'])
            : pick(random, ['before', 'torn', 'after']);
        told.push(`then ${again.name}, ${way} call ${call}`);
        const end = await crash.disturb(again, call, way);
        if (end.signal === null && end.status !== 0 && end.status !== 3)
          throw new Miss(`${told.join('; ')}: expected an end in good order, saw ${endOf(end)}`);
        allowed.push(...builtBy(again, allowed));
      }
      try {
        if (kind === 3) await settleDamaged(crash, indexDir, allowed);
        else await crash.settle(indexDir, allowed);
      } catch (error) {
        throw error instanceof Miss ? new Miss(`${told.join('; ')}: ${error.message}`) : error;
      }
      return 'survived';
    },
    close: async () => crash.close(),
  };
}

/** What a scene's builder may put into use, whatever it finds: its version, or going back, one of those that were there, down to the first. */
function builtBy(scene: Scene, before: readonly (number | null)[]): readonly (number | null)[] {
  return scene.what === 'rollback' ? [...before, 1] : [Number(scene.what)];
}

/** One file of the generation in use, or CURRENT. Says what was done; `null` where there is nothing to damage. */
function damageOne(indexDir: string, random: Random): string | null {
  const file = path.join(indexDir, 'CURRENT');
  if (!existsSync(file)) return null;
  if (random() < 0.2) {
    damage(file, 'flip', random);
    return 'a flipped bit in CURRENT';
  }
  const folder = path.join(indexDir, currentOf(indexDir));
  const name = pick(random, readdirSync(folder));
  const kind = pickDamage(random, false);
  damage(path.join(folder, name), kind, random);
  return `${kind} ${name}`;
}

/** Where both generations may be gone, a refusal is right, and so is the one before; the next build must still succeed. */
async function settleDamaged(crash: CrashScenes, indexDir: string, allowed: Scene['allowed']): Promise<void> {
  const outcome = await crash.worker.run({ do: 'ask', indexDir });
  const versions = [...allowed, 1, 2];
  if (outcome.kind === 'broken') throw new Miss(outcome.stack);
  if (outcome.kind === 'served') {
    const isRight = versions.some(
      (version) => version !== null && crash.oracle.get(version) === outcome.answers,
    );
    if (!isRight)
      throw new Miss(`${outcome.generation} answers as none of version ${versions.join(', ')} does`);
  }
  await crash.settle(indexDir, null);
}
