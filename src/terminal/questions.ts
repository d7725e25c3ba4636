import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { KnownError } from '../errors.ts';

/** One question of a list. The id comes back with the answer as it was given. */
export interface ListedQuestion {
  readonly id?: string | number;
  readonly question: string;
}

/**
 * Reads questions as JSON lines, `{"id"?, "question"}` each; blank lines are passed over. All of them are checked
 * before any is returned, so that a wrong line is known before an answer has been printed.
 *
 * @param file a path, or `-` for standard input
 * @throws KnownError `usage` when the file cannot be read or a line is wrong, by number and reason
 */
export async function readQuestions(file: string, standardInput: Readable): Promise<ListedQuestion[]> {
  const name = file === '-' ? 'standard input' : file;
  const text = decode(file === '-' ? await buffer(standardInput) : await readBytes(file), name);
  const questions: ListedQuestion[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() !== '') questions.push(readLine(line, `${name}, line ${at + 1}`));
  }
  return questions;
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new KnownError('usage', `The questions in ${file} cannot be read (${code}). Check the path.`, {
      cause,
    });
  }
}

function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new KnownError('usage', `The questions in ${name} are not UTF-8. Save them as UTF-8.`, { cause });
  }
}

function readLine(line: string, place: string): ListedQuestion {
  const wrong = (what: string): KnownError =>
    new KnownError(
      'usage',
      `${place} ${what}. Each line takes {"id": "a1", "question": "Who …?"}; the id may be left out.`,
    );
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw wrong('is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong('is not a JSON object');
  const fields = value as Record<string, unknown>;
  const { id, question } = fields;
  if (typeof question !== 'string') throw wrong('has no text as its "question"');
  if (id === undefined || id === null) return { question };
  if (typeof id !== 'string' && typeof id !== 'number')
    throw wrong('has an "id" that is neither text nor a number');
  return { id, question };
}
