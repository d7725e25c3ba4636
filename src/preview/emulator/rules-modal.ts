import { component, selects } from './component-types.ts';
import { lengthOf } from './inspector.ts';
import type { Inspector, Path } from './inspector.ts';
import { isObject, objectsOf, textOf } from './json.ts';
import type { JsonObject } from './json.ts';
import { checkUnique, flatten } from './rules-components.ts';
import { checkOptions, checkSelect } from './rules-select.ts';

/** A modal: 1 to 5 components, each a label with one field, a text display, or (deprecated) a row with a text input. */
export function checkModal(inspect: Inspector, modal: JsonObject, path: Path): void {
  inspect.text(modal, 'custom_id', path, { min: 1, max: 100, required: true });
  inspect.text(modal, 'title', path, { min: 1, max: 45, required: true });
  for (const [one, place] of inspect.objects(modal, 'components', path, { min: 1, max: 5, required: true })) {
    const type = inspect.oneOf(one, 'type', place, [component.row, component.text, component.label], true);
    switch (type ?? 0) {
      case component.text:
        inspect.text(one, 'content', place, { min: 1, max: 4000, required: true });
        break;
      case component.label:
        checkLabel(inspect, one, place);
        break;
      case component.row:
        for (const [input, at] of inspect.objects(one, 'components', place, {
          min: 1,
          max: 1,
          required: true,
        })) {
          inspect.oneOf(input, 'type', at, [component.textInput], true);
          inspect.text(input, 'label', at, { min: 1, max: 45, required: true });
          checkTextInput(inspect, input, at);
        }
        break;
      default:
    }
  }
  checkUnique(inspect, flatten(objectsOf(modal['components'])), [...path, 'components']);
}

function checkLabel(inspect: Inspector, label: JsonObject, path: Path): void {
  inspect.text(label, 'label', path, { min: 1, max: 45, required: true });
  inspect.text(label, 'description', path, { min: 1, max: 100 });
  const field = label['component'];
  const place = [...path, 'component'];
  if (!isObject(field)) {
    inspect.bad(place, 'BASE_TYPE_REQUIRED', 'This field is required');
    return;
  }
  const type = inspect.oneOf(
    field,
    'type',
    place,
    [
      component.textInput,
      ...selects,
      component.fileUpload,
      component.radioGroup,
      component.checkboxGroup,
      component.checkbox,
    ],
    true,
  );
  if (type === component.textInput) {
    if ((field['label'] ?? null) !== null)
      inspect.bad(
        [...place, 'label'],
        'LABEL_NOT_ALLOWED',
        'A text input in a label has no label of its own',
      );
    checkTextInput(inspect, field, place);
  } else if (type !== null && selects.includes(type)) {
    checkSelect(inspect, field, place);
  } else {
    inspect.text(field, 'custom_id', place, { min: 1, max: 100, required: true });
    if (type === component.radioGroup) checkOptions(inspect, field, place, { min: 2, max: 10 });
    if (type === component.checkboxGroup) checkOptions(inspect, field, place, { min: 1, max: 10 });
  }
}

function checkTextInput(inspect: Inspector, input: JsonObject, path: Path): void {
  inspect.text(input, 'custom_id', path, { min: 1, max: 100, required: true });
  inspect.oneOf(input, 'style', path, [1, 2], true);
  inspect.text(input, 'placeholder', path, { max: 100 });
  inspect.text(input, 'value', path, { max: 4000 });
  inspect.truth(input, 'required', path);
  const least = inspect.whole(input, 'min_length', path, { low: 0, high: 4000 }) ?? 0;
  const most = inspect.whole(input, 'max_length', path, { low: 1, high: 4000 }) ?? 4000;
  if (least > most)
    inspect.bad([...path, 'min_length'], 'TEXT_INPUT_MIN_LENGTH', 'min_length is over max_length');
  if (lengthOf(textOf(input['value'])) > most)
    inspect.bad([...path, 'value'], 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
}
