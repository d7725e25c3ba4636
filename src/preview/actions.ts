import {
  ClientRefusal,
  type Interaction,
  type Liberties,
  type OptionValue,
  type UsedCommand,
} from './emulator/emulator.ts';
import { isRecord } from './guard.ts';
import type { Actions, FieldValue, Modal, Result } from './page/protocol.ts';
import type { PreviewedEmulator } from './previewed.ts';

/** Carries out what a page asks for; null for an action that does not exist. */
export type Act = (action: string, body: Readonly<Record<string, unknown>>) => Promise<Result | null>;

/** Who acts, in which language. */
interface Actor {
  readonly user: string;
  readonly liberties: Liberties;
}

type Body<K extends keyof Actions> = Actions[K];
type Doers = {
  readonly [K in keyof Actions]: (actor: Actor, body: Readonly<Record<string, unknown>>) => Promise<Result>;
};

/** Dialogs that are open; the oldest are forgotten, as a client forgets one that was closed. */
const mostModals = 100;

export function createActions(emulator: PreviewedEmulator): Act {
  const modals = new Map<string, Interaction>();

  const resultOf = async (interaction: Interaction): Promise<Result> => {
    const { type } = await interaction.acknowledged;
    const opensModal = type === 9;
    if (type !== null && !opensModal && interaction.kind !== 'autocomplete') return { kind: 'done' };
    const outcome = await interaction.settled;
    switch (outcome.kind) {
      case 'failed':
        return { kind: 'failed', reason: outcome.reason };
      case 'modal': {
        const [oldest] = modals.keys();
        if (modals.size >= mostModals && oldest !== undefined) modals.delete(oldest);
        modals.set(interaction.id, interaction);
        return { kind: 'modal', id: interaction.id, modal: outcome.modal as Modal };
      }
      case 'choices':
        return {
          kind: 'choices',
          choices: outcome.choices.map(({ name, name_localizations: names, value }) => ({
            name,
            names: Object.fromEntries(
              Object.entries(names ?? {}).filter(
                (entry): entry is [string, string] => typeof entry[1] === 'string',
              ),
            ),
            value,
          })),
        };
      case 'message':
      case 'deleted':
        return { kind: 'done' };
    }
  };

  const doers: Doers = {
    async say({ user }, body) {
      emulator.say(user, text(body, 'channel'), text(body, 'text'));
      return { kind: 'done' };
    },
    use({ user, liberties }, body) {
      const type = body['type'];
      const target = body['target'];
      const command: UsedCommand = {
        name: text(body, 'name'),
        type: type === 2 || type === 3 ? type : 1,
        options: optionsOf(body),
        ...(typeof target === 'string' ? { target } : {}),
      };
      return resultOf(emulator.use(user, text(body, 'channel'), command, liberties));
    },
    suggest({ user, liberties }, body) {
      const [channel, name, focused] = [text(body, 'channel'), text(body, 'name'), text(body, 'focused')];
      return resultOf(emulator.suggest(user, channel, name, focused, optionsOf(body), liberties));
    },
    press({ user, liberties }, body) {
      return resultOf(emulator.press(user, messageOf(body), text(body, 'customId'), liberties));
    },
    select({ user, liberties }, body) {
      const values = body['values'];
      if (!isTexts(values)) throw new ClientRefusal('The choice cannot be read.');
      return resultOf(emulator.select(user, messageOf(body), text(body, 'customId'), values, liberties));
    },
    submit({ user, liberties }, body) {
      const modal = modals.get(text(body, 'modal'));
      if (modal === undefined || modal.user !== user)
        throw new ClientRefusal('This dialog is not open any more.');
      return resultOf(emulator.submit(user, modal, valuesOf(body), liberties));
    },
    async dismiss({ user }, body) {
      emulator.dismiss(user, messageOf(body));
      return { kind: 'done' };
    },
  };

  return async (action, body) => {
    if (!Object.hasOwn(doers, action)) return null;
    try {
      const locale = body['locale'];
      const liberties =
        typeof locale === 'string' && /^[a-z]{2}(-[A-Z0-9]{2,3})?$/.test(locale) ? { locale } : {};
      return await doers[action as keyof Actions]({ user: text(body, 'user'), liberties }, body);
    } catch (error) {
      if (error instanceof ClientRefusal) return { kind: 'refused', reason: error.message };
      throw error;
    }
  };
}

function text(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (typeof value === 'string') return value;
  throw new ClientRefusal(`"${name}" is missing.`);
}

function messageOf(body: Readonly<Record<string, unknown>>): {
  readonly id: string;
  readonly channel: string;
} {
  return { id: text(body, 'message'), channel: text(body, 'channel') };
}

function optionsOf(body: Readonly<Record<string, unknown>>): Body<'use'>['options'] {
  const given = body['options'];
  if (given === undefined) return {};
  if (!isRecord(given)) throw new ClientRefusal('The options cannot be read.');
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, OptionValue] =>
      ['string', 'number', 'boolean'].includes(typeof entry[1]),
    ),
  );
}

function valuesOf(body: Readonly<Record<string, unknown>>): Body<'submit'>['values'] {
  const given = body['values'];
  if (!isRecord(given)) throw new ClientRefusal('The dialog cannot be read.');
  return Object.fromEntries(
    Object.entries(given).filter(
      (entry): entry is [string, FieldValue] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'boolean' || isTexts(entry[1]),
    ),
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
