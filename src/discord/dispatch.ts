import { setTimeout as wait } from 'node:timers/promises';
import type { AutocompleteInteraction, Interaction, REST } from 'discord.js';
import { referenceOf } from '../errors.ts';
import { suggest } from './callback.ts';
import { findErrand, type FoundErrand, type UnknownErrand } from './errand.ts';
import type { Card, Handlers, Surroundings } from './handler.ts';
import { languageOf, type Language } from './language.ts';
import { lineOf } from './line.ts';
import { notice } from './notice.ts';
import { createOnce, type Once } from './once.ts';
import { createQueue, type Place } from './queue.ts';
import { createReply, UnheardError, type OpenReply, type Replied } from './reply.ts';
import { fieldsOf, isGone, troubleOf } from './rest-error.ts';
import { runErrand, type Ending } from './run-errand.ts';

export interface DispatchParts {
  readonly handlers: Handlers;
  readonly around: Surroundings;
  readonly rest: REST;
  readonly once?: Once;
  /** A handler that has said nothing for so long is taken for lost. */
  readonly silenceMs?: number;
}

/** From an interaction to its answer: the one place where what goes wrong on the way is caught. */
export interface Dispatch {
  /** Never throws, and nothing that it starts does. */
  take(interaction: Interaction): void;
  /** Tells newcomers to ask again, lets what is under way end, and stops what takes longer. Ends within that time. */
  stop(withinMs: number): Promise<void>;
}

/** What somebody has asked for. */
interface Asked {
  readonly errand: FoundErrand | UnknownErrand;
  readonly reply: OpenReply;
  readonly language: Language;
  readonly receivedAt: number;
}

/** What is to be done and has, where it needs one, a place. */
interface Admitted extends Asked {
  readonly errand: FoundErrand;
  readonly place: Place | null;
}

const defaultSilenceMs = 60_000;
/** What Discord has sent before it can know that the bot leaves arrives within this, and nobody else could answer it. */
const lastCallMs = 300;

