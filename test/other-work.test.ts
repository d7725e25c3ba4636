import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { watchOthers } from '../scripts/faults/other-work.ts';

const ms = 400;

function work(): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

function workOfChild(): void {
  spawnSync(process.execPath, ['-e', `for (const end = Date.now() + ${ms}; Date.now() < end;);`]);
}

test('work of a process of ours, and of its children, is not that of others', (t) => {
  if (!existsSync('/proc/stat')) return t.skip('only Linux tells');
  for (const some of [work, workOfChild]) {
    const sinceOurs = watchOthers([process.pid]);
    const sinceAll = watchOthers([]);
    some();
    const [ours, all] = [sinceOurs(), sinceAll()];
    assert.ok(ours >= 0 && all > ours, `${ours} of ${all}`);
  }
});
