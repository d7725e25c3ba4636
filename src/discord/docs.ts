import { PermissionFlagsBits, type ChatInputCommandInteraction } from 'discord.js';
import { KnownError, referenceOf } from '../errors.ts';
import type { BuildProgress } from '../index/build.ts';
import type { Library, LiveLibrary } from '../library/live.ts';
import {
  alreadyBuildingCard,
  failedCard,
  progressCard,
  reportCard,
  statusCard,
  tooLongCard,
  type FilesCompared,
} from './docs-cards.ts';
import type { Card, Handler, Reply, Surroundings } from './handler.ts';
import { languageOf } from './language.ts';
import { notice } from './notice.ts';
import { fieldsOf } from './rest-error.ts';

export const docs: Handler<ChatInputCommandInteraction> = {
  isQuestion: false,
  first: () => 'private',
  async run(interaction, reply, around) {
    if (!mayManage(interaction)) return reply.edit(notice('not-allowed', languageOf(interaction.locale)));
    const subcommand = interaction.options.getSubcommand();
    await (subcommand === 'reindex' ? reindex : status)(interaction, reply, around);
  },
};

/**
 * Discord hides the command from others, and lets servers show it to anyone: what counts is asked here. Who brought the bot
 * along for themselves manages it nowhere, whatever they manage.
 */
export function mayManage({
  guildId,
  authorizingIntegrationOwners,
  memberPermissions,
}: Pick<
  ChatInputCommandInteraction,
  'guildId' | 'authorizingIntegrationOwners' | 'memberPermissions'
>): boolean {
  const { guildId: addedTo, userId: broughtBy } = authorizingIntegrationOwners;
  const isOfServer = addedTo === guildId || (addedTo === null && broughtBy === null);
  return guildId !== null && isOfServer && memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true;
}

/** What builds begun from here have come to. */
const building = new WeakMap<LiveLibrary, BuildProgress | 'starting'>();

/** Comparing files ends after this; a reader waits no longer for a count. */
const comparingMs = 5000;
const filesAtOnce = 8;

async function status(
  { locale }: ChatInputCommandInteraction,
  reply: Reply,
  { library: live, feedback, log, now }: Surroundings,
): Promise<void> {
  const library = live.current();
  const language = languageOf(locale);
  const facts = { votes: await feedback.summary(), building: building.get(live) ?? null };
  await reply.edit(statusCard(library, { ...facts, files: null }, language));
  const files = await compareFiles(library, now).catch((error: unknown) => {
    // The rest of the card is as good without.
    log.error('The files could not be compared', { reference: referenceOf(error), ...fieldsOf(error) });
    return 'unknown' as const;
  });
  // The card has been seen: a second message about the count alone would only puzzle.
  await reply
    .edit(statusCard(library, { ...facts, files }, language))
    .catch((error: unknown) => log.warn('The count of files could not be shown', fieldsOf(error)));
}

async function compareFiles(library: Library, now: () => number): Promise<FilesCompared> {
  const until = now() + comparingMs;
  const outOf = library.index.documents.length;
  const counts = { changed: 0, missing: 0, checked: 0, outOf };
  while (counts.checked < outOf && now() < until) {
    const size = Math.min(filesAtOnce, outOf - counts.checked);
    const states = await Promise.all(
      Array.from({ length: size }, async (_, at) => library.sourceState(counts.checked + at)),
    );
    counts.checked += size;
    counts.changed += states.filter((state) => state === 'changed').length;
    counts.missing += states.filter((state) => state === 'missing').length;
  }
  return counts;
}

/** Between two changes of the reply: more often nobody reads. */
const editEveryMs = 2000;
/** A reply can be changed for 15 minutes; a minute before, it says that the build goes on without it. */
const replyMs = 13.5 * 60_000;

async function reindex(
  { locale }: ChatInputCommandInteraction,
  reply: Reply,
  { library: live, log, now }: Surroundings,
): Promise<void> {
  const language = languageOf(locale);
  if (building.has(live)) return reply.edit(alreadyBuildingCard(language));
  building.set(live, 'starting');
  const built = build().finally(() => building.delete(live));
  const edits = oneAtATime(reply, (error) => log.debug('Progress could not be shown', fieldsOf(error)));
  const started = now();
  const card = await new Promise<Card>((resolve, reject) => {
    const ticker = setInterval(() => {
      if (now() - started > replyMs) resolve(tooLongCard(language));
      else void edits.show(progressCard(building.get(live) ?? 'starting', language));
    }, editEveryMs);
    void edits.show(progressCard('starting', language));
    built.then(resolve, reject).finally(() => clearInterval(ticker));
  });
  await edits.end();
  await reply.edit(card);

  async function build(): Promise<Card> {
    try {
      const report = await live.reindex({ onProgress: (progress) => building.set(live, progress) });
      return report === null ? alreadyBuildingCard(language) : reportCard(report, language);
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      log.warn('The index was not rebuilt', { reason: error.message });
      return failedCard(error.message, language);
    }
  }
}

/** Shows cards one after another, and only the latest: a slow line gets fewer of them. One that is lost is lost. */
function oneAtATime(
  reply: Reply,
  onLost: (error: unknown) => void,
): { show: (card: Card) => Promise<void>; end: () => Promise<void> } {
  let sending: Promise<void> | null = null;
  let isOver = false;
  return {
    async show(card) {
      if (sending !== null || isOver) return;
      sending = reply.edit(card).catch(onLost);
      await sending;
      sending = null;
    },
    async end() {
      isOver = true;
      await sending;
    },
  };
}
