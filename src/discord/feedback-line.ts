import type { Feedback, Reason, Vote } from './feedback.ts';

/** One vote as a line of a file. */
export interface VoteLine extends Feedback {
  /** ISO 8601. */
  readonly at: string;
  /** Stands for one person and one answer; nobody without the key can tell whom. */
  readonly voter: string;
}

const votes: ReadonlySet<unknown> = new Set<Vote>(['helpful', 'not-helpful']);
/** In the order in which people are offered them. */
export const reasons = [
  'wrong-passage',
  'missing',
  'outdated',
  'irrelevant',
  'other',
] as const satisfies readonly Reason[];

/** A blank line before it, so that a line that a full disk cut short spoils no other. */
export function writeVote(line: VoteLine): string {
  return `\n${JSON.stringify({ version: 1, ...line })}\n`;
}

/** The votes of a file in order, and how many of its lines are damaged. */
export function readVotes(text: string): { votes: VoteLine[]; damaged: number } {
  const found: VoteLine[] = [];
  let damaged = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const vote = readVote(line);
    if (vote === null) damaged += 1;
    else found.push(vote);
  }
  return { votes: found, damaged };
}

export function isReason(value: unknown): value is Reason {
  return (reasons as readonly unknown[]).includes(value);
}

function readVote(line: string): VoteLine | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { at, voter, answer, generation, vote, reason, question, comment } = value as Record<string, unknown>;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return null;
  if (typeof voter !== 'string' || typeof answer !== 'string' || typeof generation !== 'string') return null;
  if (!votes.has(vote) || !(reason === null || isReason(reason))) return null;
  if (!isTextOrNull(question) || !isTextOrNull(comment)) return null;
  return { at, voter, answer, generation, vote: vote as Vote, reason, question, comment };
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
