import type { APIMessageTopLevelComponent } from 'discord.js';
import { ApiError, invalidForm, overLimit } from './api-error.ts';
import { messageFlag } from './component-types.ts';
import type { EmulatedMessage } from './contract.ts';
import { createInspector } from './inspector.ts';
import type { Path } from './inspector.ts';
import { isObject, listOf, numberOf, objectsOf, textOf } from './json.ts';
import type { JsonObject } from './json.ts';
import { checkAllowedMentions, pingsOf } from './mentions.ts';
import { checkComponents, componentLimits, displayed, flatten, storedBytes } from './rules-components.ts';
import { checkEmbeds } from './rules-embeds.ts';

export type Shown = Pick<EmulatedMessage, 'content' | 'embeds' | 'components' | 'flags' | 'pings'>;

/** The flags a bot may set; an edit changes two of them, and takes no notice of the others. */
const settable =
  messageFlag.suppressEmbeds |
  messageFlag.ephemeral |
  messageFlag.suppressNotifications |
  messageFlag.voice |
  messageFlag.componentsV2;
const editable = messageFlag.suppressEmbeds | messageFlag.componentsV2;

/**
 * What a message shows after this body, which makes it (`before` null) or edits it.
 *
 * @param path where the body's fields stand in the request, for the places of errors
 * @throws ApiError as Discord answers a body that breaks a rule
 */
export function shownAfter(body: JsonObject, before: EmulatedMessage | null, path: Path): Shown {
  const inspect = createInspector();
  const isGiven = (key: string): boolean => body[key] !== undefined;
  const given = inspect.whole(body, 'flags', path, { low: 0, high: 2 ** 31 - 1 });
  if (before === null && given !== null && (given & ~settable) !== 0)
    inspect.bad([...path, 'flags'], 'BASE_TYPE_CHOICES', 'Only flags that a bot may set can be set.');
  const wasV2 = ((before?.flags ?? 0) & messageFlag.componentsV2) !== 0;
  const asksV2 = ((given ?? 0) & messageFlag.componentsV2) !== 0;
  if (wasV2 && given !== null && !asksV2)
    inspect.bad(
      [...path, 'flags'],
      'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG',
      'The MessageFlags.IS_COMPONENTS_V2 flag cannot be removed',
    );
  const isV2 = wasV2 || asksV2;
  const content = isGiven('content') ? textOf(body['content']) : (before?.content ?? '');
  const embeds = isGiven('embeds') ? objectsOf(body['embeds']) : (before?.embeds ?? []);
  const components = isGiven('components')
    ? objectsOf(body['components'])
    : ((before?.components ?? []) as unknown as readonly JsonObject[]);

  inspect.text(body, 'content', path, { max: 2000 });
  checkEmbeds(inspect, body, path);
  checkAllowedMentions(inspect, body, path);
  // What an older message holds was checked when it was sent, but not as Components V2.
  checkComponents(inspect, { components }, path, isV2);
  if (isV2) {
    for (const [key, isThere] of [
      ['content', content !== ''],
      ['embeds', embeds.length > 0],
      ['poll', isGiven('poll')],
      ['sticker_ids', listOf(body['sticker_ids']).length > 0],
    ] as const) {
      if (isThere)
        inspect.bad(
          [...path, key],
          'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
        );
    }
  }
  if (inspect.problems.length > 0) throw invalidForm(inspect.problems);
  if (content.trim() === '' && embeds.length === 0 && components.length === 0)
    throw overLimit(400, 50006, 'Cannot send an empty message');
  if (isV2 && storedBytes({ components }) > componentLimits.bytes)
    throw new ApiError(500, { message: '500: Internal Server Error', code: 0 }, [
      `components: text displays over ${componentLimits.bytes} bytes`,
    ]);

  const kept = (before?.flags ?? 0) & ~(messageFlag.loading | editable);
  const flags =
    before === null
      ? (given ?? 0)
      : kept |
        (given === null ? before.flags & editable : given & editable) |
        (isV2 ? messageFlag.componentsV2 : 0);
  const texts = [content, ...displayed(flatten(components))];
  return {
    content,
    embeds,
    components: numbered(components) as unknown as readonly APIMessageTopLevelComponent[],
    flags,
    pings: pingsOf(texts, body['allowed_mentions'] ?? undefined),
  };
}

/** Discord gives each component that has none (or 0) the next free id. */
export function numbered(components: readonly JsonObject[]): readonly JsonObject[] {
  const taken = new Set(flatten(components).map((one) => numberOf(one['id'])));
  let latest = 0;
  const next = (): number => {
    do latest += 1;
    while (taken.has(latest));
    return latest;
  };
  const number = (one: JsonObject): JsonObject => {
    const id = numberOf(one['id']) || next();
    return {
      ...one,
      id,
      ...(Array.isArray(one['components']) ? { components: objectsOf(one['components']).map(number) } : {}),
      ...(isObject(one['accessory']) ? { accessory: number(one['accessory']) } : {}),
      ...(isObject(one['component']) ? { component: number(one['component']) } : {}),
    };
  };
  return components.map(number);
}
