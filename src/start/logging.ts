import type { Config } from '../config.ts';
import { referenceOf } from '../errors.ts';
import { createLog, type Log } from '../log.ts';
import { fieldsOf } from '../discord/rest-error.ts';

/** The log of a process that runs for long: lines for eyes on a terminal, for collectors anywhere else. */
export function openLog(config: Config, stream: NodeJS.WriteStream): Log {
  return createLog({
    level: config.logLevel,
    form: stream.isTTY ? 'pretty' : 'json',
    write: (line) => stream.write(`${line}\n`),
    secrets: config.discordToken === null ? [] : [config.discordToken],
  });
}

/**
 * What nobody caught is logged. A rejected promise is one question's trouble; after an exception the process cannot be trusted
 * any more, and `end` should leave it in good order.
 *
 * @returns takes the listeners away
 */
export function watchProcess(host: NodeJS.Process, log: Log, end: () => void): () => void {
  const onRejection = (error: unknown): void =>
    log.error('Something failed that nobody waited for', {
      reference: referenceOf(error),
      ...fieldsOf(error),
    });
  const onException = (error: unknown): void => {
    log.error('Something went wrong inside Footnote, and it ends', {
      reference: referenceOf(error),
      ...fieldsOf(error),
    });
    end();
  };
  host.on('unhandledRejection', onRejection).on('uncaughtException', onException);
  return () => {
    host.off('unhandledRejection', onRejection).off('uncaughtException', onException);
  };
}
