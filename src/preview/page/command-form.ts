import { localName, shownDescription } from './command-search.ts';
import { byId, element, setAttribute } from './element.ts';
import { icon } from './icons.ts';
import { choiceValue, fixedChoices, hasEntries, problemWith, typedValue } from './option-values.ts';
import type { Entry, Picker } from './picker.ts';
import type { Command, Option, OptionValue } from './protocol.ts';
import type { Send } from './send.ts';
import type { State } from './state.ts';

/** The options of one command, being filled in. */
export interface CommandForm {
  readonly command: Command;
  readonly root: HTMLElement;
  focus(): void;
  /** The values, or null when something is wrong; then the words for it are shown and the field has the focus. */
  read(): Readonly<Record<string, OptionValue>> | null;
}

export interface CommandFormActions {
  send(): void;
  leave(): void;
  hint(words: string, isProblem: boolean): void;
}

interface Field {
  readonly option: Option;
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
  /** What was picked, and the name it was shown by; it counts as long as the field says that name. */
  picked: { readonly name: string; readonly value: OptionValue } | null;
}

/** Long enough to let a quick typist finish a syllable, short enough to feel at once. */
const suggestAfterMs = 80;

export function createCommandForm(
  command: Command,
  texts: Readonly<Record<string, string>>,
  state: State,
  send: Send,
  picker: Picker,
  actions: CommandFormActions,
): CommandForm {
  const { words, locale, channel } = state;
  const fields: Field[] = [];
  const title = `/${localName(command, locale)}`;
  const leave = element(
    'button',
    { type: 'button', class: 'command-chip', title: words.leaveCommand },
    title,
    icon('close'),
  );
  leave.setAttribute('aria-label', `${title}: ${words.leaveCommand}`);
  leave.addEventListener('click', () => actions.leave());
  const more = element('span', { class: 'command-more' });
  const root = element(
    'div',
    { class: 'command', role: 'group', 'aria-label': `${title} – ${shownDescription(command, locale)}` },
    leave,
    more,
  );
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  command.options
    .filter(({ name, isRequired }) => isRequired || texts[name] !== undefined)
    .forEach((option) => add(option));
  drawMore();

  function add(option: Option): Field {
    const field = createField(option);
    field.input.value = texts[option.name] ?? '';
    fields.push(field);
    more.before(field.root);
    fit(field);
    return field;
  }

  function drawMore(): void {
    const left = command.options.filter((option) => !fields.some((field) => field.option === option));
    more.replaceChildren(
      ...left.map((option) => {
        const name = localName(option, locale);
        const made = element(
          'button',
          { type: 'button', class: 'option-add', 'aria-label': words.addOption(name) },
          icon('plus'),
          name,
        );
        made.title = shownDescription(option, locale);
        made.addEventListener('click', () => {
          const field = add(option);
          drawMore();
          field.input.focus();
        });
        return made;
      }),
    );
  }

  function createField(option: Option): Field {
    const id = `option-${option.name}`;
    const isList = hasEntries(option);
    const input = element('input', {
      id,
      class: 'option-input',
      type: 'text',
      autocomplete: 'off',
      spellcheck: option.type === 3 && !isList ? 'true' : 'false',
      inputmode: option.type === 4 || option.type === 10 ? 'decimal' : null,
      'aria-required': String(option.isRequired),
      'aria-describedby': 'composer-hint',
      ...(isList
        ? {
            role: 'combobox',
            'aria-autocomplete': 'list',
            'aria-expanded': 'false',
            'aria-controls': 'picker-list',
          }
        : {}),
    });
    const fieldRoot = element(
      'span',
      { class: `option${isList ? ' is-list' : ''}` },
      element('label', { for: id, class: 'option-name' }, localName(option, locale)),
      input,
    );
    const field: Field = { option, root: fieldRoot, input, picked: null };
    input.addEventListener('focus', () => {
      actions.hint(`${localName(option, locale)}: ${shownDescription(option, locale)}`, false);
      offer(field, 0);
    });
    input.addEventListener('blur', () => picker.close());
    input.addEventListener('input', () => {
      input.removeAttribute('aria-invalid');
      fit(field);
      offer(field, suggestAfterMs);
    });
    input.addEventListener('keydown', (event) => press(field, event));
    return field;
  }

  function press(field: Field, event: KeyboardEvent): void {
    if (event.isComposing || picker.handle(event)) return;
    const { input } = field;
    if (event.key === 'Enter') {
      event.preventDefault();
      actions.send();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      actions.leave();
    } else if (event.key === 'Backspace' && input.value === '') {
      event.preventDefault();
      remove(field);
    } else if (event.key === 'ArrowDown' && hasEntries(field.option)) {
      event.preventDefault();
      offer(field, 0);
    }
  }

  function remove(field: Field): void {
    const at = fields.indexOf(field);
    if (field.option.isRequired || at <= 0) {
      const before = fields[at - 1];
      if (before === undefined) actions.leave();
      else before.input.focus();
      return;
    }
    fields.splice(at, 1);
    field.root.remove();
    drawMore();
    fields[at - 1]?.input.focus();
  }

  function offer(field: Field, afterMs: number): void {
    clearTimeout(timer);
    asked += 1;
    if (!hasEntries(field.option)) return picker.close();
    const mine = asked;
    timer = setTimeout(() => void showEntries(field, mine), afterMs);
  }

  async function showEntries(field: Field, mine: number): Promise<void> {
    const entries = await entriesFor(field);
    if (mine !== asked || document.activeElement !== field.input) return;
    const isTyped = field.input.value !== '' && field.picked?.name !== field.input.value;
    picker.show(field.input, localName(field.option, locale), entries, words.noChoices, isTyped);
  }

  async function entriesFor(field: Field): Promise<readonly Entry[]> {
    const { option, input } = field;
    const entry = (name: string, value: OptionValue): Entry => ({
      title: name,
      detail: null,
      pick() {
        input.value = name;
        field.picked = { name, value };
        input.removeAttribute('aria-invalid');
        fit(field);
      },
    });
    if (option.hasSuggestions) {
      const body = { channel, name: command.name, focused: option.name, options: soFar(option) };
      const result = await send('suggest', body);
      if (result.kind !== 'choices') return [];
      return result.choices.map((choice) => entry(localName(choice, locale), choice.value));
    }
    const typed = field.picked?.name === input.value ? '' : input.value.toLowerCase();
    return fixedChoices(option, state)
      .filter((choice) => localName(choice, locale).toLowerCase().includes(typed))
      .map((choice) => entry(localName(choice, locale), choiceValue(option, choice)));
  }

  /** What an option's suggestions may depend on, the option being typed with them. */
  function soFar(focused: Option): Record<string, OptionValue> {
    const known = fields.filter(({ option, input }) => option === focused || input.value.trim() !== '');
    return Object.fromEntries(
      known.map((field) => [
        field.option.name,
        field.option === focused ? field.input.value : valueOf(field, state),
      ]),
    );
  }

  function read(): Readonly<Record<string, OptionValue>> | null {
    for (const field of fields) {
      const problem = problemWith(field.option, field.input.value, state);
      setAttribute(field.input, 'aria-invalid', problem === null ? null : 'true');
      if (problem !== null) {
        field.input.focus();
        actions.hint(`${localName(field.option, locale)}: ${problem}`, true);
        return null;
      }
    }
    const given = fields.filter(({ input }) => input.value.trim() !== '');
    return Object.fromEntries(given.map((field) => [field.option.name, valueOf(field, state)]));
  }

  return {
    command,
    root,
    focus() {
      const [first] = fields;
      if (first !== undefined) first.input.focus();
      else {
        // Nothing has to be filled in: Enter sends.
        byId('send').focus();
        actions.hint(shownDescription(command, locale), false);
      }
    },
    read,
  };
}

/** A field is as wide as what it holds; the sheet lets long ones take the line. */
function fit({ input }: Field): void {
  input.size = Math.min(60, Math.max(8, input.value.length + 1));
}

function valueOf({ option, input, picked }: Field, state: State): OptionValue {
  return picked !== null && picked.name === input.value
    ? picked.value
    : typedValue(option, input.value, state);
}
