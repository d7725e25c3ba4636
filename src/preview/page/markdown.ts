/**
 * Discord's markdown as a tree. Nothing here touches a page, so that what a text does can be asked without one.
 * Where Discord's own reading is not documented, more is read as markup rather than less.
 */
import { deepest, parseInlines } from './markdown-inline.ts';
import type { Block } from './markdown-tree.ts';

export { activeParts, plainText } from './markdown-tree.ts';
export type { Block, Inline } from './markdown-tree.ts';

export function parseMarkdown(text: string): readonly Block[] {
  return parseBlocks(text.replace(/\r\n?/g, '\n').split('\n'), 0, false);
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
