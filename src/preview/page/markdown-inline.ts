import type { Emphasis, Inline } from './markdown-tree.ts';

/** Markup within markup within markup is shown as it is written from here on. */
export const deepest = 10;

/** @param depth how deep in other markup the text stands */
export function parseInlines(text: string, depth: number): readonly Inline[] {
  const found: Inline[] = [];
  let plain = '';
  const endPlain = (): void => {
    if (plain !== '') found.push({ kind: 'text', text: plain });
    plain = '';
  };
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    const hit = mayStart.test(character) && depth < deepest ? firstHit(text, at, depth) : null;
    if (hit === null) {
      plain += character;
      at += 1;
    } else {
      if (hit.node.kind === 'text') plain += hit.node.text;
      else {
        endPlain();
        found.push(hit.node);
      }
      at = hit.end;
    }
  }
  endPlain();
  return found;
}

type Rule = (
  text: string,
  at: number,
  depth: number,
) => { readonly node: Inline; readonly end: number } | null;

function matched(form: RegExp, make: (found: RegExpExecArray, depth: number) => Inline | null): Rule {
  const sticky = new RegExp(form.source, `${form.flags}y`);
  return (text, at, depth) => {
    sticky.lastIndex = at;
    const found = sticky.exec(text);
    const node = found === null ? null : make(found, depth);
    return node === null || found === null ? null : { node, end: at + found[0].length };
  };
}

function emphasis(kind: Emphasis, form: RegExp): Rule {
  return matched(form, (found, depth) => ({
    kind,
    children: parseInlines(found[1] ?? found[2] ?? '', depth + 1),
  }));
}

const webAddress = /https?:\/\/[^\s<>]*[^\s<>.,:;"')\]*_~|/]\/?/;

const rules: readonly Rule[] = [
  matched(/\\([^0-9A-Za-z\s])/, ([, character = '']) => ({ kind: 'text', text: character })),
  matched(/\n/, () => ({ kind: 'break' })),
  matched(/(`+)((?:[^`]|(?!\1(?!`))`)+?)\1(?!`)/, ([, , text = '']) => ({
    kind: 'code',
    text: text.replace(/^ (.*) $/s, '$1'),
  })),
  matched(/<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/, ([, seconds = '', style = 'f']) =>
    Math.abs(Number(seconds)) > 8_640_000_000_000
      ? null
      : { kind: 'timestamp', seconds: Number(seconds), style },
  ),
  matched(/<@&(\d+)>/, ([, id = '']) => ({ kind: 'mention', of: 'role', id, name: '' })),
  matched(/<@!?(\d+)>/, ([, id = '']) => ({ kind: 'mention', of: 'user', id, name: '' })),
  matched(/<#(\d+)>/, ([, id = '']) => ({ kind: 'mention', of: 'channel', id, name: '' })),
  matched(/<\/([-_\p{L}\p{N} ]{1,100}):(\d+)>/u, ([, name = '', id = '']) => ({
    kind: 'mention',
    of: 'command',
    id,
    name,
  })),
  matched(/<id:(customize|browse|guide|linked-roles)(?::\d+)?>/, ([, id = '']) => ({
    kind: 'mention',
    of: 'guide',
    id,
    name: id,
  })),
  matched(/@(everyone|here)/, ([, name = '']) => ({
    kind: 'mention',
    of: 'all',
    id: name,
    name: `@${name}`,
  })),
  matched(/<a?:(\w{2,32}):\d+>/, ([, name = '']) => ({ kind: 'emoji', name })),
  matched(/<(https?:\/\/[^\s<>]+)>/, ([, url = '']) => bareLink(url)),
  matched(
    /\[((?:\\.|[^\\[\]\n]|\[[^\]\n]*\])+)\]\( *<?((?:https?|discord|mailto|tel|sms):[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?: +["'(][^\n]*?["')])? *\)/i,
    ([, label = '', url = ''], depth) => ({
      kind: 'link',
      url,
      children: parseInlines(label, depth + 1),
      isBare: false,
    }),
  ),
  matched(webAddress, ([url]) => bareLink(url)),
  emphasis('strong', /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/),
  emphasis('underline', /__((?:\\[\s\S]|[^\\])+?)__(?!_)/),
  emphasis('strike', /~~((?:\\[\s\S]|[^\\])+?)~~/),
  emphasis('spoiler', /\|\|((?:\\[\s\S]|[^\\])+?)\|\|/),
  emphasis('em', /\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/),
  emphasis('em', /_((?:__|\\[\s\S]|[^\\_])+?)_(?![\p{L}\p{N}_])/u),
];

function bareLink(url: string): Inline {
  return { kind: 'link', url, children: [{ kind: 'text', text: url }], isBare: true };
}

const mayStart = /[\\\n`<@[hH*_~|]/;

function firstHit(text: string, at: number, depth: number): ReturnType<Rule> {
  const isInsideWord = at > 0 && text[at] === '_' && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
  for (const rule of rules) {
    const hit = rule(text, at, depth);
    if (hit !== null && !(isInsideWord && hit.node.kind === 'em')) return hit;
  }
  return null;
}
