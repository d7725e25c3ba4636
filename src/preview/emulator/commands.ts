import type { APIApplicationCommand } from 'discord.js';
import { invalidForm, overLimit, unknownCommand } from './api-error.ts';
import { createInspector } from './inspector.ts';
import { isObject, listOf, numberOf, objectsOf, textOf } from './json.ts';
import type { JsonObject } from './json.ts';
import { checkCommand, commandCounts, commandTypes } from './rules-commands.ts';

/** The commands that an application has registered, for everywhere (`guild` null) or for one server. */
export interface CommandStore {
  list(guild: string | null, withTranslations: boolean): readonly JsonObject[];
  get(guild: string | null, id: string): JsonObject;
  /** Takes the place of all; those with a known name and type keep their ids. */
  replaceAll(guild: string | null, body: unknown): readonly JsonObject[];
  /** One more, or over the one with its name and type. */
  create(guild: string | null, body: unknown): { readonly isNew: boolean; readonly command: JsonObject };
  edit(guild: string | null, id: string, body: unknown): JsonObject;
  remove(guild: string | null, id: string): void;
  /** What a person finds in a server, or without one. */
  usable(guild: string | null): readonly APIApplicationCommand[];
}

const createdADay = 200;
const dayMs = 24 * 60 * 60 * 1000;

export function createCommandStore({
  application,
  nextId,
  now,
  onChange,
}: {
  readonly application: string;
  readonly nextId: () => string;
  readonly now: () => number;
  readonly onChange: () => void;
}): CommandStore {
  /** By scope, '' for everywhere. */
  const scopes = new Map<string, readonly JsonObject[]>();
  let created: readonly number[] = [];
  const inScope = (guild: string | null): readonly JsonObject[] => scopes.get(guild ?? '') ?? [];
  const keep = (guild: string | null, commands: readonly JsonObject[]): void => {
    scopes.set(guild ?? '', commands);
    onChange();
  };
  const find = (guild: string | null, id: string): JsonObject => {
    const found = inScope(guild).find((command) => command['id'] === id);
    if (found === undefined) throw unknownCommand();
    return found;
  };
  const countCreated = (count: number): void => {
    created = created.filter((at) => now() - at < dayMs);
    if (created.length + count > createdADay)
      throw overLimit(
        400,
        30034,
        `Max number of daily application command creates has been reached (${createdADay})`,
      );
    created = [...created, ...Array.from({ length: count }, now)];
  };
  const stored = (guild: string | null, body: JsonObject, known: JsonObject | undefined): JsonObject => {
    const fresh = asStored(body);
    const same = known !== undefined && JSON.stringify(fresh) === JSON.stringify(asStored(known));
    return {
      id: known?.['id'] ?? nextId(),
      application_id: application,
      ...(guild === null ? {} : { guild_id: guild }),
      version: same ? known['version'] : nextId(),
      ...fresh,
    };
  };

  return {
    list: (guild, withTranslations) =>
      withTranslations ? inScope(guild) : inScope(guild).map(withoutTranslations),
    get: find,
    replaceAll(guild, body) {
      const bodies = checkedList(body);
      const known = inScope(guild);
      const found = bodies.map((one) => known.find((command) => isSameCommand(command, one)));
      countCreated(found.filter((one) => one === undefined).length);
      keep(
        guild,
        bodies.map((one, at) => stored(guild, one, found[at])),
      );
      return inScope(guild);
    },
    create(guild, body) {
      const checked = checkedOne(body);
      const known = inScope(guild).find((command) => isSameCommand(command, checked));
      const others = inScope(guild).filter((command) => command !== known);
      checkCounts([...others, checked]);
      if (known === undefined) countCreated(1);
      const command = stored(guild, checked, known);
      keep(guild, [...others, command]);
      return { isNew: known === undefined, command };
    },
    edit(guild, id, body) {
      const known = find(guild, id);
      const command = stored(guild, checkedOne({ ...known, ...(isObject(body) ? body : {}) }), known);
      keep(
        guild,
        inScope(guild).map((one) => (one === known ? command : one)),
      );
      return command;
    },
    remove(guild, id) {
      const known = find(guild, id);
      keep(
        guild,
        inScope(guild).filter((one) => one !== known),
      );
    },
    usable: (guild) =>
      [...(guild === null ? [] : inScope(guild)), ...inScope(null)].map(
        (command) => command as unknown as APIApplicationCommand,
      ),
  };
}

