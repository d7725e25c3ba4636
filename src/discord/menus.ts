import type { MessageContextMenuCommandInteraction } from 'discord.js';
import { answerWith } from './ask.ts';
import { text } from './blocks.ts';
import { claimCard } from './claim-card.ts';
import { questionLength } from './commands.ts';
import type { Handler } from './handler.ts';
import { languageOf } from './language.ts';
import { firstSentences, wordsOf } from './message-text.ts';
import { notice } from './notice.ts';
import { asQuestion } from './question-text.ts';
import { askWords } from './words/ask.ts';

type Uses = Handler<MessageContextMenuCommandInteraction>;

/** Somebody else's message is nobody's to answer in front of everyone: these replies are private wherever they are. */
export const askAboutMessage: Uses = {
  isQuestion: true,
  first: () => 'private',
  async run(interaction, reply, { library }) {
    const read = textOf(interaction);
    if (read === null) return reply.edit(notice('no-text', languageOf(interaction.locale)));
    await answerWith(library.current(), interaction, reply, {
      question: read.text,
      document: null,
      previous: null,
      visibility: 'private',
      ...(read.note === null ? {} : { note: read.note }),
    });
  },
};

export const checkMessage: Uses = {
  isQuestion: true,
  first: () => 'private',
  async run(interaction, reply, around) {
    const language = languageOf(interaction.locale);
    const read = textOf(interaction);
    if (read === null) return reply.edit(notice('no-text', language));
    const library = around.library.current();
    const check = await library.answerer.checkClaim(asQuestion(read.text));
    const view = {
      language,
      asker: interaction.user.id,
      visibility: 'private',
      library,
      document: null,
    } as const;
    const { components } = claimCard(check, view);
    await reply.edit({
      components: [...(read.note === null ? [] : [text(`-# ${read.note}`)]), ...components],
    });
  },
};

function textOf({
  targetMessage,
  locale,
}: MessageContextMenuCommandInteraction): { readonly text: string; readonly note: string | null } | null {
  const { content, components, embeds, messageSnapshots } = targetMessage;
  const words = wordsOf({
    content,
    components,
    embeds,
    snapshots: [...messageSnapshots.values()].map((snapshot) => snapshot.content ?? ''),
  });
  if (!/[\p{L}\p{N}]/u.test(words)) return null;
  const { text, isCut } = firstSentences(words, questionLength.most);
  return { text, note: isCut ? askWords[languageOf(locale)].cut(questionLength.most) : null };
}
