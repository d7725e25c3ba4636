import { element } from './element.ts';
import { plainInlines, type Block, type Inline } from './markdown-tree.ts';
import { parseMarkdown } from './markdown.ts';
import { formatTime } from './times.ts';

/** Who and what the ids in a text are, for this reader. */
export interface Names {
  readonly locale: string;
  readonly personName: (id: string) => string | null;
  readonly channelName: (id: string) => string | null;
}

export function renderMarkdown(text: string, names: Names): DocumentFragment {
  const made = document.createDocumentFragment();
  made.append(...parseMarkdown(text).map((block) => renderBlock(block, names)));
  return made;
}

/** Brings "three minutes ago" up to date below an element. */
export function refreshTimes(below: ParentNode, locale: string): void {
  for (const time of below.querySelectorAll<HTMLTimeElement>('time[data-seconds]')) {
    const fresh = formatTime(Number(time.dataset['seconds']), 'R', locale, Date.now());
    if (time.textContent !== fresh) time.textContent = fresh;
  }
}

function renderBlock(block: Block, names: Names): HTMLElement {
  switch (block.kind) {
    case 'paragraph':
      return element('p', {}, ...renderInlines(block.children, names));
    case 'heading':
      // A message stands below the channel's name and its author.
      return element(
        `h${block.level + 2}` as 'h3',
        { class: `md-h${block.level}` },
        ...renderInlines(block.children, names),
      );
    case 'subtext':
      return element('p', { class: 'md-subtext' }, ...renderInlines(block.children, names));
    case 'quote':
      return element('blockquote', {}, ...block.children.map((child) => renderBlock(child, names)));
    case 'code-block':
      return element('pre', { tabindex: 0 }, element('code', {}, block.text));
    case 'list': {
      const items = block.items.map((item) =>
        element('li', {}, ...item.map((child) => renderBlock(child, names))),
      );
      return block.start === null
        ? element('ul', {}, ...items)
        : element('ol', { start: block.start }, ...items);
    }
  }
}

const emphasisTags = { strong: 'strong', em: 'em', underline: 'u', strike: 's' } as const;

function renderInlines(inlines: readonly Inline[], names: Names): (Node | string)[] {
  return inlines.map((inline) => renderInline(inline, names));
}

function renderInline(inline: Inline, names: Names): Node | string {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'break':
      return element('br');
    case 'code':
      return element('code', {}, inline.text);
    case 'emoji':
      return `:${inline.name}:`;
    case 'spoiler':
      return element('span', { class: 'md-spoiler', tabindex: 0 }, ...renderInlines(inline.children, names));
    case 'strong':
    case 'em':
    case 'underline':
    case 'strike':
      return element(emphasisTags[inline.kind], {}, ...renderInlines(inline.children, names));
    case 'link':
      return renderLink(inline.url, renderInlines(inline.children, names), plainInlines(inline.children));
    case 'timestamp':
      return renderTime(inline.seconds, inline.style, names.locale);
    case 'mention':
      return element('span', { class: 'md-mention' }, mentionText(inline, names));
  }
}

function renderLink(url: string, label: (Node | string)[], text: string): Node {
  // Only these open in Discord as well; the parser knows more so that tests hear of them.
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return element('span', {}, ...label);
  const attributes = { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' };
  return element('a', { ...attributes, title: text === url ? null : url }, ...label);
}

function renderTime(seconds: number, style: string, locale: string): HTMLElement {
  const attributes = {
    datetime: new Date(seconds * 1000).toISOString(),
    title: formatTime(seconds, 'F', locale, Date.now()),
    class: 'md-time',
    'data-seconds': style === 'R' ? seconds : null,
  };
  return element('time', attributes, formatTime(seconds, style, locale, Date.now()));
}

function mentionText(mention: Extract<Inline, { kind: 'mention' }>, names: Names): string {
  switch (mention.of) {
    case 'user':
      return `@${names.personName(mention.id) ?? 'unknown-user'}`;
    case 'role':
      return '@role';
    case 'channel':
      return `#${names.channelName(mention.id) ?? 'unknown'}`;
    case 'command':
      return `/${mention.name}`;
    case 'all':
    case 'guide':
      return mention.name;
  }
}
