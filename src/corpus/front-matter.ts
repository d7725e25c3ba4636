import { isMap, isScalar, isSeq, parseDocument, type Node, type Pair } from 'yaml';
import type { Block, MetadataField, Span } from '../types.ts';
import { parseDate } from './dates.ts';

/** A field of metadata as text, and where it is written with its name: `author: Ann Lee`. */
export interface WrittenField extends Span {
  readonly value: string;
}

export type WrittenFields = Partial<Record<MetadataField, WrittenField>>;

const fieldNames: Readonly<Record<MetadataField, readonly string[]>> = {
  title: ['title', 'headline', 'name'],
  author: ['author', 'authors', 'by', 'byline', 'creator', 'writer'],
  publisher: [
    'publisher',
    'site',
    'site_name',
    'sitename',
    'publication',
    'source',
    'organization',
    'organisation',
    'website',
  ],
  published: [
    'published',
    'date',
    'date_published',
    'datepublished',
    'publish_date',
    'pubdate',
    'published_at',
    'publishdate',
    'created',
    'created_at',
    'day',
  ],
  url: [
    'url',
    'link',
    'canonical',
    'canonical_url',
    'permalink',
    'source_url',
    'original_url',
    'source',
    'address',
  ],
  basedOn: ['basedon', 'based_on', 'based on', 'original', 'adapted_from', 'after'],
};

/** Front matter longer than this holds something else. UTF-16 units. */
const longestFrontMatter = 65_536;

/**
 * The metadata in YAML (or, between `+++`, plain TOML assignments) at the head of a text. What is not understood, broken
 * YAML included, gives no fields: the text says nothing then, and indexing goes on.
 */
export function readFrontMatter(text: string, block: Block | undefined): WrittenFields {
  if (block === undefined || block.kind !== 'front-matter' || block.start !== 0) return {};
  if (block.end - block.start > longestFrontMatter) return {};
  const mark = text.slice(0, 3);
  if (mark !== '---' && mark !== '+++') return {};
  const from = text.slice(0, block.end).search(/[\r\n]/) + 1;
  const to = block.end - 3;
  if (from <= 0 || to <= from) return {};
  const source = text.slice(from, to);
  return mark === '---' ? fromPairs(yamlPairs(source), from) : fromPairs(tomlPairs(source), from);
}

interface NamedValue extends Span {
  readonly name: string;
  readonly value: string;
}

function yamlPairs(source: string): NamedValue[] {
  const document = parseDocument(source, { schema: 'core', logLevel: 'silent', uniqueKeys: false });
  if (document.errors.length > 0 || !isMap<Node, Node | null>(document.contents)) return [];
  return document.contents.items.flatMap((pair) => yamlPair(source, pair));
}

function yamlPair(source: string, { key, value }: Pair<Node, Node | null>): NamedValue[] {
  const text = textOf(value, source);
  if (!isScalar(key) || !key.range || !value?.range || text === '') return [];
  const written = source.slice(key.range[0], value.range[1]).trimEnd();
  return [{ name: String(key.value), value: text, start: key.range[0], end: key.range[0] + written.length }];
}

/** A scalar as it is written, a list joined with commas, of a map its `name`; anything else is no field of ours. */
function textOf(node: Node | null, source: string): string {
  if (isScalar(node)) {
    if (node.value === null || typeof node.value === 'boolean') return '';
    const raw =
      typeof node.value === 'string'
        ? node.value
        : node.range
          ? source.slice(node.range[0], node.range[1])
          : '';
    return raw.replace(/\s+/gu, ' ').trim();
  }
  if (isSeq<Node>(node)) {
    return node.items
      .map((item) => textOf(item, source))
      .filter((item) => item !== '')
      .join(', ');
  }
  if (isMap<Node, Node | null>(node))
    return textOf(node.items.find(({ key }) => isScalar(key) && key.value === 'name')?.value ?? null, source);
  return '';
}

function tomlPairs(source: string): NamedValue[] {
  const pairs: NamedValue[] = [];
  for (const match of source.matchAll(/^[ \t]*([\w-]+)[ \t]*=[ \t]*(.*?)[ \t]*\r?$/gm)) {
    const [written, name = '', raw = ''] = match;
    const value =
      [...raw.matchAll(/"([^"]*)"|'([^']*)'/g)].map((part) => part[1] ?? part[2] ?? '').join(', ') || raw;
    pairs.push({ name, value, start: match.index, end: match.index + written.trimEnd().length });
  }
  return pairs;
}

function fromPairs(pairs: readonly NamedValue[], offset: number): WrittenFields {
  const fields: WrittenFields = {};
  for (const [field, names] of Object.entries(fieldNames) as [MetadataField, readonly string[]][]) {
    for (const name of names) {
      const pair = pairs.find((one) => one.name.toLowerCase().replaceAll('-', '_') === name);
      const value = pair === undefined ? null : checked(field, pair.value);
      if (pair === undefined || value === null) continue;
      fields[field] = { value, start: pair.start + offset, end: pair.end + offset };
      break;
    }
  }
  return fields;
}

/** The value in the form that field takes, or `null` when it cannot be one. */
export function checked(field: MetadataField, value: string): string | null {
  const trimmed = value.trim();
  if (trimmed === '' || trimmed.length > 500) return null;
  if (field === 'published') return parseDate(trimmed);
  if (field === 'url') return /^https?:\/\/\S+$/.test(trimmed) ? trimmed : null;
  // `source:` is a name on one site and an address on the next.
  if (field === 'publisher') return /^https?:\/\//.test(trimmed) ? null : trimmed;
  return trimmed;
}
