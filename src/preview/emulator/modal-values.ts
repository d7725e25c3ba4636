import { component, selects } from './component-types.ts';
import { ClientRefusal } from './contract.ts';
import { lengthOf } from './inspector.ts';
import { isObject, numberOf, objectsOf, textOf } from './json.ts';
import type { JsonObject } from './json.ts';

export type ModalValues = Readonly<Record<string, string | boolean | readonly string[]>>;

/**
 * What a person filled into a modal, as the interaction carries it. Fields without a value keep what the modal preset.
 *
 * @throws ClientRefusal where the client would not submit it, unless `unchecked`
 */
export function fillModal(
  components: readonly JsonObject[],
  values: ModalValues,
  unchecked: boolean,
): readonly JsonObject[] {
  const known = new Set<string>();
  const fill = (field: JsonObject): JsonObject => {
    const id = textOf(field['custom_id']);
    known.add(id);
    const value = values[id];
    const answer = { type: field['type'], id: field['id'], custom_id: id };
    const type = numberOf(field['type']);
    if (type === component.textInput) {
      const text = typeof value === 'string' ? value : textOf(field['value']);
      if (!unchecked) checkText(field, id, text);
      return { ...answer, value: text };
    }
    if (type === component.checkbox)
      return { ...answer, value: typeof value === 'boolean' ? value : field['default'] === true };
    const chosen = chosenOf(field, value);
    if (!unchecked) checkChosen(field, id, chosen);
    return type === component.radioGroup
      ? { ...answer, value: chosen[0] ?? null }
      : { ...answer, values: chosen };
  };
  const filled = components.map((one) => {
    const base = { type: one['type'], id: one['id'] };
    if (isObject(one['component'])) return { ...base, component: fill(one['component']) };
    const inputs = objectsOf(one['components']);
    return inputs.length === 0 ? base : { ...base, components: inputs.map(fill) };
  });
  const unknown = Object.keys(values).find((id) => !known.has(id));
  if (unknown !== undefined && !unchecked) throw new ClientRefusal(`The modal has no field "${unknown}".`);
  return filled;
}

function chosenOf(field: JsonObject, value: ModalValues[string] | undefined): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (Array.isArray(value)) return value as readonly string[];
  return objectsOf(field['options'])
    .filter((option) => option['default'] === true)
    .map((option) => textOf(option['value']));
}

function checkText(field: JsonObject, id: string, text: string): void {
  const length = lengthOf(text);
  if (length === 0) {
    if (field['required'] !== false) throw new ClientRefusal(`The field "${id}" is required.`);
    return;
  }
  const least = numberOf(field['min_length']);
  const most = numberOf(field['max_length']) || 4000;
  if (length < least || length > most)
    throw new ClientRefusal(`The field "${id}" takes ${least} to ${most} characters.`);
}

function checkChosen(field: JsonObject, id: string, chosen: readonly string[]): void {
  const options = objectsOf(field['options']).map((option) => option['value']);
  const wrong = chosen.find((value) => options.length > 0 && !options.includes(value));
  if (wrong !== undefined) throw new ClientRefusal(`The field "${id}" has no choice "${wrong}".`);
  const isOne = numberOf(field['type']) === component.radioGroup;
  const most = isOne
    ? 1
    : numberOf(field['max_values']) || (selects.includes(numberOf(field['type'])) ? 1 : 10);
  const least = field['required'] === false && chosen.length === 0 ? 0 : numberOf(field['min_values'] ?? 1);
  if (chosen.length < least || chosen.length > most)
    throw new ClientRefusal(`The field "${id}" takes ${least} to ${most} choices.`);
}
