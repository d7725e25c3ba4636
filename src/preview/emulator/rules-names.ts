import type { Inspector, Path } from './inspector.ts';
import { isObject, textOf } from './json.ts';
import type { JsonObject } from './json.ts';

/** The pattern that application-commands.mdx documents; names are in lower case wherever the script has one. */
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const locales = new Set(
  (
    'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th ' +
    'zh-CN ja zh-TW ko'
  ).split(' '),
);

/** Name and description of a slash command or of an option, in every language. */
export function checkNames(inspect: Inspector, owner: JsonObject, path: Path): void {
  inspect.text(owner, 'name', path, { min: 1, max: 32, required: true });
  inspect.text(owner, 'description', path, { min: 1, max: 100, required: true });
  checkName(inspect, owner['name'], [...path, 'name']);
  eachTranslation(inspect, owner, 'description', path, 100);
  for (const [translation, place] of eachTranslation(inspect, owner, 'name', path, 32))
    checkName(inspect, translation, place);
}

/** Reports languages that Discord does not know, and lengths. */
export function eachTranslation(
  inspect: Inspector,
  owner: JsonObject,
  key: string,
  path: Path,
  max: number,
): readonly (readonly [unknown, Path])[] {
  const name = `${key}_localizations`;
  const translations = owner[name];
  if (!isObject(translations)) return [];
  return Object.keys(translations).map((locale) => {
    const place = [...path, name];
    if (!locales.has(locale))
      inspect.bad([...place, locale], 'APPLICATION_COMMAND_INVALID_LOCALE', 'Locale is not supported');
    inspect.text(translations, locale, place, { min: 1, max });
    return [translations[locale], [...place, locale]] as const;
  });
}

function checkName(inspect: Inspector, name: unknown, path: Path): void {
  const text = textOf(name);
  if (text !== '' && (!namePattern.test(text) || text !== text.toLowerCase()))
    inspect.bad(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
}
