import type { Inspector, Path } from './inspector.ts';
import { isObject, listOf } from './json.ts';
import type { JsonObject } from './json.ts';

/**
 * Whom these texts would notify under a body's `allowed_mentions`; without one, everybody they name. Stricter than
 * Discord: a mention counts even behind a backslash or in a code block.
 */
export function pingsOf(texts: readonly string[], allowed: unknown): readonly string[] {
  const text = texts.join('\n');
  const users = [...text.matchAll(/<@!?(\d+)>/g)].map(([, id = '']) => id);
  const roles = [...text.matchAll(/<@&(\d+)>/g)].map(([, id = '']) => id);
  const all = [...text.matchAll(/@(everyone|here)/g)].map(([, word = '']) => word);
  if (!isObject(allowed)) return [...new Set([...users, ...roles, ...all])];
  const parsed = listOf(allowed['parse']);
  const may = (kind: string): ((id: string) => boolean) => {
    const named = new Set(listOf(allowed[kind]));
    return (id) => parsed.includes(kind) || named.has(id);
  };
  return [
    ...new Set([
      ...users.filter(may('users')),
      ...roles.filter(may('roles')),
      ...(parsed.includes('everyone') ? all : []),
    ]),
  ];
}

export function checkAllowedMentions(inspect: Inspector, body: JsonObject, path: Path): void {
  const allowed = body['allowed_mentions'] ?? null;
  if (allowed === null) return;
  const place = [...path, 'allowed_mentions'];
  if (!isObject(allowed)) {
    inspect.bad(place, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType.');
    return;
  }
  const parsed = listOf(allowed['parse']);
  if (parsed.some((kind) => kind !== 'users' && kind !== 'roles' && kind !== 'everyone'))
    inspect.bad(
      [...place, 'parse'],
      'BASE_TYPE_CHOICES',
      "Value must be one of ('users', 'roles', 'everyone').",
    );
  for (const kind of ['users', 'roles']) {
    const named = listOf(allowed[kind]);
    if (named.length > 100)
      inspect.bad([...place, kind], 'BASE_TYPE_MAX_LENGTH', 'Must be 100 or fewer in length.');
    if (named.length > 0 && parsed.includes(kind))
      inspect.bad(
        place,
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      );
  }
}
