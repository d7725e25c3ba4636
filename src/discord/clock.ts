/**
 * Knows how old an interaction is at least, whatever the clock of this machine says.
 *
 * Each answer of Discord's carries its time in whole seconds, which bounds the difference between its clock and a
 * counter of ours; several answers bound it closely. An interaction counts as too old only when it is by the bound.
 */
export interface DiscordClock {
  /** @param date the `Date` header of an answer; `sentAt` and `receivedAt` by our counter */
  observe(date: string | null, sentAt: number, receivedAt: number): void;
  /** Whether Discord would refuse a first response by now. @param created milliseconds since 1970, by Discord's clock */
  isTooOld(created: number): boolean;
  /** Discord has just taken a first response, so this interaction was young enough. @param sentAt by our counter */
  wasAccepted(created: number, sentAt: number): void;
}

/** Discord allows 3 s; a response needs some of them to get there. */
const oldestMs = 2500;
const allowedMs = 3000;
/** Two counters drift apart by less than this part of the time. */
const drift = 0.0005;
/** After so many in a row one is tried anyway: a proxy with a wrong clock must not silence the bot. */
const mostInARow = 3;

/** @param now milliseconds that never go back */
export function createClock(now: () => number = () => performance.now()): DiscordClock {
  // Discord's time less our counter lies between the two; they widen as time goes by.
  let low = -Infinity;
  let high = Infinity;
  let learnedAt = 0;
  let inARow = 0;
  let trustsDates = true;

  const widen = (): void => {
    const spread = (now() - learnedAt) * drift;
    low -= spread;
    high += spread;
    learnedAt = now();
  };
  const isConsistent = (least: number, most: number): boolean => least <= high && most >= low;
  const learn = (least: number, most: number): void => {
    const wasRight = isConsistent(least, most);
    low = wasRight ? Math.max(low, least) : least;
    high = wasRight ? Math.min(high, most) : most;
  };
  return {
    observe(date, sentAt, receivedAt) {
      const second = date === null || !trustsDates ? NaN : Date.parse(date);
      if (Number.isNaN(second)) return;
      widen();
      learn(second - receivedAt, second + 1000 - sentAt);
    },
    isTooOld(created) {
      widen();
      const leastAge = now() + low - created;
      inARow = leastAge > oldestMs ? inARow + 1 : 0;
      return inARow > 0 && inARow % (mostInARow + 1) !== 0;
    },
    wasAccepted(created, sentAt) {
      widen();
      const [least, most] = [created - now(), created + allowedMs - sentAt];
      if (!isConsistent(least, most)) trustsDates = false;
      learn(least, most);
    },
  };
}
