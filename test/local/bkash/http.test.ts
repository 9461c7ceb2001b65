import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { listen } from '../../../infra/local/bkash/http.ts';

describe("the simulator's server", () => {
  it('hangs up on a caller that waits for an answer for ever', async () => {
    const { server } = await listen(0, () => ({ broken: 'silence' }), 50);
    const caller = connect((server.address() as AddressInfo).port, '127.0.0.1');
    caller.write('GET / HTTP/1.1\r\nhost: bkash\r\n\r\n');
    let heard = 0;
    caller.on('data', (chunk) => {
      heard += chunk.length;
    });
    await once(caller, 'close', { signal: AbortSignal.timeout(10_000) });
    expect(heard).toBe(0);
    server.close();
  });
});
