import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { payloads } from '../../test/fixtures/hostile-texts.ts';

/** In the form of a token of Discord's: no message may show it, whatever setting it was put into. */
export const secret = 'MTA1NjM4OTQxMjM0NTY3ODkwMQ.GcAnRy.wrong_place_for_a_secret_value_0123456';

export const folderSettings = ['DOCUMENTS_DIR', 'INDEX_DIR', 'FEEDBACK_DIR', 'MODEL_CACHE_DIR'] as const;

/** Values that each setting takes, and some that are nearly right. What neither list says is garbage, and must be refused. */
const known: Readonly<
  Record<string, { readonly right: readonly string[]; readonly wrong: readonly string[] }>
> = {
  DISCORD_API_URL: {
    right: ['http://127.0.0.1:8080/api', 'https://discord.com/api/', 'http://[::1]:99/x'],
    wrong: [
      'discord.com',
      'ftp://discord.com',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'http://',
      'https://a b',
      'http://[::1',
      '//discord.com',
      'data:text/plain,x',
      'HTTP//x',
      'https://x:99999999',
    ],
  },
  DISCORD_API_VERSION: {
    right: ['9', '10', ' 11 '],
    wrong: ['0', '8', '100', '10.5', 'v10', 'ten', '-10', 'NaN', '1e309'],
  },
  MODEL_HUB_URL: {
    right: ['https://huggingface.co', 'http://localhost:1'],
    wrong: ['huggingface.co', 'gopher://x', 'http:/x', 'https:// x'],
  },
  MAX_FILE_MB: {
    right: ['32', '0.5', '1024', '1e2'],
    wrong: ['0', '-1', '1025', '32MB', '1,5', 'Infinity', '٣٢', 'lots', '0.0001', '[]', '{}', 'true'],
  },
  ABSTENTION: {
    right: ['cautious', 'balanced', 'eager'],
    wrong: ['Eager', '0.5', 'toString', '__proto__', 'constructor', 'cautious,eager'],
  },
  PREVIEW_PORT: { right: ['1', '4173', '65535'], wrong: ['0', '-1', '65536', '4173.5', 'http', '1e9', '0x'] },
  PUBLIC_CHANNELS: {
    right: ['all', '1100000000000000201', '1100000000000000201, 1100000000000000202'],
    wrong: [
      'ALL',
      '#general',
      '12',
      'all,1100000000000000201',
      '1100000000000000201;1100000000000000202',
      '<#1100000000000000201>',
      '-1100000000000000201',
      '٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣',
    ],
  },
  USER_QUESTIONS_PER_MINUTE: { right: ['1', '10000'], wrong: ['0', '10001', '1.5', 'many', '-5'] },
  WAITING_QUESTIONS: { right: ['1', '100000'], wrong: ['0', '100001', 'none', '2.2'] },
  SHARDS: { right: ['auto', '1', '16'], wrong: ['0', '-1', '1.5', 'Auto', '10001', 'NaN', '2,3'] },
  FEEDBACK_DAYS: { right: ['1', '30', '3650'], wrong: ['0', '3651', '1.5', 'forever', '-30'] },
  LOG_LEVEL: {
    right: ['debug', 'info', 'warn', 'error', 'silent'],
    wrong: ['Debug', 'verbose', '1', 'true', 'info,debug', '__proto__'],
  },
  DISCORD_TOKEN: {
    right: [secret],
    wrong: [
      `Bot ${secret}`,
      `bot\t${secret}`,
      `${secret} ${secret}`,
      `${secret}\u200B`,
      `“${secret}”`,
      `${secret}\u0000`,
      `\u202E${secret}`,
    ],
  },
};

/** What fits no setting but a path, and nothing that is for a machine to read. */
const garbage = [
  'x'.repeat(100_000),
  '\u0000',
  'a\u0000b',
  '\u202Egnorw',
  '\uD800',
  'z̷̢̛͎̹̦̓͑̔a̶l̸g̵o̴',
  '\u001B[2J\u001B]0;taken\u0007',
  'line\nline',
  'line\r\nline',
  '\u2028x',
  '[1, 2]',
  '{"a": 1}',
  'null',
  'undefined',
  'NaN',
  '${HOME}',
  '$(id)',
  '`id`',
  "'; rm -rf /",
  '%00',
  '🙂'.repeat(500),
  secret,
  ...payloads
    .map((text) => text.slice(0, 3000))
    .filter((text) => !/^\s*\d*\s*$/u.test(text) && text.trim() !== ''),
];

const plainAddress = /^https:\/\/[a-z.]+(?:\/[a-z]*)*$/;

export interface StrangeSetting {
  readonly name: string;
  readonly value: string;
  readonly isRight: boolean;
}

export const settingNames = [...Object.keys(known), ...folderSettings, 'EMBEDDING_MODEL'];

/** A setting with a value that it takes, or that it must not take. */
export function strangeSetting(random: Random): StrangeSetting {
  const pick = (items: readonly string[]): string => items[randomBelow(random, items.length)] ?? '';
  const name = pick(settingNames);
  const { right, wrong } = known[name] ?? {
    right: ['some/folder', 'ünïcode 🙂', '../up', 'a b'],
    wrong: ['a\u0000b', 'a\nb', '\u001B[2Jx', 'x\u0007'],
  };
  const share = random();
  if (share < 0.15) return { name, value: pick(right), isRight: true };
  if (share < 0.5 || !(name in known)) return { name, value: pick(wrong), isRight: false };
  if (name === 'DISCORD_TOKEN') return { name, value: `${secret} ${pick(garbage)}x`, isRight: false };
  const value = pick(garbage);
  // One payload is a plain address, which is as good as any other.
  return { name, value, isRight: name.endsWith('_URL') && plainAddress.test(value) };
}
