import { lengthOf } from './inspector.ts';
import type { Inspector, Path } from './inspector.ts';
import { isObject, objectsOf, textOf } from './json.ts';
import type { JsonObject } from './json.ts';

/** 10 embeds, and 6,000 characters in all of them together. Source: resources/message.mdx, embed limits. */
export function checkEmbeds(inspect: Inspector, body: JsonObject, path: Path): void {
  for (const [embed, place] of inspect.objects(body, 'embeds', path, { max: 10 })) {
    inspect.text(embed, 'title', place, { max: 256 });
    inspect.text(embed, 'description', place, { max: 4096 });
    inspect.text(embed, 'url', place, { max: 2048 });
    inspect.whole(embed, 'color', place, { low: 0, high: 0xffffff });
    for (const [key, name, max] of [
      ['footer', 'text', 2048],
      ['author', 'name', 256],
    ] as const) {
      const part = embed[key];
      if (isObject(part)) inspect.text(part, name, [...place, key], { min: 1, max, required: true });
    }
    for (const [field, at] of inspect.objects(embed, 'fields', place, { max: 25 })) {
      inspect.text(field, 'name', at, { min: 1, max: 256, required: true });
      inspect.text(field, 'value', at, { min: 1, max: 1024, required: true });
    }
    const shows = ['title', 'description', 'url', 'image', 'thumbnail', 'footer', 'author'];
    if (!shows.some((key) => embed[key]) && objectsOf(embed['fields']).length === 0)
      inspect.bad([...place, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required');
  }
  if (objectsOf(body['embeds']).reduce((sum, embed) => sum + sizeOf(embed), 0) > 6000)
    inspect.bad([...path, 'embeds'], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
}

function sizeOf(embed: JsonObject): number {
  const within = (key: string, name: string): string => {
    const part = embed[key];
    return isObject(part) ? textOf(part[name]) : '';
  };
  const texts = [
    textOf(embed['title']),
    textOf(embed['description']),
    within('footer', 'text'),
    within('author', 'name'),
    ...objectsOf(embed['fields']).flatMap((field) => [textOf(field['name']), textOf(field['value'])]),
  ];
  return texts.reduce((sum, text) => sum + lengthOf(text), 0);
}
