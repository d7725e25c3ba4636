import type { ButtonInteraction } from 'discord.js';
import type { Library } from '../library/live.ts';
import type { Answer } from '../types.ts';
import { documentOfKey } from './ask.ts';
import { answerCard, restCard, type AnswerView } from './card.ts';
import type { Card, Handler } from './handler.ts';
import { languageOf } from './language.ts';
import { questionOf, statesOf } from './message.ts';
import { notice } from './notice.ts';
import { previousOf, withPrevious } from './previous.ts';
import { troubleOf } from './rest-error.ts';
import { generationKey, type ButtonState, type Key } from './state.ts';
import { askWords } from './words/ask.ts';

type Opens<A extends ButtonState['action']> = Handler<ButtonInteraction, Extract<ButtonState, { action: A }>>;

/** Shows a private answer to everyone: answered once more, so that every quote is checked once more. */
export const share: Opens<'share'> = {
  isQuestion: true,
  first: ({ user }, _, { asker }) => (user.id === asker ? 'update' : 'private'),
  async run(interaction, reply, around, state) {
    const { user, locale } = interaction;
    const language = languageOf(locale);
    if (user.id !== state.asker) return reply.edit(notice('not-yours', language));
    const library = around.library.current();
    const again = await answerAgain(library, interaction, state);
    if (again.answer === null) return reply.followUp(again.refusal, 'private');
    const { answer, previous } = again;
    const words = askWords[language];
    const view: AnswerView = {
      language,
      asker: user.id,
      visibility: 'public',
      library,
      document: state.document,
    };
    const cardWith = (note: string, changes: Partial<AnswerView> = {}): Card =>
      withPrevious(answerCard(answer, { ...view, ...changes, note }), previous, language);
    try {
      await reply.followUp(cardWith(words.sharedBy(nameOf(interaction))), 'public');
    } catch (error) {
      // Where the bot is not a member it may say five things more, or none at all; changing what is there is always allowed.
      if (troubleOf(error).kind !== 'refused') throw error;
      return reply.edit(cardWith(words.notShared, { visibility: 'private' }));
    }
    await reply.edit(cardWith(words.shared));
  },
};

/** What the card had no room for. */
export const rest: Opens<'rest'> = {
  isQuestion: false,
  first: () => 'private',
  async run(interaction, reply, around, state) {
    const library = around.library.current();
    const again = await answerAgain(library, interaction, state);
    if (again.answer === null) return reply.edit(again.refusal);
    const language = languageOf(interaction.locale);
    const view = { language, asker: interaction.user.id, visibility: 'private', library } as const;
    await reply.edit(restCard(again.answer, { ...view, document: state.document }));
  },
};

type Again =
  | { readonly answer: Answer; readonly previous: string | null }
  | { readonly answer: null; readonly refusal: Card };

/** The answer that a message shows, made anew from the same generation; nothing else passes for it. */
async function answerAgain(
  library: Library,
  { message, locale }: ButtonInteraction,
  { generation, document: key }: { readonly generation: Key; readonly document: Key | null },
): Promise<Again> {
  const language = languageOf(locale);
  if (generation !== generationKey(library.index.generation))
    return { answer: null, refusal: notice('index-gone', language) };
  const document = documentOfKey(library, key, language);
  if (document.refusal !== null) return { answer: null, refusal: document.refusal };
  const question = questionOf(message);
  if (question === null) return { answer: null, refusal: notice('nothing-to-share', language) };
  const previous = previousOf(message);
  const answer = await library.answerer.answer(question, {
    document: document.ordinal === null ? undefined : library.index.documents[document.ordinal]?.path,
    previous: previous ?? undefined,
  });
  // An earlier question that its card had to cut may be understood as another one.
  const voted = statesOf(message).find((state) => state.action === 'not-helpful');
  return voted !== undefined && voted.answer !== answer.id
    ? { answer: null, refusal: notice('nothing-to-share', language) }
    : { answer, previous };
}

/** As the person is called where they are. */
function nameOf({ member, user }: ButtonInteraction): string {
  if (member !== null && 'displayName' in member) return member.displayName;
  return (member !== null && 'nick' in member ? member.nick : null) ?? user.displayName;
}
