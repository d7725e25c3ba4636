import {
  ComponentType,
  TextInputStyle,
  type ButtonInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { KnownError } from '../errors.ts';
import { accents } from './accents.ts';
import { cardOf, container, text } from './blocks.ts';
import { isReason, reasons } from './feedback-line.ts';
import type { Feedback } from './feedback.ts';
import type { ButtonHandler, Card, Modal, ModalHandler, Surroundings } from './handler.ts';
import { languageOf, type Language } from './language.ts';
import { generationOf, questionOf } from './message.ts';
import { notice } from './notice.ts';
import { encodeState, generationKey } from './state.ts';
import { feedbackWords } from './words/feedback.ts';

const fields = { reason: 'reason', comment: 'comment' } as const;
const longestComment = 500;

/** Anybody's word on an answer; it is thanked for in private. */
export const helpful: ButtonHandler<'helpful'> = {
  isQuestion: false,
  first: () => 'private',
  async run(interaction, reply, around, { answer }) {
    const vote = { answer, vote: 'helpful', reason: null, question: null, comment: null } as const;
    await reply.edit(await keep(interaction, around, vote));
  },
};

export const notHelpful: ButtonHandler<'not-helpful'> = {
  isQuestion: false,
  first: () => 'modal',
  run: async ({ locale }, reply, { config }, { answer }) =>
    reply.openModal(reasonModal(answer, languageOf(locale), config.feedbackDays)),
};

/** The question goes with the reason, as the modal has said. */
export const reason: ModalHandler<'reason'> = {
  isQuestion: false,
  first: () => 'private',
  async run(interaction, reply, around, { answer }) {
    const { fields: sent } = interaction;
    // A client may leave out a field that nothing was put into.
    const has = (id: string): boolean => sent.fields.has(id);
    const chosen = has(fields.reason) ? sent.getRadioGroup(fields.reason) : null;
    const comment = has(fields.comment)
      ? sent.getTextInputValue(fields.comment).trim().slice(0, longestComment)
      : '';
    const vote = {
      answer,
      vote: 'not-helpful',
      reason: isReason(chosen) ? chosen : 'other',
      question: questionOf(interaction.message),
      comment: comment === '' ? null : comment,
    } as const;
    await reply.edit(await keep(interaction, around, vote));
  },
};

/** A vote that cannot be kept is told of, here and in the log, and nothing else comes of it. */
async function keep(
  { user, locale, message }: ButtonInteraction | ModalSubmitInteraction,
  { feedback, library, log }: Surroundings,
  vote: Omit<Feedback, 'generation'>,
): Promise<Card> {
  const language = languageOf(locale);
  try {
    // The vote is about the generation that the message was made from, which may be gone.
    const generation = generationOf(message) ?? generationKey(library.current().index.generation);
    await feedback.record(user.id, { ...vote, generation });
    return notice('voted', language);
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    log.warn('A vote was not kept', { reason: error.message });
    const [lead, rest = ''] = feedbackWords[language].notKept;
    return cardOf(container([text(`**${lead}**\n${rest}`)], accents.wrong));
  }
}

function reasonModal(answer: string, language: Language, days: number): Modal {
  const words = feedbackWords[language];
  return {
    custom_id: encodeState({ action: 'reason', answer }),
    title: words.title,
    components: [
      {
        type: ComponentType.Label,
        label: words.reasonLabel,
        description: words.kept(days),
        component: {
          type: ComponentType.RadioGroup,
          custom_id: fields.reason,
          required: true,
          options: reasons.map((value) => ({ label: words.reasons[value], value })),
        },
      },
      {
        type: ComponentType.Label,
        label: words.commentLabel,
        component: {
          type: ComponentType.TextInput,
          custom_id: fields.comment,
          style: TextInputStyle.Paragraph,
          required: false,
          max_length: longestComment,
        },
      },
    ],
  };
}
