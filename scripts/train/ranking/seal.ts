/**
 * Writes down what the ranking models are, so that damage to them is noticed: to be run after whatever changes a file of them.
 * `node --import tsx scripts/train/ranking/seal.ts [--folder data/ranking]`.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readRankingParts } from '../../../src/answering/models.ts';
import { describeFolder } from '../../../src/answering/seal.ts';
import { projectDir } from '../../../src/config.ts';
import { fileListName } from '../../../src/embedding/model-files.ts';

const { values: options } = parseArgs({
  options: { folder: { type: 'string', default: 'data/ranking' } },
});
const folder = path.resolve(projectDir, options.folder);
// What cannot be read at all is not to be sealed.
readRankingParts(folder);
const files = describeFolder(folder);
writeFileSync(path.join(folder, fileListName), `${JSON.stringify({ files }, null, 2)}\n`);
for (const { name, size } of files) process.stdout.write(`${name}, ${size} bytes\n`);
