import type { Inspector, Path } from './inspector.ts';
import { isObject, listOf, objectsOf, textOf } from './json.ts';
import type { JsonObject } from './json.ts';
import { checkNames, eachTranslation } from './rules-names.ts';
import { checkCommandOptions } from './rules-options.ts';

export const commandTypes = { slash: 1, user: 2, message: 3 } as const;
/** Of each type, in one scope. Source: application-commands.mdx, registering a command. */
export const commandCounts: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };

/** One command's definition. */
export function checkCommand(inspect: Inspector, command: JsonObject, path: Path): void {
  const type = inspect.oneOf(command, 'type', path, [1, 2, 3]) ?? commandTypes.slash;
  if (type === commandTypes.slash) {
    checkNames(inspect, command, path);
    checkCommandOptions(inspect, command, path, 0);
    if (weightOf(command) > 8000)
      inspect.bad(path, 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)');
  } else {
    inspect.text(command, 'name', path, { min: 1, max: 32, required: true });
    eachTranslation(inspect, command, 'name', path, 32);
    inspect.text(command, 'description', path, { max: 100 });
    if (textOf(command['description']) !== '')
      inspect.bad(
        [...path, 'description'],
        'APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED',
        'Context menu commands cannot have description',
      );
    if (listOf(command['options']).length > 0)
      inspect.bad(
        [...path, 'options'],
        'APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED',
        'Context menu commands cannot have options',
      );
  }
  const permissions = command['default_member_permissions'] ?? null;
  if (permissions !== null && !/^\d{1,20}$/.test(textOf(permissions)))
    inspect.bad(
      [...path, 'default_member_permissions'],
      'INVALID_BITWISE_PERMISSION_FLAG',
      'Must be a bitwise value',
    );
  for (const [key, highest] of [
    ['contexts', 2],
    ['integration_types', 1],
  ] as const) {
    const given = listOf(command[key]);
    if (new Set(given).size < given.length)
      inspect.bad([...path, key], 'SET_TYPE_CONTAINS_DUPLICATES', 'Values must be unique');
    if (given.some((one) => typeof one !== 'number' || one < 0 || one > highest))
      inspect.bad([...path, key], 'BASE_TYPE_CHOICES', `Values must be from 0 to ${highest}.`);
  }
}

/** Characters of names, descriptions and values; of each text its longest translation. */
function weightOf(owner: JsonObject): number {
  const longest = (key: string): number => {
    const translations = owner[`${key}_localizations`];
    const texts = [owner[key], ...(isObject(translations) ? Object.values(translations) : [])];
    return Math.max(...texts.map((text) => Array.from(textOf(text)).length));
  };
  const choices = objectsOf(owner['choices']).reduce(
    (sum, choice) => sum + weightOf(choice) + lengthOfValue(choice['value']),
    0,
  );
  return (
    longest('name') +
    longest('description') +
    choices +
    objectsOf(owner['options']).reduce((sum, option) => sum + weightOf(option), 0)
  );
}

function lengthOfValue(value: unknown): number {
  return typeof value === 'string' ? value.length : JSON.stringify(value ?? '').length;
}
