import type { REST } from 'discord.js';
import { createBreaker, type Breaker } from './breaker.ts';
import { createGate, type Gate } from './gate.ts';
import { createPace } from './pace.ts';
import { PausedError } from './rest-error.ts';

/** The way to Discord that each client has. */
export interface Line extends Gate {
  /** Takes how many milliseconds a first response was under way until Discord's answer was read. */
  readonly took: (ms: number) => void;
}

const lines = new WeakMap<REST, Line>();

/** Has a breaker say how many of a client's requests may be under way, and whether any may; and first responses find their pace. */
export function guardLine(rest: REST, breaker: Breaker): Line {
  const pace = createPace();
  const gate = createGate({
    room: () => breaker.room(),
    urgentRoom: () => pace.room(),
    othersRoom: () => breaker.roomForOthers(),
    closed: () => (breaker.isOpen() ? new PausedError() : null),
  });
  const line = { ...gate, took: (ms: number) => pace.took(ms) };
  lines.set(rest, line);
  return line;
}

export function lineOf(rest: REST): Line {
  return lines.get(rest) ?? guardLine(rest, createBreaker());
}
