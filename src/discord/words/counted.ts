import type { Language } from '../language.ts';

/** The forms that a counted noun takes, as far as the language has them. */
export interface Forms {
  readonly one?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** A number and its noun: "1 document", "5 документов". */
export function counted(language: Language, count: number, forms: Forms): string {
  const rule = new Intl.PluralRules(language).select(count);
  const form = rule === 'one' || rule === 'few' || rule === 'many' ? forms[rule] : undefined;
  return `${numeral(language, count)} ${form ?? forms.other}`;
}

export function numeral(language: Language, value: number, digits = 0): string {
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** "48 kB", "1.2 MB". */
export function fileSize(language: Language, bytes: number): string {
  const [unit, size] =
    bytes < 1000
      ? (['B', bytes] as const)
      : bytes < 999_500
        ? (['kB', bytes / 1000] as const)
        : (['MB', bytes / 1_000_000] as const);
  return `${numeral(language, size, size < 10 && unit === 'MB' ? 1 : 0)} ${unit}`;
}
