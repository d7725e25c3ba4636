/**
 * Discord's markdown as a tree. Nothing here touches a page, so that what a text does can be asked without one.
 * Where Discord's own reading is not documented, more is read as markup rather than less.
 */

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: Emphasis; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'link';
      readonly url: string;
      readonly children: readonly Inline[];
      readonly isBare: boolean;
    }
  | { readonly kind: 'mention'; readonly of: MentionKind; readonly id: string; readonly name: string }
  /** `seconds` since 1970. */
  | { readonly kind: 'timestamp'; readonly seconds: number; readonly style: string }
  | { readonly kind: 'emoji'; readonly name: string };

export type Emphasis = 'strong' | 'em' | 'underline' | 'strike' | 'spoiler';
/** `all` is everyone or here; `command` has the command's name. */
export type MentionKind = 'user' | 'role' | 'channel' | 'all' | 'command' | 'guide';

export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly children: readonly Inline[] }
  | { readonly kind: 'subtext'; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'code-block'; readonly language: string | null; readonly text: string };

/** Markup within markup within markup is shown as it is written from here on. */
const deepest = 10;

export function parseMarkdown(text: string): readonly Block[] {
  return parseBlocks(text.replace(/\r\n?/g, '\n').split('\n'), 0, false);
}

/** The names of everything in a text that is more than letters on lines; empty for a text in which nothing acts. */
export function activeParts(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block): readonly string[] => {
    switch (block.kind) {
      case 'paragraph':
        return activeInlines(block.children);
      case 'code-block':
        return [block.kind];
      case 'list':
        return [block.kind, ...block.items.flatMap(activeParts)];
      case 'quote':
        return [block.kind, ...activeParts(block.children)];
      case 'heading':
      case 'subtext':
        return [block.kind, ...activeInlines(block.children)];
    }
  });
}

/** What a reader sees of it, without markup. */
export function plainText(blocks: readonly Block[]): string {
  return blocks.map(plainBlock).join('\n');
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case 'code-block':
      return block.text;
    case 'list':
      return block.items.map(plainText).join('\n');
    case 'quote':
      return plainText(block.children);
    case 'paragraph':
    case 'heading':
    case 'subtext':
      return plainInlines(block.children);
  }
}

export function plainInlines(inlines: readonly Inline[]): string {
  return inlines.map(plainInline).join('');
}

function plainInline(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'break':
      return '\n';
    case 'mention':
      return inline.name === '' ? inline.id : inline.name;
    case 'timestamp':
      return new Date(inline.seconds * 1000).toISOString();
    case 'emoji':
      return `:${inline.name}:`;
    case 'link':
    case 'strong':
    case 'em':
    case 'underline':
    case 'strike':
    case 'spoiler':
      return plainInlines(inline.children);
  }
}

function activeInlines(inlines: readonly Inline[]): readonly string[] {
  return inlines.flatMap((inline): readonly string[] => {
    if (inline.kind === 'text' || inline.kind === 'break') return [];
    return 'children' in inline ? [inline.kind, ...activeInlines(inline.children)] : [inline.kind];
  });
}

