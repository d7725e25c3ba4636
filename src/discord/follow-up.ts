import { ComponentType, TextInputStyle, type ModalSubmitInteraction } from 'discord.js';
import { answerWith, documentOfKey } from './ask.ts';
import { questionLength } from './commands.ts';
import type { ButtonHandler, Modal, ModalHandler, Reply, Surroundings } from './handler.ts';
import { languageOf } from './language.ts';
import { questionOf } from './message.ts';
import { notice } from './notice.ts';
import { previousOf } from './previous.ts';
import { plainWithin } from './shorten.ts';
import { encodeState } from './state.ts';
import { askWords, type AskWords } from './words/ask.ts';
import { visibilityAfter } from './where.ts';

/** Where a modal's question is read. */
const questionField = 'question';
/** "And 2021?" is a follow-up: shorter than a question on its own. */
const shortestFollowUp = 2;
const longestPlaceholder = 100;

export const followUp = opens((words, earlier) => ({
  action: 'follow-up-asked',
  title: words.followUpTitle,
  label: words.followUpLabel,
  ...(earlier === null ? {} : { placeholder: plainWithin(words.earlier + earlier, longestPlaceholder) }),
}));

export const rephrase = opens((words, earlier) => ({
  action: 'rephrased',
  title: words.rephraseTitle,
  label: words.questionLabel,
  ...(earlier === null || earlier.length < shortestFollowUp ? {} : { value: earlier }),
}));

/** A button that opens a modal for a question; only who asked the first one may. */
function opens(
  modalFor: (words: AskWords, earlier: string | null) => QuestionModal,
): ButtonHandler<'follow-up' | 'rephrase'> {
  return {
    isQuestion: false,
    first: ({ user }, _around, { asker }) => (user.id === asker ? 'modal' : 'private'),
    async run({ user, locale, message }, reply, _around, { asker, document }) {
      const language = languageOf(locale);
      if (user.id !== asker) return reply.edit(notice('not-yours', language));
      const modal = modalFor(askWords[language], questionOf(message));
      await reply.openModal(questionModal(modal, { asker, document }));
    },
  };
}

/** A follow-up is understood with the question of the card that it was asked on. */
export const followUpAsked: ModalHandler<'follow-up-asked'> = {
  isQuestion: true,
  first: (interaction, { config }) => visibilityAfter(interaction, config),
  run: async (interaction, reply, around, { document }) =>
    answerModal(interaction, reply, around, document, questionOf(interaction.message)),
};

/** A follow-up that is put otherwise still follows up on the question before it. */
export const rephrased: ModalHandler<'rephrased'> = {
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
  readonly action: 'follow-up-asked' | 'rephrased';
  readonly title: string;
  readonly label: string;
  readonly placeholder?: string;
  readonly value?: string;
}

function questionModal(
  { action, title, label, ...shown }: QuestionModal,
  state: { readonly asker: string; readonly document: string | null },
): Modal {
  return {
    custom_id: encodeState({ action, ...state }),
    title,
    components: [
      {
        type: ComponentType.Label,
        label,
        component: {
          type: ComponentType.TextInput,
          custom_id: questionField,
          style: TextInputStyle.Paragraph,
          min_length: shortestFollowUp,
          max_length: questionLength.most,
          required: true,
          ...shown,
        },
      },
    ],
  };
}
