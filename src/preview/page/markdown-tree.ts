/** What a text in Discord's markdown says, and what it does. */

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