const listItem = /^( *)([*-]|\d{1,9}\.) +(\S.*)$/;
const headingLine = /^ *(#{1,3}) +(?!#)(\S.*)$/;
const subtextLine = /^ *-# +(?!-#)(\S.*)$/;
const quoteLine = /^ *> (.*)$/;
const restQuote = /^ *>>> (.*)$/;

/** A quote within a quote is no quote: what is inside keeps its angle bracket. */
function parseBlocks(lines: readonly string[], depth: number, isQuoted: boolean): readonly Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const endParagraph = (): void => {
    const text = paragraph.join('\n').replace(/^(?:[ \t]*\n)+|\s+$/g, '');
    if (text !== '') blocks.push({ kind: 'paragraph', children: parseInlines(text, depth) });
    paragraph = [];
  };
  const add = (block: Block): void => {
    endParagraph();
    blocks.push(block);
  };

  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = headingLine.exec(line);
    const subtext = subtextLine.exec(line);
    const fenced = line.includes('```') ? codeBlock(lines, at) : null;
    if (fenced !== null) {
      if (fenced.before.trim() !== '') paragraph.push(fenced.before);
      add(fenced.block);
      at = fenced.next;
      if (fenced.after.trim() !== '') paragraph.push(fenced.after);
    } else if (heading !== null) {
      const level = heading[1]?.length === 1 ? 1 : heading[1]?.length === 2 ? 2 : 3;
      add({ kind: 'heading', level, children: parseInlines(heading[2] ?? '', depth) });
      at += 1;
    } else if (subtext !== null) {
      add({ kind: 'subtext', children: parseInlines(subtext[1] ?? '', depth) });
      at += 1;
    } else if (!isQuoted && restQuote.test(line)) {
      const rest = [restQuote.exec(line)?.[1] ?? '', ...lines.slice(at + 1)];
      add({ kind: 'quote', children: parseBlocks(rest, depth, true) });
      at = lines.length;
    } else if (!isQuoted && quoteLine.test(line)) {
      const quoted = runOf(lines, at, quoteLine);
      add({
        kind: 'quote',
        children: parseBlocks(
          quoted.map((each) => quoteLine.exec(each)?.[1] ?? ''),
          depth,
          true,
        ),
      });
      at += quoted.length;
    } else if (depth < deepest && listItem.test(line)) {
      const items = runOf(lines, at, listItem);
      add(list(items, depth));
      at += items.length;
    } else {
      paragraph.push(line);
      at += 1;
    }
  }
  endParagraph();
  return blocks;
}

function runOf(lines: readonly string[], from: number, form: RegExp): readonly string[] {
  const end = lines.findIndex((line, index) => index > from && !form.test(line));
  return lines.slice(from, end === -1 ? lines.length : end);
}

/** Items further to the right than the first belong to the item above them. */
function list(lines: readonly string[], depth: number): Block {
  const [first = ''] = lines;
  const [, indent = '', marker = ''] = listItem.exec(first) ?? [];
  const groups: string[][] = [];
  for (const line of lines) {
    const own = listItem.exec(line)?.[1]?.length ?? 0;
    const last = groups.at(-1);
    if (last === undefined || own <= indent.length + 1) groups.push([line]);
    else last.push(line);
  }
  const items = groups.map(([head = '', ...below]): readonly Block[] => [
    { kind: 'paragraph', children: parseInlines(listItem.exec(head)?.[3] ?? '', depth) },
    ...(below.length > 0 && depth + 1 < deepest ? [list(below, depth + 1)] : []),
  ]);
  const start = /^\d/.test(marker) ? Number.parseInt(marker, 10) : null;
  return { kind: 'list', start, items };
}

interface Fenced {
  readonly before: string;
  readonly block: Block;
  readonly after: string;
  readonly next: number;
}

function codeBlock(lines: readonly string[], at: number): Fenced | null {
  const text = lines.slice(at).join('\n');
  const open = unescapedFence(text);
  if (open === -1 || text.slice(0, open).includes('\n')) return null;
  const close = text.indexOf('```', open + 3);
  if (close === -1) return null;
  const inside = text.slice(open + 3, close);
  if (inside.trim() === '') return null;
  const named = /^([\w+.#-]*)\n/.exec(inside);
  const afterClose = text.slice(close + 3);
  const endOfLine = afterClose.indexOf('\n');
  return {
    before: text.slice(0, open),
    block: {
      kind: 'code-block',
      language: named?.[1] === undefined || named[1] === '' ? null : named[1],
      text: (named === null ? inside : inside.slice(named[0].length)).replace(/\n$/, ''),
    },
    after: endOfLine === -1 ? afterClose : afterClose.slice(0, endOfLine),
    next: at + text.slice(0, close).split('\n').length,
  };
}

function unescapedFence(text: string): number {
  for (let at = 0; at < text.length; at += text[at] === '\\' ? 2 : 1) {
    if (text.startsWith('```', at)) return at;
  }
  return -1;
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

function parseInlines(text: string, depth: number): readonly Inline[] {
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

function firstHit(text: string, at: number, depth: number): ReturnType<Rule> {
  const isInsideWord = at > 0 && text[at] === '_' && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
  for (const rule of rules) {
    const hit = rule(text, at, depth);
    if (hit !== null && !(isInsideWord && hit.node.kind === 'em')) return hit;
  }
  return null;
}
