import { defaultThreshold } from '../answering/answer.ts';

/** The confidence from which each named level of abstention answers. */
export const levels: Readonly<Record<string, number>> = {
  cautious: 0.7,
  balanced: defaultThreshold,
  eager: 0.3,
};
