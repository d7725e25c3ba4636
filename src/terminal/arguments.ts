import { parseArgs } from 'node:util';
import { KnownError } from '../errors.ts';
import { nearestName } from './nearest-name.ts';

/** One option of a command. `value` names what it takes in the help text; without it the option is a switch. */
export interface OptionDefinition {
  readonly value?: string;
  readonly short?: string;
  readonly help: string;
}

/** A command as data: its help text and its parser both follow from this. */
export interface CommandDefinition {
  /** How it is called, for instance `npm run ask --`. */
  readonly call: string;
  readonly summary: string;
  /** One line for each way of calling it, without `call`. */
  readonly usage: readonly string[];
  readonly options: Readonly<Record<string, OptionDefinition>>;
  /** Whether words that belong to no option are taken. */
  readonly words: boolean;
  /** Lines below the options: examples, what a person would ask next. */
  readonly notes?: readonly string[];
}

/** What was typed. An option that was not given is absent; a switch that was given is in `switches`. */
export interface Arguments {
  readonly values: Readonly<Record<string, string>>;
  readonly switches: ReadonlySet<string>;
  readonly words: readonly string[];
}

/** The options that mean the same in every command. */
export const commonOptions = {
  documents: { value: 'DIR', help: 'folder of documents (setting DOCUMENTS_DIR)' },
  index: { value: 'DIR', help: 'folder of the index (setting INDEX_DIR)' },
  model: { value: 'ID-or-DIR', help: 'embedding model (setting EMBEDDING_MODEL)' },
  help: { short: 'h', help: 'show this text' },
} as const satisfies Record<string, OptionDefinition>;

/**
 * Reads a command line.
 *
 * @throws KnownError `usage` for an unknown option (naming the nearest one), a missing or unexpected value, an
 * option given twice, or words where the command takes none
 */
export function parseArguments(command: CommandDefinition, args: readonly string[]): Arguments {
  // `strict` would throw node's own wording; the tokens say the same and let us name the remedy.
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(command.options).map(([name, { value, short }]) => [
        name,
        {
          type: value === undefined ? ('boolean' as const) : ('string' as const),
          ...(short === undefined ? {} : { short }),
        },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const values: Record<string, string> = {};
  const switches = new Set<string>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const definition = Object.hasOwn(command.options, token.name) ? command.options[token.name] : undefined;
    if (definition === undefined) throw unknownOption(command, token.rawName);
    if (Object.hasOwn(values, token.name) || switches.has(token.name)) {
      throw usageError(command, `--${token.name} is given twice; give it once`);
    }
    if (definition.value === undefined) {
      if (token.value !== undefined) {
        throw usageError(command, `--${token.name} is a switch and takes no value, but got "${token.value}"`);
      }
      switches.add(token.name);
      continue;
    }
    values[token.name] = checkedValue(
      command,
      token.name,
      definition.value,
      token.value,
      token.inlineValue === true,
    );
  }
  if (words.length > 0 && !command.words) {
    throw usageError(
      command,
      `"${words.join(' ')}" belongs to no option, and this command takes none beside its options`,
    );
  }
  return { values, switches, words };
}

/** The text that `--help` prints, one line each. */
export function helpLines(command: CommandDefinition): string[] {
  const rows = Object.entries(command.options).map(([name, { value, short, help }]) => ({
    left: `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  }));
  const width = Math.max(...rows.map((row) => row.left.length));
  return [
    command.summary,
    '',
    'Usage',
    ...command.usage.map((usage) => `  ${command.call} ${usage}`.trimEnd()),
    '',
    'Options',
    ...rows.map((row) => `  ${row.left.padEnd(width)}   ${row.help}`),
    ...(command.notes === undefined ? [] : ['', ...command.notes]),
  ];
}

function checkedValue(
  command: CommandDefinition,
  name: string,
  placeholder: string,
  value: string | undefined,
  isInline: boolean,
): string {
  if (value === undefined || value === '') {
    throw usageError(command, `--${name} needs a value: --${name} ${placeholder}`);
  }
  // `--documents --json` is a forgotten value more often than a folder called "--json"; "-" alone is standard input.
  if (!isInline && value.length > 1 && value.startsWith('-')) {
    throw usageError(
      command,
      `--${name} needs a value but is followed by "${value}"; if that is the value, write --${name}=${value}`,
    );
  }
  return value;
}

function unknownOption(command: CommandDefinition, rawName: string): KnownError {
  const name = rawName.replace(/^-+/, '');
  const nearest = nearestName(name, Object.keys(command.options));
  return usageError(
    command,
    `There is no option ${rawName}${nearest === null ? '' : `; did you mean --${nearest}?`}`,
  );
}

function usageError(command: CommandDefinition, problem: string): KnownError {
  return new KnownError(
    'usage',
    `${problem.replace(/[.?]?$/, (end) => end || '.')} All options: ${command.call} --help`,
  );
}
