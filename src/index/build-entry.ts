/** What `buildInOwnProcess` starts: takes one order, builds, says what came of it, ends. */
import { openEmbeddingModel } from '../embedding/embed.ts';
import { KnownError } from '../errors.ts';
import type { BuildMessage, BuildOrder } from './build-process.ts';
import { buildIndex } from './build.ts';

process.once('message', (order: BuildOrder) => {
  run(order).then(
    (message) => process.send?.(message, () => process.disconnect()),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});
// Whoever ordered this build is gone: nobody waits for it.
process.once('disconnect', () => process.exit(0));

async function run(order: BuildOrder): Promise<BuildMessage> {
  const { model: modelOptions, ...options } = order;
  let last = 0;
  try {
    const model = await openEmbeddingModel(modelOptions);
    const report = await buildIndex({
      ...options,
      model,
      onProgress(progress) {
        // A message for each of 100,000 documents would take longer than reading them.
        const now = Date.now();
        if (now - last < 100 && progress.done !== progress.total) return;
        last = now;
        process.send?.({ kind: 'progress', progress } satisfies BuildMessage);
      },
    });
    return { kind: 'done', report };
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    return { kind: 'known-error', code: error.code, message: error.message };
  }
}
