import { stat } from 'node:fs/promises';
import path from 'node:path';
import { projectDir, type Config } from '../config.ts';
import { walkFolder } from '../corpus/walk.ts';
import { KnownError } from '../errors.ts';
import { readCurrent } from '../index/current.ts';

/** One thing that Footnote needs. */
export interface Check {
  /** `later` is not there and need not be: it is made, fetched or done without. */
  readonly state: 'there' | 'later' | 'missing';
  readonly line: string;
}

const marks = { there: '✓', later: '·', missing: '✗' } as const;
/** Counting stops here: the number only has to show that the folder is the right one. */
const mostCounted = 10_000;

/** What is there and what is missing, in the order in which one would put it right. Nothing is opened or built. */
export async function checklist(config: Config): Promise<Check[]> {
  const needed = [...(await checkDocuments(config.documentsDir)), await checkModel(config)];
  const isBuilt = needed.every(({ state }) => state !== 'missing');
  return [
    ...needed,
    await checkIndex(config.indexDir, isBuilt),
    config.discordToken === null
      ? later('No DISCORD_TOKEN: a preview starts in its place (README, "Your own bot")')
      : there('A token for Discord'),
  ];
}

/** As lines to print. */
export function checklistLines(checks: readonly Check[]): string[] {
  return checks.map(({ state, line }) => `${marks[state]} ${line}`);
}

async function checkDocuments(folder: string): Promise<Check[]> {
  try {
    let count = 0;
    for await (const found of walkFolder(folder)) {
      if (found.kind === 'file') count += 1;
      if (count === mostCounted) break;
    }
    const many = `${count.toLocaleString('en')}${count === mostCounted ? ' or more' : ''}`;
    return [
      there(`Documents folder: ${shown(folder)}`),
      count === 0
        ? missing('No documents in it: put text, Markdown, HTML, PDF or Word files there')
        : there(`${many} ${count === 1 ? 'file' : 'files'} to read in it`),
    ];
  } catch (error) {
    if (error instanceof KnownError) return [missing(error.message)];
    throw error;
  }
}

async function checkModel({ embeddingModel }: Config): Promise<Check> {
  const folder = path.resolve(projectDir, embeddingModel);
  const isFolder = (await stat(folder).catch(() => null))?.isDirectory() === true;
  if (isFolder) return there(`Embedding model: ${shown(folder)}`);
  // A hub model is looked for when it is opened, in its folder first.
  return /^[\w.-]+\/[\w.-]+(?:@[\w./-]+)?$/.test(embeddingModel)
    ? later(`Embedding model ${embeddingModel}: of the hub, downloaded if it has not been yet`)
    : missing(
        `Embedding model ${embeddingModel}: there is no such folder. Set EMBEDDING_MODEL, or leave it empty`,
      );
}

/** @param isBuilt whether everything is there that building takes */
async function checkIndex(folder: string, isBuilt: boolean): Promise<Check> {
  const { kind } = await readCurrent(folder);
  const [check, line, next] = {
    named: [there, `Index: ${shown(folder)}`, ', brought up to date now'] as const,
    missing: [later, `No index in ${shown(folder)} yet`, ': it is built now'] as const,
    damaged: [later, `The index in ${shown(folder)} is damaged`, ': it is built anew'] as const,
  }[kind];
  return check(isBuilt ? `${line}${next}` : line);
}

/** A path as an operator would type it in the project folder. */
function shown(folder: string): string {
  const relative = path.relative(projectDir, folder);
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? folder : relative;
}

function there(line: string): Check {
  return { state: 'there', line };
}

function later(line: string): Check {
  return { state: 'later', line };
}

function missing(line: string): Check {
  return { state: 'missing', line };
}
