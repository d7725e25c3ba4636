import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChatInputCommandInteraction } from 'discord.js';
import { projectDir } from '../src/config.ts';
import { cardOf, text } from '../src/discord/blocks.ts';
import type { Card, Handler, Handlers } from '../src/discord/handler.ts';
import {
  read,
  textsOf,
  withBot,
  type EmulatedBot,
  type EmulatedBotOptions,
} from './fixtures/emulated-bot.ts';
import type { EmulatedMessage } from '../src/preview/emulator/emulator.ts';

const skip = existsSync(path.join(projectDir, 'data/model/config.json')) ? false : 'no model in data/model';

function cardWith(content: string): Card {
  return cardOf(text(content));
}

type Run = Handler<ChatInputCommandInteraction>['run'];

/** The bot with another way to answer /ask. */
function asking(run: Run, more: Partial<Handler<ChatInputCommandInteraction>> = {}): EmulatedBotOptions {
  return {
    handlers: (own: Handlers): Handlers => ({
      ...own,
      commands: {
        ...own.commands,
        ask: { first: () => 'public', isQuestion: true, run, ...more },
      },
    }),
  };
}

const echo: Run = async (interaction, reply) =>
  reply.edit(cardWith(`Heard: ${interaction.options.getString('question', true)}`));

/** Takes its time, and never comes back from one question. */
const hanging: Run = async (interaction, reply, around, state) => {
  if (interaction.options.getString('question', true) === 'Hang?') await new Promise(() => {});
  await wait(30);
  return echo(interaction, reply, around, state);
};

const steps: Run = async (_, reply) => {
  for (let step = 0; step < 6; step++) {
    await reply.edit(cardWith(`Step ${step}`));
    await wait(150);
  }
  await reply.edit(cardWith('Done.'));
};

const slow: Run = async (...given) => {
  await wait(50);
  return echo(...given);
};

/** Messages of the bot in the first channel, as their asker sees them. */
function shown({ emulator }: EmulatedBot, user = 0): string[] {
  const { users, channels, application } = emulator.world;
  return emulator
    .messages(channels[0]?.id ?? '', users[user]?.id ?? '')
    .filter(({ author, deleted }) => author === application.id && !deleted)
    .map(textsOf);
}

test('an interaction that is delivered three times is answered once', { skip }, async () => {
  let runs = 0;
  const counting: Run = async (...given) => {
    runs += 1;
    return echo(...given);
  };
  await withBot({ ...asking(counting), emulator: { faults: { deliverTimes: 3 } } }, async (scene) => {
    const asked = Array.from({ length: 10 }, (_, n) => scene.ask(`Question ${n}?`, n % 2));
    assert.deepEqual(
      await Promise.all(asked.map(read)),
      asked.map((_, n) => `Heard: Question ${n}?`),
    );
    await wait(100);
    assert.equal(runs, 10);
    assert.equal(shown(scene).length, 10);
    assert.deepEqual(scene.emulator.violations, []);
  });
});

test(
  'whatever a handler does, the person reads something and the next one is answered',
  { skip },
  async () => {
    const tricks: Readonly<Record<string, Run>> = {
      'rejects?': async () => Promise.reject(new Error('secret words of a question')),
      'throws?': () => {
        throw new TypeError('at once');
      },
      'throws no error?': async () => Promise.reject('a word'),
      'says nothing?': async () => {},
      'refused?': async (_, reply) => reply.edit(cardWith('')),
      'answers, then throws?': async (_, reply) => {
        await reply.edit(cardWith('The answer.'));
        throw new Error('later');
      },
    };
    const run: Run = async (interaction, reply, around, state) =>
      (tricks[interaction.options.getString('question', true)] ?? echo)(interaction, reply, around, state);
    await withBot(asking(run), async (scene) => {
      for (const question of Object.keys(tricks)) {
        const asked = scene.ask(question);
        const said = await read(asked);
        if (question.startsWith('answers')) assert.equal(said, 'The answer.');
        else assert.match(said, /Something went wrong on our side[^]*`[0-9a-f]{8}`/, question);
        await wait(20);
        const reference = /`([0-9a-f]{8})`/.exec(asked.messages().map(textsOf).join('\n'))?.[1];
        const line = scene.logged.find((entry) => entry['reference'] === reference);
        assert.equal(line?.['level'], 'error', `the log has ${reference}`);
        assert.ok(!JSON.stringify(line).includes('secret words'));
      }
      assert.equal(await read(scene.ask('Still there?')), 'Heard: Still there?');
    });
  },
);

