import { readFileSync } from 'node:fs';
import { KnownError } from '../errors.ts';

/** One object of a JSON Lines file, with readers that say which line is wrong when a field is. */
export interface JsonLine {
  /** From 1. */
  readonly line: number;
  has(field: string): boolean;
  /** Not empty. */
  text(field: string): string;
  /** `null` also where the field is absent. */
  textOrNull(field: string): string | null;
  /** Empty where the field is absent. */
  texts(field: string): string[];
  flag(field: string): boolean;
  /** A `KnownError` that names file and line. */
  problem(what: string): KnownError;
}

/**
 * Reads a file of one JSON object a line. Blank lines are passed over; a byte order mark is dropped.
 *
 * @throws KnownError `usage` when the file cannot be read, is not UTF-8, is empty, or a line is not an object
 */
export function readJsonLines(file: string): JsonLine[] {
  const lines: JsonLine[] = [];
  for (const [at, written] of decode(file).split('\n').entries()) {
    if (written.trim() === '') continue;
    lines.push(readLine(file, at + 1, written));
  }
  if (lines.length === 0) throw new KnownError('usage', `${file} is empty. It takes one JSON object a line.`);
  return lines;
}

/** @throws KnownError `usage` naming the second line of two with one id */
export function refuseDuplicateIds(lines: readonly JsonLine[]): void {
  const seen = new Map<string, number>();
  for (const line of lines) {
    const id = line.text('id');
    const first = seen.get(id);
    if (first !== undefined)
      throw line.problem(`the id "${id}" is already that of line ${first}. Give each its own.`);
    seen.set(id, line.line);
  }
}

function decode(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new KnownError('usage', `${file} cannot be read (${code}). Check the path.`, { cause });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new KnownError('usage', `${file} is not UTF-8. Save it as UTF-8.`, { cause });
  }
}

function readLine(file: string, line: number, written: string): JsonLine {
  const problem = (what: string): KnownError => new KnownError('usage', `${file}:${line}: ${what}`);
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    throw problem('this line is not JSON. It takes one JSON object a line.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw problem('this line is not a JSON object. It takes one JSON object a line.');
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  return {
    line,
    problem,
    has: (field) => fields.has(field),
    text(field) {
      const found = fields.get(field);
      if (typeof found !== 'string' || found.trim() === '')
        throw problem(`"${field}" must be text that is not blank.`);
      return found;
    },
    textOrNull(field) {
      const found = fields.get(field) ?? null;
      if (found !== null && typeof found !== 'string') throw problem(`"${field}" must be text or null.`);
      return found;
    },
    texts(field) {
      const found = fields.get(field) ?? [];
      const isList = Array.isArray(found) && found.every((item) => typeof item === 'string');
      if (!isList) throw problem(`"${field}" must be a list of texts.`);
      return found;
    },
    flag(field) {
      const found = fields.get(field);
      if (typeof found !== 'boolean') throw problem(`"${field}" must be true or false.`);
      return found;
    },
  };
}
