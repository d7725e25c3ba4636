import { getResolvedPDFJS } from 'unpdf';
import { layOut, type Extraction } from '../extracted.ts';
import { fieldsOfFile, tidyField, withOwnFields } from '../own-fields.ts';
import { piecesOf, titleOf } from './pdf-layout.ts';
import { linesOf, type Line, type Run } from './pdf-lines.ts';
import { findMargins } from './pdf-margins.ts';

/** Larger ones are not read: no document has so many, and a damaged file may claim any number. */
export const maxPages = 5_000;

/** When more of the characters have no meaning, the file draws letters without saying which they are. */
const maxMeaninglessShare = 0.3;

type PdfJs = Awaited<ReturnType<typeof getResolvedPDFJS>>;
type Pdf = Awaited<ReturnType<PdfJs['getDocument']>['promise']>;

/**
 * Reads the text of a PDF and its document information. Nothing is drawn, no script is run, nothing is fetched.
 * What opens without a password is read, whatever it says about copying.
 */
export async function extractPdf(bytes: Uint8Array): Promise<Extraction> {
  const { getDocument } = await getResolvedPDFJS();
  const task = getDocument({
    data: bytes,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: true,
    enableXfa: false,
    // Errors only; what is wrong with a file is reported in our own words.
    verbosity: 0,
  });
  try {
    return await readPdf(await task.promise);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'PasswordException')
      return refused('encrypted: it needs a password; save a copy without one');
    if (error.name === 'InvalidPDFException') return refused('damaged: it is not a valid PDF');
    throw error;
  } finally {
    await task.destroy();
  }
}

async function readPdf(pdf: Pdf): Promise<Extraction> {
  const count = pdf.numPages;
  if (count > maxPages) return refused(`it has ${count} pages, and the limit is ${maxPages}: split it`);
  const pages: Line[][] = [];
  const heights: number[] = [];
  const damaged: number[] = [];
  const empty: number[] = [];
  for (let number = 1; number <= count; number++) {
    const page = await readPage(pdf, number);
    if (page === null) damaged.push(number);
    else if (page.lines.length === 0) empty.push(number);
    pages.push(page?.lines ?? []);
    heights.push(page?.height ?? 0);
  }
  const lines = pages.flat();
  if (damaged.length === count) return refused('damaged: none of its pages can be read');
  if (lines.length === 0) {
    const none = count === 1 ? '1 page, without text' : `${count} pages, none with text`;
    return refused(`${none}: a scan? It needs text recognition first`);
  }
  if (meaninglessShare(lines) > maxMeaninglessShare) {
    return refused('its fonts do not say which letters they draw: it needs text recognition first');
  }
  const margins = findMargins(pages, heights);
  const { info } = await pdf.getMetadata();
  const properties = readInformation(info as Readonly<Record<string, unknown>>);
  const title = tidyField(titleOf(lines, margins) ?? '');
  const found = {
    ...layOut(piecesOf(lines, margins)),
    ...properties,
    fields: { ...(title === null ? {} : { title }), ...properties.fields },
  };
  const notes = [
    ...noteOn(empty, count, 'without text (pictures?)'),
    ...noteOn(damaged, count, 'damaged and left out'),
  ];
  return { kind: 'extracted', extracted: withOwnFields('pdf', found, notes) };
}

async function readPage(pdf: Pdf, number: number): Promise<{ lines: Line[]; height: number } | null> {
  try {
    const page = await pdf.getPage(number);
    const { height, transform } = page.getViewport({ scale: 1 });
    const { items, styles } = await page.getTextContent();
    const runs: Run[] = [];
    for (const item of items) {
      if (!('str' in item)) continue;
      const place = multiply(transform as Matrix, item.transform as Matrix);
      runs.push({
        text: item.str,
        x: place[4],
        y: place[5],
        width: item.width,
        size: Math.round(10 * Math.hypot(place[2], place[3])) / 10,
        isMonospace: styles[item.fontName]?.fontFamily === 'monospace',
        isLevel: Math.abs(place[1]) < 0.1 * Math.abs(place[0]),
      });
    }
    page.cleanup();
    return { lines: linesOf(runs, number), height };
  } catch (error) {
    // A page beyond repair does not take the others with it; it is counted and reported.
    if (error instanceof Error) return null;
    throw error;
  }
}

type Matrix = readonly [number, number, number, number, number, number];

function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[2] * b[1],
    a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3],
    a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4],
    a[1] * b[4] + a[3] * b[5] + a[5],
  ];
}

function meaninglessShare(lines: readonly Line[]): number {
  let all = 0;
  let meaningless = 0;
  for (const { text } of lines) {
    all += text.length;
    meaningless += text.match(/[\p{Co}\p{Cn}\uFFFD]/gu)?.length ?? 0;
  }
  return meaningless / all;
}

function readInformation(info: Readonly<Record<string, unknown>>): ReturnType<typeof fieldsOfFile> {
  const read = (key: string): string => (typeof info[key] === 'string' ? info[key] : '');
  const created = read('CreationDate').replace(/^D:(\d{4})(\d{2})(\d{2}).*$/s, '$1-$2-$3');
  return fieldsOfFile({ title: read('Title'), author: read('Author'), created });
}

function noteOn(pages: readonly number[], count: number, what: string): string[] {
  if (pages.length === 0) return [];
  const named = pages.slice(0, 10).join(', ') + (pages.length > 10 ? ', …' : '');
  return [`${pages.length} of ${countOf(count)} ${what}: ${named}`];
}

function countOf(pages: number): string {
  return pages === 1 ? '1 page' : `${pages} pages`;
}

function refused(reason: string): Extraction {
  return { kind: 'refused', reason };
}
