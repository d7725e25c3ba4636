import { logLevels, type LogLevel } from './config.ts';
import { blot, withoutTokens } from './secret.ts';
import { inert, inertJson } from './text/inert.ts';

/** What a line may say beside its message: plain values, named. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined | Error>>;

/**
 * Levelled lines for whoever runs Footnote. They say what happened and how long it took, never what people asked or
 * were told: fields with such names become their length, and secrets are blotted out wherever they turn up.
 */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export interface LogOptions {
  /** Lines below this level are not written; `silent` writes none. */
  readonly level: LogLevel;
  /** `pretty` for eyes, `json` for collectors: one object a line, with `time`, `level` and `message` first. */
  readonly form: 'pretty' | 'json';
  /** Takes one line without its line feed. */
  readonly write: (line: string) => void;
  /** Values that must never be seen, such as the bot's token. */
  readonly secrets?: readonly string[];
  readonly now?: () => Date;
}

type WrittenLevel = Exclude<LogLevel, 'silent'>;

/** Names whose values are people's words, or answers to them. */
const privateFields: ReadonlySet<string> = new Set(['question', 'answer', 'text', 'quote', 'content']);
const secretFields = /token|secret|password|authorization/i;
/** Discord's addresses carry an interaction's or webhook's token in their path. */
const tokenInAddress = /(\/(?:webhooks|interactions)\/\d+\/)[\w-]{20,}/g;
/** Below this length a value would be blotted out of ordinary words. */
const shortestSecret = 8;

export function createLog(options: LogOptions): Log {
  const lowest = logLevels.indexOf(options.level);
  const secrets = (options.secrets ?? []).filter((secret) => secret.length >= shortestSecret);
  const now = options.now ?? (() => new Date());

  const clean = (text: string): string => {
    const known = secrets.reduce((cleaned, secret) => cleaned.replaceAll(secret, blot), text);
    return withoutTokens(known).replace(tokenInAddress, `$1${blot}`);
  };
  const cleanField = (name: string, value: LogFields[string]): string | number | boolean | null => {
    if (value === undefined || value === null) return null;
    if (secretFields.test(name)) return blot;
    if (privateFields.has(name.toLowerCase())) return `[${String(value).length} characters]`;
    // Only these two: other properties of library errors hold request bodies and addresses with tokens.
    if (value instanceof Error) return clean(value.stack ?? `${value.name}: ${value.message}`);
    return typeof value === 'string' ? clean(value) : value;
  };
  const writeAt =
    (level: WrittenLevel) =>
    (message: string, fields: LogFields = {}): void => {
      if (logLevels.indexOf(level) < lowest) return;
      const cleaned = Object.entries(fields).map(([name, value]) => [name, cleanField(name, value)] as const);
      const line = { time: now().toISOString(), level, message: clean(message) };
      options.write(
        // First in order, and last in what counts: no field takes the place of the message.
        options.form === 'json'
          ? inertJson({ ...line, ...Object.fromEntries(cleaned), ...line })
          : prettyLine(line, cleaned),
      );
    };
  return { debug: writeAt('debug'), info: writeAt('info'), warn: writeAt('warn'), error: writeAt('error') };
}

function prettyLine(
  { time, level, message }: { readonly time: string; readonly level: WrittenLevel; readonly message: string },
  fields: readonly (readonly [string, string | number | boolean | null])[],
): string {
  const said = fields.map(
    ([name, value]) => `${visible(name)}=${typeof value === 'string' ? shown(value) : value}`,
  );
  return [`${time.slice(11, 19)} ${level.padEnd(5)} ${visible(message)}`, ...said].join(' ');
}

/** Values with spaces are quoted; line feeds stay readable, and nothing starts a line of its own. */
function shown(value: string): string {
  return /^[\w./:@+-]+$/.test(value) ? value : JSON.stringify(visible(value));
}

function visible(text: string): string {
  return inert(text).replace(/[\t\n]/g, (character) => (character === '\n' ? ' ⏎ ' : ' '));
}
