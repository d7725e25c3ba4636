import { byId, element } from './element.ts';
import type { Message } from './protocol.ts';
import { refreshTimes } from './render-markdown.ts';
import { renderMessage, type MessageActions } from './render-message.ts';
import { channelTitle, type State } from './state.ts';
import { renderWelcome, type WelcomeActions } from './welcome.ts';

/** Pixels from the end within which somebody is reading the end. */
const nearEnd = 120;

/** Keeps the channel's messages on the page in step with the state. */
export function showMessages(state: State, actions: Omit<MessageActions, 'jumpTo'> & WelcomeActions): void {
  const list = byId('messages');
  const scroller = byId('scroller');
  const toEnd = byId('to-end');
  const withJump: MessageActions = { ...actions, jumpTo };

  const rowOf = (id: string): HTMLElement | null => list.querySelector(`[data-message="${CSS.escape(id)}"]`);
  const isAtEnd = (): boolean => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEnd;
  const goToEnd = (): void => void (scroller.scrollTop = scroller.scrollHeight);

  function jumpTo(id: string): void {
    const row = rowOf(id);
    row?.scrollIntoView({ block: 'center' });
    row?.focus();
  }

  function drawAll(): void {
    const channel = state.currentChannel();
    const messages = state.messages(state.channel);
    if (channel === null) return;
    list.setAttribute('aria-label', state.words.messages(channelTitle(channel)));
    // A change of channel is no news to read out.
    list.setAttribute('aria-live', 'off');
    list.replaceChildren(
      ...(messages.length === 0
        ? [renderWelcome(state, actions)]
        : messages.map((message, index) =>
            renderMessage(message, messages[index - 1] ?? null, state, withJump),
          )),
    );
    setTabStop();
    goToEnd();
    requestAnimationFrame(() => list.setAttribute('aria-live', 'polite'));
  }

  function drawOne(message: Message, isNew: boolean): void {
    if (message.channel !== state.channel) return;
    const wasAtEnd = isAtEnd();
    const messages = state.messages(state.channel);
    const index = messages.findIndex(({ id }) => id === message.id);
    const row = renderMessage(message, messages[index - 1] ?? null, state, withJump);
    const old = rowOf(message.id);
    if (old === null) {
      list.querySelector('.welcome')?.remove();
      list.append(row);
    } else keepFocus(old, row);
    setTabStop();
    const isOwn = message.author === state.viewer || message.interaction?.user === state.viewer;
    if (wasAtEnd || (isNew && isOwn)) goToEnd();
    else if (isNew) toEnd.hidden = false;
  }

  function remove(id: string): void {
    const row = rowOf(id);
    if (row === null) return;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    const hadFocus = row.contains(document.activeElement);
    row.remove();
    if (state.messages(state.channel).length === 0) return drawAll();
    setTabStop();
    if (hadFocus && next instanceof HTMLElement) next.focus();
  }

  /** One stop for Tab among the messages; arrow keys move between them. */
  function setTabStop(): void {
    const rows = list.querySelectorAll<HTMLElement>('.message');
    rows.forEach((row, index) => (row.tabIndex = index === rows.length - 1 ? 0 : -1));
  }

  list.addEventListener('keydown', (event) => {
    const row = event.target;
    if (!(row instanceof HTMLElement) || !row.classList.contains('message')) return;
    const to =
      event.key === 'ArrowUp'
        ? row.previousElementSibling
        : event.key === 'ArrowDown'
          ? row.nextElementSibling
          : event.key === 'Home'
            ? list.firstElementChild
            : event.key === 'End'
              ? list.lastElementChild
              : null;
    if (!(to instanceof HTMLElement)) return;
    event.preventDefault();
    row.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  });
  scroller.addEventListener('scroll', () => {
    if (isAtEnd()) toEnd.hidden = true;
  });
  toEnd.addEventListener('click', goToEnd);
  setInterval(() => refreshTimes(list, state.locale), 15_000);

  state.onChange((change) => {
    if (change.kind === 'all') drawAll();
    else if (change.kind === 'message') drawOne(change.message, change.isNew);
    else if (change.kind === 'deleted') remove(change.id);
    else if (change.kind === 'commands' && state.messages(state.channel).length === 0) drawAll();
    toEnd.replaceChildren(element('span', {}, state.words.newMessages));
  });
}

/** An edit must not throw somebody off the button they are on. */
function keepFocus(old: HTMLElement, row: HTMLElement): void {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(row);
  if (!(focused instanceof HTMLElement)) return;
  const id = focused.dataset['customId'];
  const same =
    id === undefined ? null : row.querySelector<HTMLElement>(`[data-custom-id="${CSS.escape(id)}"]`);
  (same ?? row).focus({ preventScroll: true });
}
