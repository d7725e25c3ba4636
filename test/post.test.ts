import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { post } from '../src/discord/post.ts';

async function serverOf(t: TestContext, answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const nothing = { headers: {}, body: '{}', signal: null };

test('what was sent well is heard as its status, and a refusal with its headers and words', async (t) => {
  const address = await serverOf(t, (request, response) => {
    const status = Number(request.url?.slice(1, 4));
    response.writeHead(status, { 'x-told': 'yes' }).end(status === 204 ? undefined : '{"code":7}');
  });
  for (const status of [200, 204, 200]) {
    const { ok, status: heard } = await post(`${address}/${status}?with=more`, nothing);
    assert.deepEqual([ok, heard], [true, status]);
  }
  const refused = await post(`${address}/404`, nothing);
  assert.deepEqual([refused.status, refused.headers.get('x-told')], [404, 'yes']);
  assert.deepEqual(await refused.json(), { code: 7 });
});

test('the signal ends it, before there is a connection and after', async (t) => {
  const address = await serverOf(t, () => {});
  const reason = new Error('enough');
  const over = AbortSignal.abort(reason);
  await assert.rejects(post(address, { ...nothing, signal: over }), (error) => error === reason);
  const soon = new AbortController();
  setTimeout(() => soon.abort(reason), 50);
  await assert.rejects(post(address, { ...nothing, signal: soon.signal }), (error) => error === reason);
});

test('a connection that breaks is an error', async (t) => {
  const address = await serverOf(t, (request) => request.socket.destroy());
  await assert.rejects(post(address, nothing), { code: 'UND_ERR_SOCKET' });
});
