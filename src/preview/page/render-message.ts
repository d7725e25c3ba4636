import { element } from './element.ts';
import { icon } from './icons.ts';
import type { Message } from './protocol.ts';
import { renderComponents, type Surface } from './render-components.ts';
import { renderEmbed } from './render-embed.ts';
import { renderMarkdown } from './render-markdown.ts';
import type { State } from './state.ts';
import { formatTime } from './times.ts';

export interface MessageActions {
  press(message: Message, customId: string, button: HTMLButtonElement): void;
  select(message: Message, customId: string, values: readonly string[]): void;
  dismiss(message: Message): void;
  openMenu(message: Message, button: HTMLButtonElement): void;
  jumpTo(id: string): void;
}

/** Minutes within which messages of one author share a head. */
const together = 7 * 60_000;

/** @param before the message above it */
export function renderMessage(
  message: Message,
  before: Message | null,
  state: State,
  actions: MessageActions,
): HTMLElement {
  const { words, names } = state;
  const author = names.personName(message.author) ?? '?';
  const isBot = message.author === state.snapshot?.application.id;
  const context = renderContext(message, state, actions);
  const isCompact = context === null && before !== null && follows(message, before);

  const made = element('article', {
    class: `message${isCompact ? ' is-compact' : ''}${message.isPrivate ? ' is-private' : ''}`,
    'data-message': message.id,
    tabindex: -1,
    'aria-busy': message.isThinking ? 'true' : null,
  });
  if (context !== null) made.append(context);
  const time = renderTime(message.at, state);
  const head = element(
    'header',
    { class: isCompact ? 'message-head visually-hidden' : 'message-head' },
    element(
      'h3',
      { class: 'message-author' },
      author,
      isBot ? element('span', { class: 'badge' }, words.app) : null,
    ),
    time,
  );
  made.append(
    isCompact ? element('span', { class: 'message-gutter' }) : avatar(author, isBot, message.author),
  );
  made.append(element('div', { class: 'message-main' }, head, renderBody(message, state, actions)));
  if (!message.isThinking) made.append(menuButton(message, state, actions));
  return made;
}

export function avatar(name: string, isBot: boolean, id: string): HTMLElement {
  const hue = isBot ? 'bot' : String(Number(id.slice(-3)) % 5);
  const sign = isBot ? element('sup', {}, '1') : null;
  return element(
    'span',
    { class: `avatar avatar-${hue}`, 'aria-hidden': 'true' },
    name.slice(0, 1).toUpperCase(),
    sign,
  );
}

/** The line above: who used what, or which message this hangs on. */
function renderContext(message: Message, state: State, actions: MessageActions): HTMLElement | null {
  const { interaction, replyTo } = message;
  if (interaction !== null && interaction.command !== null) {
    const person = state.names.personName(interaction.user) ?? '?';
    const command = interaction.command;
    const isMenu = state.snapshot?.commands.some(({ name, type }) => name === command && type !== 1) ?? false;
    return element(
      'p',
      { class: 'message-context' },
      icon('reply'),
      state.words.used(person, isMenu ? command : `/${command}`),
    );
  }
  const above = replyTo === null ? null : state.message(replyTo);
  if (above === null) return null;
  const jump = element(
    'button',
    { type: 'button', class: 'message-context message-jump' },
    icon('reply'),
    element('strong', {}, state.names.personName(above.author) ?? '?'),
    ` ${excerpt(above, state)}`,
  );
  jump.addEventListener('click', () => actions.jumpTo(above.id));
  return jump;
}

function excerpt(message: Message, state: State): string {
  if (message.content !== '') return message.content.slice(0, 80);
  const { interaction } = message;
  if (interaction === null || interaction.command === null) return '…';
  return state.words.used(state.names.personName(interaction.user) ?? '?', `/${interaction.command}`);
}

function renderBody(message: Message, state: State, actions: MessageActions): HTMLElement {
  const { words, names } = state;
  const body = element('div', { class: 'message-body' });
  const failure = message.interaction === null ? undefined : state.failures.get(message.interaction.id);
  if (message.isThinking) {
    const bot = names.personName(message.author) ?? '';
    body.append(
      failure === undefined
        ? element('p', { class: 'thinking' }, dots(), words.thinking(bot))
        : element('p', { class: 'failure' }, icon('alert'), words.noResponse),
    );
  }
  if (message.content !== '')
    body.append(element('div', { class: 'cv-text' }, renderMarkdown(message.content, names)));
  body.append(...message.embeds.map((embed) => renderEmbed(embed, names)));
  const surface: Surface = {
    names,
    words,
    press: (customId, button) => actions.press(message, customId, button),
    select: (customId, values) => actions.select(message, customId, values),
  };
  body.append(renderComponents(message.components, surface));
  if (!message.isThinking && state.failures.has(message.id)) {
    body.append(element('p', { class: 'failure', role: 'alert' }, icon('alert'), words.interactionFailed));
  }
  if (message.editedAt !== null && !message.isThinking && message.interaction === null) {
    const title = formatTime(message.editedAt / 1000, 'F', state.locale, Date.now());
    body.append(element('span', { class: 'edited', title }, words.edited));
  }
  if (message.isPrivate) body.append(privateNote(message, state, actions));
  return body;
}

function privateNote(message: Message, { words }: State, actions: MessageActions): HTMLElement {
  const dismiss = element('button', { type: 'button', class: 'link-button' }, words.dismiss);
  dismiss.addEventListener('click', () => actions.dismiss(message));
  return element(
    'p',
    { class: 'private-note' },
    icon('eye'),
    words.onlyYou,
    element('span', { 'aria-hidden': 'true' }, '·'),
    dismiss,
  );
}

function menuButton(message: Message, { words }: State, actions: MessageActions): HTMLElement {
  const attributes = {
    type: 'button',
    class: 'icon-button message-more',
    'aria-haspopup': 'menu',
    title: words.messageMenu,
  };
  const made = element('button', { ...attributes, 'aria-label': words.messageMenu }, icon('more'));
  made.addEventListener('click', () => actions.openMenu(message, made));
  return made;
}

function dots(): HTMLElement {
  return element('span', { class: 'dots', 'aria-hidden': 'true' }, element('i'), element('i'), element('i'));
}

function renderTime(at: number, state: State): HTMLElement {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  const clock = formatTime(at / 1000, isToday ? 't' : 's', state.locale, Date.now());
  const attributes = {
    datetime: new Date(at).toISOString(),
    title: formatTime(at / 1000, 'F', state.locale, Date.now()),
  };
  return element('time', attributes, isToday ? state.words.today(clock) : clock);
}

function follows(message: Message, before: Message): boolean {
  return (
    before.author === message.author &&
    message.at - before.at < together &&
    before.interaction === null &&
    message.interaction === null &&
    before.isPrivate === message.isPrivate
  );
}
