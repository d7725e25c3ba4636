import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EmulatedMessage, EmulatorEvent, Person } from './emulator/emulator.ts';
import type { Channel, Events, Snapshot } from './page/protocol.ts';
import type { PreviewedEmulator } from './previewed.ts';
import { wireCommands, wireMessage, wirePerson } from './wire.ts';

export interface EventStreams {
  /** @returns false when too many are open */
  open(viewer: string, request: IncomingMessage, response: ServerResponse): boolean;
  refresh(): void;
  close(): void;
}

interface Page {
  readonly viewer: Person;
  readonly response: ServerResponse;
}

/** A browser opens six connections to one address; this is enough for every browser of one desk. */
const mostPages = 40;
/** Proxies and browsers end a silent connection; a comment keeps it. */
const heartbeatMs = 20_000;

/** What each open page is told: the whole state when it comes (and comes back), then what changes, each seeing only what they may. */
export function createEvents(emulator: PreviewedEmulator, documents: () => number | null): EventStreams {
  const pages = new Set<Page>();
  const stopListening = emulator.onChange((event) => pages.forEach((page) => tell(page, event)));
  const heartbeat = setInterval(
    () => pages.forEach(({ response }) => response.write(': still here\n\n')),
    heartbeatMs,
  );
  heartbeat.unref();

  const channelsOf = (viewer: Person): readonly Channel[] =>
    emulator.world.channels
      .filter(({ members }) => members === undefined || members.includes(viewer.id))
      .map(({ id, name, kind, parent }) => ({ id, name, kind, parent: parent ?? null }));

  const stateOf = (viewer: Person): Snapshot => {
    const channels = channelsOf(viewer);
    return {
      application: { id: emulator.world.application.id, name: emulator.world.application.name },
      guild: { name: emulator.world.guild.name },
      people: emulator.world.users.map(wirePerson),
      channels,
      commands: wireCommands(emulator.commands(), viewer),
      isBotOnline: emulator.gateway.connected > 0,
      documents: documents(),
      messages: channels
        .flatMap(({ id }) => emulator.messages(id, viewer.id))
        .filter(({ deleted }) => !deleted)
        .map(wireMessage),
    };
  };

  const mayHear = (viewer: Person, message: EmulatedMessage): boolean =>
    (message.onlyFor === null || message.onlyFor === viewer.id) &&
    channelsOf(viewer).some(({ id }) => id === message.channel);

  const botState = (): Events['bot'] => ({
    isOnline: emulator.gateway.connected > 0,
    documents: documents(),
  });

  function tell(page: Page, event: EmulatorEvent): void {
    switch (event.type) {
      case 'message-created':
      case 'message-updated':
        if (mayHear(page.viewer, event.message)) write(page, 'message', wireMessage(event.message));
        return;
      case 'message-deleted': {
        const { id, channel } = event.message;
        if (mayHear(page.viewer, event.message)) write(page, 'deleted', { id, channel });
        return;
      }
      case 'commands-changed':
        write(page, 'commands', wireCommands(event.commands, page.viewer));
        return;
      case 'bot-online':
      case 'bot-offline':
        write(page, 'bot', { ...botState(), isOnline: event.type === 'bot-online' });
        return;
      case 'interaction-failed':
        if (event.interaction.user === page.viewer.id) {
          write(page, 'failed', { interaction: event.interaction.id, reason: event.reason });
        }
        return;
      // These belong to the one page that asked, and are the answer to its request.
      case 'modal-opened':
      case 'choices':
        return;
    }
  }

  return {
    open(viewer, request, response) {
      const [first] = emulator.world.users;
      const person = emulator.world.users.find(({ id }) => id === viewer) ?? first;
      if (person === undefined || pages.size >= mostPages) return false;
      const page: Page = { viewer: person, response };
      response.setHeader('content-type', 'text/event-stream; charset=utf-8');
      response.socket?.setNoDelay(true);
      response.write('retry: 1000\n\n');
      write(page, 'state', stateOf(person));
      pages.add(page);
      request.once('close', () => pages.delete(page));
      return true;
    },
    refresh: () => pages.forEach((page) => write(page, 'bot', botState())),
    close() {
      stopListening();
      clearInterval(heartbeat);
      pages.forEach(({ response }) => response.end());
      pages.clear();
    },
  };
}

function write<K extends keyof Events>({ response }: Page, kind: K, event: Events[K]): void {
  response.write(`event: ${kind}\ndata: ${JSON.stringify(event)}\n\n`);
}
