import type { BlockKind } from '../../types.ts';
import type { Leaf } from './html-boilerplate.ts';

/** What an open element means for the text in it; inherited by the elements inside unless they say otherwise. */
export interface Surroundings {
  readonly kind: BlockKind;
  readonly mark: number;
  readonly isPreformatted: boolean;
  readonly isLink: boolean;
  readonly isInArticle: boolean;
  readonly isTopHeading: boolean;
}

/** A row holds no more than this many characters and parts; in a longer one a table only arranges the page. */
const longestRow = 600;
const mostPartsOfRow = 100;

const superscripts: Readonly<Record<string, string>> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '+': '⁺',
  '-': '⁻',
  '−': '⁻',
};

interface Row {
  readonly firstLeaf: number;
  readonly cells: number[];
}

/** Collects the text of a page into leaves: paragraphs, headings, items, rows. */
export interface Lines {
  readonly leaves: Leaf[];
  add(text: string, surroundings: Surroundings): void;
  addBreak(): void;
  /** Ends the line being written; what follows begins another leaf. */
  end(): void;
  startRaised(): void;
  endRaised(): void;
  startRow(): void;
  startCell(): void;
  endRow(): void;
}

export function collectLines(): Lines {
  const leaves: Leaf[] = [];
  const rows: Row[] = [];
  let parts: string[] = [];
  let current: Surroundings | null = null;
  let characters = 0;
  let linkCharacters = 0;
  let raised: { part: number; characters: number; linkCharacters: number } | null = null;

  const end = (): void => {
    if (current !== null) {
      const written = parts.join('');
      const linkShare = characters === 0 ? 0 : linkCharacters / characters;
      const { kind, mark, isInArticle, isTopHeading, isPreformatted } = current;
      const texts = isPreformatted ? [trimLines(written)] : paragraphsOf(written);
      for (const text of texts) {
        if (text !== '') leaves.push({ kind, text, mark, linkShare, isInArticle, isTopHeading });
      }
    }
    parts = [];
    current = null;
    characters = 0;
    linkCharacters = 0;
    raised = null;
  };

  return {
    leaves,
    end,
    add(text, surroundings) {
      // The way back from a footnote.
      if (surroundings.isLink && /^\s*[↑↩⏎^]\uFE0E?\s*$/.test(text)) return;
      const piece = text.replaceAll(/[\u00AD\u200B\u2060\uFEFF]/g, '');
      if (current === null) {
        if (piece.trim() === '') return;
        current = surroundings;
      }
      parts.push(surroundings.isPreformatted ? piece : piece.replaceAll(/\s+/g, ' '));
      const visible = piece.trim().length;
      characters += visible;
      if (surroundings.isLink) linkCharacters += visible;
    },
    addBreak() {
      if (current !== null) parts.push('\n');
    },
    startRaised() {
      raised = { part: parts.length, characters, linkCharacters };
    },
    endRaised() {
      if (raised === null || current === null) return;
      const text = parts.slice(raised.part).join('');
      const isWhollyLink = linkCharacters - raised.linkCharacters === characters - raised.characters;
      if (isWhollyLink && /^\s*\[?\w{1,3}\]?\s*$/.test(text)) {
        // The mark of a footnote: it would stand between a sentence and the next.
        parts.length = raised.part;
      } else if (/^[\d+\-−]+$/.test(text)) {
        // 10<sup>6</sup> is not 106.
        parts.splice(
          raised.part,
          Infinity,
          text.replaceAll(/./g, (sign) => superscripts[sign] ?? sign),
        );
      }
      raised = null;
    },
    startRow() {
      end();
      rows.push({ firstLeaf: leaves.length, cells: [] });
    },
    startCell() {
      end();
      rows.at(-1)?.cells.push(leaves.length);
    },
    endRow() {
      end();
      const row = rows.pop();
      if (row !== undefined) mergeRow(leaves, row);
    },
  };
}

/** Writes the cells of a row on one line, unless the table only arranges larger parts of the page. */
function mergeRow(leaves: Leaf[], row: Row): void {
  if (leaves.length - row.firstLeaf > mostPartsOfRow || row.cells.length > mostPartsOfRow) return;
  const merged = leaves.slice(row.firstLeaf);
  const [first] = merged;
  if (first === undefined || row.cells.length < 2) return;
  const length = merged.reduce((sum, leaf) => sum + leaf.text.length, 0);
  if (length > longestRow || merged.some((leaf) => leaf.kind !== 'paragraph')) return;
  const texts = row.cells.map((start, i) => {
    const cell = leaves.slice(start, row.cells[i + 1] ?? leaves.length);
    return cell.map((leaf) => leaf.text.replaceAll('\n', ' ')).join(' ');
  });
  const filled = texts.filter((text) => text !== '');
  const linkShare = merged.reduce((sum, leaf) => sum + leaf.linkShare * leaf.text.length, 0) / length;
  leaves.length = row.firstLeaf;
  leaves.push({ ...first, kind: 'row', text: filled.join(' | '), linkShare });
}

/** One line break stays; two or more, as old pages write them, are the end of a paragraph. */
function paragraphsOf(written: string): string[] {
  const lines = written.replaceAll(/ {2,}/g, ' ').replaceAll(/ ?\n ?/g, '\n');
  return lines.split(/\n{2,}/).map((text) => text.trim());
}

function trimLines(written: string): string {
  const lines = written.replaceAll(/\r\n?/g, '\n').split('\n');
  while (lines.length > 0 && lines[0]?.trim() === '') lines.shift();
  while (lines.at(-1)?.trim() === '') lines.pop();
  return lines.map((line) => line.trimEnd()).join('\n');
}
