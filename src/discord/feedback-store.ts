import { createHmac, randomBytes } from 'node:crypto';
import { appendFile, readdir, rename, stat, unlink, writeFile } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import path from 'node:path';
import { KnownError, systemCode } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { readSmallText } from '../index/files.ts';
import type { Log } from '../log.ts';
import { readVotes, writeVote } from './feedback-line.ts';
import type { Feedback, FeedbackStore, FeedbackSummary, Reason } from './feedback.ts';

export interface FeedbackOptions {
  readonly dir: string;
  /** Votes older than this are deleted with the file of their day. */
  readonly days: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log?: Log;
}

/**
 * The votes in a folder: one file a day with a JSON object a line, only ever added to, so that several processes can
 * share it and a damaged line costs one vote. Opening never fails: a folder that cannot be written to is no reason to
 * answer no questions.
 */
export async function openFeedback(options: FeedbackOptions): Promise<FeedbackStore> {
  const { dir, days, now, log } = options;
  let prunedOn = '';
  await prune();
  // A quiet bot keeps its promise to delete, too.
  setInterval(() => void prune(), pruneEveryMs).unref();

  return {
    async record(user, feedback) {
      await prune();
      const at = new Date(now()).toISOString();
      try {
        await makeFolder(dir, 0o700);
        const voter = voterOf(await readKey(dir, log), user, feedback.answer);
        const file = path.join(dir, `${dayOf(at)}${ending}`);
        if ((await kindOf(file))?.isFIFO() === true) throw notAFile(file);
        await appendFile(file, writeVote({ at, voter, ...onlyWhatWasSaid(feedback) }), { mode: 0o600 });
        if ((await kindOf(file))?.isFile() !== true) throw notAFile(file);
      } catch (error) {
        throw new KnownError('disk', `A vote could not be kept in ${dir}: ${reasonFor(error)}`, {
          cause: error,
        });
      }
    },
    async summary() {
      await prune();
      return summarise();
    },
  };

  async function summarise(): Promise<FeedbackSummary> {
    const oldest = now() - days * dayMs;
    const latest = new Map<string, { readonly vote: Feedback['vote']; readonly reason: Reason | null }>();
    for (const name of await dayFiles()) {
      const { votes, damaged } = readVotes(await readDay(name));
      if (damaged > 0) log?.warn('damaged votes were passed over', { file: name, lines: damaged });
      for (const { at, voter, answer, vote, reason } of votes) {
        const who = `${voter} ${answer}`;
        if (Date.parse(at) < oldest) continue;
        latest.delete(who);
        latest.set(who, { vote, reason });
      }
    }
    let helpful = 0;
    const counts: Partial<Record<Reason, number>> = {};
    for (const { vote, reason } of latest.values()) {
      if (vote === 'helpful') helpful += 1;
      if (reason !== null) counts[reason] = (counts[reason] ?? 0) + 1;
    }
    return { helpful, notHelpful: latest.size - helpful, reasons: counts };
  }

  /** Deletes the files of days that are over for long enough. */
  async function prune(): Promise<void> {
    const today = dayOf(new Date(now()).toISOString());
    if (today === prunedOn) return;
    prunedOn = today;
    for (const name of await dayFiles()) {
      const endOfDay = Date.parse(`${name.slice(0, -ending.length)}T00:00:00Z`) + dayMs;
      if (endOfDay + days * dayMs > now()) continue;
      try {
        await unlink(path.join(dir, name));
      } catch (error) {
        log?.warn('old votes could not be deleted', { file: name, reason: reasonFor(error) });
      }
    }
  }

  /** In order of their days; none where there is no folder yet. */
  async function dayFiles(): Promise<string[]> {
    try {
      return (await readdir(dir)).filter((name) => dayFile.test(name)).toSorted();
    } catch (error) {
      if (!isMissing(error))
        log?.warn('the folder of votes cannot be read', { folder: dir, reason: reasonFor(error) });
      return [];
    }
  }

  async function readDay(name: string): Promise<string> {
    try {
      return await readSmallText(path.join(dir, name), mostBytes);
    } catch (error) {
      log?.warn('a file of votes cannot be read', { file: name, reason: reasonFor(error) });
      return '';
    }
  }
}

const ending = '.jsonl';
const dayFile = /^\d{4}-\d{2}-\d{2}\.jsonl$/;
/** Of one file: the votes of a day of a very busy server have a hundredth of it. */
const mostBytes = 256 * 1024 * 1024;
const dayMs = 24 * 60 * 60 * 1000;
const pruneEveryMs = dayMs / 4;
const keyFile = 'key';
const keyForm = /^[0-9a-f]{64}$/;

function dayOf(iso: string): string {
  return iso.slice(0, 10);
}

/** Words of a person only where they were told so: with a reason. */
function onlyWhatWasSaid(feedback: Feedback): Feedback {
  return feedback.reason === null ? { ...feedback, question: null, comment: null } : feedback;
}

/** Keyed with the answer as well, so that the file does not show which votes are one person's. */
function voterOf(key: string, user: string, answer: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex'))
    .update(`${user}\n${answer}`)
    .digest('hex')
    .slice(0, 32);
}

/** The key of this folder, made where there is none. */
async function readKey(dir: string, log: Log | undefined): Promise<string> {
  const file = path.join(dir, keyFile);
  const known = await readFileIfThere(file);
  if (known !== null && keyForm.test(known.trim())) return known.trim();
  if (known !== null) log?.warn('the key of the votes was damaged and is made anew', { file });
  const made = randomBytes(32).toString('hex');
  const temporary = `${file}.${process.pid}.${made.slice(0, 8)}`;
  await writeFile(temporary, `${made}\n`, { mode: 0o600, flag: 'wx' });
  await rename(temporary, file);
  // Of two processes that start at once, the later key is the one that both go on with.
  return (await readSmallText(file, mostBytes)).trim();
}

/** What lies there. A pipe in a file's place would be waited for, and a device take the vote and keep nothing. */
async function kindOf(file: string): Promise<Stats | null> {
  return stat(file).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

function notAFile(file: string): Error {
  return Object.assign(new Error(`${file} is not a file`), { code: 'not a file' });
}

async function readFileIfThere(file: string): Promise<string | null> {
  try {
    return await readSmallText(file, mostBytes);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return systemCode(error) === 'ENOENT';
}

/** What the operating system says; anything else is a bug. */
function reasonFor(error: unknown): string {
  const code = systemCode(error);
  if (code === null) throw error;
  return code === 'ENOSPC' ? 'the disk is full' : code;
}
