import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectDir } from '../../src/config.ts';
import { goldenTexts } from '../../src/embedding/golden.ts';
import { sha256 } from '../../src/embedding/model-files.ts';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { damage, isOrdinary, letOthersIn, pickDamage } from './damage.ts';
import { Miss, type Family, type OpenFamily } from './family.ts';
import { expectPlain, wordsOf } from './index-template.ts';
import { startIndexProcess } from './index-process.ts';
import { needsModel } from './needs.ts';

/** Damage to the files of the embedding model, also with the list of them made to agree. */
export const modelFiles: Family = {
  name: 'model-files',
  promise:
    'A model whose files were damaged, exchanged or mixed up never embeds anything: it is refused at start with a sentence that names the file, or gives the very vectors it gave when it was shipped.',
  trials: 500,
  shortTrials: 6,
  minutes: 4,
  open,
};

const nobody = 65_534;

async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const isRoot = process.getuid?.() === 0;
  const worker = startIndexProcess();
  const bound = isRoot ? startIndexProcess({ uid: nobody }) : worker;
  letOthersIn(folder, tmpdir());
  const shipped = path.join(folder, 'shipped');
  cpSync(path.join(projectDir, 'data/model'), shipped, { recursive: true });
  const place = path.join(folder, 'model');
  const texts = [...goldenTexts, 'The keeper of the lighthouse wrote it down.', '31337'];
  const intact = await worker.run({ do: 'embed', folder: shipped, texts });
  if (intact.kind !== 'embedded')
    throw new Miss(`expected vectors of the intact model, saw ${wordsOf(intact)}`);
  let relisted = 0;

  return {
    async trial(_, random) {
      rmSync(place, { recursive: true, force: true });
      cpSync(shipped, place, { recursive: true });
      const names = readdirSync(place, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(json|onnx)$/.test(name))
        .toSorted();
      const isBound = random() < 0.15;
      const done: string[] = [];
      for (let fault = random() < 0.85 ? 1 : 2; fault > 0; fault -= 1) {
        const name = names[randomBelow(random, names.length)] ?? '';
        const other = names[randomBelow(random, names.length)] ?? '';
        const kind = pickDamage(random, isBound);
        damage(path.join(place, name), kind, random, name === other ? null : path.join(place, other));
        done.push(`${kind} ${name}`);
      }
      // Whoever damages a file on purpose, or trains a model and forgets a step, has a list that agrees.
      if (random() < 0.35 && relist(place, random)) {
        relisted += 1;
        done.push('the list made to agree');
      }
      const what = done.join(', ');
      const outcome = await (isBound ? bound : worker).run({ do: 'embed', folder: place, texts });
      if (outcome.kind === 'refused') {
        expectPlain(outcome.message);
        if (!outcome.message.includes(place))
          throw new Miss(`${what}: the sentence names no file: ${outcome.message}`);
        return 'refused';
      }
      if (outcome.kind !== 'embedded')
        throw new Miss(`${what}: expected vectors or a refusal, saw ${wordsOf(outcome)}`);
      // Another model than the one that an index was built with is refused by its hash; the same hash has to mean the same.
      const isSame = outcome.vectors.every((vector, at) => vector === intact.vectors[at]);
      if (!isSame && outcome.hash === intact.hash)
        throw new Miss(`${what}: other vectors under the same hash`);
      if (!isSame && !done.includes('the list made to agree'))
        throw new Miss(`${what}: wrong embeddings were served`);
      return isSame ? 'survived' : 'refused';
    },
    figures: () => ({ 'with a list that agrees': relisted }),
    async close() {
      await worker.close();
      await bound.close();
    },
  };
}

/** Writes files.json for the files as they are, or takes it away. False where one of them cannot be listed. */
function relist(folder: string, random: Random): boolean {
  const list = path.join(folder, 'files.json');
  if (!isOrdinary(list)) return false;
  try {
    if (random() < 0.3) {
      rmSync(list, { recursive: true, force: true });
      return true;
    }
    const { files } = JSON.parse(readFileSync(list, 'utf8')) as { files: { name: string }[] };
    if (!files.every(({ name }) => isOrdinary(path.join(folder, name)))) return false;
    const again = files.map(({ name }) => {
      const bytes = readFileSync(path.join(folder, name));
      return { name, size: bytes.length, sha256: sha256(bytes) };
    });
    writeFileSync(list, JSON.stringify({ files: again }));
    return true;
  } catch {
    // The list itself was hit.
    return false;
  }
}
