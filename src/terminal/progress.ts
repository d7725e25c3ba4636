import { inertLine } from '../text/inert.ts';
import { clip } from './wrap.ts';

/** Says how far long work has come, on one line that is drawn over again. */
export interface Progress {
  /** What is being done now, and how much of it is done. Shown when the work has taken a second. */
  update(what: string, done?: number, total?: number | null): void;
  /** Takes the line away. Call it before anything else is written. */
  stop(): void;
}

interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Work shorter than this shows nothing: a line that flickers is worse than a short wait. */
const quietMs = 1000;
const redrawMs = 100;
const barWidth = 24;
const eraseLine = '\r\u001B[2K';

/** A progress line on a terminal; anywhere else one that never writes. */
export function createProgress(stream: ProgressStream): Progress {
  if (stream.isTTY !== true) return { update: () => {}, stop: () => {} };
  let line = '';
  let timer: NodeJS.Timeout | null = null;
  let isDrawn = false;
  let drawn = '';

  const draw = (): void => {
    if (line !== drawn) stream.write(`${eraseLine}${clip(line, (stream.columns ?? 80) - 1)}`);
    drawn = line;
    isDrawn = true;
    timer = setTimeout(draw, redrawMs);
    timer.unref();
  };
  return {
    update(what, done, total) {
      line = progressLine(what, done, total ?? undefined);
      if (timer === null) {
        timer = setTimeout(draw, quietMs);
        // Progress never keeps a finished command from ending.
        timer.unref();
      }
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (isDrawn) stream.write(eraseLine);
      isDrawn = false;
      drawn = '';
    },
  };
}

function progressLine(what: string, done: number | undefined, total: number | undefined): string {
  const name = inertLine(what);
  if (done === undefined) return `${name} …`;
  if (total === undefined || total <= 0) return `${name}  ${done.toLocaleString('en')}`;
  const filled = Math.round(Math.min(1, done / total) * barWidth);
  const bar = '━'.repeat(filled) + '─'.repeat(barWidth - filled);
  return `${bar}  ${name}  ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
}
