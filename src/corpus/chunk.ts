import { splitSentences } from '../text/sentences.ts';
import type { Block, Document, Passage, Span } from '../types.ts';
import { contentOf, countWords, onOneLine } from './line-shape.ts';

/** How long passages are, in words, and how many sentences of one the next begins with. */
export interface SplitterSettings {
  readonly targetWords: number;
  /** Never exceeded but by a single sentence that is longer by itself. */
  readonly maxWords: number;
  readonly overlapSentences: number;
}

export const defaultSplitter: SplitterSettings = { targetWords: 100, maxWords: 180, overlapSentences: 0 };

/**
 * The passages of a document, in order: runs of whole sentences, from the first character of one to the last of another,
 * with nothing but white space and markup between. No passage reaches across a heading, page furniture or front matter.
 * Where to cut is chosen over a whole section at once, for lengths near the target and cuts between paragraphs.
 */
export function makePassages(document: Document, settings: SplitterSettings = defaultSplitter): Passage[] {
  const found: Passage[] = [];
  for (const section of sectionsOf(document)) {
    for (const [from, to] of cutSection(section.units, settings)) {
      const sentences = section.units.slice(from, to).map(({ start, end }) => ({ start, end }));
      const first = sentences[0];
      const last = sentences.at(-1);
      if (first === undefined || last === undefined) continue;
      found.push({ start: first.start, end: last.end, sentences, heading: section.heading });
    }
  }
  return found;
}

interface Unit extends Span {
  readonly words: number;
  /** It is the last sentence of its paragraph, item or row. */
  readonly endsBlock: boolean;
}

interface Section {
  readonly heading: string | null;
  readonly units: readonly Unit[];
}

function sectionsOf(document: Document): Section[] {
  const { text, blocks, metadata } = document;
  const sections: Section[] = [];
  let heading: Block | null = null;
  let isHeadingUsed = true;
  let units: Unit[] = [];
  const nameOf = (block: Block): string => onOneLine(text, contentOf(text, block));
  const shown = (block: Block): string => {
    const title = document.evidence.title;
    const holdsTitle = title !== undefined && title.start >= block.start && title.end <= block.end;
    return holdsTitle ? metadata.title : nameOf(block);
  };
  const close = (): void => {
    if (units.length > 0) sections.push({ heading: heading === null ? null : shown(heading), units });
    units = [];
  };
  const closeHeading = (next: Block | null): void => {
    close();
    if (heading === null || isHeadingUsed || shown(heading) === metadata.title) return;
    if (next !== null && levelOf(text, next) > levelOf(text, heading)) return;
    sections.push({ heading: null, units: unitsOf(text, heading) });
  };
  for (const block of blocks) {
    if (block.boilerplate || block.kind === 'front-matter') {
      close();
    } else if (block.kind === 'heading') {
      closeHeading(block);
      heading = block;
      isHeadingUsed = false;
    } else {
      // One at a time: a paragraph can have more sentences than a call takes arguments.
      for (const unit of unitsOf(text, block)) units.push(unit);
      isHeadingUsed = true;
    }
  }
  closeHeading(null);
  if (sections.length === 0) {
    const title = blocks.find(({ kind, boilerplate }) => kind === 'heading' && !boilerplate);
    if (title !== undefined) sections.push({ heading: null, units: unitsOf(text, title) });
  }
  return sections;
}

/** 1 to 6 for `#` headings; others are all of one level, below none. */
function levelOf(text: string, heading: Block): number {
  const marks = /^#{1,6}(?=\s)/.exec(text.slice(heading.start, heading.start + 7));
  if (marks !== null) return marks[0].length;
  const underline = /([=-])$/.exec(text.slice(heading.end - 1, heading.end));
  return underline !== null && underline[1] === '=' ? 1 : 2;
}

/** Paragraphs and items give their sentences; a table row, or a run of code lines, is one whatever stops it holds. */
function unitsOf(text: string, block: Block): Unit[] {
  const content = contentOf(text, block);
  const isWhole = (block.kind === 'row' || block.kind === 'code') && content.end - content.start <= 1200;
  const spans = isWhole ? [content] : splitSentences(text, content);
  return spans.map(({ start, end }, at) => ({
    start,
    end,
    words: countWords(text.slice(start, end)),
    endsBlock: at === spans.length - 1,
  }));
}

/** Costs of a passage: the square of how far it is from the target, as a share of it, and a little for an odd cut. */
const cutInsideParagraph = 0.12;

/**
 * The cheapest way to cut a section, by dynamic programming over the sentences (the shortest path from its first to its
 * last). Work is sentences × sentences in the longest passage. Pairs are [first unit, behind the last unit).
 */
function cutSection(units: readonly Unit[], settings: SplitterSettings): [number, number][] {
  const { targetWords, maxWords } = settings;
  const cost = new Float64Array(units.length + 1).fill(Infinity);
  const from = new Int32Array(units.length + 1);
  cost[0] = 0;
  for (let end = 1; end <= units.length; end++) {
    let words = 0;
    const cut = end < units.length && units[end - 1]?.endsBlock === false ? cutInsideParagraph : 0;
    for (let start = end - 1; start >= 0; start--) {
      words += Math.max(1, units[start]?.words ?? 0);
      if (words > maxWords && start < end - 1) break;
      const off = (words - targetWords) / targetWords;
      const total = (cost[start] ?? Infinity) + off * off + cut;
      if (total < (cost[end] ?? Infinity)) {
        cost[end] = total;
        from[end] = start;
      }
    }
  }
  const cuts: [number, number][] = [];
  for (let end = units.length; end > 0; end = from[end] ?? 0) cuts.push([from[end] ?? 0, end]);
  cuts.reverse();
  return cuts.map(([start, end]) => [startOfOverlap(units, start, end, settings), end]);
}

/** As many sentences further back as the settings ask for and the longest passage has room for. */
function startOfOverlap(
  units: readonly Unit[],
  start: number,
  end: number,
  settings: SplitterSettings,
): number {
  let words = units.slice(start, end).reduce((sum, unit) => sum + unit.words, 0);
  let from = start;
  while (from > 0 && start - from < settings.overlapSentences) {
    words += units[from - 1]?.words ?? 0;
    if (words > settings.maxWords) break;
    from--;
  }
  return from;
}
