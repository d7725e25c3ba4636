import type { Reply } from './handler.ts';

/** A handler went on talking after its time was over. */
export class ClosedError extends Error {
  constructor() {
    super('This interaction has been answered in another way');
    this.name = 'ClosedError';
  }
}

/** A reply as a handler has it: until it is closed, and with each word counted. */
export class HandlersReply {
  readonly #reply: Reply;
  #isClosed = false;
  #sending = 0;
  #said = 0;

  constructor(reply: Reply) {
    this.#reply = reply;
  }

  /** @param onSay called before each word is sent */
  open(onSay: () => void): Reply {
    const reply = this.#reply;
    const guarded = async (say: () => Promise<void>): Promise<void> => {
      if (this.#isClosed) throw new ClosedError();
      this.#said += 1;
      this.#sending += 1;
      onSay();
      try {
        await say();
      } finally {
        this.#sending -= 1;
      }
    };
    return {
      edit: async (card) => guarded(async () => reply.edit(card)),
      followUp: async (card, visibility) => guarded(async () => reply.followUp(card, visibility)),
      openModal: async (modal) => guarded(async () => reply.openModal(modal)),
      remove: async () => guarded(async () => reply.remove()),
    };
  }

  close(): void {
    this.#isClosed = true;
  }

  get isSending(): boolean {
    return this.#sending > 0;
  }

  get said(): number {
    return this.#said;
  }
}
