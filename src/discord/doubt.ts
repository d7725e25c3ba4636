import { setTimeout as wait } from 'node:timers/promises';
import { isGone, troubleOf } from './rest-error.ts';

/**
 * Discord takes a first response for 3 s. One that was given up on may arrive until then, and only from then on does it say
 * something that there is no message.
 */
const decidedMs = 3500;
const pauseMs = 250;

/** Whether a first response that seemed to fail may still be carried out. */
export class Doubt {
  readonly #receivedAt: number;
  #hasBegun = false;

  /** @param receivedAt when the interaction came, by `performance.now()` */
  constructor(receivedAt: number) {
    this.#receivedAt = receivedAt;
  }

  /** A try failed in a way that leaves it open. */
  begin(): void {
    this.#hasBegun = true;
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /**
   * Says something about the message that may yet come, again and again for as long as it is missing and may come.
   *
   * @throws what goes wrong otherwise, and when it is still missing in the end
   */
  async onceDecided(say: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await say();
      } catch (error) {
        const isOver = !this.#hasBegun || performance.now() > this.#receivedAt + decidedMs;
        if (isOver || !isGone(troubleOf(error))) throw error;
      }
      await wait(pauseMs);
    }
  }
}
