import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { inertLine } from '../text/inert.ts';

export interface SessionParts {
  readonly input: Readable;
  readonly output: Writable & { readonly isTTY?: boolean };
  readonly prompt: string;
  /** Shown once at the start. */
  readonly greeting: readonly string[];
  /** Answers one question, as lines to print. */
  readonly ask: (question: string) => Promise<readonly string[]>;
  /** The documents, as lines to print. */
  readonly sources: () => Promise<readonly string[]>;
  /** Words for an error that one question met; the session goes on. */
  readonly describeError: (error: unknown) => readonly string[];
  /** Ends the session from outside, as a signal to the process does. */
  readonly signal?: AbortSignal;
}

const helpLines = [
  '',
  '  Type a question and press Enter.',
  '',
  '  :sources   list the documents',
  '  :help      show this',
  '  :quit      leave (as do Ctrl-C and Ctrl-D)',
  '',
];

const leavingWords: ReadonlySet<string> = new Set([':quit', ':q', ':exit', 'quit', 'exit']);
const rememberedLines = 200;

/**
 * Asks for questions line by line until the person leaves. Lines typed or pasted while an answer is being made wait
 * their turn.
 *
 * What was asked can be called back with the arrow keys, and is gone with the session: a history file would keep
 * people's questions on disk.
 */
export async function runSession(parts: SessionParts): Promise<void> {
  const { input, output } = parts;
  const lines = createInterface({
    input,
    output,
    prompt: parts.prompt,
    historySize: rememberedLines,
    removeHistoryDuplicates: true,
  });
  let hasLeft = false;
  const leave = (): void => {
    hasLeft = true;
    lines.close();
  };
  parts.signal?.addEventListener('abort', leave, { once: true });
  lines.on('SIGINT', leave);
  const print = (shown: readonly string[]): void => {
    output.write(shown.map((line) => `${line}\n`).join(''));
  };

  print(parts.greeting);
  if (parts.signal?.aborted === true) leave();
  else lines.prompt();
  // A closed interface would be waited for without an end.
  for await (const line of hasLeft ? [] : lines) {
    const said = line.trim();
    if (hasLeft || leavingWords.has(said.toLowerCase())) break;
    if (said !== '') print(await replyTo(said, parts));
    if (!hasLeft) lines.prompt();
  }
  lines.close();
  parts.signal?.removeEventListener('abort', leave);
  // The shell's own prompt starts on a line of its own.
  output.write('\n');
}

async function replyTo(said: string, parts: SessionParts): Promise<readonly string[]> {
  try {
    if (!said.startsWith(':')) return await parts.ask(said);
    const command = said.toLowerCase();
    if (command === ':sources') return await parts.sources();
    if (command === ':help') return helpLines;
    return ['', `  There is no command ${inertLine(said.split(/\s/)[0] ?? '')}; :help lists them.`, ''];
  } catch (error) {
    return ['', ...parts.describeError(error).map((line) => `  ${line}`), ''];
  }
}
