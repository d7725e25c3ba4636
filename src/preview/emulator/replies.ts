import { unknownMessage, overLimit } from './api-error.ts';
import { callback, messageFlag } from './component-types.ts';
import type { EmulatedMessage } from './contract.ts';
import type { Core } from './core.ts';
import type { LiveInteraction } from './interactions.ts';
import type { JsonObject } from './json.ts';
import { numberOf } from './json.ts';
import { shownAfter } from './message-body.ts';
import type { Shown } from './message-body.ts';

/** More than a user's own installation of the bot may send. */
const personalFollowUps = 5;

/** A new message of the bot's. @param flags as they are to stand */
export function postReply(
  core: Core,
  live: LiveInteraction,
  shown: Shown,
  replyTo: string | null,
): EmulatedMessage {
  const message: EmulatedMessage = {
    ...shown,
    id: core.nextId(),
    channel: live.channel,
    author: core.world.application.id,
    at: core.now(),
    editedAt: null,
    onlyFor: (shown.flags & messageFlag.ephemeral) === 0 ? null : live.user,
    thinking: (shown.flags & messageFlag.loading) !== 0,
    deleted: false,
    interaction: { id: live.id, user: live.user, command: live.command },
    replyTo,
  };
  core.interactions.note(live, message);
  core.messages.add(message);
  return message;
}

/** Writes a body over a message, and fills it in where it was deferred. */
export function editReply(
  core: Core,
  live: LiveInteraction,
  id: string,
  body: JsonObject,
  path: readonly string[] = [],
): EmulatedMessage {
  const before = core.messages.find(id);
  if (before === null) throw unknownMessage();
  const shown = shownAfter(body, before, path);
  const after = core.messages.change(id, {
    ...shown,
    thinking: false,
    editedAt: before.thinking ? null : core.now(),
  });
  if (after === null) throw unknownMessage();
  if (id === live.original) live.isFilled = true;
  core.interactions.note(live, after);
  core.interactions.settle(live, { kind: 'message', message: after });
  return after;
}

export function removeReply(core: Core, live: LiveInteraction, id: string): void {
  const gone = core.messages.remove(id);
  if (gone === null) throw unknownMessage();
  core.interactions.note(live, gone);
  core.interactions.settle(live, { kind: 'deleted' });
}

/** One more message; the first after a deferred reply fills that one in instead, and takes its visibility. */
export function followUp(core: Core, live: LiveInteraction, body: JsonObject): EmulatedMessage {
  if (live.response === callback.deferred && !live.isFilled && live.original !== null) {
    const v2 = numberOf(body['flags']) & messageFlag.componentsV2;
    return editReply(core, live, live.original, { ...body, flags: v2 });
  }
  if (live.isPersonal && live.followUps >= personalFollowUps)
    throw overLimit(
      400,
      40094,
      `This interaction has reached the maximum number of follow-up messages (${personalFollowUps}).`,
    );
  const message = postReply(core, live, shownAfter(body, null, []), live.original ?? live.source);
  live.followUps += 1;
  core.interactions.settle(live, { kind: 'message', message });
  return message;
}

/** The message that `@original` or an id means for this interaction. */
export function replyId(core: Core, live: LiveInteraction, name: string): string {
  if (name === '@original') {
    const updates = live.response === callback.deferredUpdate || live.response === callback.update;
    const id = updates ? live.source : live.original;
    if (id === null || core.messages.find(id) === null) throw unknownMessage();
    return id;
  }
  const isOurs =
    name === live.source || live.handle.messages().some(({ id, deleted }) => id === name && !deleted);
  if (!isOurs || core.messages.find(name) === null) throw unknownMessage();
  return name;
}
