import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { settingDefaults } from '../../src/config.ts';
import { KnownError } from '../../src/errors.ts';
import { readSettings } from '../../src/terminal/settings.ts';
import { pick } from './crash-scenes.ts';
import { damage, pickDamage } from './damage.ts';
import { Miss, type Family, type Fate, type OpenFamily } from './family.ts';
import { expectPlain } from './index-template.ts';
import { secret } from './strange-settings.ts';

/** Damage to the operator's `.env`. */
export const settingsFile: Family = {
  name: 'settings-file',
  promise:
    'A damaged .env is read for what it still says, or refused with a sentence that names it; never waited for without end, and never shown with the token in it.',
  trials: 2000,
  shortTrials: 60,
  minutes: 1,
  open,
};

/** Nobody writes to a pipe here: its patience is the longest that anything may take. */
const patienceMs = 6000;
/** Most pipes are left out of a full run, as each of them is waited for. */
const pipesKept = 0.02;

async function open(folder: string): Promise<OpenFamily> {
  const dir = path.join(folder, 'settings');
  const file = path.join(dir, '.env');
  const other = path.join(dir, 'other');
  return {
    async trial(_, random): Promise<Fate> {
      rmSync(dir, { recursive: true, force: true });
      mkdirSync(dir, { recursive: true });
      const ending = pick(random, ['\n', '\r\n']);
      const lines = [
        `DISCORD_TOKEN=${secret}`,
        `DOCUMENTS_DIR="${path.join(dir, 'papers')}"`,
        `INDEX_DIR='${path.join(dir, 'index')}' # of the papers`,
        'ABSTENTION=cautious',
        'PREVIEW_PORT=4321',
      ];
      const encoding = pick(random, ['utf8', 'utf8', 'utf16le'] as const);
      const mark = encoding === 'utf16le' ? '\uFEFF' : pick(random, ['', '\uFEFF']);
      writeFileSync(file, Buffer.from(mark + lines.join(ending), encoding));
      writeFileSync(other, 'DISCORD_TOKEN\0=\u001b[31m\n=\n"""');
      const whole = readSettings({}, file);
      if (whole.documentsDir !== path.join(dir, 'papers') || whole.previewPort !== 4321)
        throw new Miss(`the settings of an intact file (${encoding}) were not read`);
      let kind = pickDamage(random, false);
      if (kind === 'pipe' && random() > pipesKept) kind = 'flip';
      damage(file, kind, random, other);
      const started = performance.now();
      const fate = readDamaged(file, kind);
      const took = performance.now() - started;
      if (took > patienceMs) throw new Miss(`${kind} took ${took.toFixed(0)} ms`);
      return fate;
    },
    async close() {
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function readDamaged(file: string, kind: string): Fate {
  try {
    const read = readSettings({}, file);
    if (Object.keys(read).length < 10) throw new Miss(`${kind}: half of the settings`);
    return 'survived';
  } catch (error) {
    if (!(error instanceof KnownError) || error.code !== 'settings') throw error;
    expectPlain(error.message);
    if (error.message.includes(secret)) throw new Miss(`${kind}: the token is shown`);
    const names = Object.keys(settingDefaults);
    if (!error.message.includes(file) && !names.some((name) => error.message.includes(name)))
      throw new Miss(`${kind}: neither the file nor a setting is named: ${error.message}`);
    return 'refused';
  }
}
