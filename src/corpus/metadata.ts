import type { Block, Document, Metadata, MetadataField } from '../types.ts';
import { readArticleLines } from './article-lines.ts';
import { readFrontMatter, type WrittenFields } from './front-matter.ts';
import { findHeadline, rowsOf, type Row } from './headline.ts';
import { contentOf, onOneLine } from './line-shape.ts';
import { findDates } from './dates.ts';

export interface FoundMetadata {
  readonly metadata: Metadata;
  readonly evidence: Document['evidence'];
}

export interface MetadataSource {
  /** Path of the file; the last resort for a title. */
  readonly path: string;
  readonly text: string;
  /** With page furniture marked: what is known of the article's head and foot starts from it. */
  readonly blocks: readonly Block[];
  /** What the format's own fields say (HTML's meta elements, PDF's document information). */
  readonly fields: Partial<Metadata>;
  readonly fieldEvidence: Document['evidence'];
}

/**
 * What a document says about itself: front matter first, then its format's fields, then plain lines of the article (the
 * headline, a byline, a date beside them, a copyright line). A date or a name in running text is never taken. `null` where
 * the document does not say; a title there always is, from the file's name at last.
 */
export function findMetadata(source: MetadataSource): FoundMetadata {
  const { text, blocks, fields, fieldEvidence } = source;
  const rows = rowsOf(text, blocks);
  const headline = findHeadline(text, rows);
  const lines = readArticleLines(text, rows, headline);
  const front = readFrontMatter(text, blocks[0]);
  const metadata: { -readonly [Field in MetadataField]: Metadata[Field] } = {
    title: '',
    publisher: null,
    author: null,
    published: null,
    url: null,
    basedOn: null,
  };
  const evidence: { -readonly [Field in MetadataField]?: Document['evidence'][Field] } = {};
  for (const field of ['title', 'publisher', 'author', 'published', 'url', 'basedOn'] as const) {
    const written = front[field];
    const own = fields[field];
    const line = field === 'title' ? titleOf(text, rows, headline) : lines[field];
    const isOwnSuffixed =
      field === 'title' && line !== undefined && typeof own === 'string' && isWithSiteName(own, line.value);
    const isMarked = field === 'title' && headline !== null && text[rows[headline]?.block.start ?? 0] === '#';
    if (written !== undefined) {
      metadata[field] = written.value;
      evidence[field] = { start: written.start, end: written.end };
    } else if (typeof own === 'string' && own.trim() !== '' && !isOwnSuffixed && !isMarked) {
      metadata[field] = own.trim();
      const span = fieldEvidence[field];
      if (span !== undefined) evidence[field] = span;
    } else if (line !== undefined) {
      metadata[field] = line.value;
      evidence[field] = { start: line.start, end: line.end };
    }
  }
  if (metadata.title === '') metadata.title = titleFromPath(source.path);
  return { metadata, evidence };
}

/** "The headline | The Site": a page's title with the name of the site added. */
function isWithSiteName(own: string, headline: string): boolean {
  const rest = own.trim().startsWith(headline) ? own.trim().slice(headline.length) : '';
  return /^\s*[|–—:»·-]\s*\S/u.test(rest);
}

/** The headline's own words: without `#`, and without the label and date of a "date 2017-01-13 …" line. */
function titleOf(text: string, rows: readonly Row[], headline: number | null): WrittenFields['title'] {
  const row = headline === null ? undefined : rows[headline];
  if (row === undefined) return undefined;
  let { start, end } = contentOf(text, row.block);
  const whole = text.slice(start, end);
  const label = /^(?:title|headline)\s*:\s*/iu.exec(whole);
  if (label !== null) start += label[0].length;
  const [date] = findDates(text.slice(start, end));
  if (
    date !== undefined &&
    /^(?:(?:date|published)\s*:?\s*)?$/iu.test(text.slice(start, start + date.start).trim())
  ) {
    const behind = /^[\s:–—|-]*/u.exec(text.slice(start + date.end, end))?.[0].length ?? 0;
    if (start + date.end + behind < end) start += date.end + behind;
  }
  return { value: onOneLine(text, { start, end }), start, end };
}

/** `reports/2017-01-13_turkish-officers.txt` as "Turkish officers"; the name as it is where nothing readable remains. */
export function titleFromPath(path: string): string {
  const name = path.split('/').at(-1) ?? path;
  const bare = name.replace(/\.[A-Za-z0-9]{1,8}$/u, '');
  const readable = bare
    .replace(/^\d{4}-\d{2}-\d{2}[-_ ]*/u, '')
    .replace(/[-_\s]+/gu, ' ')
    .trim();
  if (!/\p{L}{2}/u.test(readable)) return bare === '' ? name : bare;
  return readable.charAt(0).toUpperCase() + readable.slice(1);
}