function typeOf(command: JsonObject): number {
  return numberOf(command['type']) || commandTypes.slash;
}

function isSameCommand(a: JsonObject, b: JsonObject): boolean {
  return typeOf(a) === typeOf(b) && a['name'] === b['name'];
}

function checkedList(body: unknown): readonly JsonObject[] {
  const inspect = createInspector();
  if (!Array.isArray(body)) {
    inspect.bad([], 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType.');
    throw invalidForm(inspect.problems);
  }
  const bodies = objectsOf(body);
  for (const [at, command] of bodies.entries()) {
    checkCommand(inspect, command, [at]);
    if (bodies.slice(0, at).some((one) => isSameCommand(one, command)))
      inspect.bad(
        [at, 'name'],
        'APPLICATION_COMMANDS_DUPLICATE_NAME',
        'Application command names must be unique',
      );
  }
  if (inspect.problems.length > 0) throw invalidForm(inspect.problems);
  checkCounts(bodies);
  return bodies;
}

function checkedOne(body: unknown): JsonObject {
  const inspect = createInspector();
  const command = isObject(body) ? body : {};
  checkCommand(inspect, command, []);
  if (inspect.problems.length > 0) throw invalidForm(inspect.problems);
  return command;
}

function checkCounts(commands: readonly JsonObject[]): void {
  for (const [type, most] of Object.entries(commandCounts)) {
    if (commands.filter((command) => typeOf(command) === Number(type)).length > most)
      throw overLimit(400, 30032, `Maximum number of application commands reached (${most})`);
  }
}

/** With the fields and defaults that Discord fills in; what it does not know is left out. */
function asStored(body: JsonObject): JsonObject {
  const type = typeOf(body);
  return {
    default_member_permissions: body['default_member_permissions'] ?? null,
    type,
    name: body['name'],
    name_localizations: body['name_localizations'] ?? null,
    description: type === commandTypes.slash ? body['description'] : '',
    description_localizations: body['description_localizations'] ?? null,
    dm_permission: body['dm_permission'] ?? true,
    contexts: Array.isArray(body['contexts']) ? sorted(body['contexts']) : null,
    integration_types: Array.isArray(body['integration_types']) ? sorted(body['integration_types']) : [0],
    nsfw: body['nsfw'] ?? false,
    ...(listOf(body['options']).length === 0
      ? {}
      : { options: objectsOf(body['options']).map(asStoredOption) }),
  };
}

/** False and absent are the same, and Discord sends back the shorter. */
function asStoredOption(option: JsonObject): JsonObject {
  return {
    type: option['type'],
    name: option['name'],
    name_localizations: option['name_localizations'] ?? null,
    description: option['description'],
    description_localizations: option['description_localizations'] ?? null,
    ...(option['required'] === true ? { required: true } : {}),
    ...(option['autocomplete'] === true ? { autocomplete: true } : {}),
    ...given(option, ['min_length', 'max_length', 'min_value', 'max_value', 'channel_types']),
    ...(listOf(option['choices']).length === 0
      ? {}
      : {
          choices: objectsOf(option['choices']).map((choice) => ({
            name: choice['name'],
            name_localizations: choice['name_localizations'] ?? null,
            value: choice['value'],
          })),
        }),
    ...(listOf(option['options']).length === 0
      ? {}
      : { options: objectsOf(option['options']).map(asStoredOption) }),
  };
}

function given(owner: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.filter((key) => (owner[key] ?? null) !== null).map((key) => [key, owner[key]]),
  );
}

function sorted(numbers: readonly unknown[]): readonly unknown[] {
  return [...numbers].sort((a, b) => numberOf(a) - numberOf(b));
}

function withoutTranslations(owner: JsonObject): JsonObject {
  const entries = Object.entries(owner).filter(([key]) => !key.endsWith('_localizations'));
  return Object.fromEntries(
    entries.map(([key, value]) =>
      key === 'options' || key === 'choices'
        ? [key, objectsOf(value).map(withoutTranslations)]
        : [key, value],
    ),
  );
}

/** `docs status` for a subcommand, as Discord names it over a reply. */
export function fullName(name: string, options: readonly JsonObject[]): string {
  const [first] = options;
  if (first === undefined || (first['type'] !== 1 && first['type'] !== 2)) return name;
  return fullName(`${name} ${textOf(first['name'])}`, objectsOf(first['options']));
}
