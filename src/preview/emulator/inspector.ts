import { isObject } from './json.ts';
import type { JsonObject } from './json.ts';

export type Path = readonly (string | number)[];

export interface Problem {
  readonly path: Path;
  /** Discord's name for it. */
  readonly code: string;
  readonly message: string;
}

/** Reads fields of a body and notes what Discord would not take. Each reader gives null for a field it could not use. */
export interface Inspector {
  readonly problems: readonly Problem[];
  bad(path: Path, code: string, message: string): void;
  /** Lengths are in code points, without white space at the ends. */
  text(
    owner: JsonObject,
    key: string,
    path: Path,
    rule: { min?: number; max: number; required?: boolean },
  ): string | null;
  whole(
    owner: JsonObject,
    key: string,
    path: Path,
    rule: { low: number; high: number; required?: boolean },
  ): number | null;
  truth(owner: JsonObject, key: string, path: Path): void;
  oneOf(
    owner: JsonObject,
    key: string,
    path: Path,
    choices: readonly number[],
    required?: boolean,
  ): number | null;
  /** Entries that are no objects are reported and left out. */
  objects(
    owner: JsonObject,
    key: string,
    path: Path,
    rule: { min?: number; max: number; required?: boolean },
  ): readonly (readonly [JsonObject, Path])[];
}

export function lengthOf(text: string): number {
  return Array.from(text.trim()).length;
}

export function createInspector(): Inspector {
  const problems: Problem[] = [];
  const bad: Inspector['bad'] = (path, code, message) => {
    problems.push({ path, code, message });
  };
  /** Undefined and null are the same to Discord, but for a field that must be there. */
  const present = (owner: JsonObject, key: string, path: Path, required = false): unknown => {
    const value = owner[key] ?? null;
    if (value === null && required) bad([...path, key], 'BASE_TYPE_REQUIRED', 'This field is required');
    return value;
  };

  return {
    problems,
    bad,
    text(owner, key, path, { min = 0, max, required = false }) {
      const value = present(owner, key, path, required);
      if (value === null) return null;
      if (typeof value !== 'string') {
        bad([...path, key], 'STRING_TYPE_CONVERT', 'Could not interpret the value as string.');
        return null;
      }
      const length = lengthOf(value);
      if (length < min || length > max) {
        bad([...path, key], 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
      }
      return value;
    },
    whole(owner, key, path, { low, high, required = false }) {
      const value = present(owner, key, path, required);
      if (value === null) return null;
      if (typeof value !== 'number' || !Number.isInteger(value)) {
        bad([...path, key], 'NUMBER_TYPE_COERCE', 'Value is not int.');
        return null;
      }
      if (value < low || value > high)
        bad([...path, key], 'NUMBER_TYPE_RANGE', `int value should be between ${low} and ${high}.`);
      return value;
    },
    truth(owner, key, path) {
      const value = present(owner, key, path);
      if (value !== null && typeof value !== 'boolean')
        bad([...path, key], 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.');
    },
    oneOf(owner, key, path, choices, required = false) {
      const value = present(owner, key, path, required);
      if (value === null) return null;
      if (typeof value === 'number' && choices.includes(value)) return value;
      bad([...path, key], 'BASE_TYPE_CHOICES', `Value must be one of {${choices.join(', ')}}.`);
      return null;
    },
    objects(owner, key, path, { min = 0, max, required = false }) {
      const value = present(owner, key, path, required);
      if (value === null) return [];
      if (!Array.isArray(value)) {
        bad([...path, key], 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType.');
        return [];
      }
      if (value.length < min || value.length > max)
        bad([...path, key], 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
      return value.flatMap((entry: unknown, at) => {
        const place = [...path, key, at];
        if (isObject(entry)) return [[entry, place] as const];
        bad(place, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType.');
        return [];
      });
    },
  };
}
