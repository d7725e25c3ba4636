import {
  ComponentType,
  TextInputStyle,
  type ButtonInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { answerWith, documentOfKey } from './ask.ts';
import { questionLength } from './commands.ts';
import type { FirstResponse, Handler, Modal, Reply, Surroundings } from './handler.ts';
import { languageOf } from './language.ts';
import { questionOf } from './message.ts';
import { notice } from './notice.ts';
import { previousOf } from './previous.ts';
import { plainWithin } from './shorten.ts';
import { encodeState, type ButtonState, type ModalState } from './state.ts';
import { askWords } from './words/ask.ts';
import { visibilityAfter } from './where.ts';

type Opens<A extends ButtonState['action']> = Handler<ButtonInteraction, Extract<ButtonState, { action: A }>>;
type Submits<A extends ModalState['action']> = Handler<
  ModalSubmitInteraction,
  Extract<ModalState, { action: A }>
>;

/** Where a modal's question is read. */
const questionField = 'question';
/** "And 2021?" is a follow-up: shorter than a question on its own. */
const shortestFollowUp = 2;
const longestPlaceholder = 100;

export const followUp: Opens<'follow-up'> = {
  isQuestion: false,
  first: onlyAsker,
  async run({ user, locale, message }, reply, _, { asker, document }) {
    const language = languageOf(locale);
    if (user.id !== asker) return reply.edit(notice('not-yours', language));
    const words = askWords[language];
    const earlier = questionOf(message);
    await reply.openModal(
      questionModal({
        state: { action: 'follow-up-asked', asker, document },
        title: words.followUpTitle,
        label: words.followUpLabel,
        shortest: shortestFollowUp,
        ...(earlier === null
          ? {}
          : { placeholder: plainWithin(words.earlier + earlier, longestPlaceholder) }),
      }),
    );
  },
};

export const rephrase: Opens<'rephrase'> = {
  isQuestion: false,
  first: onlyAsker,
  async run({ user, locale, message }, reply, _, { asker, document }) {
    const language = languageOf(locale);
    if (user.id !== asker) return reply.edit(notice('not-yours', language));
    const words = askWords[language];
    const earlier = questionOf(message);
    await reply.openModal(
      questionModal({
        state: { action: 'rephrased', asker, document },
        title: words.rephraseTitle,
        label: words.questionLabel,
        shortest: shortestFollowUp,
        ...(earlier === null || earlier.length < shortestFollowUp ? {} : { value: earlier }),
      }),
    );
  },
};

function onlyAsker(
  { user }: ButtonInteraction,
  _: Surroundings,
  { asker }: { asker: string },
): FirstResponse {
  return user.id === asker ? 'modal' : 'private';
}

/** A follow-up is understood with the question of the card that it was asked on. */
export const followUpAsked: Submits<'follow-up-asked'> = {
  isQuestion: true,
  first: (interaction, { config }) => visibilityAfter(interaction, config),
  run: async (interaction, reply, around, { document }) =>
    answerModal(interaction, reply, around, document, questionOf(interaction.message)),
};

/** A follow-up that is put otherwise still follows up on the question before it. */
export const rephrased: Submits<'rephrased'> = {
  isQuestion: true,
  first: (interaction, { config }) => visibilityAfter(interaction, config),
  run: async (interaction, reply, around, { document }) =>
    answerModal(interaction, reply, around, document, previousOf(interaction.message)),
};

async function answerModal(
  interaction: ModalSubmitInteraction,
  reply: Reply,
  { library: live, config }: Surroundings,
  key: string | null,
  previous: string | null,
): Promise<void> {
  const library = live.current();
  const visibility = visibilityAfter(interaction, config);
  const document = documentOfKey(library, key, languageOf(interaction.locale));
  if (document.refusal !== null) return reply.edit(document.refusal);
  await answerWith(library, interaction, reply, {
    question: interaction.fields.getTextInputValue(questionField),
    document: document.ordinal,
    previous,
    visibility,
  });
}

interface QuestionModal {
  readonly state: ModalState;
  readonly title: string;
  readonly label: string;
  readonly shortest: number;
  readonly placeholder?: string;
  readonly value?: string;
}

function questionModal({ state, title, label, shortest, placeholder, value }: QuestionModal): Modal {
  return {
    custom_id: encodeState(state),
    title,
    components: [
      {
        type: ComponentType.Label,
        label,
        component: {
          type: ComponentType.TextInput,
          custom_id: questionField,
          style: TextInputStyle.Paragraph,
          min_length: shortest,
          max_length: questionLength.most,
          required: true,
          ...(placeholder === undefined ? {} : { placeholder }),
          ...(value === undefined ? {} : { value }),
        },
      },
    ],
  };
}
