import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { REST } from 'discord.js';
import { deadline } from '../src/discord/deadline.ts';
import { lineOf } from '../src/discord/line.ts';
import { CrowdedError } from '../src/discord/rest-error.ts';
import { send } from '../src/discord/rest.ts';

test('a deadline comes after its time, or with the signal that it was given', async () => {
  const { signal } = deadline(5);
  assert.equal(signal.aborted, false);
  await wait(30);
  assert.equal(signal.aborted, true);
  const haste = new AbortController();
  const sooner = deadline(60_000, haste.signal);
  haste.abort();
  assert.equal(sooner.signal.aborted, true);
  assert.equal(deadline(60_000, haste.signal).signal.aborted, true, 'given when it had come already');
});

test('a deadline that was cleared never comes', async () => {
  const haste = new AbortController();
  const cleared = deadline(5, haste.signal);
  cleared.clear();
  haste.abort();
  await wait(30);
  assert.equal(cleared.signal.aborted, false);
});

test('nothing of a request that was sent stays in memory', async () => {
  const signals: WeakRef<AbortSignal>[] = [];
  const rest = {
    // As discord.js does, which never takes its listener away.
    async queueRequest({ signal }: { readonly signal: AbortSignal }) {
      const own = new AbortController();
      signal.addEventListener('abort', () => own.abort());
      signals.push(new WeakRef(signal), new WeakRef(own.signal));
      return new Response(null, { status: 204 });
    },
  } as unknown as REST;
  for (let count = 0; count < 50; count++) {
    const haste = new AbortController();
    const until = performance.now() + 20;
    const request = { method: 'PATCH', route: '/x', until, isRepeatable: true } as const;
    await send(rest, { ...request, ...(count % 2 === 0 ? {} : { signal: haste.signal }) });
  }
  await wait(60);
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  await wait(10);
  (runInNewContext('gc') as () => void)();
  // The last of them may still be on the stack.
  const kept = signals.filter((signal) => signal.deref() !== undefined).length;
  assert.ok(kept <= 4, `${kept} of ${signals.length} are still there`);
});

test('a request that the client never comes back from ends with its deadline', async () => {
  const rest = { queueRequest: async () => new Promise(() => {}) } as unknown as REST;
  const until = performance.now() + 60;
  // What is waited for keeps no process alive by itself.
  const alive = setInterval(() => {}, 1000);
  await assert.rejects(
    send(rest, { method: 'POST', route: '/x', until, tryMs: 20, tries: 2, isRepeatable: true }),
    { name: 'AbortError' },
  );
  clearInterval(alive);
});

test('a try has its time from when it has a place on the line, and whoever gets none is not sent', async () => {
  const ends: (() => void)[] = [];
  let begun = 0;
  const rest = {
    async queueRequest() {
      begun += 1;
      await new Promise<void>((resolve) => ends.push(resolve));
      return new Response(null, { status: 204 });
    },
  } as unknown as REST;
  const request = (ms: number, tryMs: number): Promise<void> =>
    send(rest, {
      method: 'POST',
      route: '/interactions/1/x/callback',
      until: performance.now() + ms,
      tryMs,
      tries: 1,
      isRepeatable: true,
    });
  for (let count = 0; count < 200; count++) lineOf(rest).took(1);
  const alive = setInterval(() => {}, 1000);
  const full = Array.from({ length: 100 }, async () => request(60_000, 60_000));
  const patient = request(60_000, 500);
  await assert.rejects(request(20, 20), CrowdedError);
  assert.equal(begun, 100);
  await wait(600);
  ends[0]?.();
  // Its half second begins here.
  while (ends.length < 101) await wait(1);
  for (const end of ends) end();
  await Promise.all([patient, ...full]);
  clearInterval(alive);
});
