import { localName } from './command-search.ts';
import type { Choice, Option, OptionValue } from './protocol.ts';
import { channelTitle, type State } from './state.ts';

/** Whether it is chosen from a list, rather than only typed. */
export function hasEntries(option: Option): boolean {
  return (
    option.hasSuggestions ||
    option.choices.length > 0 ||
    option.type === 5 ||
    option.type === 6 ||
    option.type === 7
  );
}

/** What can be chosen, where the bot is not asked for it. */
export function fixedChoices(option: Option, state: State): readonly Choice[] {
  if (option.type === 5) return [plain(state.words.yes, 'true'), plain(state.words.no, 'false')];
  if (option.type === 6) return (state.snapshot?.people ?? []).map(({ name, id }) => plain(name, id));
  if (option.type === 7)
    return (state.snapshot?.channels ?? []).map((each) => plain(channelTitle(each), each.id));
  return option.choices;
}

export function choiceValue(option: Option, choice: Choice): OptionValue {
  return option.type === 5 ? choice.value === 'true' : choice.value;
}

/** What a typed text means for this option; ask `problemWith` first. */
export function typedValue(option: Option, text: string, state: State): OptionValue {
  const choice = option.hasSuggestions ? undefined : listed(option, text, state);
  if (choice !== undefined) return choiceValue(option, choice);
  return isNumber(option) ? Number(text) : text;
}

/** Why a text cannot be sent, in words; null when it can. */
export function problemWith(option: Option, text: string, state: State): string | null {
  const { words } = state;
  const { least, most } = option;
  if (text.trim() === '') return option.isRequired ? words.required : null;
  if (hasEntries(option) && !option.hasSuggestions)
    return listed(option, text, state) === undefined ? words.noChoices : null;
  if (isNumber(option)) {
    const value = Number(text);
    const isFit = Number.isFinite(value) && value >= (least ?? value) && value <= (most ?? value);
    return isFit && (option.type !== 4 || Number.isInteger(value)) ? null : words.notNumber;
  }
  if (least !== null && text.length < least) return words.tooShort(least);
  return most !== null && text.length > most ? words.tooLong(most) : null;
}

function listed(option: Option, text: string, state: State): Choice | undefined {
  const typed = text.trim().toLowerCase();
  return fixedChoices(option, state).find(
    (choice) => localName(choice, state.locale).toLowerCase() === typed,
  );
}

function isNumber({ type }: Option): boolean {
  return type === 4 || type === 10;
}

function plain(name: string, value: string): Choice {
  return { name, names: {}, value };
}
