import { component, selects } from './component-types.ts';
import { lengthOf } from './inspector.ts';
import type { Inspector, Path } from './inspector.ts';
import { isObject, objectsOf, textOf } from './json.ts';
import type { JsonObject } from './json.ts';
import { checkSelect } from './rules-select.ts';

/** What an edit or a message may hold at its top, in a container, and in a message that is not Components V2. */
const inContainer: readonly number[] = [
  component.row,
  component.section,
  component.text,
  component.gallery,
  component.file,
  component.separator,
];
const atTop: readonly number[] = [...inContainer, component.container];
const legacy: readonly number[] = [component.row];

/** Components in one message, nested ones included; characters of all text displays; and the size at which Discord answers 500. */
export const componentLimits = { total: 40, legacyRows: 5, characters: 4000, bytes: 10_170, bytesEach: 12 };

/**
 * Everything Discord checks in a message's `components`.
 *
 * Sources: components/reference.mdx of discord-api-docs; the 4,000 characters are from its pull request 8562.
 */
export function checkComponents(inspect: Inspector, body: JsonObject, path: Path, isV2: boolean): void {
  const tops = inspect.objects(body, 'components', path, {
    max: isV2 ? componentLimits.total : componentLimits.legacyRows,
  });
  for (const [one, place] of tops) checkComponent(inspect, one, place, isV2 ? atTop : legacy);

  const all = flatten(objectsOf(body['components']));
  checkUnique(inspect, all, [...path, 'components']);
  if (!isV2) return;
  if (all.length > componentLimits.total) {
    inspect.bad(
      [...path, 'components'],
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `Message cannot have more than ${componentLimits.total} total components.`,
    );
  }
  const characters = displayed(all).reduce((sum, content) => sum + lengthOf(content), 0);
  if (characters > componentLimits.characters) {
    inspect.bad(
      [...path, 'components'],
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `Total displayable text size exceeds maximum of ${componentLimits.characters}.`,
    );
  }
}

/** Bytes as Discord's storage counts them (discord-api-docs issue 8554). */
export function storedBytes(body: JsonObject): number {
  return displayed(flatten(objectsOf(body['components']))).reduce(
    (sum, content) => sum + Buffer.byteLength(content) + componentLimits.bytesEach,
    0,
  );
}

/** Every component below these, in the order of their numbering. */
export function flatten(components: readonly JsonObject[]): readonly JsonObject[] {
  return components.flatMap((one) => [
    one,
    ...flatten(objectsOf(one['components'])),
    ...(isObject(one['accessory']) ? flatten([one['accessory']]) : []),
    ...(isObject(one['component']) ? flatten([one['component']]) : []),
  ]);
}

/** The texts that text displays show. */
export function displayed(all: readonly JsonObject[]): readonly string[] {
  return all.filter((one) => one['type'] === component.text).map((one) => textOf(one['content']));
}

