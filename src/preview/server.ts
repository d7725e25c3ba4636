import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { KnownError } from '../errors.ts';
import type { Log } from '../log.ts';
import { createActions } from './actions.ts';
import { createEvents } from './events.ts';
import { isFromOurPage, isOurHost, readJson, securityHeaders, wantsJson } from './guard.ts';
import { readPage } from './page-files.ts';
import type { PreviewedEmulator } from './previewed.ts';

export interface PreviewOptions {
  readonly emulator: PreviewedEmulator;
  /** 0 for one that is free. */
  readonly port: number;
  /** How many documents the bot answers from, once it is known. */
  readonly documents?: () => number | null;
  readonly log?: Log;
  /** The compiled page; default: beside this module. */
  readonly pageDir?: string;
}

export interface Preview {
  readonly url: string;
  /** Tells open pages that the number of documents may have changed. */
  refresh(): void;
  close(): Promise<void>;
}

/**
 * Serves the page on 127.0.0.1, and nowhere else.
 *
 * @throws KnownError `settings` when the port cannot be had
 */
export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const page = await readPage(
    options.pageDir ?? path.join(path.dirname(fileURLToPath(import.meta.url)), 'page'),
  );
  const events = createEvents(options.emulator, options.documents ?? (() => null));
  const act = createActions(options.emulator);
  let port = options.port;

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      options.log?.error('The preview page could not be served.', { error: error as Error });
      if (!response.headersSent) end(response, 500, 'Something went wrong here.');
      else response.destroy();
    });
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  await listen(server, port);
  const address = server.address();
  if (address !== null && typeof address === 'object') ({ port } = address);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of securityHeaders) response.setHeader(name, value);
    if (!isOurHost(request, port)) return end(response, 403, `Open http://127.0.0.1:${port} instead.`);
    const [where = '/', query = ''] = (request.url ?? '/').split('?', 2);
    if (request.method === 'POST') return answerAction(request, response, where.slice(1));
    if (request.method !== 'GET') {
      response.setHeader('allow', 'GET, POST');
      return end(response, 405, 'Only GET and POST.');
    }
    if (where === '/events') {
      const viewer = new URLSearchParams(query).get('viewer') ?? '';
      if (!isFromOurPage(request)) return end(response, 403, 'Only for the page itself.');
      if (!events.open(viewer, request, response)) end(response, 503, 'Too many pages are open.');
      return;
    }
    const file = page.get(where);
    if (file === undefined) return end(response, 404, 'There is nothing here.');
    response.setHeader('content-type', file.type);
    response.end(file.body);
  }

  async function answerAction(
    request: IncomingMessage,
    response: ServerResponse,
    action: string,
  ): Promise<void> {
    if (!isFromOurPage(request)) return end(response, 403, 'Only for the page itself.');
    if (!wantsJson(request)) return end(response, 415, 'Only application/json.');
    const body = await readJson(request);
    if (body.kind === 'too-large') {
      response.setHeader('connection', 'close');
      return end(response, 413, 'That is too long.');
    }
    if (body.kind === 'malformed') return end(response, 400, 'That is no JSON object.');
    const result = await act(action, body.value);
    if (result === null) return end(response, 404, 'There is nothing here.');
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(result));
  }

  return {
    url: `http://127.0.0.1:${port}`,
    refresh: () => events.refresh(),
    async close() {
      events.close();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function end(response: ServerResponse, status: number, words: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.end(`${words}\n`);
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(portProblem(error, port));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function portProblem(error: NodeJS.ErrnoException, port: number): Error {
  const advice = 'Set PREVIEW_PORT in .env to another number, say 4180, and start again.';
  if (error.code === 'EADDRINUSE') {
    const words = `Port ${port} (PREVIEW_PORT) is in use, perhaps by another Footnote.`;
    return new KnownError('settings', `${words} Stop that one, or: ${advice}`, { cause: error });
  }
  if (error.code === 'EACCES') {
    return new KnownError('settings', `Port ${port} (PREVIEW_PORT) is not allowed here. ${advice}`, {
      cause: error,
    });
  }
  return error;
}
