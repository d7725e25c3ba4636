import type { REST } from 'discord.js';
import { createGate, type Gate } from './gate.ts';

/**
 * Each request under way has a connection of its own. With as many as there are requests, 10,000 commands at once were all
 * too late; and at a tenth of a second to Discord and back, 10,000 first responses in 2.4 s take more than 400.
 */
const mostAtOnce = 500;

/** The way to Discord that each client has. */
const lines = new WeakMap<REST, Gate>();

export function lineOf(rest: REST): Gate {
  const known = lines.get(rest);
  if (known !== undefined) return known;
  const line = createGate({ room: () => mostAtOnce });
  lines.set(rest, line);
  return line;
}
