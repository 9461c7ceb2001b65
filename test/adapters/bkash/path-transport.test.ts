import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { httpTransport } from '../../../shared/adapters/bkash/transport.ts';

it.each(['GET', 'POST'] as const)(
  'a call to bKash by %s and path alone carries no body, and says so',
  async (by) => {
    let seen: unknown;
    const server = createServer((request, response) => {
      const { method, url, headers } = request;
      seen = { method, url, type: headers['content-type'], key: headers['x-app-key'] };
      request.on('data', () => {
        seen = 'a body';
      });
      response.end('{"paymentID":"1"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = await httpTransport(origin).call(by, '/payment/1', { 'x-app-key': 'k' }, 1_000);
    server.closeAllConnections();
    server.close();
    expect(answer).toEqual({ kind: 'answered', status: 200, body: { paymentID: '1' } });
    expect(seen).toEqual({ method: by, url: '/payment/1', type: undefined, key: 'k' });
  },
);