test('a decision that fails before anything was said is answered privately', { skip }, async () => {
  const options = asking(echo, {
    first: () => {
      throw new Error('first');
    },
  });
  await withBot(options, async (scene) => {
    const asked = scene.ask('Anything?');
    assert.match(await read(asked), /Something went wrong/);
    assert.equal((await asked.acknowledged).type, 4);
    assert.deepEqual(shown(scene, 1), [], 'nobody else sees it');
  });
});

test('a handler that hangs is given up, and holds up nobody', { skip }, async () => {
  await withBot({ ...asking(hanging), parts: { silenceMs: 3000 } }, async (scene) => {
    const lost = scene.ask('Hang?', 0);
    assert.equal(await read(scene.ask('And me?', 1)), 'Heard: And me?');
    assert.match(await read(lost), /took too long/);
  });
});

test('a handler that reports its progress may take its time', { skip }, async () => {
  await withBot({ ...asking(steps, { isQuestion: false }), parts: { silenceMs: 400 } }, async (scene) => {
    const asked = scene.ask('Slowly?');
    await asked.settled;
    while (!asked.messages().some((message) => textsOf(message) === 'Done.')) await wait(20);
    assert.equal(shown(scene).length, 1);
  });
});

test('custom ids that nobody here made are answered, privately', { skip }, async () => {
  await withBot({}, async ({ emulator, ask }) => {
    const { users, channels } = emulator.world;
    const [user = '', channel = ''] = [users[0]?.id, channels[0]?.id];
    const asked = await ask('Who designed the bridge?').settled;
    assert.equal(asked.kind, 'message');
    if (asked.kind !== 'message') return;
    for (const id of ['x', '1.passage', '1.constructor.a', '__proto__', `1.${'z'.repeat(90)}`, '\u202E']) {
      const pressed = emulator.press(user, asked.message, id, { unchecked: true });
      assert.match(await read(pressed), /button is too old/, id);
    }
    assert.deepEqual(emulator.violations, []);
    assert.ok(channel !== '');
  });
});

test('who asks too much is told when to try again, and only they see it', { skip }, async () => {
  const settings = { USER_QUESTIONS_PER_MINUTE: '3' };
  await withBot({ ...asking(echo), settings }, async (scene) => {
    const said = await Promise.all(Array.from({ length: 5 }, async (_, n) => read(scene.ask(`Q ${n}?`))));
    assert.equal(said.filter((words) => words.startsWith('Heard')).length, 3);
    for (const words of said.slice(3)) assert.match(words, /Try again <t:\d+:R>/);
    assert.equal(await read(scene.ask('Mine?', 1)), 'Heard: Mine?');
    assert.equal(shown(scene, 1).length, 4, 'a refusal is private');
  });
});

test('a full queue says so at once', { skip }, async () => {
  await withBot({ ...asking(slow), settings: { WAITING_QUESTIONS: '5' } }, async (scene) => {
    const said = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => read(scene.ask(`Q ${n}?`, n % 2))),
    );
    const heard = said.filter((words) => words.startsWith('Heard')).length;
    const refused = said.filter((words) => /Many people are asking|Mange spør/.test(words)).length;
    assert.equal(heard + refused, 20);
    assert.ok(heard >= 5 && refused > 0, `${heard} answered, ${refused} refused`);
  });
});

test('suggestions that fail are no suggestions', { skip }, async () => {
  const options: EmulatedBotOptions = {
    handlers: (own) => ({
      ...own,
      suggest: () => {
        throw new Error('no');
      },
    }),
  };
  await withBot(options, async ({ emulator }) => {
    const { users, channels } = emulator.world;
    const typing = emulator.suggest(users[0]?.id ?? '', channels[0]?.id ?? '', 'ask', 'document', {
      document: 'bri',
    });
    assert.deepEqual(await typing.settled, { kind: 'choices', choices: [] });
  });
});

test('suggestions that cannot be sent are none', { skip }, async () => {
  const unsendable = {
    name: 'Bridge',
    get value(): string {
      throw new Error('no');
    },
  };
  const options: EmulatedBotOptions = { handlers: (own) => ({ ...own, suggest: () => [unsendable] }) };
  await withBot(options, async ({ emulator }) => {
    const { users, channels } = emulator.world;
    const typing = emulator.suggest(users[0]?.id ?? '', channels[0]?.id ?? '', 'ask', 'document', {
      document: 'bri',
    });
    assert.deepEqual(await typing.settled, { kind: 'choices', choices: [] });
  });
});

