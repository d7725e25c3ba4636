import { wordCount } from '../extracted.ts';
import type { BlockKind } from '../../types.ts';
import type { Furniture } from './html-elements.ts';

/** A run of text of a page before boilerplate is decided. */
export interface Leaf {
  readonly kind: BlockKind;
  readonly text: string;
  /** The innermost element that looked like boilerplate, as an index into the marks; 0 is the page itself. */
  readonly mark: number;
  /** Share of the characters that belong to links, 0..1. */
  readonly linkShare: number;
  readonly isInArticle: boolean;
  readonly isTopHeading: boolean;
}

/** An element that looked like boilerplate, and the mark it lies in. A parent always comes before its children. */
export interface Mark {
  readonly parent: number;
  readonly furniture: Furniture | null;
}

/** As many words in a row, few of them links, are prose; menus and teasers are shorter. */
const proseWords = 12;

/** A marked element that holds more of the page's prose than this is the page, whatever its class says. */
const maxProseShare = { furniture: 0.7, comments: 0.95 } as const;

/** When an article holds this share of the prose, short lines around it are not part of it. */
const articleProseShare = 0.6;

/** So many links one after the other, outside an article, are a menu. */
const menuLinks = 3;

/**
 * Decides which runs of text are boilerplate: those in elements that looked like it, unless such an element holds
 * nearly all the prose there is (a whole page in a form, a page of comments); short lines outside the article, when
 * there is one; and runs of nothing but links outside it.
 */
export function judgeLeaves(leaves: readonly Leaf[], marks: readonly Mark[]): boolean[] {
  const prose = proseOf(leaves);
  const isMarked = judgeMarks(leaves, marks, prose);
  const judged = leaves.map((leaf) => isMarked[leaf.mark] === true);

  let inArticle = 0;
  let outside = 0;
  for (const [i, leaf] of leaves.entries()) {
    if (judged[i] === true) continue;
    if (leaf.isInArticle) inArticle += prose[i] ?? 0;
    else outside += prose[i] ?? 0;
  }
  const hasArticle = inArticle > 0 && inArticle >= articleProseShare * (inArticle + outside);
  let links = 0;
  for (const [i, leaf] of leaves.entries()) {
    if (leaf.isInArticle) {
      links = 0;
      continue;
    }
    if (hasArticle && prose[i] === 0 && !leaf.isTopHeading) judged[i] = true;
    links = leaf.linkShare > 0.9 ? links + 1 : 0;
    if (links >= menuLinks) judged.fill(true, i - menuLinks + 1, i + 1);
  }
  return judged;
}

/** Words of prose in each leaf; of anything that is not links when the page has no prose, such as a glossary. */
function proseOf(leaves: readonly Leaf[]): number[] {
  const plain = leaves.map((leaf) =>
    leaf.kind === 'heading' || leaf.linkShare > 0.5 ? 0 : wordCount(leaf.text),
  );
  const prose = plain.map((count) => (count >= proseWords ? count : 0));
  return prose.some((count) => count > 0) ? prose : plain;
}

function judgeMarks(leaves: readonly Leaf[], marks: readonly Mark[], prose: readonly number[]): boolean[] {
  const held = marks.map(() => 0);
  for (const [i, leaf] of leaves.entries()) held[leaf.mark] = (held[leaf.mark] ?? 0) + (prose[i] ?? 0);
  for (let i = marks.length - 1; i > 0; i--) {
    const parent = marks[i]?.parent ?? 0;
    held[parent] = (held[parent] ?? 0) + (held[i] ?? 0);
  }
  const all = held[0] ?? 0;
  const isMarked: boolean[] = [];
  for (const [i, mark] of marks.entries()) {
    const { furniture } = mark;
    const isItself = furniture !== null && (all === 0 || (held[i] ?? 0) <= maxProseShare[furniture] * all);
    isMarked.push(isItself || (i > 0 && isMarked[mark.parent] === true));
  }
  return isMarked;
}
