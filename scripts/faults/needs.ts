import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../src/config.ts';
import { NotHere } from './family.ts';

/** @throws NotHere where the embedding model that the project ships is not there */
export function needsModel(): void {
  if (!existsSync(path.join(projectDir, 'data/model/config.json')))
    throw new NotHere('no model in data/model');
}
