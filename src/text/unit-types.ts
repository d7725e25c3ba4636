import type { AnswerType } from './answer-heads.ts';

const unitTypes: readonly (readonly [RegExp, AnswerType])[] = [
  [/^(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades|centuries|nights)$/, 'duration'],
  [/^(?:tons?|tonnes?|kilos?|kilograms?|kg|grams?|pounds|ounces|stone)$/, 'weight'],
  [/^(?:lit(?:er|re)s?|gallons?|barrels?|pints?|millilit(?:er|re)s?)$/, 'volume'],
  [
    /^(?:met(?:er|re)s?|kilomet(?:er|re)s?|km|miles?|feet|foot|inches|centimet(?:er|re)s?|millimet(?:er|re)s?|yards)$/,
    'length',
  ],
  [/^(?:acres?|hectares?)$/, 'area'],
  [/^(?:percent|percentage)$/, 'percentage'],
  [
    /^(?:euros?|dollars?|kroner|kronor|pounds sterling|shillings?|rupees|francs|zlotys|yen|cents|pence)$/,
    'money',
  ],
  [/^(?:degrees?)$/, 'temperature'],
  [/^(?:mph|knots)$/, 'speed'],
];

/** What is measured in a unit: a weight in "kilos", a time in "days". */
export function typeOfUnit(unit: string): AnswerType | null {
  return unitTypes.find(([pattern]) => pattern.test(unit))?.[1] ?? null;
}
