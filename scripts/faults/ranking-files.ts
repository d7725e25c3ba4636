import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rankingDir } from '../../src/answering/models.ts';
import { fileListName } from '../../src/embedding/model-files.ts';
import { pick } from './crash-scenes.ts';
import { damage, holds, letOthersIn, pickDamage } from './damage.ts';
import { Miss, type Family, type Fate, type OpenFamily } from './family.ts';
import { startIndexProcess } from './index-process.ts';
import { buildTemplate, expectPlain, expectServed } from './index-template.ts';

/** Damage to the models that order, choose and judge. */
export const rankingFiles: Family = {
  name: 'ranking-files',
  promise:
    'Ranking models whose files were damaged, exchanged or mixed up never order or judge anything: they are refused at start with a sentence that names the file and what to do.',
  trials: 1000,
  shortTrials: 6,
  minutes: 2,
  open,
};

const nobody = 65_534;

async function open(folder: string): Promise<OpenFamily> {
  const worker = startIndexProcess();
  const bound = process.getuid?.() === 0 ? startIndexProcess({ uid: nobody }) : worker;
  letOthersIn(folder, tmpdir());
  const { indexDir, current, answers } = await buildTemplate(worker, path.join(folder, 'index'), [1]);
  const names = readdirSync(rankingDir)
    .filter((name) => /\.(json|txt)$/.test(name))
    .toSorted();
  const bytes = new Map(names.map((name) => [name, readFileSync(path.join(rankingDir, name))]));
  const ranking = path.join(folder, 'ranking');
  cpSync(rankingDir, ranking, { recursive: true });
  for (const reader of [worker, bound]) {
    const untouched = await reader.run({ do: 'ask', indexDir, ranking });
    if (expectServed(untouched, ' of intact models').answers !== answers.get(current))
      throw new Miss('a copy of the models answers otherwise');
  }

  return {
    async trial(_, random): Promise<Fate> {
      rmSync(ranking, { recursive: true, force: true });
      cpSync(rankingDir, ranking, { recursive: true });
      const isBound = random() < 0.15;
      const done: string[] = [];
      for (let fault = random() < 0.85 ? 1 : 2; fault > 0; fault -= 1) {
        const name = pick(random, names);
        const other = pick(random, names);
        const kind = pickDamage(random, isBound);
        damage(path.join(ranking, name), kind, random, name === other ? null : path.join(ranking, other));
        done.push(`${kind} ${name}`);
      }
      const what = done.join(', ');
      const isIntact = [...bytes].every(([name, content]) =>
        holds(path.join(ranking, name), content, isBound),
      );
      const outcome = await (isBound ? bound : worker).run({ do: 'ask', indexDir, ranking });
      if (outcome.kind === 'refused') {
        expectPlain(outcome.message);
        if (isIntact) throw new Miss(`${what}: intact models were refused: ${outcome.message}`);
        if (!names.some((name) => outcome.message.includes(path.join(ranking, name))))
          throw new Miss(`${what}: the sentence names no file: ${outcome.message}`);
        return 'refused';
      }
      const served = expectServed(outcome, ` or a refusal after ${what}`);
      if (served.answers !== answers.get(current)) throw new Miss(`${what}: wrong answers`);
      // The list itself may differ in what does not matter, a space for instance.
      const isOnlyList = [...bytes].every(
        ([name, content]) => name === fileListName || holds(path.join(ranking, name), content, isBound),
      );
      if (!isOnlyList) throw new Miss(`${what}: damaged models were served`);
      return 'survived';
    },
    async close() {
      await worker.close();
      await bound.close();
    },
  };
}
