import { ComponentType, type APITextDisplayComponent } from 'discord.js';
import { inertLine } from '../text/inert.ts';
import { readShown, shown } from './markdown.ts';
import { cutMark, shortened } from './shorten.ts';

/** The text display with this component id holds the question and nothing else: buttons read it back after a restart. */
export const questionTextId = 1;

/** 500 code points of a question are asked and shown; more than anybody types. */
const shortEnough = /^.{0,500}$/su;
/** A longer question is set small, so that it does not outshine its answer. */
const longQuestion = 160;

/** A question as it is asked and shown: one inert line, cut with a mark where it is too long. Ask this, not what was typed. */
export function asQuestion(typed: string): string {
  return shortened(inertLine(typed), (piece) => shortEnough.test(piece));
}

/** @param none stands where the question holds nothing to show */
export function questionText(typed: string, none: string = cutMark): APITextDisplayComponent {
  const question = asQuestion(typed) || none;
  const line = shown(question);
  const content = question.length > longQuestion ? `${small}${line}` : `${bold}${line}${bold}`;
  return { type: ComponentType.TextDisplay, id: questionTextId, content };
}

const small = '-# ';
const bold = '**';

/** The question of a message of ours, from its components as the API has them; `null` for a message without one. */
export function readQuestion(components: readonly unknown[]): string | null {
  for (const component of components) {
    if (typeof component !== 'object' || component === null) continue;
    const { id, content, components: inner } = component as Readonly<Record<string, unknown>>;
    if (id === questionTextId && typeof content === 'string') return questionIn(content);
    const found = Array.isArray(inner) ? readQuestion(inner) : null;
    if (found !== null) return found;
  }
  return null;
}

function questionIn(content: string): string | null {
  if (content.startsWith(small)) return readShown(content.slice(small.length));
  if (content.length > 2 * bold.length && content.startsWith(bold) && content.endsWith(bold))
    return readShown(content.slice(bold.length, -bold.length));
  return null;
}
