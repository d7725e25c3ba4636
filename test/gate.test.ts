import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createGate, type Gate, type Turn } from '../src/discord/gate.ts';
import { createLineUp } from '../src/discord/line-up.ts';
import { CrowdedError } from '../src/discord/rest-error.ts';

/** Notes who came in and who gave up, in order, and keeps how each of them leaves. */
function watched(gate: Gate): {
  readonly order: string[];
  readonly leaves: Map<string, () => void>;
  readonly enter: (name: string, turn?: Partial<Turn>) => void;
} {
  const order: string[] = [];
  const leaves = new Map<string, () => void>();
  return {
    order,
    leaves,
    enter(name, turn = {}) {
      gate.enter({ isUrgent: false, until: performance.now() + 60_000, ...turn }).then(
        (leave) => {
          order.push(name);
          return leaves.set(name, leave);
        },
        (error: unknown) => order.push(`${name}: ${error instanceof Error ? error.message : String(error)}`),
      );
    },
  };
}

test('so many at a time, the urgent ones first, and a place that is given back is taken at once', async () => {
  const gate = createGate({ room: () => 2 });
  const { order, leaves, enter } = watched(gate);
  for (const name of ['a', 'b', 'c', 'd']) enter(name);
  assert.equal(gate.isCrowded(), false);
  enter('urgent', { isUrgent: true });
  enter('late', { isUrgent: true, signal: AbortSignal.abort(new Error('given up')) });
  assert.equal(gate.isCrowded(), true);
  await nextTurn();
  assert.deepEqual(order, ['a', 'b', 'late: given up']);
  leaves.get('a')?.();
  assert.equal(gate.isCrowded(), false);
  await nextTurn();
  leaves.get('b')?.();
  await nextTurn();
  assert.deepEqual(order.slice(3), ['urgent', 'c']);
  for (const name of ['urgent', 'c', 'd']) {
    leaves.get(name)?.();
    await nextTurn();
  }
  for (const name of ['e', 'f', 'g']) enter(name);
  await nextTurn();
  assert.deepEqual(order.slice(5), ['d', 'e', 'f'], 'no place is lost');
});

test('nobody waits for longer than their time, nor past their signal, and what they leave is passed on', async () => {
  const gate = createGate({ room: () => 1 });
  const { order, leaves, enter } = watched(gate);
  const giveUp = new AbortController();
  enter('inside');
  enter('signalled', { signal: giveUp.signal });
  enter('patient');
  // Waiting keeps no process alive by itself.
  const alive = setInterval(() => {}, 1000);
  const crowded = gate.enter({ isUrgent: true, until: performance.now() + 5 });
  await assert.rejects(crowded, CrowdedError);
  clearInterval(alive);
  giveUp.abort(new Error('given up'));
  await nextTurn();
  assert.deepEqual(order, ['inside', 'signalled: given up']);
  leaves.get('inside')?.();
  await nextTurn();
  assert.equal(order.at(-1), 'patient');
});

test('room may shrink and grow, and whoever waits at a closed gate hears why', async () => {
  let room = 3;
  let reason: Error | null = null;
  const gate = createGate({ room: () => room, closed: () => reason });
  const { order, leaves, enter } = watched(gate);
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) enter(name);
  await nextTurn();
  room = 1;
  leaves.get('a')?.();
  leaves.get('b')?.();
  await nextTurn();
  assert.deepEqual(order, ['a', 'b', 'c'], 'one is still inside, and there is room for no more');
  room = 2;
  leaves.get('c')?.();
  await nextTurn();
  assert.deepEqual(order.slice(3), ['d', 'e'], 'as many come in as there is room for');
  reason = new Error('closed');
  leaves.get('d')?.();
  enter('g');
  await nextTurn();
  assert.deepEqual(order.slice(5).toSorted(), ['f: closed', 'g: closed']);
});

test('a line keeps its order, whenever somebody joins it', () => {
  const line = createLineUp<number>();
  const left: (number | undefined)[] = [];
  for (let at = 0; at < 5; at++) line.push(at);
  left.push(line.shift(), line.shift());
  for (let at = 5; at < 8; at++) line.push(at);
  assert.equal(line.size, 6);
  while (line.size > 0) left.push(line.shift());
  assert.deepEqual(left, [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.equal(line.shift(), undefined);
});

test('so many urgent ones at a time, and one that hangs keeps no other from its place', async () => {
  const gate = createGate({ room: () => 10, urgentRoom: () => 2 });
  // Its timers keep no process alive.
  const alive = setInterval(() => {}, 1000);
  const urgent = (): Promise<() => void> => gate.enter({ isUrgent: true, until: performance.now() + 60_000 });
  const [first] = await Promise.all([urgent(), urgent()]);
  let isIn = false;
  const third = urgent().then((leave) => {
    isIn = true;
    return leave;
  });
  const other = gate.enter({ isUrgent: false, until: performance.now() + 60_000 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(isIn, false, 'there is room, but not for one that is urgent');
  first();
  const leave = await third;
  (await other)();
  leave();
  // The second has not come back: after a while it no longer counts.
  const [fourth, fifth] = await Promise.all([urgent(), urgent()]);
  fourth();
  fifth();
  clearInterval(alive);
});

test('who is not urgent comes in only while few are inside', async () => {
  const gate = createGate({ room: () => 10, othersRoom: () => 2 });
  const until = performance.now() + 60_000;
  const alive = setInterval(() => {}, 1000);
  const leaves = await Promise.all(
    Array.from({ length: 3 }, async () => gate.enter({ isUrgent: true, until })),
  );
  let isIn = false;
  const enterAndLeave = async (): Promise<void> => {
    const leave = await gate.enter({ isUrgent: false, until });
    isIn = true;
    leave();
  };
  const other = enterAndLeave();
  leaves[0]?.();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(isIn, false, 'two are inside');
  leaves[1]?.();
  await other;
  leaves[2]?.();
  clearInterval(alive);
});
