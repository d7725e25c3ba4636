/** Loaded into a bot process before anything else: on SIGUSR2 it does what nobody catches, with what nobody may read in it. */
const { FAULTS_CRASH: how, FAULTS_CANARY: canary } = process.env;
delete process.env.FAULTS_CRASH;
delete process.env.FAULTS_CANARY;

class Telling extends Error {
  constructor() {
    super(`could not answer "${canary}"`);
    this.url = `https://discord.com/api/v10/webhooks/1/${canary}`;
    this.requestBody = { json: { content: canary } };
  }
}

const crashes = {
  exception: () => {
    setImmediate(() => {
      throw new Telling();
    });
  },
  text: () => {
    setImmediate(() => {
      throw canary;
    });
  },
  rejection: () => void Promise.reject(new Telling()),
  'rejected text': () => void Promise.reject(canary),
  cause: () => {
    setImmediate(() => {
      throw new Error('could not answer', { cause: new Telling() });
    });
  },
};

if (how !== undefined) process.on('SIGUSR2', () => crashes[how]?.());
