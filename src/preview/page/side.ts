import { byId, element, setAttribute } from './element.ts';
import { icon, type IconName } from './icons.ts';
import type { Channel, Person } from './protocol.ts';
import { avatar } from './render-message.ts';
import { channelTitle, type State } from './state.ts';
import { nextTheme, setTheme, theme } from './theme.ts';
import { languageTag } from './times.ts';
import { locales, type Locale } from './locales.ts';

export interface SideActions {
  open(channel: string): void;
  look(viewer: string): void;
  speak(locale: Locale): void;
}

const channelIcons: Readonly<Record<Channel['kind'], IconName>> = {
  text: 'hash',
  thread: 'thread',
  dm: 'person',
  'group-dm': 'people',
};

/** The column beside the messages: channels, who one is, in which language and light. */
export function showSide(state: State, actions: SideActions): void {
  const side = byId('side');
  const opener = byId('side-open');
  const veil = byId('side-veil');

  function setOpen(isOpen: boolean): void {
    side.classList.toggle('is-open', isOpen);
    veil.hidden = !isOpen;
    opener.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) side.querySelector<HTMLElement>('[aria-current], button')?.focus();
  }

  function draw(): void {
    const { snapshot, words } = state;
    if (snapshot === null) return;
    document.documentElement.lang = languageTag(state.locale);
    byId('guild').textContent = snapshot.guild.name;
    opener.setAttribute('aria-label', words.channels);
    const channels = ordered(snapshot.channels.filter((channel) => !isDirect(channel)));
    byId('channels').replaceChildren(
      group(words.channels, channels),
      group(words.direct, snapshot.channels.filter(isDirect)),
    );
    byId('people').replaceChildren(element('legend', {}, words.people), ...snapshot.people.map(personChoice));
    byId('language').replaceChildren(
      element('label', { for: 'language-choice', class: 'visually-hidden' }, words.language),
      languageChoice(),
    );
    drawTheme();
  }

  function group(title: string, channels: readonly Channel[]): HTMLElement {
    if (channels.length === 0) return element('div');
    return element(
      'section',
      { class: 'channel-group' },
      element('h2', {}, title),
      element('ul', {}, ...channels.map((channel) => element('li', {}, channelButton(channel)))),
    );
  }

  function channelButton(channel: Channel): HTMLElement {
    const isHere = channel.id === state.channel;
    const isUnread = state.unread.has(channel.id);
    const made = element(
      'button',
      {
        type: 'button',
        class: `channel${channel.kind === 'thread' ? ' is-thread' : ''}${isUnread ? ' is-unread' : ''}`,
        'aria-current': isHere ? 'page' : null,
        'data-channel': channel.id,
      },
      icon(channelIcons[channel.kind]),
      element('span', {}, channel.name),
      isUnread
        ? element(
            'span',
            { class: 'unread-mark' },
            element('span', { class: 'visually-hidden' }, state.words.newMessages),
          )
        : null,
    );
    made.addEventListener('click', () => {
      setOpen(false);
      actions.open(channel.id);
    });
    return made;
  }

  function personChoice(person: Person): HTMLElement {
    const input = element('input', {
      type: 'radio',
      name: 'viewer',
      value: person.id,
      checked: person.id === state.viewer,
    });
    input.addEventListener('change', () => actions.look(person.id));
    return element(
      'label',
      { class: 'person' },
      input,
      avatar(person.name, false, person.id),
      element(
        'span',
        { class: 'person-words' },
        element('strong', {}, person.name),
        element('span', {}, person.isModerator ? state.words.moderator : state.words.member),
      ),
    );
  }

  function languageChoice(): HTMLSelectElement {
    const made = element('select', { id: 'language-choice', class: 'quiet-select' });
    made.append(
      ...Object.entries(locales).map(([locale, name]) =>
        element(
          'option',
          { value: locale, selected: locale === state.locale, lang: languageTag(locale) },
          name,
        ),
      ),
    );
    made.addEventListener('change', () => {
      actions.speak(made.value as Locale);
      byId('language-choice').focus();
    });
    return made;
  }

  function drawTheme(): void {
    const button = byId('theme');
    const words = `${state.words.theme}: ${state.words.themes[theme()]}`;
    button.replaceChildren(
      icon(theme() === 'dark' ? 'moon' : 'sun'),
      theme() === 'system' ? element('span', { class: 'auto' }, 'A') : '',
    );
    setAttribute(button, 'aria-label', words);
    button.title = words;
  }

  byId('theme').addEventListener('click', () => {
    setTheme(nextTheme(theme()));
    drawTheme();
  });
  opener.addEventListener('click', () => setOpen(!side.classList.contains('is-open')));
  veil.addEventListener('click', () => setOpen(false));
  side.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || veil.hidden) return;
    setOpen(false);
    opener.focus();
  });

  state.onChange((change) => {
    if (change.kind !== 'all' && change.kind !== 'unread') return;
    const focused = document.activeElement;
    const channel = focused instanceof HTMLElement ? focused.dataset['channel'] : undefined;
    const isPerson = focused instanceof HTMLInputElement && focused.name === 'viewer';
    draw();
    if (channel !== undefined)
      side.querySelector<HTMLElement>(`[data-channel="${CSS.escape(channel)}"]`)?.focus();
    if (isPerson) side.querySelector<HTMLElement>('input[name=viewer]:checked')?.focus();
    const here = state.currentChannel();
    byId('channel-title').textContent = here === null ? '' : channelTitle(here);
  });
}

/** Threads below the channel they hang on. */
function ordered(channels: readonly Channel[]): readonly Channel[] {
  const tops = channels.filter(({ parent }) => parent === null || !channels.some(({ id }) => id === parent));
  return tops.flatMap((top) => [top, ...channels.filter(({ parent }) => parent === top.id)]);
}

function isDirect({ kind }: Channel): boolean {
  return kind === 'dm' || kind === 'group-dm';
}
