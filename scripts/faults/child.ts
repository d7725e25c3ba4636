import { stackOf } from '../../src/errors.ts';
import { seededRandom } from '../../src/evaluation/random.ts';
import { Miss, NotHere, type OpenFamily } from './family.ts';
import type { Order, Reported } from './in-child.ts';

/** The process behind `inChild`: opens one family, makes its trials, and dies of what nobody catches. */
let open: OpenFamily | null = null;

process.on('message', (order: Order) => {
  obey(order).then(
    (reported) => process.send?.(reported),
    (error: unknown) => process.send?.(reportOf(error)),
  );
});

async function obey(order: Order): Promise<Reported> {
  switch (order.kind) {
    case 'open': {
      const family = (await import(order.module)) as {
        readonly open: (folder: string) => Promise<OpenFamily>;
      };
      open = await family.open(order.folder);
      return { kind: 'done' };
    }
    case 'trial': {
      if (open === null) throw new Error('No family is open');
      const fate = await open.trial(order.number, seededRandom(order.seed));
      return { kind: 'done', fate, figures: open.figures?.() ?? {} };
    }
    case 'close':
      await open?.close();
      return { kind: 'done' };
  }
}

function reportOf(error: unknown): Reported {
  if (error instanceof Miss) return { kind: 'miss', message: error.message };
  if (error instanceof NotHere) return { kind: 'not-here', message: error.message };
  return { kind: 'error', message: stackOf(error) };
}
