import picocolors from 'picocolors';

type Environment = Readonly<Record<string, string | undefined>>;

/** How to write to one stream. Without colours each function gives its text back, and quotes are set in «…». */
export interface Style {
  readonly isStyled: boolean;
  /** Columns to fill at most. */
  readonly width: number;
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
  /** Markers, numbers and prompts: what the eye should find again. */
  readonly accent: (text: string) => string;
  /** What needs a look but is no failure. */
  readonly attention: (text: string) => string;
  /** A quote among its surroundings. */
  readonly quote: (text: string) => string;
}

/** Lines longer than this are tiring to read, however wide the window is. */
const widestText = 100;
/** Where nobody says how wide the output is. */
const usualWidth = 80;
const narrowestText = 24;

/**
 * Chooses the style for a stream: colours only on a terminal, unless FORCE_COLOR or NO_COLOR (https://no-color.org)
 * say otherwise. FORCE_COLOR wins over NO_COLOR, as in Node.js itself.
 */
export function styleFor(
  stream: { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined },
  environment: Environment,
): Style {
  const columns = stream.isTTY === true && (stream.columns ?? 0) > 0 ? stream.columns! : usualWidth;
  return makeStyle(
    wantsColors(stream.isTTY === true, environment),
    Math.min(Math.max(columns, narrowestText), widestText),
  );
}

/** A style with or without colours, for text of at most `width` columns. */
export function makeStyle(isStyled: boolean, width: number): Style {
  const colors = picocolors.createColors(isStyled);
  return {
    isStyled,
    width,
    bold: colors.bold,
    faint: colors.dim,
    accent: colors.cyan,
    attention: colors.yellow,
    quote: isStyled ? colors.bold : (text) => `«${text}»`,
  };
}

function wantsColors(isTerminal: boolean, environment: Environment): boolean {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  return isTerminal && environment['TERM'] !== 'dumb';
}
