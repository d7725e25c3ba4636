import type { APIApplicationCommandOptionChoice, APIModalInteractionResponseCallbackData } from 'discord.js';
import { alreadyAcknowledged, invalidForm, unknownMessage } from './api-error.ts';
import { messagePayload } from './api-message.ts';
import { callback, interactionType, messageFlag } from './component-types.ts';
import type { EmulatedMessage } from './contract.ts';
import type { Core } from './core.ts';
import { createInspector } from './inspector.ts';
import type { LiveInteraction } from './interactions.ts';
import { isObject, numberOf } from './json.ts';
import type { JsonObject } from './json.ts';
import { shownAfter, type Shown } from './message-body.ts';
import { editReply, postReply } from './replies.ts';
import { checkModal } from './rules-modal.ts';
import { checkChoice } from './rules-options.ts';

/**
 * The first response to an interaction.
 *
 * @returns what `?with_response=true` answers, made when it is wanted
 * @throws ApiError 40060 for the second of them, 50035 for one that Discord would not take
 */
export function respond(core: Core, live: LiveInteraction, body: unknown): () => JsonObject {
  if (live.response !== null) throw alreadyAcknowledged();
  const inspect = createInspector();
  const given = isObject(body) ? body : {};
  const type = inspect.oneOf(given, 'type', [], allowedFor(live), true);
  if (type === null) throw invalidForm(inspect.problems);
  const data = isObject(given['data']) ? given['data'] : {};

  const message = respondWith(core, live, type, data);
  const isLoading = message?.thinking ?? false;
  return () => ({
    interaction: {
      id: live.id,
      type: live.type,
      channel_id: live.channel,
      ...(message === null
        ? {}
        : {
            response_message_id: message.id,
            response_message_loading: isLoading,
            response_message_ephemeral: message.onlyFor !== null,
          }),
    },
    ...(message === null || isLoading || type === callback.deferredUpdate
      ? {}
      : { resource: { type, message: messagePayload(core.world, message) } }),
  });
}

/** What was sent last, and what it shows: of thousands that come at once most say the same, and checking it is most of the work. */
let lastSent: { readonly text: string; readonly shown: Shown } | null = null;

function shownNew(data: JsonObject): Shown {
  const text = JSON.stringify(data);
  if (lastSent?.text !== text) lastSent = { text, shown: shownAfter(data, null, ['data']) };
  return lastSent.shown;
}

function allowedFor(live: LiveInteraction): readonly number[] {
  const { message, deferred, deferredUpdate, update, choices, modal } = callback;
  const onMessage = live.source === null ? [] : [deferredUpdate, update];
  switch (live.type) {
    case interactionType.autocomplete:
      return [choices];
    case interactionType.modal:
      return [message, deferred, ...onMessage];
    default:
      return [message, deferred, ...onMessage, modal];
  }
}

/** @returns the message that it made or will change */
function respondWith(
  core: Core,
  live: LiveInteraction,
  type: number,
  data: JsonObject,
): EmulatedMessage | null {
  const { interactions } = core;
  switch (type) {
    case callback.message: {
      const shown = shownNew(data);
      interactions.acknowledge(live, type);
      const message = postReply(core, live, shown, live.source);
      live.original = message.id;
      interactions.settle(live, { kind: 'message', message });
      return message;
    }
    case callback.deferred: {
      const flags = checkedDeferFlags(data);
      interactions.acknowledge(live, type);
      const shown = {
        content: '',
        embeds: [],
        components: [],
        pings: [],
        flags: flags | messageFlag.loading,
      };
      const message = postReply(core, live, shown, live.source);
      live.original = message.id;
      return message;
    }
    case callback.deferredUpdate:
      interactions.acknowledge(live, type);
      return core.messages.find(live.source ?? '');
    case callback.update: {
      const id = live.source ?? '';
      const before = core.messages.find(id);
      if (before === null) throw unknownMessage();
      shownAfter(data, before, ['data']);
      interactions.acknowledge(live, type);
      return editReply(core, live, id, data, ['data']);
    }
    case callback.choices: {
      const choices = checkedChoices(data, live.completing);
      interactions.acknowledge(live, type);
      interactions.settle(live, { kind: 'choices', choices });
      core.emit({ type: 'choices', interaction: live.handle, choices });
      return null;
    }
    default: {
      const inspect = createInspector();
      checkModal(inspect, data, ['data']);
      if (inspect.problems.length > 0) throw invalidForm(inspect.problems);
      const modal = data as unknown as APIModalInteractionResponseCallbackData;
      interactions.acknowledge(live, type);
      interactions.noteModal(live, modal);
      interactions.settle(live, { kind: 'modal', modal });
      core.emit({ type: 'modal-opened', interaction: live.handle, modal });
      return null;
    }
  }
}

/** A deferred reply says who will see it, and nothing else (receiving-and-responding.mdx). */
function checkedDeferFlags(data: JsonObject): number {
  const flags = numberOf(data['flags']);
  if ((flags & ~messageFlag.ephemeral) === 0) return flags;
  const inspect = createInspector();
  inspect.bad(['data', 'flags'], 'BASE_TYPE_CHOICES', 'A deferred reply may only carry the EPHEMERAL flag.');
  throw invalidForm(inspect.problems);
}

function checkedChoices(data: JsonObject, completing: number): readonly APIApplicationCommandOptionChoice[] {
  const inspect = createInspector();
  const choices = inspect.objects(data, 'choices', ['data'], { max: 25, required: true });
  for (const [choice, place] of choices) checkChoice(inspect, choice, place, completing);
  if (inspect.problems.length > 0) throw invalidForm(inspect.problems);
  return choices.map(([choice]) => choice as unknown as APIApplicationCommandOptionChoice);
}
