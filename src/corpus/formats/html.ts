import type { BlockKind } from '../../types.ts';
import { decodeText } from '../decode.ts';
import { layOut, type Extraction } from '../extracted.ts';
import { withOwnFields } from '../own-fields.ts';
import { judgeLeaves, type Mark } from './html-boilerplate.ts';
import {
  blockElements,
  furnitureOf,
  impliedEnds,
  isHidden,
  textlessElements,
  voidElements,
} from './html-elements.ts';
import { collectFields } from './html-fields.ts';
import { collectLines, type Surroundings } from './html-lines.ts';
import { readTags } from './tags.ts';

/** How far up an end tag looks for its start: without a bound, mismatched tags cost the square of the depth. */
const endTagReach = 1_000;

const readAttributes: ReadonlySet<string> = new Set(
  'class id role hidden style aria-hidden name property content itemprop datetime rel href type'.split(' '),
);

interface OpenElement extends Surroundings {
  readonly name: string;
  readonly isTextless: boolean;
}

/** Reads a page from its bytes, in the encoding it is in. */
export function extractHtml(bytes: Uint8Array): Extraction {
  const decoded = decodeText(bytes, declaredEncoding(bytes));
  if (decoded.kind === 'refused') return decoded;
  const page = readHtml(decoded.text);
  const notes = decoded.note === null ? [] : [decoded.note];
  return { kind: 'extracted', extracted: withOwnFields('html', page, notes) };
}

/** The text, layout and own fields of a page or of a piece of one. */
export function readHtml(
  source: string,
): ReturnType<typeof layOut> & ReturnType<ReturnType<typeof collectFields>['found']> {
  const lines = collectLines();
  const fields = collectFields();
  const marks: Mark[] = [{ parent: 0, furniture: null }];
  const page: OpenElement = {
    name: '',
    kind: 'paragraph',
    mark: 0,
    isPreformatted: false,
    isLink: false,
    isInArticle: false,
    isTopHeading: false,
    isTextless: false,
  };
  const stack: OpenElement[] = [page];
  const top = (): OpenElement => stack.at(-1) ?? page;

  const close = (): void => {
    const element = stack.pop();
    if (element === undefined) return;
    if (element.name === 'tr') lines.endRow();
    else if (element.name === 'sup') lines.endRaised();
    else if (blockElements.has(element.name)) lines.end();
  };
  const closeTo = (depth: number): void => {
    while (stack.length > depth) close();
  };
  const closeImplied = (name: string): void => {
    if (blockElements.has(name) && top().name === 'p') close();
    const rule = impliedEnds.get(name);
    if (rule === undefined) return;
    for (let i = stack.length - 1; i > 0 && i > stack.length - endTagReach; i--) {
      const open = stack[i]?.name ?? '';
      if (rule.ends.has(open)) return closeTo(i);
      if (rule.within.has(open)) return;
    }
  };

  readTags(
    source,
    { attributes: readAttributes },
    {
      open(name, attributes) {
        fields.open(name, attributes, top().isInArticle);
        if (name === 'br') lines.addBreak();
        if (name === 'hr') lines.end();
        if (voidElements.has(name)) return;
        closeImplied(name);
        if (blockElements.has(name)) lines.end();
        if (name === 'tr') lines.startRow();
        else if (name === 'td' || name === 'th') lines.startCell();
        else if (name === 'sup') lines.startRaised();
        stack.push(openedIn(top(), name, attributes, marks));
      },
      close(name) {
        fields.close(name);
        for (let i = stack.length - 1; i > 0 && i > stack.length - endTagReach; i--) {
          if (stack[i]?.name === name) return closeTo(i);
        }
      },
      text(text) {
        fields.text(text);
        const surroundings = top();
        if (!surroundings.isTextless) lines.add(text, surroundings);
      },
    },
  );
  closeTo(1);
  lines.end();

  const isBoilerplate = judgeLeaves(lines.leaves, marks);
  const pieces = lines.leaves.map(({ kind, text }, i) => ({
    kind,
    text,
    boilerplate: isBoilerplate[i] === true,
  }));
  const heading =
    lines.leaves.find((leaf, i) => leaf.isTopHeading && isBoilerplate[i] === false)?.text ?? null;
  return { ...layOut(pieces), ...fields.found(heading) };
}

function openedIn(
  parent: OpenElement,
  name: string,
  attributes: ReadonlyMap<string, string>,
  marks: Mark[],
): OpenElement {
  const furniture = furnitureOf(name, attributes, parent.isInArticle);
  if (furniture !== null) marks.push({ parent: parent.mark, furniture });
  return {
    name,
    kind: kindOf(name) ?? parent.kind,
    mark: furniture === null ? parent.mark : marks.length - 1,
    isPreformatted: parent.isPreformatted || name === 'pre' || name === 'xmp',
    isLink: parent.isLink || name === 'a',
    isInArticle:
      parent.isInArticle || name === 'article' || name === 'main' || attributes.get('role') === 'main',
    isTopHeading: parent.isTopHeading || name === 'h1',
    isTextless: parent.isTextless || textlessElements.has(name) || isHidden(attributes),
  };
}

/** `null` for an element that leaves the kind to what surrounds it. */
function kindOf(name: string): BlockKind | null {
  if (/^h[1-6]$/.test(name)) return 'heading';
  if (name === 'li' || name === 'dt' || name === 'dd') return 'item';
  if (name === 'pre' || name === 'xmp') return 'code';
  return name === 'td' || name === 'th' || name === 'caption' ? 'paragraph' : null;
}

/** The encoding a page names in its first kilobyte, where the HTML standard has browsers look for it. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1_024));
  return /<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})/i.exec(
    start,
  )?.[1];
}
