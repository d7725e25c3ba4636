import type { Metadata } from '../../types.ts';
import { calendarDate, tidyField } from '../own-fields.ts';
import { readLinkedData } from './linked-data.ts';

/** Collects what a page says about itself: its head, its linked data, the date it marks as its own. */
export interface FieldCollector {
  open(name: string, attributes: ReadonlyMap<string, string>, isInArticle: boolean): void;
  close(name: string): void;
  text(text: string): void;
  /** @param heading the page's top heading, which tells the title from the name of the site behind it */
  found(heading: string | null): { readonly fields: Partial<Metadata> };
}

/** Names of `meta` elements for each field, the most telling first. */
const metaNames = {
  title: ['og:title', 'citation_title', 'dc.title', 'dcterms.title', 'twitter:title'],
  author: ['author', 'citation_author', 'article:author', 'dc.creator', 'dcterms.creator', 'byl'],
  published: [
    'article:published_time',
    'citation_publication_date',
    'datepublished',
    'dc.date',
    'dcterms.created',
    'dcterms.issued',
    'pubdate',
    'publishdate',
    'date',
  ],
  publisher: ['og:site_name', 'citation_publisher', 'dc.publisher', 'dcterms.publisher', 'application-name'],
  url: ['og:url'],
} as const;

/** More linked data than this is not about one article. */
const longestLinkedData = 500_000;

export function collectFields(): FieldCollector {
  const metas = new Map<string, string[]>();
  const linkedData: string[] = [];
  let canonical: string | null = null;
  let markedDate: string | null = null;
  let pageTitle: string | null = null;
  let collecting: { readonly element: 'title' | 'script'; readonly parts: string[] } | null = null;
  let drawings = 0;

  return {
    open(name, attributes, isInArticle) {
      const content = attributes.get('content');
      if (name === 'svg') drawings++;
      else if (name === 'meta' && content !== undefined) {
        const key = (
          attributes.get('property') ??
          attributes.get('name') ??
          attributes.get('itemprop')
        )?.toLowerCase();
        if (key !== undefined && metas.size < 500)
          metas.set(key, [...(metas.get(key) ?? []).slice(0, 20), content]);
      } else if (name === 'link' && /\bcanonical\b/i.test(attributes.get('rel') ?? '')) {
        canonical ??= attributes.get('href') ?? null;
      } else if (name === 'time' && markedDate === null && isOwnDate(attributes, isInArticle)) {
        markedDate = calendarDate(attributes.get('datetime') ?? '');
      } else if (name === 'title' && pageTitle === null && drawings === 0) {
        collecting = { element: 'title', parts: [] };
      } else if (name === 'script' && /^application\/ld\+json\b/i.test(attributes.get('type') ?? '')) {
        collecting = { element: 'script', parts: [] };
      }
    },
    close(name) {
      if (name === 'svg') drawings = Math.max(0, drawings - 1);
      if (collecting === null || collecting.element !== name) return;
      const text = collecting.parts.join('');
      if (name === 'title') pageTitle = text;
      else if (text.length <= longestLinkedData) linkedData.push(text);
      collecting = null;
    },
    text(text) {
      collecting?.parts.push(text);
    },
    found(heading) {
      const linked = readLinkedData(linkedData);
      const meta = (field: keyof typeof metaNames): string | null => firstOf(metas, metaNames[field]);
      const publisher = linked.publisher ?? meta('publisher');
      const authors = linked.author ?? allOf(metas, metaNames.author);
      const published = linked.published ?? calendarDate(meta('published') ?? '') ?? markedDate;
      const title =
        linked.title ??
        meta('title') ??
        withoutSite(tidyField(pageTitle ?? ''), publisher, heading) ??
        tidyField(heading ?? '');
      const url = [canonical, meta('url')].find((address) => /^https?:\/\/\S+$/i.test(address ?? '')) ?? null;
      return {
        fields: {
          ...(title === null ? {} : { title }),
          ...(authors === null ? {} : { author: authors }),
          ...(published === null ? {} : { published }),
          ...(publisher === null ? {} : { publisher }),
          ...(url === null ? {} : { url }),
        },
      };
    },
  };
}

/** A date in the text of an article may be any date; one that is marked as the article's is not. */
function isOwnDate(attributes: ReadonlyMap<string, string>, isInArticle: boolean): boolean {
  if (!attributes.has('datetime')) return false;
  const says = `${attributes.get('itemprop') ?? ''} ${attributes.get('class') ?? ''}`;
  return attributes.has('pubdate') || /publish|posted|entry-date|dateline/i.test(says) || isInArticle;
}

function firstOf(metas: ReadonlyMap<string, readonly string[]>, names: readonly string[]): string | null {
  for (const name of names) {
    for (const value of metas.get(name) ?? []) {
      const tidy = tidyField(value);
      if (tidy !== null) return tidy;
    }
  }
  return null;
}

/** Authors come one a `meta` element, and sometimes as the address of a profile, which is no name. */
function allOf(metas: ReadonlyMap<string, readonly string[]>, names: readonly string[]): string | null {
  for (const name of names) {
    const values = (metas.get(name) ?? [])
      .map(tidyField)
      .filter((value) => value !== null && !/^https?:/i.test(value));
    if (values.length > 0) return [...new Set(values)].join(', ');
  }
  return null;
}

/** "Headline | Site" without the site, when the page says elsewhere what the headline or the site is. */
function withoutSite(title: string | null, publisher: string | null, heading: string | null): string | null {
  if (title === null) return null;
  const shown = heading === null ? null : tidyField(heading);
  if (shown !== null && title.startsWith(shown)) return shown;
  const parts = title.split(/\s+[|–—·:-]\s+/);
  const last = parts.at(-1) ?? '';
  if (parts.length < 2 || publisher?.toLowerCase() !== last.toLowerCase()) return title;
  return title.slice(0, title.lastIndexOf(last)).replace(/\s+[|–—·:-]\s+$/, '');
}
