import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { sqsClient, sqsQueue } from '../../../shared/adapters/sqs/queue.ts';

/** The real client against a server that takes the request and never answers: the SDK alone would wait for ever. */
it('gives up on a silent SQS after its second try, while the webhook can still answer for itself', async () => {
  let tries = 0;
  const silent = createServer(() => {
    tries += 1;
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  onTestFinished(() => {
    silent.close().closeAllConnections();
    vi.unstubAllEnvs();
  });
  const { port } = silent.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'ap-southeast-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');

  const queue = sqsQueue(`http://127.0.0.1:${port}/000000000000/settle`, sqsClient());
  await expect(queue.send({})).rejects.toThrow();
  expect(tries).toBe(2);
}, 20_000);
