import type { Inspector, Path } from './inspector.ts';
import type { JsonObject } from './json.ts';
import { checkNames, eachTranslation } from './rules-names.ts';

export const optionType = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

const completable: readonly number[] = [optionType.string, optionType.integer, optionType.number];

/** Options, and the options of subcommands. @param depth 0 for a command's own */
export function checkCommandOptions(inspect: Inspector, owner: JsonObject, path: Path, depth: number): void {
  const options = inspect.objects(owner, 'options', path, { max: 25 });
  const names = options.map(([option]) => option['name']);
  if (new Set(names).size < names.length)
    inspect.bad(
      [...path, 'options'],
      'APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
      'Option names must be unique',
    );
  const nests = options.map(([option]) => isNested(option));
  if (nests.includes(true) && nests.includes(false))
    inspect.bad(
      [...path, 'options'],
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    );

  let optionalSeen = false;
  for (const [option, place] of options) {
    checkNames(inspect, option, place);
    const type = inspect.oneOf(option, 'type', place, Object.values(optionType), true) ?? 0;
    inspect.truth(option, 'required', place);
    if (isNested(option)) {
      if (depth > (type === optionType.group ? 0 : 1))
        inspect.bad(
          [...place, 'type'],
          'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
          'Nested too deep for its type',
        );
      checkCommandOptions(inspect, option, place, depth + 1);
      continue;
    }
    if (option['required'] === true && optionalSeen)
      inspect.bad(
        place,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    optionalSeen ||= option['required'] !== true;
    checkValues(inspect, option, place, type);
  }
}

function checkValues(inspect: Inspector, option: JsonObject, path: Path, type: number): void {
  const choices = inspect.objects(option, 'choices', path, { max: 25 });
  if (choices.length > 0 && !completable.includes(type))
    inspect.bad([...path, 'choices'], 'APPLICATION_COMMAND_OPTION_CHOICES', 'This type takes no choices');
  for (const [choice, place] of choices) checkChoice(inspect, choice, place, type);
  if (option['autocomplete'] === true && (choices.length > 0 || !completable.includes(type)))
    inspect.bad(
      [...path, 'autocomplete'],
      'APPLICATION_COMMAND_OPTION_AUTOCOMPLETE',
      'Autocomplete is for STRING, INTEGER and NUMBER options without choices',
    );
  const least = inspect.whole(option, 'min_length', path, { low: 0, high: 6000 }) ?? 0;
  const most = inspect.whole(option, 'max_length', path, { low: 1, high: 6000 }) ?? 6000;
  const { min_value: low, max_value: high } = option;
  if (least > most || (typeof low === 'number' && typeof high === 'number' && low > high))
    inspect.bad(
      path,
      'APPLICATION_COMMAND_OPTION_MIN_LESS_THAN_MAX',
      'The minimum must not be over the maximum',
    );
}

/** A choice in a definition, or one suggested while typing. */
export function checkChoice(inspect: Inspector, choice: JsonObject, path: Path, type: number): void {
  inspect.text(choice, 'name', path, { min: 1, max: 100, required: true });
  eachTranslation(inspect, choice, 'name', path, 100);
  if (type === optionType.string) {
    inspect.text(choice, 'value', path, { min: 1, max: 100, required: true });
  } else if (typeof choice['value'] !== 'number' || !Number.isFinite(choice['value'])) {
    inspect.bad([...path, 'value'], 'NUMBER_TYPE_COERCE', 'Value is not a number.');
  } else if (type === optionType.integer && !Number.isSafeInteger(choice['value'])) {
    inspect.bad([...path, 'value'], 'NUMBER_TYPE_COERCE', 'Value is not int.');
  }
}

export function isNested(option: JsonObject): boolean {
  return option['type'] === optionType.subcommand || option['type'] === optionType.group;
}
