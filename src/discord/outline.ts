import type { PassageIndex } from '../index/passage-index.ts';
import { inertLine } from '../text/inert.ts';

/** A part of a document: under one heading, or, where it has no headings, one paragraph. */
export interface OutlineEntry {
  /** The heading, `null` for what stands above the first one. Without headings the first words of the paragraph. */
  readonly heading: string | null;
  /** Paragraphs under the heading; `null` for an entry that is itself a paragraph. */
  readonly paragraphs: number | null;
}

/** What of a paragraph stands for it, UTF-16 units. */
const firstWords = 200;

/** What a document is made of, from its passages: menus and other page furniture are in none of them. */
export function outlineOf(index: PassageIndex, document: number): OutlineEntry[] {
  const record = index.documents[document];
  if (record === undefined) return [];
  const whole = index.text(document);
  const parts: { heading: string | null; start: number; end: number }[] = [];
  for (let at = 0; at < record.passageCount; at += 1) {
    const { heading, start, end } = index.passage(record.firstPassage + at);
    const last = parts.at(-1);
    if (last !== undefined && last.heading === heading) last.end = end;
    else parts.push({ heading, start, end });
  }
  const hasHeadings = parts.some(({ heading }) => heading !== null);
  if (!hasHeadings) {
    return parts.flatMap(({ start, end }) =>
      paragraphsOf(whole.slice(start, end)).map((paragraph) => ({
        heading: inertLine(paragraph.slice(0, firstWords)),
        paragraphs: null,
      })),
    );
  }
  return parts.map(({ heading, start, end }) => ({
    heading,
    paragraphs: paragraphsOf(whole.slice(start, end)).length,
  }));
}

function paragraphsOf(text: string): string[] {
  return text.split(/\n[^\S\n]*(?:\r?\n[^\S\n]*)+/).filter((paragraph) => /[\p{L}\p{N}]/u.test(paragraph));
}
