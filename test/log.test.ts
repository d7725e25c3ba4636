import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog, type LogOptions } from '../src/log.ts';

function recorded(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const log = createLog({
    level: 'debug',
    form: 'pretty',
    write: (line) => lines.push(line),
    now: () => new Date('2026-03-04T05:06:07Z'),
    ...options,
  });
  return { log, lines };
}

test('writes a line for eyes, and one for collectors', () => {
  const pretty = recorded();
  pretty.log.info('index opened', { documents: 5, path: 'data/index', note: 'two words' });
  assert.deepEqual(pretty.lines, [
    '05:06:07 info  index opened documents=5 path=data/index note="two words"',
  ]);
  const json = recorded({ form: 'json' });
  json.log.warn('slow', { milliseconds: 12.5, isFirst: true, missing: undefined });
  assert.deepEqual(JSON.parse(json.lines[0]!), {
    time: '2026-03-04T05:06:07.000Z',
    level: 'warn',
    message: 'slow',
    milliseconds: 12.5,
    isFirst: true,
    missing: null,
  });
});

test('keeps lines below its level to itself', () => {
  const { log, lines } = recorded({ level: 'warn' });
  log.debug('a');
  log.info('b');
  log.warn('c');
  log.error('d');
  assert.equal(lines.length, 2);
  const silent = recorded({ level: 'silent' });
  silent.log.error('e');
  assert.deepEqual(silent.lines, []);
});

test('never holds what people asked or were told', () => {
  for (const form of ['pretty', 'json'] as const) {
    const { log, lines } = recorded({ form });
    log.info('asked', { question: 'Where does Ada live?', Answer: 'In Rome', quote: 'Ada lives in Rome.' });
    assert.ok(!/Ada|Rome/.test(lines.join()), lines.join());
    assert.match(lines.join(), /\[20 characters\]/);
  }
});

test('never holds a secret, wherever it turns up', () => {
  const token = ['x'.repeat(24), 'Cl2FMQ', 'ZnCjm1XVW7'.padEnd(27, 'x')].join('.');
  const { log, lines } = recorded({ secrets: ['hunter2hunter2'] });
  log.error(`login with hunter2hunter2 and ${token} failed`, {
    botToken: 'abc',
    where: 'https://discord.com/api/webhooks/123456/aW50ZXJhY3Rpb246MTIzNDU2Nzg5/messages',
    error: new Error(`bad ${token}`),
  });
  const line = lines.join();
  assert.ok(!/hunter2|ZnCjm1|aW50ZX|abc/.test(line), line);
  assert.match(line, /webhooks\/123456\/\[secret\]/);
});

test('of an error only name, message and stack are written', () => {
  const { log, lines } = recorded({ form: 'json' });
  log.error('failed', {
    error: Object.assign(new Error('no'), { requestBody: { content: 'private words' } }),
  });
  assert.ok(!lines.join().includes('private words'));
  assert.match(lines.join(), /Error: no/);
});

test('no value starts a line or a terminal sequence of its own', () => {
  const { log, lines } = recorded();
  log.info('one\ntwo\u001B[2J', { path: 'a\nb\u009B2J' });
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  assert.doesNotMatch(lines.join(''), /[\u0000-\u001F\u007F-\u009F]/);
  assert.match(lines.join(''), /one ⏎ two/);
});

test('a field cannot pass for the level or the message of a collected line', () => {
  const { log, lines } = recorded({ form: 'json' });
  log.info('real', { level: 'error', message: 'false' });
  const { level, message } = JSON.parse(lines[0]!) as { level: string; message: string };
  assert.deepEqual([level, message], ['info', 'real']);
});

test('nothing in a line can turn the reading direction, hide or move a cursor, in either form', () => {
  const hostile = 'a\u202Eb\u200Bc\u009B2Jd\u2028e\uFEFF';
  for (const form of ['json', 'pretty'] as const) {
    const lines: string[] = [];
    const log = createLog({ level: 'info', form, write: (line) => lines.push(line) });
    log.info(hostile, { path: hostile, [`${hostile}\n`]: 1 });
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    assert.doesNotMatch(lines.join(), /[\u0000-\u001F\u007F-\u009F\u200B\u2028\u202A-\u202E\uFEFF]/, form);
  }
});
