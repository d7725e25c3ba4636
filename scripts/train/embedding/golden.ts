/**
 * Writes down the vectors that the model in a folder gives, into its golden.json; the last step after `export.py`:
 * `node --import tsx scripts/train/embedding/golden.ts [data/model]`.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { openEmbeddingModel } from '../../../src/embedding/embed.ts';
import { goldenName, recordGolden } from '../../../src/embedding/golden.ts';
import { readModelFiles } from '../../../src/embedding/model-files.ts';
import { print, runCommand } from '../../../src/terminal/edge.ts';

await runCommand(async () => {
  const folder = path.resolve(process.argv[2] ?? 'data/model');
  rmSync(path.join(folder, goldenName), { force: true });
  const model = await openEmbeddingModel({ model: folder, cacheDir: folder, hubUrl: '', baseDir: folder });
  await recordGolden(await readModelFiles(folder, folder), model.embed);
  await model.close();
  print([`${path.join(folder, goldenName)} is written.`]);
});
