import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { httpTransport } from '../../../shared/adapters/bkash/transport.ts';

const servers: Array<{ close(): void; closeAllConnections?(): void }> = [];

afterEach(() => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

describe('one call to bKash', () => {
  it('posts JSON with the headers given, and reads the answer with its status', async () => {
    let seen: unknown;
    const origin = await serve(async (request, response) => {
      const { method, url, headers } = request;
      seen = {
        method,
        url,
        type: headers['content-type'],
        key: headers['x-app-key'],
        body: await text(request),
      };
      response.writeHead(400).end('{"externalCode":"2023"}');
    });
    const answer = await httpTransport(origin).post('/v2/x', { 'x-app-key': 'k' }, { amount: '1.00' }, 1000);
    expect(answer).toEqual({ kind: 'answered', status: 400, body: { externalCode: '2023' } });
    expect(seen).toEqual({
      method: 'POST',
      url: '/v2/x',
      type: 'application/json',
      key: 'k',
      body: '{"amount":"1.00"}',
    });
  });

  it('is unreachable, so certainly not performed, when nobody listens', async () => {
    const origin = await serve(() => {});
    servers.splice(0)[0]?.close();
    expect(await post(origin)).toEqual({ kind: 'unreachable' });
  });

  it('is unreachable when the name does not resolve', async () => {
    expect(await post('http://no-such-host.invalid')).toEqual({ kind: 'unreachable' });
  });

  it('is lost, not unreachable, when the connection closes after it opened', async () => {
    const origin = await listen((socket) => socket.destroy());
    expect(await post(origin)).toEqual({ kind: 'lost', reason: 'connection_lost' });
  });

  it('is lost when nothing is answered in time', async () => {
    const origin = await serve(() => {});
    expect(await post(origin, 50)).toEqual({ kind: 'lost', reason: 'timeout' });
  });

  it('gives a host 5 s to open the connection, however long the caller would wait', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const deaf = (await listen(() => {})).replace('http:', 'https:');
    const unanswered = post(deaf, 30_000);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await unanswered).toEqual({ kind: 'unreachable' });
  });

  it('waits for the answer as long as the caller does, once the connection is open', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const waiting: Array<() => void> = [];
    const origin = await serve((_, response) => void waiting.push(() => response.end('{}')));
    const slow = post(origin, 30_000);
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(20_000);
    waiting[0]?.();
    expect(await slow).toMatchObject({ kind: 'answered' });
  });

  it('is lost when the answer begins in time and never ends', async () => {
    const origin = await serve((_, response) => void response.writeHead(200).write('{"a":'));
    expect(await post(origin, 80)).toEqual({ kind: 'lost', reason: 'timeout' });
  });

  it('is lost when the answer is cut off, even where the part that came is JSON', async () => {
    const origin = await listen((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"a":1}');
    });
    expect(await post(origin)).toEqual({ kind: 'lost', reason: 'connection_lost' });
  });

  it('is lost when the answer is not JSON', async () => {
    const origin = await serve((_, response) => void response.end('<html>'));
    expect(await post(origin)).toEqual({ kind: 'lost', reason: 'not_json' });
  });

  it('takes an answer of 64 kB and drops a larger one', async () => {
    const origin = await serve((request, response) => {
      response.end(JSON.stringify('x'.repeat(request.url === '/small' ? 64 * 1024 - 2 : 64 * 1024 - 1)));
    });
    const transport = httpTransport(origin);
    expect(await transport.post('/small', {}, {}, 1000)).toMatchObject({ kind: 'answered', status: 200 });
    expect(await transport.post('/large', {}, {}, 1000)).toEqual({ kind: 'lost', reason: 'too_large' });
  });

  it('never follows a redirect: the other host hears nothing', async () => {
    const heard = vi.fn();
    const other = await serve((_, response) => void response.end(heard()));
    const origin = await serve(
      (_, response) => void response.writeHead(307, { location: `${other}/x` }).end('{}'),
    );
    expect(await post(origin)).toMatchObject({ kind: 'answered', status: 307 });
    expect(heard).not.toHaveBeenCalled();
  });

  it('stays on its host whatever the path looks like', async () => {
    const origin = await serve((request, response) => void response.end(JSON.stringify(request.url)));
    const answer = await httpTransport(origin).post('//evil.example/x', {}, {}, 1000);
    expect(answer).toMatchObject({ body: '//evil.example/x' });
  });

  it('keeps the connection for the next call, but not one that was idle for longer than 4 s', async () => {
    const ports: unknown[] = [];
    const origin = await serve((request, response) => {
      ports.push(request.socket.remotePort);
      response.end('{}');
    });
    const transport = httpTransport(origin);
    const call = () => transport.post('/', {}, {}, 1000);
    await call();
    await call();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 4_100 });
    await call();
    expect(ports[1]).toBe(ports[0]);
    expect(ports[2]).not.toBe(ports[1]);
  });

  it('is lost when a kept connection turns out to be dead', async () => {
    let calls = 0;
    const origin = await serve((request, response) => {
      calls += 1;
      if (calls === 1) response.end('{}');
      else request.socket.destroy();
    });
    const transport = httpTransport(origin);
    await transport.post('/', {}, {}, 1000);
    expect(await transport.post('/', {}, {}, 1000)).toEqual({ kind: 'lost', reason: 'connection_lost' });
    expect(calls).toBe(2);
  });

  it('is lost when the certificate is refused: by then the handshake was over', async () => {
    const pair = await generate([{ name: 'commonName', value: '127.0.0.1' }], { keySize: 2048 });
    const origin = await started(createTlsServer({ key: pair.private, cert: pair.cert }));
    const answer = await post(origin.replace('http:', 'https:'));
    expect(answer).toEqual({ kind: 'lost', reason: 'connection_lost' });
  });

  it('is unreachable when TLS never gets as far as a certificate', async () => {
    const origin = await listen((socket) => void socket.once('data', () => socket.destroy()));
    expect(await post(origin.replace('http:', 'https:'))).toEqual({ kind: 'unreachable' });
  });
});

function post(origin: string, abortAfterMs = 1000) {
  return httpTransport(origin).post('/', {}, {}, abortAfterMs);
}

function serve(listener: RequestListener): Promise<string> {
  return started(createServer({ keepAliveTimeout: 60_000 }, listener));
}

function listen(onSocket: Parameters<typeof createTcpServer>[1] & object): Promise<string> {
  return started(
    createTcpServer((socket) => {
      socket.on('error', () => {});
      onSocket(socket);
    }) as unknown as Server,
  );
}

function started(server: Server): Promise<string> {
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}
