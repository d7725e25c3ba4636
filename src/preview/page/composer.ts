import { createCommandForm, type CommandForm } from './command-form.ts';
import { commandsFor, findCommands, localName, readCommandLine, shownDescription } from './command-search.ts';
import { byId } from './element.ts';
import type { Picker } from './picker.ts';
import type { Command } from './protocol.ts';
import type { Send } from './send.ts';
import { channelTitle, type State } from './state.ts';

export interface Composer {
  /** Sends the command, or lets its options be filled in. */
  begin(command: Command): void;
  focus(): void;
  hint(words: string, isProblem: boolean): void;
}

/** What is sent when a message or a command is ready. */
export interface ComposerActions {
  say(text: string): void;
  use(command: Command, options: Readonly<Record<string, string | number | boolean>>): void;
}

/** Where people type: a message, or a command whose options become fields. */
export function createComposer(state: State, send: Send, picker: Picker, actions: ComposerActions): Composer {
  const form = byId('composer') as HTMLFormElement;
  const text = byId('composer-text') as HTMLTextAreaElement;
  const slot = byId('composer-command');
  const hintLine = byId('composer-hint');
  let filling: CommandForm | null = null;
  /** For ArrowUp: the last command, to change and send again. */
  let last: { readonly command: Command; readonly texts: Readonly<Record<string, string>> } | null = null;

  const commands = (): readonly Command[] =>
    commandsFor(state.snapshot?.commands ?? [], state.currentChannel()?.kind ?? 'text');

  function hint(words: string, isProblem: boolean): void {
    hintLine.textContent = words;
    hintLine.classList.toggle('is-problem', isProblem);
  }

  function grow(): void {
    text.style.height = 'auto';
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  }

  function fill(command: Command, texts: Readonly<Record<string, string>>): void {
    filling = createCommandForm(command, texts, state, send, picker, {
      send: submit,
      leave,
      hint,
    });
    slot.replaceChildren(filling.root);
    slot.hidden = false;
    text.hidden = true;
    text.value = '';
    filling.focus();
  }

  function leave(): void {
    picker.close();
    filling = null;
    slot.replaceChildren();
    slot.hidden = true;
    text.hidden = false;
    hint(state.words.typeHint, false);
    grow();
    text.focus();
  }

  function offerCommands(): void {
    const typed = /^\/([^\n]*)$/.exec(text.value)?.[1];
    if (typed === undefined) return picker.close();
    const found = findCommands(commands(), typed.trim(), state.locale);
    const entries = found.map((command) => ({
      title: `/${localName(command, state.locale)}`,
      detail: shownDescription(command, state.locale),
      pick: () => fill(command, {}),
    }));
    // Past the name it is a sentence that happens to begin with a slash.
    if (entries.length === 0 && typed.includes(' ')) return picker.close();
    picker.show(text, state.words.commands, entries, state.words.noCommands, true);
  }

  function typedCommand(): boolean {
    const line = readCommandLine(commands(), text.value, state.locale);
    if (line === null) return false;
    const isLonger = commands().some(({ name }) => name.startsWith(`${line.command.name} `));
    if (isLonger && line.rest === '') return false;
    const [first] = line.command.options.filter(({ isRequired }) => isRequired);
    picker.close();
    fill(line.command, first === undefined || line.rest === '' ? {} : { [first.name]: line.rest });
    return true;
  }

  function submit(): void {
    if (filling !== null) {
      const options = filling.read();
      if (options === null) return;
      const { command } = filling;
      const texts = [...slot.querySelectorAll<HTMLInputElement>('.option-input')];
      last = {
        command,
        texts: Object.fromEntries(texts.map((input) => [input.id.replace(/^option-/, ''), input.value])),
      };
      leave();
      actions.use(command, options);
      return;
    }
    const said = text.value.trim();
    if (said === '') return;
    text.value = '';
    grow();
    picker.close();
    actions.say(said);
  }

  text.addEventListener('input', () => {
    grow();
    if (!typedCommand()) offerCommands();
  });
  text.addEventListener('blur', () => picker.close());
  text.addEventListener('keydown', (event) => {
    if (event.isComposing || picker.handle(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'ArrowUp' && text.value === '' && last !== null) {
      event.preventDefault();
      const again = commands().find(({ name }) => name === last?.command.name);
      if (again !== undefined) fill(again, last.texts);
    }
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && filling !== null && !event.defaultPrevented) leave();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });

  let shown = '';
  state.onChange((change) => {
    if (change.kind !== 'all' && change.kind !== 'commands') return;
    const channel = state.currentChannel();
    if (channel === null) return;
    const label = state.words.writeTo(channelTitle(channel));
    text.setAttribute('aria-label', label);
    text.placeholder = label;
    byId('send').setAttribute('aria-label', state.words.send);
    // Another channel, person or language: other commands, other names.
    const now = [state.viewer, channel.id, state.locale].join(' ');
    if (now !== shown && filling !== null) {
      const hadFocus = document.activeElement;
      leave();
      if (hadFocus instanceof HTMLElement && hadFocus.isConnected) hadFocus.focus();
    }
    if (filling === null) hint(state.words.typeHint, false);
    shown = now;
  });

  return {
    begin(command) {
      if (command.options.some(({ isRequired }) => isRequired)) fill(command, {});
      else actions.use(command, {});
    },
    focus: () => (filling === null ? text.focus() : filling.focus()),
    hint,
  };
}
