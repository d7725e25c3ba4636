import { ClientRefusal } from './contract.ts';
import type { OptionValue } from './contract.ts';
import { lengthOf } from './inspector.ts';
import { numberOf, objectsOf, textOf } from './json.ts';
import type { JsonObject } from './json.ts';
import { isNested, optionType } from './rules-options.ts';

export type GivenValues = Readonly<Record<string, OptionValue>>;

export interface OptionsGiven {
  /** As the interaction carries them, subcommands around them. */
  readonly options: readonly JsonObject[];
  /** The option that is being typed. */
  readonly focused: JsonObject | null;
}

/**
 * Turns what a person filled in into an interaction's options, as Discord's client does.
 *
 * @param words of the subcommand after the command's name
 * @param focused name of the option being typed; required ones may still be missing then
 * @throws ClientRefusal where the client would not send it, unless `unchecked`
 */
export function giveOptions(
  owner: JsonObject,
  words: readonly string[],
  values: GivenValues,
  { focused = null, unchecked = false }: { readonly focused?: string | null; readonly unchecked?: boolean },
): OptionsGiven {
  const defined = objectsOf(owner['options']);
  const [word, ...others] = words;
  if (word !== undefined) {
    const nested = defined.find((option) => isNested(option) && option['name'] === word);
    if (nested === undefined) throw new ClientRefusal(`There is no subcommand "${word}".`);
    const below = giveOptions(nested, others, values, { focused, unchecked });
    return {
      options: [{ name: word, type: nested['type'], options: below.options }],
      focused: below.focused,
    };
  }
  const [first] = defined;
  if (first !== undefined && isNested(first))
    throw new ClientRefusal(`Choose one of: ${defined.map((option) => textOf(option['name'])).join(', ')}.`);
  const unknown = Object.keys(values).find((name) => !defined.some((option) => option['name'] === name));
  if (unknown !== undefined) throw new ClientRefusal(`There is no option "${unknown}".`);

  const options = defined.flatMap((option) => {
    const name = textOf(option['name']);
    const value = values[name];
    if (name === focused) return [{ name, type: option['type'], value: value ?? '', focused: true }];
    if (value === undefined || value === '') {
      if (option['required'] === true && focused === null && !unchecked)
        throw new ClientRefusal(`The option "${name}" is required.`);
      return [];
    }
    if (!unchecked && focused === null) checkValue(option, name, value);
    return [{ name, type: option['type'], value }];
  });
  const typed = defined.find((option) => option['name'] === focused) ?? null;
  if (focused !== null && typed?.['autocomplete'] !== true)
    throw new ClientRefusal(`The option "${focused}" has no suggestions.`);
  return { options, focused: typed };
}

const valueTypes: Readonly<Record<number, string>> = {
  [optionType.string]: 'string',
  [optionType.integer]: 'number',
  [optionType.number]: 'number',
  [optionType.boolean]: 'boolean',
};

function checkValue(option: JsonObject, name: string, value: OptionValue): void {
  const type = numberOf(option['type']);
  const wanted = valueTypes[type];
  if (wanted === undefined)
    throw new ClientRefusal(`The option "${name}" is of a type that is not emulated.`);
  if (typeof value !== wanted || (type === optionType.integer && !Number.isInteger(value)))
    throw new ClientRefusal(
      `The option "${name}" takes a ${type === optionType.integer ? 'whole number' : wanted}.`,
    );
  const choices = objectsOf(option['choices']);
  if (choices.length > 0 && !choices.some((choice) => choice['value'] === value))
    throw new ClientRefusal(`The option "${name}" takes one of its choices.`);
  if (typeof value === 'boolean') return;
  const isText = typeof value === 'string';
  const size = isText ? lengthOf(value) : value;
  const low = option[isText ? 'min_length' : 'min_value'];
  const high = option[isText ? 'max_length' : 'max_value'] ?? (isText ? 6000 : undefined);
  const what = isText ? 'characters' : '';
  if (typeof low === 'number' && size < low)
    throw new ClientRefusal(`The option "${name}" takes at least ${low} ${what}`.trim());
  if (typeof high === 'number' && size > high)
    throw new ClientRefusal(`The option "${name}" takes at most ${high} ${what}`.trim());
}
