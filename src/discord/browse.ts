import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import type { Library } from '../library/live.ts';
import { documentNamed, documentOfKey, isSlip, isTooLong } from './ask.ts';
import { questionLength } from './commands.ts';
import type { Card, FirstResponse, Handler } from './handler.ts';
import { languageOf, type Language } from './language.ts';
import { questionOf } from './message.ts';
import { notice } from './notice.ts';
import { outlineCard } from './outline-card.ts';
import { passageCard } from './passage-card.ts';
import { asQuestion } from './question-text.ts';
import { searchCard } from './search-card.ts';
import { sourcesCard } from './sources-card.ts';
import { documentKey, generationKey, type ButtonState, type Key } from './state.ts';
import { visibilityAt } from './where.ts';

type Uses = Handler<ChatInputCommandInteraction>;
type Opens<A extends ButtonState['action']> = Handler<ButtonInteraction, Extract<ButtonState, { action: A }>>;

export const search: Uses = {
  isQuestion: true,
  first: (interaction, around) =>
    isSlip(interaction, around, 'query') ? 'private' : visibilityAt(interaction, around.config),
  async run(interaction, reply, around) {
    const library = around.library.current();
    const language = languageOf(interaction.locale);
    const document = documentNamed(library, interaction.options.getString('document'), language);
    if (document.refusal !== null) return reply.edit(document.refusal);
    const typed = interaction.options.getString('query', true);
    if (isTooLong(typed))
      return reply.edit(notice('question-too-long', language, { most: questionLength.most }));
    await reply.edit(
      await found(library, typed, { language, document: document.ordinal, page: 0, isRebuilt: false }),
    );
  },
};

export const searchPage: Opens<'search-page'> = {
  isQuestion: false,
  first: ownOrCopy,
  async run({ locale, message }, reply, around, { generation, document: key, page }) {
    const library = around.library.current();
    const language = languageOf(locale);
    const document = documentOfKey(library, key, language);
    const query = questionOf(message);
    if (document.refusal !== null) return reply.edit(document.refusal);
    if (query === null) return reply.edit(notice('unknown-button', language));
    const isRebuilt = isOther(library, generation);
    await reply.edit(await found(library, query, { language, document: document.ordinal, page, isRebuilt }));
  },
};

export const sources: Uses = {
  isQuestion: false,
  first: (interaction, around) =>
    isSlip(interaction, around, null) ? 'private' : visibilityAt(interaction, around.config),
  async run(interaction, reply, around) {
    const library = around.library.current();
    const language = languageOf(interaction.locale);
    const document = documentNamed(library, interaction.options.getString('document'), language);
    if (document.refusal !== null) return reply.edit(document.refusal);
    const view = { language, library, page: 0, isRebuilt: false };
    await reply.edit(
      document.ordinal === null
        ? await sourcesCard(view)
        : await outlineCard({ ...view, document: document.ordinal }),
    );
  },
};

export const sourcesPage: Opens<'sources-page'> = {
  isQuestion: false,
  first: ownOrCopy,
  async run({ locale }, reply, around, { generation, page }) {
    const library = around.library.current();
    const language = languageOf(locale);
    await reply.edit(await sourcesCard({ language, library, page, isRebuilt: isOther(library, generation) }));
  },
};

export const outline: Opens<'outline'> = {
  isQuestion: false,
  first: ownOrCopy,
  async run({ locale }, reply, around, { generation, document: key, page }) {
    const library = around.library.current();
    const language = languageOf(locale);
    const { ordinal: document, refusal } = documentOfKey(library, key, language);
    if (document === null) return reply.edit(refusal ?? notice('document-gone', language));
    const isRebuilt = isOther(library, generation);
    await reply.edit(await outlineCard({ language, library, document, page, isRebuilt }));
  },
};

export const passage: Opens<'passage'> = {
  isQuestion: false,
  first: () => 'private',
  async run({ locale }, reply, around, state) {
    const library = around.library.current();
    await reply.edit(await passageCard(state, { language: languageOf(locale), library }));
  },
};

interface Search {
  readonly language: Language;
  readonly document: number | null;
  readonly page: number;
  readonly isRebuilt: boolean;
}

async function found(library: Library, typed: string, { document, ...view }: Search): Promise<Card> {
  const query = asQuestion(typed);
  if (query === '') return notice('no-question', view.language);
  const record = document === null ? undefined : library.index.documents[document];
  const passages = await library.answerer.search(query, { document: record?.path });
  const key = record === undefined ? null : documentKey(record.path);
  return searchCard(query, passages, { ...view, library, document: key });
}

/** Whoever asked turns the page for everyone; anybody else gets a page of their own. */
function ownOrCopy({ user, message }: ButtonInteraction): FirstResponse {
  const owner = message.interactionMetadata?.user.id;
  return owner === undefined || owner === user.id ? 'update' : 'private';
}

function isOther({ index }: Library, generation: Key): boolean {
  return generation !== generationKey(index.generation);
}