/** Custom ids and component ids name one component each. */
export function checkUnique(inspect: Inspector, all: readonly JsonObject[], path: Path): void {
  const repeated = (key: string): boolean => {
    const given = all.map((one) => one[key]).filter((value) => value !== undefined && value !== null);
    const named = given.filter((value) => value !== 0 && value !== '');
    return new Set(named).size < named.length;
  };
  if (repeated('custom_id'))
    inspect.bad(path, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
  if (repeated('id')) inspect.bad(path, 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
}

function checkComponent(
  inspect: Inspector,
  one: JsonObject,
  path: Path,
  allowed: readonly number[],
): number | null {
  const type = inspect.oneOf(one, 'type', path, allowed, true);
  inspect.whole(one, 'id', path, { low: 0, high: 2 ** 31 - 1 });
  switch (type ?? 0) {
    case component.row:
      checkRow(inspect, one, path);
      break;
    case component.button:
      checkButton(inspect, one, path);
      break;
    case component.section:
      for (const [text, place] of inspect.objects(one, 'components', path, {
        min: 1,
        max: 3,
        required: true,
      })) {
        checkComponent(inspect, text, place, [component.text]);
      }
      if (isObject(one['accessory'])) {
        checkComponent(
          inspect,
          one['accessory'],
          [...path, 'accessory'],
          [component.button, component.thumbnail],
        );
      } else inspect.bad([...path, 'accessory'], 'BASE_TYPE_REQUIRED', 'This field is required');
      break;
    case component.text:
      inspect.text(one, 'content', path, { min: 1, max: componentLimits.characters, required: true });
      break;
    case component.thumbnail:
      checkMedia(inspect, one, 'media', path);
      inspect.text(one, 'description', path, { min: 1, max: 1024 });
      break;
    case component.gallery:
      for (const [item, place] of inspect.objects(one, 'items', path, { min: 1, max: 10, required: true })) {
        checkMedia(inspect, item, 'media', place);
        inspect.text(item, 'description', place, { min: 1, max: 1024 });
      }
      break;
    case component.file:
      checkMedia(inspect, one, 'file', path);
      break;
    case component.separator:
      inspect.oneOf(one, 'spacing', path, [1, 2]);
      inspect.truth(one, 'divider', path);
      break;
    case component.container:
      inspect.whole(one, 'accent_color', path, { low: 0, high: 0xffffff });
      inspect.truth(one, 'spoiler', path);
      for (const [child, place] of inspect.objects(one, 'components', path, {
        min: 1,
        max: componentLimits.total,
        required: true,
      })) {
        checkComponent(inspect, child, place, inContainer);
      }
      break;
    default:
      if (type !== null && selects.includes(type)) checkSelect(inspect, one, path);
  }
  return type;
}

function checkRow(inspect: Inspector, row: JsonObject, path: Path): void {
  const children = inspect.objects(row, 'components', path, { min: 1, max: 5, required: true });
  const types = children.map(([child, place]) =>
    checkComponent(inspect, child, place, [component.button, ...selects]),
  );
  if (types.length > 1 && types.some((type) => type !== component.button)) {
    inspect.bad(
      [...path, 'components'],
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'The specified component exceeds the maximum width',
    );
  }
}

const linkStyle = 5;
const premiumStyle = 6;

function checkButton(inspect: Inspector, button: JsonObject, path: Path): void {
  const style = inspect.oneOf(button, 'style', path, [1, 2, 3, 4, linkStyle, premiumStyle], true);
  inspect.text(button, 'label', path, { max: 80 });
  inspect.text(button, 'custom_id', path, {
    min: 1,
    max: 100,
    required: style !== linkStyle && style !== premiumStyle,
  });
  inspect.truth(button, 'disabled', path);
  const url = inspect.text(button, 'url', path, { min: 1, max: 512, required: style === linkStyle });
  if (url !== null && !/^(?:https?|discord):\/\/./.test(url))
    inspect.bad([...path, 'url'], 'URL_TYPE_INVALID_SCHEME', 'Scheme must be one of (http, https, discord).');
  const has = (key: string): boolean => (button[key] ?? null) !== null;
  if ((style === linkStyle || style === premiumStyle) && has('custom_id'))
    inspect.bad(
      path,
      'BUTTON_COMPONENT_CUSTOM_ID_AND_URL',
      'A custom id and url cannot both be specified, or a sku_id with one of them',
    );
  if (style !== null && style !== linkStyle && has('url'))
    inspect.bad(path, 'BUTTON_COMPONENT_INVALID_URL', 'Only a link button has a url');
  if (style !== premiumStyle && !has('emoji') && lengthOf(textOf(button['label'])) === 0)
    inspect.bad(path, 'BUTTON_COMPONENT_INVALID_LABEL', 'A button needs a label or an emoji');
}

function checkMedia(inspect: Inspector, owner: JsonObject, key: string, path: Path): void {
  const media = owner[key];
  if (!isObject(media)) {
    inspect.bad([...path, key], 'BASE_TYPE_REQUIRED', 'This field is required');
    return;
  }
  const url = inspect.text(media, 'url', [...path, key], { min: 1, max: 2048, required: true });
  if (url !== null && !/^(?:https?|attachment):\/\/./.test(url))
    inspect.bad(
      [...path, key, 'url'],
      'URL_TYPE_INVALID_SCHEME',
      'Scheme must be http, https or attachment.',
    );
}
