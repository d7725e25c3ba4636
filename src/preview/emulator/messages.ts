import type { EmulatedMessage } from './contract.ts';

/** The messages of every channel, the latest of each. */
export interface MessageStore {
  add(message: EmulatedMessage): void;
  /** @returns the message as it is now, or null where it is gone */
  change(id: string, change: Partial<EmulatedMessage>): EmulatedMessage | null;
  remove(id: string): EmulatedMessage | null;
  find(id: string): EmulatedMessage | null;
  seenBy(channel: string, user: string): readonly EmulatedMessage[];
}

export type MessageChange = 'message-created' | 'message-updated' | 'message-deleted';

/** Whatever happens, no channel holds more than this many times what is to be kept. */
const beyond = 50;

export function createMessageStore({
  kept,
  livingMs,
  now,
  onChange,
}: {
  readonly kept: number;
  /** Messages younger than this are kept beyond that, since a reply may still be written into them. */
  readonly livingMs: number;
  readonly now: () => number;
  readonly onChange: (type: MessageChange, message: EmulatedMessage) => void;
}): MessageStore {
  const byId = new Map<string, EmulatedMessage>();
  /** Ids, oldest first. */
  const channels = new Map<string, string[]>();
  const forget = (message: EmulatedMessage): void => {
    byId.delete(message.id);
    const ids = channels.get(message.channel) ?? [];
    channels.set(
      message.channel,
      ids.filter((id) => id !== message.id),
    );
  };

  return {
    add(message) {
      byId.set(message.id, message);
      const ids = channels.get(message.channel) ?? [];
      channels.set(message.channel, ids);
      ids.push(message.id);
      const oldest = byId.get(ids[0] ?? '');
      const isOver = ids.length > kept && now() - (oldest?.at ?? 0) > livingMs;
      if (isOver || ids.length > kept * beyond) byId.delete(ids.shift() ?? '');
      onChange('message-created', message);
    },
    change(id, change) {
      const message = byId.get(id);
      if (message === undefined) return null;
      const changed = { ...message, ...change };
      byId.set(id, changed);
      onChange('message-updated', changed);
      return changed;
    },
    remove(id) {
      const message = byId.get(id);
      if (message === undefined) return null;
      forget(message);
      const deleted = { ...message, deleted: true };
      onChange('message-deleted', deleted);
      return deleted;
    },
    find: (id) => byId.get(id) ?? null,
    seenBy: (channel, user) =>
      (channels.get(channel) ?? []).flatMap((id) => {
        const message = byId.get(id);
        return message !== undefined && (message.onlyFor === null || message.onlyFor === user)
          ? [message]
          : [];
      }),
  };
}
