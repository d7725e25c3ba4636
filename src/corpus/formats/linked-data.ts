import { calendarDate, tidyField } from '../own-fields.ts';

/** What schema.org data in a page says about the article; `null` where it does not. */
export interface LinkedData {
  readonly title: string | null;
  readonly author: string | null;
  readonly published: string | null;
  readonly publisher: string | null;
}

type Node = Readonly<Record<string, unknown>>;

/** A graph with more nodes than this is not about one article. */
const maxNodes = 5_000;

/**
 * Finds the article among blocks of JSON-LD and reads its headline, authors, date and publisher, following `@id`
 * references within the page. Blocks that are not JSON are passed over: they are no part of the text.
 */
export function readLinkedData(blocks: readonly string[]): LinkedData {
  const nodes = blocks.flatMap((block) => nodesOf(parseJson(block)));
  const byId = new Map<string, Node>();
  for (const node of nodes) {
    const id = node['@id'];
    if (typeof id === 'string' && node['name'] !== undefined && !byId.has(id)) byId.set(id, node);
  }
  const article = nodes.find((node) => isOfType(node, /(?:Article|Posting|Report|Thesis|Book)$/));
  const page = nodes.find((node) => isOfType(node, /Page$/));
  const read = (key: string): unknown => article?.[key] ?? page?.[key];
  const date = read('datePublished');
  return {
    title: textOf(article?.['headline'] ?? article?.['name'] ?? page?.['headline']),
    author: namesOf(read('author') ?? read('creator'), byId),
    published: typeof date === 'string' ? calendarDate(date) : null,
    publisher: namesOf(read('publisher'), byId),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Pages often carry broken linked data; they are then read without it.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Every object reached through arrays, `@graph` and `mainEntity`, in order. */
function nodesOf(root: unknown): Node[] {
  const nodes: Node[] = [];
  const waiting: unknown[] = [root];
  while (waiting.length > 0 && nodes.length < maxNodes) {
    const value = waiting.pop();
    if (Array.isArray(value)) waiting.push(...value.slice(0, maxNodes).reverse());
    else if (isNode(value)) {
      nodes.push(value);
      waiting.push(value['mainEntity'], value['@graph'], value['author'], value['publisher']);
    }
  }
  return nodes;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOfType(node: Node, type: RegExp): boolean {
  const types: unknown[] = [node['@type']].flat();
  return types.some((name) => typeof name === 'string' && type.test(name));
}

function namesOf(value: unknown, byId: ReadonlyMap<string, Node>): string | null {
  const names = [value].flat().map((one: unknown) => {
    if (!isNode(one)) return textOf(one);
    const id = one['@id'];
    return textOf(one['name'] ?? (typeof id === 'string' ? byId.get(id)?.['name'] : undefined));
  });
  const found = names.filter((name) => name !== null && !/^https?:/i.test(name));
  return found.length === 0 ? null : [...new Set(found)].join(', ');
}

function textOf(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? tidyField(first) : null;
}
