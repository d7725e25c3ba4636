import { component } from './component-types.ts';
import type { Inspector, Path } from './inspector.ts';
import type { JsonObject } from './json.ts';

/** A select menu, in a message or in a modal. */
export function checkSelect(inspect: Inspector, select: JsonObject, path: Path): void {
  inspect.text(select, 'custom_id', path, { min: 1, max: 100, required: true });
  inspect.text(select, 'placeholder', path, { max: 150 });
  inspect.truth(select, 'disabled', path);
  const most = inspect.whole(select, 'max_values', path, { low: 1, high: 25 }) ?? 1;
  const least = inspect.whole(select, 'min_values', path, { low: 0, high: 25 }) ?? 1;
  if (least > most)
    inspect.bad([...path, 'min_values'], 'SELECT_COMPONENT_MIN_VALUES', 'min_values is over max_values');
  if (select['type'] !== component.stringSelect) return;
  const options = checkOptions(inspect, select, path, { min: 1, max: 25 });
  if (most > options)
    inspect.bad(
      [...path, 'max_values'],
      'SELECT_COMPONENT_MAX_VALUES',
      'max_values is over the number of options',
    );
}

/** The options of a select, radio or checkbox group. @returns how many */
export function checkOptions(
  inspect: Inspector,
  owner: JsonObject,
  path: Path,
  rule: { readonly min: number; readonly max: number },
): number {
  const options = inspect.objects(owner, 'options', path, { ...rule, required: true });
  const values = options.map(([option, place]) => {
    inspect.text(option, 'label', place, { min: 1, max: 100, required: true });
    inspect.text(option, 'description', place, { max: 100 });
    return inspect.text(option, 'value', place, { min: 1, max: 100, required: true });
  });
  if (new Set(values).size < values.length)
    inspect.bad(
      [...path, 'options'],
      'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
      'The specified option value is already used',
    );
  return options.length;
}
