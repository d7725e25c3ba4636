import { commandsFor, localName, shownDescription } from './command-search.ts';
import { element } from './element.ts';
import type { Command } from './protocol.ts';
import { channelTitle, type State } from './state.ts';

export interface WelcomeActions {
  /** Sends the command, or lets its options be filled in. */
  begin(command: Command): void;
}

/** What to try first, where the bot has it. */
const suggested = ['ask', 'help'];

export function renderWelcome(state: State, actions: WelcomeActions): HTMLElement {
  const channel = state.currentChannel();
  const title = channel === null ? '' : channelTitle(channel);
  const commands = commandsFor(state.snapshot?.commands ?? [], channel?.kind ?? 'text');
  const buttons = suggested
    .map((name) => commands.find((command) => command.name === name && command.type === 1))
    .filter((command) => command !== undefined)
    .map((command) => {
      const made = element(
        'button',
        { type: 'button', class: 'suggestion' },
        element('strong', {}, `/${localName(command, state.locale)}`),
        element('span', {}, shownDescription(command, state.locale)),
      );
      made.addEventListener('click', () => actions.begin(command));
      return made;
    });
  return element(
    'section',
    { class: 'welcome' },
    element('span', { class: 'welcome-mark', 'aria-hidden': 'true' }, 'F', element('sup', {}, '1')),
    element('h3', {}, state.words.welcome(title)),
    element('p', {}, state.words.welcomeText),
    element('div', { class: 'suggestions' }, ...buttons),
  );
}
