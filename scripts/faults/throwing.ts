import { KnownError } from '../../src/errors.ts';

/** What any call may do instead of what it should, and what only one that is waited for can. */
export const mannersOfAll = ['throws an error', 'throws a text', 'throws nothing at all'] as const;
export const manners = [
  ...mannersOfAll,
  'rejects with an error',
  'rejects with a plain problem',
  'rejects with null',
  'never settles',
] as const;
export type Manner = (typeof manners)[number];

/** A call as it went. */
export interface Call {
  readonly name: string;
  /** It gave a promise. */
  isAwaited: boolean;
}

/** Counts the calls of everything that was wrapped, and spoils one of them. */
export interface Spoiler {
  /** The same object, with every method counted; what its methods return is as it was. */
  wrap<T extends object>(name: string, parts: T): T;
  /** Counts from here; the call with this number goes wrong, `null` for none. */
  arm(call: number | null, manner: Manner): void;
  /** The calls since then, in order. */
  readonly calls: () => readonly Call[];
  /** What went wrong, once it has. */
  readonly spoiled: () => string | null;
}

export function createSpoiler(): Spoiler {
  let armed: number | null = null;
  let manner: Manner = 'throws an error';
  let calls: Call[] = [];
  let spoiled: string | null = null;

  const called = (name: string, go: () => unknown): unknown => {
    const call = { name, isAwaited: false };
    calls.push(call);
    if (calls.length - 1 !== armed) {
      const value = go();
      call.isAwaited = value instanceof Promise;
      return value;
    }
    armed = null;
    spoiled = name;
    return misbehave(manner);
  };
  return {
    wrap(name, parts) {
      return new Proxy(parts, {
        get(target, key) {
          const value: unknown = Reflect.get(target, key);
          if (typeof value !== 'function' || typeof key === 'symbol') return value;
          return (...args: readonly unknown[]): unknown =>
            called(`${name}.${key}`, () => Reflect.apply(value, target, args));
        },
      });
    },
    arm(call, how) {
      armed = call;
      manner = how;
      calls = [];
      spoiled = null;
    },
    calls: () => calls,
    spoiled: () => spoiled,
  };
}

/* oxlint-disable typescript/only-throw-error, typescript/prefer-promise-reject-errors -- that is what is tried */
function misbehave(manner: Manner): unknown {
  switch (manner) {
    case 'throws an error':
      throw new TypeError('invented: a bug');
    case 'throws a text':
      throw 'invented: no error at all';
    case 'throws nothing at all':
      throw undefined;
    case 'rejects with an error':
      return Promise.reject(new Error('invented: it failed later'));
    case 'rejects with a plain problem':
      return Promise.reject(new KnownError('disk', 'Invented: the disk is full.'));
    case 'rejects with null':
      return Promise.reject(null);
    case 'never settles':
      return new Promise(() => {});
  }
}
