import type { REST } from 'discord.js';
import { createBreaker, type Breaker } from './breaker.ts';
import { createGate, type Gate } from './gate.ts';
import { PausedError } from './rest-error.ts';

/** The way to Discord that each client has. */
const lines = new WeakMap<REST, Gate>();

/** Has a breaker say how many of a client's requests may be under way, and whether any may. */
export function guardLine(rest: REST, breaker: Breaker): Gate {
  const line = createGate({
    room: () => breaker.room(),
    closed: () => (breaker.isOpen() ? new PausedError() : null),
  });
  lines.set(rest, line);
  return line;
}

export function lineOf(rest: REST): Gate {
  return lines.get(rest) ?? guardLine(rest, createBreaker());
}
