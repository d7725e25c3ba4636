import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createQueue, type Place, type Queue } from '../src/discord/queue.ts';

function enter(queue: Queue, user: string): Place {
  const entry = queue.enter(user);
  assert.equal(entry.kind, 'place');
  return (entry as { readonly place: Place }).place;
}

async function emptied(queue: Queue): Promise<void> {
  while (queue.size > 0) await wait(1);
  await wait(5);
}

test('who asks ten questions waits for those who ask one', async () => {
  const queue = createQueue({ perMinute: 100, places: 100 });
  const order: string[] = [];
  const ask = (user: string): void =>
    enter(queue, user).work({
      run: async () => {
        order.push(user);
      },
      drop: () => {},
    });
  for (let n = 0; n < 5; n++) ask('a');
  for (const user of ['b', 'c', 'b']) ask(user);
  await emptied(queue);
  assert.equal(order.join(''), 'abcabaaa');
});

test('one question is worked on at a time, and what has come in meanwhile is attended to in between', async () => {
  const queue = createQueue({ perMinute: 100, places: 100 });
  let working = 0;
  let most = 0;
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 0);
  for (let n = 0; n < 20; n++) {
    enter(queue, `${n}`).work({
      run: async () => {
        working += 1;
        most = Math.max(most, working);
        await wait(1);
        working -= 1;
      },
      drop: () => {},
    });
  }
  await emptied(queue);
  clearInterval(counting);
  assert.equal(most, 1);
  assert.ok(turns > 1);
});

test('others go on once the work is done, though its answer is still being sent', async () => {
  const queue = createQueue({ perMinute: 100, places: 100 });
  const order: string[] = [];
  const sent = new EventEmitter();
  enter(queue, 'a').work({
    run: async (done) => {
      done();
      await once(sent, 'sent');
      order.push('a sent');
    },
    drop: () => {},
  });
  enter(queue, 'b').work({
    run: async () => {
      order.push('b');
      sent.emit('sent');
    },
    drop: () => {},
  });
  await emptied(queue);
  assert.deepEqual(order, ['b', 'a sent']);
});

test('work that fails, or throws at once, does not stop the queue', async () => {
  const queue = createQueue({ perMinute: 100, places: 100 });
  let isDone = false;
  enter(queue, 'a').work({ run: async () => Promise.reject(new Error('no')), drop: () => {} });
  enter(queue, 'b').work({
    run: async () => {
      isDone = true;
    },
    drop: () => {},
  });
  await emptied(queue);
  assert.ok(isDone);
});

test("a person's limit fills up again with time, and is one person's alone", () => {
  let now = 1_000_000;
  const queue = createQueue({ perMinute: 6, places: 1000, now: () => now });
  for (let n = 0; n < 6; n++) enter(queue, 'a').giveBack();
  assert.deepEqual(queue.enter('a'), { kind: 'too-many', retryAt: now + 10_000 });
  enter(queue, 'b').giveBack();
  now += 4000;
  assert.deepEqual(queue.enter('a'), { kind: 'too-many', retryAt: now + 6000 });
  now += 6000;
  enter(queue, 'a').giveBack();
  assert.equal(queue.enter('a').kind, 'too-many');
  now += 60 * 60_000;
  for (let n = 0; n < 6; n++) enter(queue, 'a').giveBack();
  assert.equal(queue.enter('a').kind, 'too-many', 'no more than a minute is saved up');
});

test('no more than so many wait, and a refusal does not count against anyone', () => {
  const queue = createQueue({ perMinute: 2, places: 3 });
  const places = [enter(queue, 'a'), enter(queue, 'b'), enter(queue, 'c')];
  for (let n = 0; n < 5; n++) assert.deepEqual(queue.enter('d'), { kind: 'full' });
  for (const place of places) place.giveBack();
  assert.equal(queue.size, 0);
  enter(queue, 'd');
  enter(queue, 'd');
});

test('a queue that is given up tells all that wait, and leaves what is under way', async () => {
  const queue = createQueue({ perMinute: 100, places: 100 });
  const said: string[] = [];
  const end = new EventEmitter();
  const isUnderWay = new Promise<void>((resolve) => {
    enter(queue, 'a').work({
      run: async () => {
        resolve();
        await once(end, 'end');
        said.push('a ended');
      },
      drop: () => said.push('a dropped'),
    });
  });
  enter(queue, 'b').work({ run: async () => {}, drop: () => said.push('b dropped') });
  await isUnderWay;
  queue.drop();
  end.emit('end');
  await emptied(queue);
  assert.deepEqual(said, ['b dropped', 'a ended']);
});

test('answering waits while many wait for a first word, and does not stand still', async () => {
  let isCrowded = true;
  const queue = createQueue({ perMinute: 100, places: 100, isCrowded: () => isCrowded });
  const times: number[] = [];
  for (let n = 0; n < 6; n++) {
    enter(queue, `${n}`).work({
      run: async () => void times.push(performance.now()),
      drop: () => {},
    });
  }
  while (times.length < 3) await wait(1);
  const pauses = times.slice(1).map((at, before) => at - (times[before] ?? 0));
  assert.ok(
    pauses.every((ms) => ms > 50),
    `too soon after each other: ${pauses.join(', ')} ms`,
  );
  isCrowded = false;
  await emptied(queue);
  assert.equal(times.length, 6);
});
