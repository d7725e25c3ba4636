import { commandsFor, localName } from './command-search.ts';
import { byId, element } from './element.ts';
import type { Command, Message } from './protocol.ts';
import type { State } from './state.ts';

/** The menu behind a message's "…": the bot's commands for messages. */
export function createMessageMenu(
  state: State,
  use: (command: Command, message: Message) => void,
): (message: Message, button: HTMLButtonElement) => void {
  const menu = byId('message-menu');
  let opener: HTMLButtonElement | null = null;

  function close(toOpener: boolean): void {
    menu.hidden = true;
    opener?.setAttribute('aria-expanded', 'false');
    if (toOpener) opener?.focus();
    opener = null;
  }

  function items(): HTMLElement[] {
    return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  menu.addEventListener('keydown', (event) => {
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    const to =
      event.key === 'ArrowDown'
        ? all[(at + 1) % all.length]
        : event.key === 'ArrowUp'
          ? all[(at - 1 + all.length) % all.length]
          : event.key === 'Home'
            ? all[0]
            : event.key === 'End'
              ? all.at(-1)
              : null;
    if (event.key === 'Escape' || event.key === 'Tab') close(true);
    else if (to === null) return;
    event.preventDefault();
    to?.focus();
  });
  document.addEventListener('pointerdown', (event) => {
    if (menu.hidden || !(event.target instanceof Node)) return;
    if (!menu.contains(event.target) && !(opener?.contains(event.target) ?? false)) close(false);
  });
  byId('scroller').addEventListener('scroll', () => {
    if (!menu.hidden) close(menu.contains(document.activeElement));
  });

  return (message, button) => {
    if (opener === button) return close(true);
    opener = button;
    button.setAttribute('aria-expanded', 'true');
    const kind = state.currentChannel()?.kind ?? 'text';
    const commands = commandsFor(state.snapshot?.commands ?? [], kind).filter(({ type }) => type === 3);
    const made = commands.map((command) => {
      const item = element(
        'button',
        { type: 'button', role: 'menuitem', class: 'menu-item', tabindex: -1 },
        localName(command, state.locale),
      );
      item.addEventListener('click', () => {
        close(true);
        use(command, message);
      });
      return item;
    });
    const heading = element('p', { class: 'menu-heading', 'aria-hidden': 'true' }, state.words.apps);
    menu.setAttribute('aria-label', state.words.apps);
    menu.replaceChildren(
      heading,
      ...(made.length > 0 ? made : [element('p', { class: 'menu-empty' }, state.words.noCommands)]),
    );
    menu.hidden = false;
    place(menu, button);
    (made[0] ?? button).focus();
  };
}

/** Below the button and inside the window. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.right - menu.offsetWidth, window.innerWidth - menu.offsetWidth - 8));
  const isRoomBelow = at.bottom + menu.offsetHeight + 8 < window.innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${isRoomBelow ? at.bottom + 4 : Math.max(8, at.top - menu.offsetHeight - 4)}px`;
}
