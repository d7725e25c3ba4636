/** As much of a browser's document as the preview page's renderers ask for, to see what they would put into a page. */
export interface LeastNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (LeastNode | string)[];
}

class LeastElement implements LeastNode {
  readonly name: string;
  readonly attributes = new Map<string, string>();
  readonly children: (LeastNode | string)[] = [];

  constructor(name: string) {
    this.name = name;
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  append(...children: (LeastElement | string)[]): void {
    for (const child of children) {
      if (child instanceof LeastElement && child.name === '#fragment') this.children.push(...child.children);
      else this.children.push(child);
    }
  }
}

interface Renderer {
  readonly renderMarkdown: (text: string, names: object) => LeastNode;
}

/** The page's own renderer of markdown, outside of a browser. What it makes is nodes, never markup. */
export async function pageRenderer(): Promise<(text: string) => LeastNode> {
  Object.assign(globalThis, {
    document: {
      createElement: (name: string) => new LeastElement(name),
      createDocumentFragment: () => new LeastElement('#fragment'),
    },
  });
  // By its address, since it is compiled for a browser and this is not one.
  const address = new URL('../../src/preview/page/render-markdown.ts', import.meta.url).href;
  const { renderMarkdown } = (await import(address)) as Renderer;
  const names = { locale: 'en-GB', personName: () => null, channelName: () => null };
  return (text) => renderMarkdown(text, names);
}

const tags = new Set([
  '#fragment',
  'p',
  'h3',
  'h4',
  'h5',
  'blockquote',
  'pre',
  'code',
  'ul',
  'ol',
  'li',
  'br',
  'span',
  'strong',
  'em',
  'u',
  's',
  'a',
  'time',
]);
const attributeNames = new Set([
  'class',
  'tabindex',
  'start',
  'href',
  'target',
  'rel',
  'title',
  'datetime',
  'data-seconds',
]);

/** What of a page's nodes could act beyond what markdown may: none, where the renderer is right. */
export function actsInPage({ name, attributes, children }: LeastNode): readonly string[] {
  const own = [
    ...(tags.has(name) ? [] : [`<${name}>`]),
    ...[...attributes.keys()].filter((attribute) => !attributeNames.has(attribute)),
    ...(/^https?:\/\//i.test(attributes.get('href') ?? 'https://') ? [] : [`href ${attributes.get('href')}`]),
  ];
  return [...own, ...children.flatMap((child) => (typeof child === 'string' ? [] : actsInPage(child)))];
}
