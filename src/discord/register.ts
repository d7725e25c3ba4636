import { setTimeout as wait } from 'node:timers/promises';
import {
  ApplicationCommandType,
  Routes,
  type REST,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Log } from '../log.ts';
import { fieldsOf, troubleOf } from './rest-error.ts';
import { read, send } from './rest.ts';

export interface RegisterParts {
  readonly rest: REST;
  readonly application: string;
  readonly definitions: readonly RESTPostAPIApplicationCommandsJSONBody[];
  readonly log: Log;
  /** Ends the waiting between two tries. */
  readonly signal: AbortSignal;
  /** Between two tries. */
  readonly pausesMs?: readonly number[];
}

/** Time for one of the two requests. */
const requestMs = 30_000;

/**
 * Sees to it that Discord holds the commands as they are defined here, and writes only when it does not: each write counts
 * against a limit, and commands vanish for a moment. What fails is said, tried again, and never stops the bot.
 */
export async function registerCommands(parts: RegisterParts): Promise<void> {
  const { log, signal, pausesMs = [5000, 60_000, 600_000] } = parts;
  for (const planned of [...pausesMs, null]) {
    let pause = planned;
    try {
      const isWritten = await registerOnce(parts);
      log.info(isWritten ? 'The commands have been registered' : 'The commands are registered already');
      return;
    } catch (error) {
      if (signal.aborted) return;
      const trouble = troubleOf(error);
      // Whoever asks before the time that Discord names is made to wait for longer.
      if (pause !== null && trouble.kind === 'rate-limit') pause = Math.max(pause, trouble.waitMs);
      const advice =
        pause === null
          ? 'Those that Discord knows already go on working; start again to try again'
          : `Trying again in ${Math.ceil(pause / 1000)} s`;
      log.error(`The commands could not be registered. ${advice}`, fieldsOf(error));
      if (pause === null) return;
    }
    await wait(pause, undefined, { signal, ref: false }).catch(() => null);
    if (signal.aborted) return;
  }
}

/** @returns whether anything was written */
async function registerOnce({ rest, application, definitions }: RegisterParts): Promise<boolean> {
  const registered = await readRegistered(rest, application);
  if (isSame(registered, definitions)) return false;
  await send(rest, {
    method: 'PUT',
    route: Routes.applicationCommands(application),
    body: [...definitions, ...entryPointsOf(registered)],
    isAuthorized: true,
    until: performance.now() + requestMs,
    tries: 2,
    isRepeatable: true,
  });
  return true;
}

/** What Discord holds now; `null` where that cannot be asked. */
async function readRegistered(rest: REST, application: string): Promise<unknown> {
  try {
    return await read(rest, Routes.applicationCommands(application), {
      query: new URLSearchParams({ with_localizations: 'true' }),
      withinMs: requestMs,
      isAuthorized: true,
    });
  } catch (error) {
    const trouble = troubleOf(error);
    const isUnknown = trouble.kind === 'refused' && (trouble.status === 404 || trouble.status === 405);
    if (isUnknown) return null;
    throw error;
  }
}

/** Whether a list of commands as Discord returns it says the same as our definitions, in whatever order. */
export function isSame(
  registered: unknown,
  definitions: readonly RESTPostAPIApplicationCommandsJSONBody[],
): boolean {
  if (!Array.isArray(registered)) return false;
  const ours = registered.filter((command) => !isEntryPoint(command));
  return ours.length === definitions.length && formOf(ours) === formOf(definitions);
}

/** An application that is also an Activity has a command of Discord's own, which may not be left out of a list. */
function entryPointsOf(registered: unknown): readonly unknown[] {
  return Array.isArray(registered) ? registered.filter(isEntryPoint) : [];
}

function isEntryPoint(command: unknown): boolean {
  return (
    typeof command === 'object' &&
    command !== null &&
    'type' in command &&
    command.type === ApplicationCommandType.PrimaryEntryPoint
  );
}

function formOf(commands: readonly unknown[]): string {
  const forms = commands.map((command) => JSON.stringify(normal(command, '')));
  return forms.sort(byText).join('\n');
}

/** What Discord adds of its own, and what it has given up. */
const notOurs: ReadonlySet<string> = new Set([
  'id',
  'application_id',
  'guild_id',
  'version',
  'dm_permission',
  'default_permission',
  'name_localized',
  'description_localized',
  'handler',
]);
/** What a field means where it is left out. */
const defaults: Readonly<Record<string, unknown>> = {
  type: 1,
  description: '',
  nsfw: false,
  required: false,
  autocomplete: false,
  integration_types: [0],
};
/** Lists whose order says nothing. */
const unordered: ReadonlySet<string> = new Set(['integration_types', 'contexts', 'channel_types']);

/** One form for everything that means the same: no empty fields, no defaults, names in order. */
function normal(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => normal(item, ''));
    return unordered.has(name) ? items.sort((a, b) => byText(String(a), String(b))) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !notOurs.has(key))
      .map(([key, field]) => [key, normal(field, key)] as const)
      .filter(([key, field]) => !isEmpty(field) && !isDefault(key, field))
      .sort(([a], [b]) => byText(a, b)),
  );
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

function isDefault(name: string, value: unknown): boolean {
  return Object.hasOwn(defaults, name) && JSON.stringify(defaults[name]) === JSON.stringify(value);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
