import { showBar } from './bar.ts';
import { createComposer } from './composer.ts';
import { byId } from './element.ts';
import { createMessageMenu } from './message-menu.ts';
import { showMessages } from './message-list.ts';
import { openModal } from './modal.ts';
import { createPicker } from './picker.ts';
import type { Message, Result } from './protocol.ts';
import { createSend } from './send.ts';
import { showSide } from './side.ts';
import { createState, isLocal } from './state.ts';
import { openStream, type Stream } from './stream.ts';
import { setTheme, theme } from './theme.ts';

setTheme(theme());
const state = createState();
const send = createSend(state);
const picker = createPicker();

/** Shows what came of an action, where it is not a message that comes by itself. */
function show(result: Result): void {
  switch (result.kind) {
    case 'modal':
      openModal(result.modal, state, async (values) => {
        const answer = await send('submit', { modal: result.id, values });
        if (answer.kind === 'modal') show(answer);
        return answer;
      });
      return;
    case 'failed':
      composer.hint(state.words.noResponse, true);
      return;
    case 'refused':
      composer.hint(result.reason, true);
      return;
    case 'done':
    case 'choices':
      return;
  }
}

/** The same for a command: where there should be a reply, that there is none. */
function showReply(command: string, result: Result): void {
  if (result.kind === 'failed') state.missed(command);
  else show(result);
}

function showOn(message: Message, result: Result): void {
  if (result.kind === 'failed') state.setFailure(message.id, result.reason);
  else show(result);
}

async function press(message: Message, customId: string, button: HTMLButtonElement): Promise<void> {
  button.setAttribute('aria-busy', 'true');
  state.setFailure(message.id, null);
  const result = await send('press', { channel: message.channel, message: message.id, customId });
  button.removeAttribute('aria-busy');
  showOn(message, result);
}

const composer = createComposer(state, send, picker, {
  say(text) {
    void send('say', { channel: state.channel, text }).then(show);
  },
  use(command, options) {
    const { name, type } = command;
    const sent = send('use', { channel: state.channel, name, type, options, target: null });
    void sent.then((result) => showReply(name, result));
  },
});

const openMenu = createMessageMenu(state, (command, message) => {
  const { name, type } = command;
  const sent = send('use', { channel: message.channel, name, type, options: {}, target: message.id });
  void sent.then((result) => showReply(name, result));
});

showMessages(state, {
  press(message, customId, button) {
    if (button.getAttribute('aria-busy') === 'true') return;
    void press(message, customId, button);
  },
  select(message, customId, values) {
    void send('select', { channel: message.channel, message: message.id, customId, values }).then((result) =>
      showOn(message, result),
    );
  },
  dismiss(message) {
    if (isLocal(message)) return state.receive('deleted', message);
    void send('dismiss', { channel: message.channel, message: message.id }).then(show);
  },
  openMenu,
  begin: (command) => composer.begin(command),
});

showBar(state);
let stream: Stream | null = null;
showSide(state, {
  open(channel) {
    state.open(channel);
    composer.focus();
  },
  look(viewer) {
    state.look(viewer);
    follow();
  },
  speak: (locale) => state.speak(locale),
});

function follow(): void {
  stream?.close();
  stream = openStream(
    state.viewer,
    (kind, event) => {
      state.receive(kind, event);
      byId('app').hidden = false;
    },
    (is) => state.setConnected(is),
  );
}

follow();
