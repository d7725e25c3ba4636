import { systemCode } from '../errors.ts';
import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { readSmallText } from './files.ts';

/** Who holds a lock, as its file says. */
export interface Holder {
  /** Tells one lock from the next. */
  readonly token: string;
  readonly pid: number;
  /** When the process started, in the system's own count, where it says: process numbers are used again. */
  readonly processStart: string | null;
  /** The machine, or the container, whose process numbers these are. */
  readonly place: string;
  readonly since: string;
}

/** Of a lock file: a few hundred. */
const mostBytes = 100_000;
/** What is not there, and what cannot be a lock file of ours. */
const saysNothing: ReadonlySet<string> = new Set(['ENOENT', 'ELOOP', 'EISDIR', 'not a file', 'too large']);

/** How long a lock may lie untouched by a holder whose process cannot be seen from here. */
export const silentMs = 120_000;

/** This process, with a new token. */
export function describeSelf(): Holder {
  return {
    token: randomBytes(8).toString('hex'),
    pid: process.pid,
    processStart: processStart(process.pid),
    place: placeOfProcess(),
    since: new Date().toISOString(),
  };
}

/** The holder in a lock file; `null` when there is no file, or none that says so. */
export async function readHolder(file: string): Promise<Holder | null> {
  let text: string;
  try {
    text = await readSmallText(file, mostBytes);
  } catch (error) {
    if (saysNothing.has(systemCode(error) ?? '')) return null;
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  const { token, pid, processStart, place, since } = value as Partial<Record<keyof Holder, unknown>>;
  return (
    typeof token === 'string' &&
    /^[0-9a-f]+$/.test(token) &&
    typeof pid === 'number' &&
    Number.isSafeInteger(pid) &&
    pid > 0 &&
    (processStart === null || typeof processStart === 'string') &&
    typeof place === 'string' &&
    typeof since === 'string'
  );
}

/** Whether the process that a lock file names still runs. */
export async function isAlive(file: string, holder: Holder): Promise<boolean> {
  if (holder.place !== placeOfProcess()) return (await ageOf(file)) < silentMs;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // Not allowed to signal it: it is there.
    if (systemCode(error) !== 'EPERM') return false;
  }
  const start = processStart(holder.pid);
  return start === null || holder.processStart === null || start === holder.processStart;
}

/** The start of a process in clock ticks since the machine's; `null` where there is no /proc to say. */
function processStart(pid: number): string | null {
  const stat = readProc(`/proc/${pid}/stat`);
  // The name, second and in brackets, may hold anything; the start is the 22nd field.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** Two processes with the same place can see each other's numbers. */
function placeOfProcess(): string {
  const boot = readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  return [hostname(), boot, readNamespace()].join(' ').trim();
}

function readNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch (error) {
    if (systemCode(error) === null) throw error;
    return '';
  }
}

function readProc(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === null) throw error;
    return null;
  }
}

/** Milliseconds since a file was touched; 0 when it is gone. */
export async function ageOf(file: string): Promise<number> {
  try {
    return Date.now() - (await stat(file)).mtimeMs;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 0;
    throw error;
  }
}

/** For the message that a lock is taken. */
export function describeHolder({ pid, place, since }: Holder): string {
  const host = place.split(' ')[0] ?? '';
  return `process ${pid}${host === hostname() ? '' : ` on ${host}`} has been building since ${since}`;
}
