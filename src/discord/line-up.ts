/** First in, first out. `Array.shift` moves all that remain: of 10,000 that waited, each made the others cost more than itself. */
export interface LineUp<T> {
  push(one: T): void;
  shift(): T | undefined;
  readonly size: number;
}

export function createLineUp<T>(): LineUp<T> {
  let coming: T[] = [];
  // The next is last.
  let going: T[] = [];
  return {
    push(one) {
      coming.push(one);
    },
    shift() {
      if (going.length === 0) [coming, going] = [[], coming.reverse()];
      return going.pop();
    },
    get size() {
      return coming.length + going.length;
    },
  };
}
