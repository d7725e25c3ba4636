import type { BlockKind, Span } from '../types.ts';
import { looksLikeHeading, onOneLine } from './line-shape.ts';

/** A block before it is settled which paragraphs are headings. */
export interface Draft extends Span {
  readonly kind: BlockKind;
  /** `marked`: the heading is written as one, with `#` or an underline. */
  readonly shape: 'marked' | 'plain';
  /** One line, between blank lines or the ends of the text. */
  readonly isAlone: boolean;
}

/**
 * Turns short lines that stand alone above something into headings: "Deny coup involvement", "**Method**", "3. Fees".
 * Questions are headings only where a text has several, each with an answer below. Of many such lines in a row only the
 * first of the text and the one above a paragraph are headings: the others are a list that happens to be spaced out.
 */
export function promoteHeadings(text: string, drafts: readonly Draft[]): Draft[] {
  const candidates = drafts.map((draft, at) => isCandidate(text, draft, drafts[at - 1], drafts[at + 1]));
  const isQuestion = drafts.map(
    (draft, at) => candidates[at] === true && /\?["”*_]*$/u.test(text.slice(draft.end - 4, draft.end)),
  );
  const answered = isQuestion.filter((is, at) => is && candidates[at + 1] === false).length;
  const promoted: Draft[] = [];
  for (let at = 0; at < drafts.length;) {
    let run = at;
    while (candidates[run] === true) run++;
    for (let member = at; member < run; member++) {
      const draft = drafts[member];
      if (draft === undefined) continue;
      const isListed = run - at >= 4 && member !== 0 && member !== run - 1;
      const stays = isListed || (isQuestion[member] === true && answered < 2);
      promoted.push(stays ? draft : { ...draft, kind: 'heading' });
    }
    const other = drafts[run];
    if (other !== undefined) promoted.push(other);
    at = run + 1;
  }
  return promoted;
}

function isCandidate(
  text: string,
  draft: Draft,
  above: Draft | undefined,
  below: Draft | undefined,
): boolean {
  if (draft.shape === 'marked' || draft.end - draft.start > 200 || below === undefined) return false;
  const line = onOneLine(text, draft);
  if (draft.kind === 'item') {
    // A numbered heading, not a list of one: letters and digits count up elsewhere in the text.
    const isNumbered = /^\d{1,3}[.)]\s/.test(line) && below.kind === 'paragraph' && above?.kind !== 'item';
    return (
      isNumbered &&
      draft.isAlone &&
      looksLikeHeading(line) &&
      !looksLikeHeading(onOneLine(text, glanceOf(below)))
    );
  }
  if (draft.kind !== 'paragraph') return false;
  if (/^(\*\*|__)[^*_]+\1:?$/u.test(line)) return draft.isAlone;
  if (draft.isAlone) return looksLikeHeading(line);
  return isAboveLongLine(text, line, draft, above, below);
}

/** In a text without blank lines: a short line between long ones. */
function isAboveLongLine(
  text: string,
  line: string,
  draft: Draft,
  above: Draft | undefined,
  below: Draft,
): boolean {
  const isLong = (other: Draft): boolean => other.kind === 'paragraph' && other.end - other.start >= 120;
  if (line.length > 80 || !isLong(below) || (above !== undefined && !isLong(above))) return false;
  return !/\n/.test(text.slice(draft.start, draft.end)) && looksLikeHeading(line) && !/[?:]$/u.test(line);
}

function glanceOf(draft: Draft): Span {
  return { start: draft.start, end: Math.min(draft.end, draft.start + 200) };
}
