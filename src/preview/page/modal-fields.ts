import { element } from './element.ts';
import type { Checkbox, ChoiceGroup, Field, FieldValue, ModalPart, Select, TextInput } from './protocol.ts';
import { selectOption } from './render-components.ts';
import { renderMarkdown } from './render-markdown.ts';
import type { State } from './state.ts';

/** One field of a dialog. */
export interface ModalField {
  readonly customId: string;
  readonly control: HTMLElement;
  read(): FieldValue;
  /** Words for what is wrong; null when nothing is. */
  problem(): string | null;
}

export interface ModalRow {
  readonly root: HTMLElement;
  readonly field: ModalField | null;
}

export function renderModalPart(part: ModalPart, index: number, state: State): readonly ModalRow[] {
  switch (part.type) {
    case 10:
      return [
        {
          root: element('div', { class: 'modal-text' }, renderMarkdown(part.content, state.names)),
          field: null,
        },
      ];
    case 18:
      return [labelled(part.component, part.label, part.description ?? null, `field-${index}`, state)];
    case 1:
      return part.components.map((input, at) =>
        labelled(input, input.label ?? '', null, `field-${index}-${at}`, state),
      );
  }
}

function labelled(
  component: Field,
  label: string,
  description: string | null,
  id: string,
  state: State,
): ModalRow {
  const isRequired = component.type !== 23 && (component.required ?? true);
  const note =
    description === null ? null : element('p', { class: 'field-note', id: `${id}-note` }, description);
  const error = element('p', { class: 'field-error', id: `${id}-error`, role: 'alert' });
  const words = [
    element('span', {}, label),
    isRequired ? element('span', { class: 'field-star', 'aria-hidden': 'true' }, '*') : null,
  ];
  const describedBy = [note === null ? '' : note.id, error.id].join(' ').trim();
  const isGroup = component.type === 21 || component.type === 22;
  const field = create(component, id, isRequired, state);
  if (isGroup) {
    const box = element(
      'fieldset',
      { class: 'field', 'aria-describedby': describedBy },
      element('legend', {}, ...words),
    );
    if (note !== null) box.append(note);
    box.append(field.control, error);
    return { root: box, field: reporting(field, error) };
  }
  field.control.id = id;
  field.control.setAttribute('aria-describedby', describedBy);
  if (isRequired) field.control.setAttribute('aria-required', 'true');
  const root = element(
    'div',
    { class: component.type === 23 ? 'field field-check' : 'field' },
    element('label', { for: id }, ...words),
  );
  if (note !== null) root.append(note);
  root.append(field.control, error);
  return { root, field: reporting(field, error) };
}

/** Shows its own problem beside it. */
function reporting(field: ModalField, error: HTMLElement): ModalField {
  return {
    ...field,
    problem() {
      const words = field.problem();
      error.textContent = words ?? '';
      if (words === null) field.control.removeAttribute('aria-invalid');
      else field.control.setAttribute('aria-invalid', 'true');
      return words;
    },
  };
}

function create(component: Field, id: string, isRequired: boolean, state: State): ModalField {
  switch (component.type) {
    case 4:
      return textField(component, isRequired, state);
    case 3:
      return selectField(component, isRequired, state);
    case 21:
    case 22:
      return groupField(component, id, isRequired, state);
    case 23:
      return checkField(component);
  }
}

function textField(input: TextInput, isRequired: boolean, { words }: State): ModalField {
  const shared = { class: 'field-input', placeholder: input.placeholder, autocomplete: 'off' };
  const control =
    input.style === 2
      ? element('textarea', { ...shared, rows: 4 })
      : element('input', { ...shared, type: 'text' });
  control.value = input.value ?? '';
  return {
    customId: input.custom_id,
    control,
    read: () => control.value,
    problem() {
      const { length } = control.value;
      if (length === 0 && !isRequired) return null;
      if (control.value.trim() === '') return words.required;
      if (length < (input.min_length ?? 0)) return words.tooShort(input.min_length ?? 0);
      return length > (input.max_length ?? 4000) ? words.tooLong(input.max_length ?? 4000) : null;
    },
  };
}

function selectField(select: Select, isRequired: boolean, { words }: State): ModalField {
  const isMultiple = (select.max_values ?? 1) > 1;
  const control = element('select', { class: 'field-input', multiple: isMultiple });
  if (!isMultiple) control.append(element('option', { value: '' }, select.placeholder ?? words.choose));
  control.append(...select.options.map(selectOption));
  const chosen = (): readonly string[] =>
    [...control.selectedOptions].map(({ value }) => value).filter((value) => value !== '');
  return {
    customId: select.custom_id,
    control,
    read: chosen,
    problem: () => (isRequired && chosen().length === 0 ? words.required : null),
  };
}

function groupField(group: ChoiceGroup, id: string, isRequired: boolean, { words }: State): ModalField {
  const type = group.type === 21 ? 'radio' : 'checkbox';
  const control = element('div', { class: 'field-choices' });
  const boxes = group.options.map((option) => {
    const box = element('input', { type, name: id, value: option.value, checked: option.default ?? false });
    const note =
      option.description === undefined ? null : element('span', { class: 'field-note' }, option.description);
    control.append(element('label', { class: 'field-choice' }, box, element('span', {}, option.label, note)));
    return box;
  });
  const chosen = (): readonly string[] => boxes.filter(({ checked }) => checked).map(({ value }) => value);
  return {
    customId: group.custom_id,
    control,
    read: () => (group.type === 21 ? (chosen()[0] ?? '') : chosen()),
    problem: () => (isRequired && chosen().length === 0 ? words.required : null),
  };
}

function checkField(checkbox: Checkbox): ModalField {
  const control = element('input', { type: 'checkbox', checked: checkbox.default ?? false });
  return { customId: checkbox.custom_id, control, read: () => control.checked, problem: () => null };
}
