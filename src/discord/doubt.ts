import { setTimeout as wait } from 'node:timers/promises';
import { isGone, troubleOf } from './rest-error.ts';

/** Whether a first response that seemed to fail may still be carried out. */
export interface Doubt {
  /** A try failed in a way that leaves it open. */
  begin(): void;
  readonly hasBegun: boolean;
  /**
   * Says something about the message that may yet come, again and again for as long as it is missing and may come.
   *
   * @throws what goes wrong otherwise, and when it is still missing in the end
   */
  onceDecided(say: () => Promise<void>): Promise<void>;
}

/**
 * Discord takes a first response for 3 s. One that was given up on may arrive until then, and only from then on does it say
 * something that there is no message.
 */
const decidedMs = 3500;
const pauseMs = 250;

/** @param receivedAt by `performance.now()` */
export function createDoubt(receivedAt: number): Doubt {
  let hasBegun = false;
  return {
    begin() {
      hasBegun = true;
    },
    get hasBegun() {
      return hasBegun;
    },
    async onceDecided(say) {
      for (;;) {
        try {
          return await say();
        } catch (error) {
          const isOver = !hasBegun || performance.now() > receivedAt + decidedMs;
          if (isOver || !isGone(troubleOf(error))) throw error;
        }
        await wait(pauseMs);
      }
    },
  };
}
