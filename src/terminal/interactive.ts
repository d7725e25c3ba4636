import type { OpenLibrary } from '../library/open.ts';
import { describeFailure } from './edge.ts';
import { ageOf, renderAnswer, type AnswerView } from './render-answer.ts';
import { renderDocuments, sizeOf } from './render-documents.ts';
import { runSession } from './session.ts';
import { styleFor } from './style.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How answers from a library look on a stream, now: the width of a window may have changed since the last one. */
export function viewOf(
  library: OpenLibrary,
  stream: NodeJS.WriteStream,
  environment: Environment,
): AnswerView {
  return {
    style: styleFor(stream, environment),
    placeOf: library.placeOf,
    builtAt: library.index.manifest.created,
    now: new Date(),
  };
}

/** An open library and a person at a terminal: questions and answers until one of them leaves. */
export async function converse(
  library: OpenLibrary,
  host: NodeJS.Process,
  signal?: AbortSignal,
): Promise<void> {
  const { index, answerer } = library;
  const style = styleFor(host.stdout, host.env);
  const built = ageOf(index.manifest.created, new Date());
  await runSession({
    input: host.stdin,
    output: host.stdout,
    prompt: style.accent('› '),
    greeting: [
      '',
      `  ${style.bold('Footnote')} ${style.faint(`· ${sizeOf(index.documents)}, index built ${built}`)}`,
      style.faint('  Ask a question. :help lists what else there is.'),
      '',
    ],
    ask: async (question) =>
      renderAnswer(await answerer.answer(question), viewOf(library, host.stdout, host.env)),
    sources: async () => renderDocuments(index.documents, styleFor(host.stdout, host.env)),
    describeError: (error) => describeFailure(error, host.env['LOG_LEVEL'] === 'debug').lines,
    ...(signal === undefined ? {} : { signal }),
  });
}
