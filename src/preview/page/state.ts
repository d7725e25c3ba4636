import type { Channel, Events, Message, Person, Snapshot } from './protocol.ts';
import { localeNear, wordsFor, type Locale } from './locales.ts';
import type { Words } from './words.ts';
import type { Names } from './render-markdown.ts';

/** What changed; listeners draw anew only what it touches. */
export type Change =
  /** Another viewer, channel or language, or everything came anew. */
  | { readonly kind: 'all' }
  | { readonly kind: 'message'; readonly message: Message; readonly isNew: boolean }
  | { readonly kind: 'deleted'; readonly id: string }
  | { readonly kind: 'commands' | 'bot' | 'connection' | 'unread' };

/** What the page knows, in one place. */
export interface State {
  readonly viewer: string;
  readonly channel: string;
  readonly locale: Locale;
  readonly words: Words;
  readonly names: Names;
  readonly snapshot: Snapshot | null;
  readonly isConnected: boolean;
  readonly unread: ReadonlySet<string>;
  /** Why the reply to an interaction will not come. */
  readonly failures: ReadonlyMap<string, string>;
  messages(channel: string): readonly Message[];
  message(id: string): Message | null;
  person(id: string): Person | null;
  currentChannel(): Channel | null;
  onChange(listener: (change: Change) => void): void;
  receive<K extends keyof Events>(kind: K, event: Events[K]): void;
  /** A reply that never began, where the person who waits for it sees it. */
  missed(command: string): void;
  /** What was pressed on this message came to nothing; null: it is being tried again. */
  setFailure(message: string, reason: string | null): void;
  setConnected(is: boolean): void;
  look(viewer: string): void;
  open(channel: string): void;
  speak(locale: Locale): void;
}

/** Ids of messages that only this page knows. */
const localPrefix = 'local-';
const keptViewer = 'footnote.viewer';
const keptLocale = (viewer: string): string => `footnote.locale.${viewer}`;

export function createState(): State {
  const listeners: ((change: Change) => void)[] = [];
  const messages = new Map<string, Message>();
  const failures = new Map<string, string>();
  const unread = new Set<string>();
  let viewer = localStorage.getItem(keptViewer) ?? '';
  let channel = '';
  let locale: Locale = 'en-GB';
  let snapshot: Snapshot | null = null;
  let isConnected = false;

  const tell = (change: Change): void => listeners.forEach((listener) => listener(change));
  const person = (id: string): Person | null => snapshot?.people.find((each) => each.id === id) ?? null;
  const chooseLocale = (): void => {
    locale = localeNear(localStorage.getItem(keptLocale(viewer)) ?? person(viewer)?.locale ?? 'en-GB');
  };

  const receivers: { readonly [K in keyof Events]: (event: Events[K]) => void } = {
    state(event) {
      snapshot = event;
      if (person(viewer) === null) viewer = event.people[0]?.id ?? '';
      messages.clear();
      event.messages.forEach((message) => messages.set(message.id, message));
      if (!event.channels.some((each) => each.id === channel)) channel = event.channels[0]?.id ?? '';
      chooseLocale();
      tell({ kind: 'all' });
    },
    message(message) {
      const isNew = !messages.has(message.id);
      messages.set(message.id, message);
      if (isNew && message.channel !== channel && !unread.has(message.channel)) {
        unread.add(message.channel);
        tell({ kind: 'unread' });
      }
      tell({ kind: 'message', message, isNew });
    },
    deleted({ id }) {
      if (messages.delete(id)) tell({ kind: 'deleted', id });
    },
    commands(commands) {
      if (snapshot === null) return;
      snapshot = { ...snapshot, commands };
      tell({ kind: 'commands' });
    },
    bot({ isOnline, documents }) {
      if (snapshot === null) return;
      snapshot = { ...snapshot, isBotOnline: isOnline, documents };
      tell({ kind: 'bot' });
    },
    failed({ interaction, reason }) {
      failures.set(interaction, reason);
      for (const message of messages.values()) {
        if (message.interaction?.id === interaction) tell({ kind: 'message', message, isNew: false });
      }
    },
  };

  return {
    get viewer() {
      return viewer;
    },
    get channel() {
      return channel;
    },
    get locale() {
      return locale;
    },
    get words() {
      return wordsFor(locale);
    },
    get names() {
      return {
        locale,
        personName: (id: string) =>
          id === snapshot?.application.id ? snapshot.application.name : (person(id)?.name ?? null),
        channelName: (id: string) => snapshot?.channels.find((each) => each.id === id)?.name ?? null,
      };
    },
    get snapshot() {
      return snapshot;
    },
    get isConnected() {
      return isConnected;
    },
    unread,
    failures,
    // In the order in which they came: a reply that is filled in later stays where it was promised.
    messages: (of) => [...messages.values()].filter((message) => message.channel === of),
    message: (id) => messages.get(id) ?? null,
    person,
    currentChannel: () => snapshot?.channels.find((each) => each.id === channel) ?? null,
    onChange: (listener) => void listeners.push(listener),
    receive: (kind, event) => receivers[kind](event),
    missed(command) {
      const at = Date.now();
      const id = `${localPrefix}${at}`;
      failures.set(id, '');
      receivers.message({
        id,
        channel,
        author: snapshot?.application.id ?? '',
        at,
        editedAt: null,
        content: '',
        embeds: [],
        components: [],
        isPrivate: true,
        isThinking: true,
        interaction: { id, user: viewer, command },
        replyTo: null,
      });
    },
    setFailure(id, reason) {
      const message = messages.get(id);
      if (reason === null ? !failures.delete(id) : failures.set(id, reason) === undefined) return;
      if (message !== undefined) tell({ kind: 'message', message, isNew: false });
    },
    setConnected(is) {
      if (is === isConnected) return;
      isConnected = is;
      tell({ kind: 'connection' });
    },
    look(next) {
      viewer = next;
      localStorage.setItem(keptViewer, next);
      unread.clear();
    },
    open(next) {
      channel = next;
      unread.delete(next);
      tell({ kind: 'all' });
    },
    speak(next) {
      locale = next;
      localStorage.setItem(keptLocale(viewer), next);
      tell({ kind: 'all' });
    },
  };
}

export function isLocal(message: Message): boolean {
  return message.id.startsWith(localPrefix);
}

/** `#questions`, or whom a direct message is with. */
export function channelTitle(channel: Channel): string {
  return channel.kind === 'text' || channel.kind === 'thread' ? `#${channel.name}` : channel.name;
}
