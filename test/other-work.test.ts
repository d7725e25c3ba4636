import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { watchOthers } from '../scripts/faults/other-work.ts';

test('work of a process of ours is not that of others', { skip: !existsSync('/proc/stat') }, () => {
  const sinceOurs = watchOthers([process.pid]);
  const sinceAll = watchOthers([]);
  const until = performance.now() + 400;
  let work = 0;
  while (performance.now() < until) work += Math.sqrt(work + 1);
  const [ours, all] = [sinceOurs(), sinceAll()];
  assert.ok(all > 0, 'this process has worked all the time');
  assert.ok(ours >= 0 && all > ours, `${ours} and ${all}`);
});
