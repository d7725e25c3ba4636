import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';

/** What `/proc` counts in. */
const tickMs = 10;

/**
 * Starts to watch what other programs take of this machine.
 *
 * @param pids the processes that are not other programs, and neither are their children
 * @returns tells which part of all processors they have had since, 0 to 1; 0 where the system does not say
 */
export function watchOthers(pids: readonly number[]): () => number {
  const began = performance.now();
  const before = ticksOfAll() - ticksOf(pids);
  return () => {
    const others = ticksOfAll() - ticksOf(pids) - before;
    return Math.max(0, (others * tickMs) / ((performance.now() - began) * availableParallelism()));
  };
}

/** Ticks in which any processor worked, or was kept from this machine by the one beneath it. */
function ticksOfAll(): number {
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, soft = 0, stolen = 0] = numbersIn(
    '/proc/stat',
    /^cpu +(.*)$/m,
  );
  return user + nice + system + interrupts + soft + stolen;
}

function ticksOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    // Behind the name, which may hold anything. Its own ticks, and those of its children that have ended.
    const fields = numbersIn(`/proc/${pid}/stat`, /\) \S (.*)$/s).slice(10, 14);
    return sum + fields.reduce((all, ticks) => all + ticks, 0);
  }, 0);
}

function numbersIn(file: string, pattern: RegExp): number[] {
  try {
    return (pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? '').trim().split(/\s+/).map(Number);
  } catch {
    // Only Linux tells it this way, and of a process that is there.
    return [];
  }
}