export function createDispatch(parts: DispatchParts): Dispatch {
  const { handlers, around, rest, once = createOnce(), silenceMs = defaultSilenceMs } = parts;
  const { config, library, log } = around;
  const queue = createQueue({
    perMinute: config.userQuestionsPerMinute,
    places: config.waitingQuestions,
    now: around.now,
    isCrowded: () => lineOf(rest).isCrowded(),
  });
  const underWay = new Set<Promise<void>>();
  const replies = new Set<OpenReply>();
  const endings = new Set<(ending: Ending) => void>();
  let isStopping = false;

  /** Nothing that is waited for holds the interaction itself: of thousands at once nearly all are refused with a card. */
  const attend = async (interaction: Interaction): Promise<void> => {
    const receivedAt = performance.now();
    if (!once.first(interaction.id)) return log.debug('Delivered again', { interaction: interaction.id });
    if (interaction.isAutocomplete()) return complete(interaction);
    const reply = createReply(repliedOf(interaction), { rest, receivedAt });
    const errand = findErrand(interaction, handlers, around);
    const language = languageOf(interaction.locale);
    replies.add(reply);
    const begun = begin(interaction.user.id, { errand, reply, language, receivedAt });
    return seeThrough(begun, errand.name, reply, language);
  };

  const begin = async (user: string, asked: Asked): Promise<void> => {
    const admitted = admit(user, asked.errand, asked.language);
    if ('refusal' in admitted) return asked.reply.tell(admitted.refusal);
    return answer({ ...asked, ...admitted });
  };

  /** Whether there is somebody to do it, and room. */
  const admit = (
    user: string,
    errand: FoundErrand | UnknownErrand,
    language: Language,
  ): { readonly refusal: Card } | { readonly errand: FoundErrand; readonly place: Place | null } => {
    if (isStopping) return { refusal: notice('restarting', language) };
    if (!('run' in errand)) {
      log.warn('Nobody here knows this interaction', { what: errand.name });
      const refusal = errand.isCommand
        ? notice('error', language, { reference: 'unknown-command' })
        : notice('unknown-button', language);
      return { refusal };
    }
    if (!errand.isQuestion) return { errand, place: null };
    const entry = queue.enter(user);
    if (entry.kind === 'full') return { refusal: notice('busy', language) };
    if (entry.kind === 'too-many') return { refusal: notice('try-again', language, { at: entry.retryAt }) };
    return { errand, place: entry.place };
  };

  const seeThrough = async (
    work: Promise<void>,
    what: string,
    reply: OpenReply,
    language: Language,
  ): Promise<void> => {
    try {
      await work;
    } catch (error) {
      await apologise(what, language, reply, error);
    } finally {
      replies.delete(reply);
    }
  };

  const answer = async ({ errand, place, reply, language, receivedAt }: Admitted): Promise<void> => {
    try {
      if (!(await reply.acknowledge(errand.first()))) {
        place?.giveBack();
        return log.info('Too late to be answered', { what: errand.name, ...since(receivedAt) });
      }
    } catch (error) {
      place?.giveBack();
      throw error;
    }
    const acknowledgedMs = Math.round(performance.now() - receivedAt);
    const { generation } = library.current().index;
    const ending = await withPlace(place, async (done) =>
      runErrand({ errand, reply, done, silenceMs, endings }),
    );
    if (ending !== 'done') await end(reply, ending, notice(ending, language));
    if (ending === 'done' && reply.isAwaited) throw new Error('A handler ended without an answer');
    log.info('Answered', { what: errand.name, ending, acknowledgedMs, ...since(receivedAt), generation });
  };

  /** The handler's time is over. What it was sending goes on; where it said nothing, this is what is said. */
  const end = async (reply: OpenReply, ending: Ending, card: Card): Promise<void> => {
    reply.close();
    if (!reply.isSettled) await reply.tell(card);
    else log.debug('Ended after its answer', { ending });
  };

  const complete = async (interaction: AutocompleteInteraction): Promise<void> => {
    const choices = (): ReturnType<Handlers['suggest']> => {
      try {
        return isStopping ? [] : handlers.suggest(interaction, around);
      } catch (error) {
        log.error('Suggesting failed', { reference: referenceOf(error), ...fieldsOf(error) });
        return [];
      }
    };
    // The person types on and is asked again; what was lost is no loss.
    try {
      await suggest(interaction, rest, choices()).catch(async (error: unknown) => {
        if (troubleOf(error).kind !== 'other') throw error;
        log.error('Suggestions could not be sent', { reference: referenceOf(error), ...fieldsOf(error) });
        await suggest(interaction, rest, []);
      });
    } catch (error) {
      log.debug('Suggestions did not arrive', fieldsOf(error));
    }
  };

  const apologise = async (
    what: string,
    language: Language,
    reply: OpenReply,
    error: unknown,
  ): Promise<void> => {
    reply.close();
    if (error instanceof UnheardError) return log.info('Too late to be answered', { what });
    if (isGone(troubleOf(error))) {
      return log.info('The message is gone, and nobody waits for the answer', { what, ...fieldsOf(error) });
    }
    const reference = referenceOf(error);
    log.error('Answering failed', { what, reference, ...fieldsOf(error) });
    await reply
      .tell(notice('error', language, { reference }))
      .catch((second: unknown) =>
        log.error('Saying so failed as well', { what, reference, ...fieldsOf(second) }),
      );
  };

  return {
    take(interaction) {
      const attending = attend(interaction).catch((error: unknown) =>
        log.error('Attending to an interaction failed', {
          reference: referenceOf(error),
          ...fieldsOf(error),
        }),
      );
      underWay.add(attending);
      void attending.finally(() => underWay.delete(attending));
    },
    async stop(withinMs) {
      isStopping = true;
      // Answers take milliseconds: half of the time is enough for those that wait, unless something hangs.
      await Promise.all([waitFor(underWay, withinMs / 2), wait(lastCallMs)]);
      for (const reply of replies) reply.hurry();
      queue.drop();
      for (const endNow of endings) endNow('restarting');
      await waitFor(underWay, withinMs / 2);
    },
  };
}

/** Runs when the place's turn has come; at once where there is none. */
async function withPlace(place: Place | null, run: (done: () => void) => Promise<Ending>): Promise<Ending> {
  if (place === null) return run(() => {});
  return new Promise((resolve, reject) => {
    place.work({
      run: async (done) => run(done).then(resolve, reject),
      drop: () => resolve('restarting'),
    });
  });
}

function since(receivedAt: number): { readonly ms: number } {
  return { ms: Math.round(performance.now() - receivedAt) };
}

/** Waits until nothing is under way any more, or the time is over. */
async function waitFor(underWay: ReadonlySet<Promise<void>>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const isOver = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  const areDone = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
  await Promise.race([areDone(), isOver]);
  clearTimeout(timer);
}

/** Discord names the application in each interaction; what is compatible with it may leave that to the login. */
function repliedOf({ id, token, applicationId, client }: Interaction): Replied {
  const given: string | undefined = applicationId;
  return { id, token, applicationId: given ?? client.application.id };
}