test('an answer gets through when lines break, Discord fails or asks to wait', { skip }, async () => {
  await withBot(asking(echo), async ({ emulator, ask }) => {
    const faults = [
      { kind: 'drop', when: 'before', on: 'callback', times: 1 },
      { kind: 'drop', when: 'after', on: 'callback', times: 1 },
      { kind: 'status', status: 500, on: 'callback', times: 1 },
      { kind: 'hang', when: 'after', on: 'callback', times: 1 },
      { kind: 'drop', when: 'before', on: 'reply', times: 2 },
      { kind: 'drop', when: 'after', on: 'reply', times: 2 },
      { kind: 'status', status: 503, on: 'reply', times: 2 },
      { kind: 'html', status: 502, on: 'reply', times: 1 },
      { kind: 'truncated-json', on: 'reply', times: 1 },
      { kind: 'rate-limit', retryAfter: 0.3, on: 'reply', times: 2 },
    ] as const;
    for (const fault of faults) {
      const takeBack = emulator.faults.rest(fault);
      const asked = ask('Does it arrive?');
      assert.equal(await read(asked), 'Heard: Does it arrive?', JSON.stringify(fault));
      assert.equal(asked.messages().length, 1, 'and once');
      takeBack();
    }
  });
});

test('a long wait that Discord asks for is not waited for', { skip }, async () => {
  await withBot(asking(echo), async ({ emulator, ask }) => {
    emulator.faults.rest({ kind: 'rate-limit', retryAfter: 1200, on: 'reply', times: 1 });
    const asked = ask('When?');
    const left = (): readonly EmulatedMessage[] => asked.messages().filter(({ deleted }) => !deleted);
    while (left().length !== 1 || left().some(({ thinking }) => thinking)) await wait(20);
    assert.equal(left().map(textsOf).join(), 'Heard: When?');
  });
});

test('an acknowledgement that comes too late for Discord is the end of it', { skip }, async () => {
  let runs = 0;
  const counting: Run = async (...given) => {
    runs += 1;
    return echo(...given);
  };
  await withBot(asking(counting), async ({ emulator, ask, logged }) => {
    emulator.faults.rest({ kind: 'unknown-interaction', on: 'callback', times: 1 });
    const late = ask('Too late?');
    while (!logged.some((line) => line['message'] === 'Too late to be answered')) await wait(10);
    assert.equal(runs, 0);
    assert.equal(await read(ask('In time?')), 'Heard: In time?');
    assert.deepEqual(late.messages(), []);
  });
});

test('questions are each answered once while connections break all the time', { skip }, async () => {
  await withBot(asking(echo), async (scene) => {
    scene.emulator.faults.dropEvery(400);
    const asked = [];
    for (let n = 0; n < 60; n++) {
      asked.push(scene.ask(`Question ${n}?`, n % 2));
      await wait(25);
    }
    const said = await Promise.all(asked.map(read));
    scene.emulator.faults.dropEvery(null);
    assert.deepEqual(
      said,
      asked.map((_, n) => `Heard: Question ${n}?`),
    );
    assert.equal(shown(scene).length, 60);
  });
});

test('a bot that stops ends what it has begun, and leaves nobody "thinking"', { skip }, async () => {
  await withBot(asking(hanging), async (scene) => {
    const lost = scene.ask('Hang?', 1);
    const asked = Array.from({ length: 20 }, (_, n) => scene.ask(`Question ${n}?`, n % 2));
    await Promise.all(asked.map(async (one) => one.acknowledged));
    const stopped = scene.bot.stop();
    const late = scene.ask('One more?');
    assert.match(await read(late), /restarting/);
    await stopped;
    for (const one of asked) assert.match(await read(one), /^Heard|restarting|starter på nytt/);
    assert.match(await read(lost), /restarting|starter på nytt/);
  });
});

test('the log says how it went, and nothing of what was said', { skip }, async () => {
  await withBot({}, async ({ ask, logged }) => {
    await read(ask('Who designed the bridge of Aldermouth?'));
    await wait(20);
    const line = logged.find((entry) => entry['message'] === 'Answered');
    assert.equal(line?.['what'], '/ask');
    assert.equal(line['ending'], 'done');
    assert.equal(typeof line['ms'], 'number');
    assert.equal(typeof line['generation'], 'string');
    assert.ok(!/designed|Ida Vey/.test(JSON.stringify(logged)));
  });
});
