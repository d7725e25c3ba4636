import type { BaseInteraction, ChatInputCommandInteraction } from 'discord.js';
import type { Library } from '../library/live.ts';
import { answerCard } from './card.ts';
import { catalogueOf, titleOf } from './catalogue.ts';
import { questionLength } from './commands.ts';
import type { Card, Handler, Reply, Surroundings, Visibility } from './handler.ts';
import { languageOf, type Language } from './language.ts';
import { notice } from './notice.ts';
import { withPrevious } from './previous.ts';
import { asQuestion } from './question-text.ts';
import { documentKey, type Key } from './state.ts';
import { findDocument, resolveDocument } from './suggest.ts';
import { visibilityAt } from './where.ts';
import { askWords } from './words/ask.ts';
import { cardWords } from './words/card.ts';

/** A question on its way to an answer. */
export interface Asked {
  readonly question: string;
  /** Ordinal of the only document to answer from. */
  readonly document: number | null;
  /** The question that this one follows up on. */
  readonly previous: string | null;
  readonly visibility: Visibility;
  /** A line under the question, in plain words. */
  readonly note?: string;
}

type Asking = Pick<BaseInteraction, 'locale' | 'user'>;

export const ask: Handler<ChatInputCommandInteraction> = {
  isQuestion: true,
  first: (interaction, around) =>
    isSlip(interaction, around, 'question') ? 'private' : visibilityOf(interaction, around),
  async run(interaction, reply, around) {
    const library = around.library.current();
    const language = languageOf(interaction.locale);
    const visibility = visibilityOf(interaction, around);
    const document = documentNamed(library, interaction.options.getString('document'), language);
    if (document.refusal !== null) return reply.edit(document.refusal);
    await answerWith(library, interaction, reply, {
      question: interaction.options.getString('question', true),
      document: document.ordinal,
      previous: null,
      visibility,
      ...(visibility === 'private' && interaction.options.getBoolean('private') === false
        ? { note: askWords[language].keptPrivate(cardWords[language].share) }
        : {}),
    });
  },
};

/** Who asks for a private answer gets one; nobody makes public what the operator keeps private: Share is there for that. */
function visibilityOf(interaction: ChatInputCommandInteraction, { config }: Surroundings): Visibility {
  return interaction.options.getBoolean('private') === true ? 'private' : visibilityAt(interaction, config);
}

/**
 * Whether somebody has typed what cannot be answered, as far as can be told at once: a slip is told to the person alone,
 * and a reply that is public from its first word cannot be made private.
 */
export function isSlip(
  { options }: ChatInputCommandInteraction,
  { library }: Surroundings,
  field: 'question' | 'query' | null,
): boolean {
  const words = field === null ? null : options.getString(field);
  if (words !== null && (asQuestion(words) === '' || isTooLong(words))) return true;
  const typed = options.getString('document');
  if (typed === null || typed.trim() === '') return false;
  const catalogue = catalogueOf(library.current().index.documents);
  return catalogue.isRead() && findDocument(catalogue, typed) === null;
}

export function isTooLong(question: string): boolean {
  return Array.from(question).length > questionLength.most;
}

/** Answers with one library from beginning to end, and shows it. */
export async function answerWith(
  library: Library,
  { locale, user }: Asking,
  reply: Reply,
  asked: Asked,
): Promise<void> {
  const language = languageOf(locale);
  if (isTooLong(asked.question))
    return reply.edit(notice('question-too-long', language, { most: questionLength.most }));
  const question = asQuestion(asked.question);
  if (question === '') return reply.edit(notice('no-question', language));
  const record = asked.document === null ? undefined : library.index.documents[asked.document];
  const answer = await library.answerer.answer(question, {
    document: record?.path,
    previous: asked.previous ?? undefined,
  });
  const card = answerCard(answer, {
    language,
    asker: user.id,
    visibility: asked.visibility,
    library,
    document: record === undefined ? null : documentKey(record.path),
    ...(asked.note === undefined ? {} : { note: asked.note }),
  });
  await reply.edit(withPrevious(card, asked.previous, language));
}

/** The document that somebody typed into the option, or the notice that there is none such. */
export type Named =
  | { readonly ordinal: number | null; readonly refusal: null }
  | { readonly ordinal: null; readonly refusal: Card };

export function documentNamed({ index }: Library, typed: string | null, language: Language): Named {
  if (typed === null || typed.trim() === '') return { ordinal: null, refusal: null };
  const catalogue = catalogueOf(index.documents);
  const resolved = resolveDocument(catalogue, typed);
  if (resolved.kind === 'found') return { ordinal: resolved.ordinal, refusal: null };
  const nearest = resolved.nearest.flatMap((ordinal) => {
    const document = catalogue.documents[ordinal];
    return document === undefined ? [] : [titleOf(document)];
  });
  return { ordinal: null, refusal: notice('unknown-document', language, { typed, nearest }) };
}

/** The document that a button remembers, or the notice that it is gone. */
export function documentOfKey({ index }: Library, key: Key | null, language: Language): Named {
  if (key === null) return { ordinal: null, refusal: null };
  const ordinal = catalogueOf(index.documents).byKey(key);
  return ordinal === null
    ? { ordinal: null, refusal: notice('document-gone', language) }
    : { ordinal, refusal: null };
}
