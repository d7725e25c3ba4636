import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  abstentionLevels,
  defaultLevel,
  isAbstentionLevel,
  type AbstentionLevel,
} from './answering/levels.ts';
import { KnownError } from './errors.ts';
import { withoutTokens } from './secret.ts';
import { inertLine } from './text/inert.ts';

/** Every setting, checked and with its default filled in. Paths are absolute. */
export interface Config {
  readonly discordToken: string | null;
  readonly discordApiUrl: string;
  readonly discordApiVersion: string;
  readonly documentsDir: string;
  readonly indexDir: string;
  /** A folder, or a hub model as `owner/name` or `owner/name@revision`. */
  readonly embeddingModel: string;
  /** Where hub models are kept once downloaded. */
  readonly modelCacheDir: string;
  /** Base address that hub models are downloaded from. */
  readonly modelHubUrl: string;
  /** Files over this size are left out and reported. */
  readonly maxFileBytes: number;
  /** How readily a question is answered rather than abstained from. */
  readonly abstention: AbstentionLevel;
  readonly previewPort: number;
  /** Channels (threads count with their parent) where answers are for everyone; elsewhere only the asker sees them. */
  readonly publicChannels: 'all' | ReadonlySet<string>;
  /** Questions that one person may ask in a minute, all at once or spread. */
  readonly userQuestionsPerMinute: number;
  /** Questions of all people together that may wait; who comes later is asked to try again. */
  readonly waitingQuestions: number;
  /** Gateway connections; `auto` is as many as Discord recommends. */
  readonly shards: 'auto' | number;
  /** Where votes and their reasons are kept, and for how many days. */
  readonly feedbackDir: string;
  readonly feedbackDays: number;
  readonly logLevel: LogLevel;
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

type Environment = Readonly<Record<string, string | undefined>>;

const sourceDir = path.dirname(fileURLToPath(import.meta.url));

/** The folder that holds package.json, so that defaults do not depend on where a command is run from. */
export const projectDir = path.resolve(
  sourceDir,
  path.basename(path.dirname(sourceDir)) === 'dist' ? '../..' : '..',
);

/** Name and default of each setting, in the order `.env.example` lists them; a test keeps the two in step. */
export const settingDefaults = {
  DISCORD_TOKEN: '',
  DISCORD_API_URL: 'https://discord.com/api',
  DISCORD_API_VERSION: '10',
  DOCUMENTS_DIR: 'data/documents',
  INDEX_DIR: 'data/index',
  EMBEDDING_MODEL: 'data/model',
  MODEL_CACHE_DIR: 'data/models',
  MODEL_HUB_URL: 'https://huggingface.co',
  MAX_FILE_MB: '32',
  ABSTENTION: defaultLevel,
  PREVIEW_PORT: '4173',
  PUBLIC_CHANNELS: '',
  USER_QUESTIONS_PER_MINUTE: '120',
  WAITING_QUESTIONS: '1000',
  SHARDS: 'auto',
  FEEDBACK_DIR: 'data/feedback',
  FEEDBACK_DAYS: '30',
  LOG_LEVEL: 'info',
} as const;

type SettingName = keyof typeof settingDefaults;

/**
 * Reads the settings. The only reader of the environment; entry points call it once, after dotenv.
 *
 * @throws KnownError `settings` naming every bad value at once (never the value of a secret)
 */
export function loadConfig(environment: Environment): Config {
  const problems: string[] = [];
  const read = (name: SettingName): string => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? settingDefaults[name] : value;
  };
  const readNumber = (name: SettingName, low: number, high: number, whole: boolean): number => {
    const value = Number(read(name));
    if (Number.isFinite(value) && value >= low && value <= high && (!whole || Number.isInteger(value)))
      return value;
    problems.push(
      `${name} is "${shown(read(name))}"; it takes a ${whole ? 'whole ' : ''}number from ${low} to ${high}`,
    );
    return Number(settingDefaults[name]);
  };
  const readShards = (): number => {
    const value = Number(read('SHARDS'));
    if (Number.isInteger(value) && value >= 1 && value <= 10_000) return value;
    problems.push(`SHARDS is "${shown(read('SHARDS'))}"; it takes auto or a whole number from 1 to 10000`);
    return 1;
  };
  const readPlace = (name: SettingName): string => {
    const value = read(name);
    // No system has such names, and a line break in one is the rest of a line that was pasted.
    if (/\p{Cc}/u.test(value))
      problems.push(`${name} is "${shown(value)}", with a control character in it; it takes a folder`);
    return value;
  };
  const readFolder = (name: SettingName): string => path.resolve(projectDir, readPlace(name));
  const readUrl = (name: SettingName): string => {
    const value = read(name);
    // A path is put behind it, which would become a part of what "?" and "#" begin.
    if (/^https?:\/\/[^\s?#\\]+$/.test(value) && URL.canParse(value)) return value.replace(/\/+$/, '');
    problems.push(
      `${name} is "${shown(value)}"; it takes an address that starts with http:// or https:// and holds no ?, # or \\`,
    );
    return settingDefaults[name];
  };
  const readLevel = (): LogLevel => {
    const value = read('LOG_LEVEL');
    const level = logLevels.find((known) => known === value);
    if (level === undefined)
      problems.push(`LOG_LEVEL is "${shown(value)}"; it takes one of ${logLevels.join(', ')}`);
    return level ?? 'info';
  };
  const readAbstention = (): AbstentionLevel => {
    const value = read('ABSTENTION');
    if (isAbstentionLevel(value)) return value;
    problems.push(
      `ABSTENTION is "${shown(value)}"; it takes one of ${Object.keys(abstentionLevels).join(', ')}`,
    );
    return defaultLevel;
  };
  const readChannels = (): 'all' | ReadonlySet<string> => {
    const value = read('PUBLIC_CHANNELS');
    if (value === 'all') return 'all';
    const ids = value.split(/[\s,]+/).filter((id) => id !== '');
    const wrong = ids.find((id) => !/^\d{15,20}$/.test(id));
    if (wrong !== undefined)
      problems.push(
        `PUBLIC_CHANNELS holds "${shown(wrong)}"; it takes channel ids separated by commas, or all`,
      );
    return new Set(ids);
  };
  const token = read('DISCORD_TOKEN');
  if (/^bot\s/i.test(token)) problems.push('DISCORD_TOKEN starts with "Bot"; it takes the token alone');
  else if (/[^\x21-\x7E]/.test(token))
    problems.push('DISCORD_TOKEN holds a blank or a character that no token has; copy it again, alone');
  const apiVersion = readNumber('DISCORD_API_VERSION', 9, 99, true);

  const config: Config = {
    discordToken: token === '' ? null : token,
    discordApiUrl: readUrl('DISCORD_API_URL'),
    discordApiVersion: String(apiVersion),
    documentsDir: readFolder('DOCUMENTS_DIR'),
    indexDir: readFolder('INDEX_DIR'),
    embeddingModel: readPlace('EMBEDDING_MODEL'),
    modelCacheDir: readFolder('MODEL_CACHE_DIR'),
    modelHubUrl: readUrl('MODEL_HUB_URL'),
    maxFileBytes: readNumber('MAX_FILE_MB', 0.001, 1024, false) * 1024 * 1024,
    abstention: readAbstention(),
    previewPort: readNumber('PREVIEW_PORT', 1, 65_535, true),
    publicChannels: readChannels(),
    userQuestionsPerMinute: readNumber('USER_QUESTIONS_PER_MINUTE', 1, 10_000, true),
    waitingQuestions: readNumber('WAITING_QUESTIONS', 1, 100_000, true),
    shards: read('SHARDS') === 'auto' ? 'auto' : readShards(),
    feedbackDir: readFolder('FEEDBACK_DIR'),
    feedbackDays: readNumber('FEEDBACK_DAYS', 1, 3650, true),
    logLevel: readLevel(),
  };
  if (problems.length > 0) {
    throw new KnownError(
      'settings',
      `These settings cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
  }
  return config;
}

/** UTF-16 units of a value that a message shows. */
const longestShown = 80;

/** A value as a message can hold it: on one line, not too long, and without a token that was put into the wrong place. */
function shown(value: string): string {
  const line = withoutTokens(inertLine(value));
  return line.length > longestShown ? `${inertLine(line.slice(0, longestShown))}…` : line;
}
