import { resolveFollowUp } from '../../src/answering/follow-up.ts';
import { findDates as findPublished, parseDate } from '../../src/corpus/dates.ts';
import { markBoilerplate } from '../../src/corpus/boilerplate.ts';
import { extractHtml } from '../../src/corpus/formats/html.ts';
import { extractPlainText } from '../../src/corpus/formats/plain.ts';
import { countWords } from '../../src/corpus/line-shape.ts';
import { findMetadata } from '../../src/corpus/metadata.ts';
import { isByline } from '../../src/corpus/names.ts';
import { shown, shownLines } from '../../src/discord/markdown.ts';
import { asQuestion } from '../../src/discord/question-text.ts';
import { createLog } from '../../src/log.ts';
import { parseMarkdown } from '../../src/preview/page/markdown.ts';
import { wrap } from '../../src/terminal/wrap.ts';
import { inert, inertJson, inertLine } from '../../src/text/inert.ts';
import { readCalendarDates, readQuantities } from '../../src/text/quantities.ts';
import { shapeOfQuestion } from '../../src/text/question-kind.ts';
import { findRelativeDates } from '../../src/text/relative-dates.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { tokens } from '../../src/text/terms.ts';
import { findDates, findNames, findNumbers } from '../../src/text/values.ts';
import { Miss, type OpenFamily } from './family.ts';
import { readersTried } from './scaling.ts';
import { shapes } from './text-shapes.ts';

const mostExponent = 1.2;
/** What is faster at 64,000 characters is fast enough, and too fast to be measured. */
const fastMs = 40;
/** Nothing is given four times as much when it took so long for this. */
const hopelessMs = 3000;
const sizes = [1000, 4000, 16_000, 64_000] as const;
const tries = 5;

const log = createLog({ level: 'info', form: 'pretty', write: () => {} });

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  sentences: (text) => splitSentences(text, { start: 0, end: text.length }),
  tokens,
  inert,
  inertLine,
  inertJson,
  dates: findDates,
  'dates of publication': findPublished,
  'one date': parseDate,
  numbers: findNumbers,
  names: findNames,
  quantities: (text) => readQuantities(text, readCalendarDates(text)),
  'relative dates': findRelativeDates,
  'shape of a question': shapeOfQuestion,
  'follow-up': (text) => resolveFollowUp(text, text),
  byline: isByline,
  words: countWords,
  'plain text': (text) => document('text', text),
  Markdown: (text) => document('markdown', text),
  HTML: (text) => extractHtml(Buffer.from(text)),
  'escaped for a card': (text) => [shown(text), shownLines(text), asQuestion(text)],
  // As long as a message may be; an expression for code between marks takes the square of what is longer.
  'read by the page': (text) => parseMarkdown(text.slice(0, 4000)),
  wrapped: (text) => wrap(text.slice(0, 64_000), 80),
  logged: (text) => log.info(text, { path: text }),
};

/** As a file is read: decoded, laid out, its furniture marked and its metadata found. */
function document(format: 'text' | 'markdown', given: string): unknown {
  const extraction = extractPlainText(format, Buffer.from(given));
  if (extraction.kind === 'refused') return null;
  const { text, blocks, fields, fieldEvidence } = extraction.extracted;
  const marked = markBoilerplate(text, blocks);
  return findMetadata({ path: 'a.txt', text, blocks: marked, fields, fieldEvidence });
}

export async function open(): Promise<OpenFamily> {
  const names = Object.keys(readers);
  if (names.length !== readersTried)
    throw new Error(`There are ${names.length} readers, and ${readersTried} are tried`);
  let steepest = 0;
  let slowest = 0;
  return {
    async trial(number) {
      const name = names[number % names.length] ?? '';
      const shape = shapes[Math.floor(number / names.length) % shapes.length] ?? '';
      const read = readers[name] ?? ((text: string) => text);
      const what = `${name} of ${JSON.stringify(shape.slice(0, 20))} over and over`;
      let ms = 0;
      for (const size of sizes) {
        ms = timeOf(read, shape, size);
        if (ms > hopelessMs) throw new Miss(`${what} takes ${ms.toFixed(0)} ms for ${size} characters`);
      }
      slowest = Math.max(slowest, Math.min(ms, fastMs));
      if (ms <= fastMs) return 'survived';
      let exponent = Infinity;
      let fastest = Infinity;
      // Other work on the machine makes it slower now and then, and never faster.
      for (let time = 0; time < tries; time += 1) {
        const [less, more] = [bestOf(read, shape, 16_000), bestOf(read, shape, 64_000)];
        fastest = Math.min(fastest, more);
        exponent = Math.min(exponent, Math.log(more / Math.max(less, 0.01)) / Math.log(4));
        if (fastest <= fastMs || exponent <= mostExponent) break;
      }
      slowest = Math.max(slowest, fastest);
      if (fastest <= fastMs) return 'survived';
      if (exponent > mostExponent)
        throw new Miss(
          `${what} grows with an exponent of ${exponent.toFixed(2)}, and takes ${fastest.toFixed(0)} ms for 64,000`,
        );
      steepest = Math.max(steepest, exponent);
      return 'survived';
    },
    figures: () => ({
      'steepest exponent': { most: steepest, unit: '' },
      'slowest at 64,000': { most: slowest, unit: 'ms' },
    }),
    async close() {},
  };
}

function bestOf(read: (text: string) => unknown, shape: string, size: number): number {
  return Math.min(timeOf(read, shape, size), timeOf(read, shape, size));
}

/** Milliseconds of processor time. */
function timeOf(read: (text: string) => unknown, shape: string, size: number): number {
  const text = shape.repeat(Math.ceil(size / shape.length));
  const before = process.cpuUsage();
  read(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
