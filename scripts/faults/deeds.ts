import { flattened } from '../../src/discord/message.ts';
import { decodeState, encodeState, type ButtonState } from '../../src/discord/state.ts';
import type { EmulatedMessage, Interaction } from '../../src/preview/emulator/emulator.ts';
import type { BotHere } from './bot-here.ts';
import { onlyMessage, settled, textOf } from './outcome.ts';

/** One thing that a person can do. */
export interface Deed {
  readonly name: string;
  /** @returns what was done; what it needs is prepared before any call is counted */
  readonly prepare: (bot: BotHere) => Promise<() => Interaction>;
}

const question = 'Who designed the bridge of Aldermouth?';
const [hall, mira] = ['1100000000000000201', '1100000000000000101'] as const;

async function messageOf(interaction: Interaction): Promise<EmulatedMessage> {
  await settled(interaction);
  return onlyMessage(interaction);
}

function slash(name: string, options: Readonly<Record<string, string | boolean>> = {}): Deed {
  return {
    name: `/${name}${Object.keys(options)
      .map((option) => ` ${option}`)
      .join('')}`,
    prepare:
      async ({ emulator }) =>
      () =>
        emulator.use(mira, hall, { name, options }),
  };
}

/** Presses a button of what a command brought. */
function pressed(action: ButtonState['action'], from: Deed, at = 0): Deed {
  return {
    name: `button ${action}`,
    async prepare(bot) {
      const message = await messageOf((await from.prepare(bot))());
      const id = idsOf(message, action).at(at);
      if (id === undefined) throw new Error(`There is no button ${action} on ${textOf(message)}`);
      return () => bot.emulator.press(mira, message, id);
    },
  };
}

/** Sends the modal that a button opens. */
function submitted(button: Deed, values: Readonly<Record<string, string>>): Deed {
  return {
    name: `modal behind ${button.name}`,
    async prepare(bot) {
      const opened = (await button.prepare(bot))();
      await settled(opened);
      return () => bot.emulator.submit(mira, opened, values);
    },
  };
}

function menu(name: string): Deed {
  return {
    name: `menu ${name}`,
    prepare: async ({ emulator }) => {
      const { id } = emulator.say(mira, hall, 'The engineer Ida Vey designed the bridge of Aldermouth.');
      return () => emulator.use(mira, hall, { name, type: 3, target: id });
    },
  };
}

function idsOf({ components }: EmulatedMessage, action: ButtonState['action']): string[] {
  return [...flattened(components)]
    .filter(({ disabled }) => disabled !== true)
    .flatMap(({ custom_id: id }) =>
      typeof id === 'string' && decodeState(id)?.action === action ? [id] : [],
    );
}

const ask = slash('ask', { question });
const askPrivately = slash('ask', { question, private: true });
const abstains = slash('ask', { question: 'What is the capital of Mongolia?' });
const search = slash('search', { query: 'carts of the toll house' });
const sources = slash('sources');
const followUp = pressed('follow-up', ask);
const rephrase = pressed('rephrase', abstains);
const notHelpful = pressed('not-helpful', ask);

/** Asks for what the card had no room for, as an answer with too many sources has it. */
const rest: Deed = {
  name: 'button rest',
  async prepare(bot) {
    const message = await messageOf((await askPrivately.prepare(bot))());
    const share = [...flattened(message.components)].flatMap(({ custom_id: id }) => {
      const state = typeof id === 'string' ? decodeState(id) : null;
      return state?.action === 'share' ? [state] : [];
    })[0];
    if (share === undefined) throw new Error('There is no button share');
    const id = encodeState({ action: 'rest', generation: share.generation, document: share.document });
    return () => bot.emulator.press(mira, message, id, { unchecked: true });
  },
};

/** What a person sees while typing: the one deed that brings no message. */
export const suggested: Deed = {
  name: 'typing a document',
  prepare:
    async ({ emulator }) =>
    () =>
      emulator.suggest(mira, hall, 'ask', 'document', { document: 'toll' }),
};

/** All that a person can do, as handlers.ts lists it. */
export const deeds: readonly Deed[] = [
  ask,
  slash('ask', { question, document: 'bridge.md' }),
  abstains,
  search,
  sources,
  slash('sources', { document: 'bridge.md' }),
  slash('about'),
  slash('help'),
  slash('docs status'),
  slash('docs reindex'),
  menu('Ask the documents about this'),
  menu('Check this claim'),
  pressed('passage', ask),
  followUp,
  rephrase,
  pressed('share', askPrivately),
  rest,
  pressed('helpful', ask),
  notHelpful,
  pressed('dismiss', ask),
  pressed('search-page', search, -1),
  pressed('sources-page', sources, -1),
  pressed('outline', sources),
  submitted(followUp, { question: 'And when was it opened?' }),
  submitted(rephrase, { question }),
  submitted(notHelpful, { reason: 'missing', comment: '' }),
  suggested,
];
