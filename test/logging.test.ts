import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { createLog } from '../src/log.ts';
import { watchProcess } from '../src/start/logging.ts';

test('what nobody caught is logged with a reference and without its words; only an exception ends it', () => {
  const lines: string[] = [];
  let ends = 0;
  const host = new EventEmitter();
  const log = createLog({ level: 'debug', form: 'json', write: (line) => lines.push(line) });
  const forget = watchProcess(host as NodeJS.Process, log, () => (ends += 1));
  host.emit('unhandledRejection', new TypeError('words of a question'));
  assert.deepEqual([ends, lines.length], [0, 1]);
  host.emit('uncaughtException', new Error('words of a question'));
  assert.deepEqual([ends, lines.length], [1, 2]);
  for (const line of lines) {
    assert.match(line, /"reference":"[0-9a-f]{8}"/);
    assert.match(line, /logging\.test/, 'where it came from');
    assert.ok(!line.includes('words of'));
  }
  forget();
  assert.deepEqual(host.eventNames(), []);
});
