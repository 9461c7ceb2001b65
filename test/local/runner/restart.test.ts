import { rmSync } from 'node:fs';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from 'vitest';
import { clientConfig } from '../../../infra/local/runner/ground.ts';
import { withIndex } from './fixture/other-table.ts';
import { eventually, runFixture, temporaryDirectory } from './fixture/running.ts';

describe('a restart', () => {
  const localDir = temporaryDirectory();
  afterAll(() => rmSync(localDir, { recursive: true, force: true }));

  it('keeps items, messages, mail and the moved clock, and shows no stream record again', async () => {
    const first = await runFixture({ localDir });
    await first.put({ pk: { S: 'watch#kept' } });
    await eventually('the stream', () => first.item('seen#watch#kept#INSERT'));
    await first.clock.advance(90);
    const offsetMs = first.clock.offsetMs;
    const dead = (ground: { sqs: string }) => `${ground.sqs}/000000000000/dead`;
    const sqs = new SQSClient(clientConfig(first.ground.sqs));
    await sqs.send(new SendMessageCommand({ QueueUrl: dead(first.ground), MessageBody: 'kept' }));
    await new SESClient(clientConfig(first.ground.ses)).send(
      new SendEmailCommand({
        Source: 'shop@shop.example',
        Destination: { ToAddresses: ['buyer@shop.example'] },
        Message: { Subject: { Data: 'kept' }, Body: { Text: { Data: 'text' } } },
      }),
    );
    await first.stop({ keep: true });

    const second = await runFixture({ localDir });
    try {
      expect(await second.item('watch#kept')).toBeDefined();
      expect(second.clock.offsetMs).toBe(offsetMs);
      const { Attributes } = await new SQSClient(clientConfig(second.ground.sqs)).send(
        new GetQueueAttributesCommand({ QueueUrl: dead(second.ground), AttributeNames: ['All'] }),
      );
      expect(Attributes?.ApproximateNumberOfMessages).toBe('1');
      const store = (await (await fetch(`${second.ground.ses}/store`)).json()) as { emails: object[] };
      expect(store.emails).toMatchObject([{ subject: 'kept' }]);

      await second.put({ pk: { S: 'seen#watch#kept#INSERT' }, images: { S: 'overwritten by this test' } });
      await second.put({ pk: { S: 'watch#new' } });
      await eventually('the stream’s next record', () => second.item('seen#watch#new#INSERT'));
      expect((await second.item('seen#watch#kept#INSERT'))?.images).toEqual({
        S: 'overwritten by this test',
      });
    } finally {
      await second.stop({ keep: true });
    }
  });

  it('of a killed DynamoDB server happens by itself and loses nothing', async () => {
    const app = await runFixture({ localDir });
    try {
      await app.put({ pk: { S: 'before the kill' } });
      const pid = app.ground.dynamodbPid() as number;
      process.kill(pid, 'SIGKILL');
      const found = await eventually('the item', () => app.item('before the kill').catch(() => undefined));
      expect(found).toBeDefined();
      expect(app.ground.dynamodbPid()).not.toBe(pid);
      expect(app.logged).toContain('The DynamoDB server ended; starting it again.');
    } finally {
      await app.stop({ keep: true });
    }
  });

  it('begins with the message that a stop interrupted, without waiting for its visibility time-out', async () => {
    const slow = { localDir, visibilitySeconds: 600 };
    const first = await runFixture(slow);
    const jobs = `${first.ground.sqs}/000000000000/jobs`;
    const MessageBody = JSON.stringify({ pk: 'interrupted', waitMs: 5_000 });
    await new SQSClient(clientConfig(first.ground.sqs)).send(
      new SendMessageCommand({ QueueUrl: jobs, MessageBody }),
    );
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await first.stop({ keep: true });
    const second = await runFixture(slow);
    try {
      await eventually('the interrupted message', () => second.item('interrupted'), 20_000);
    } finally {
      await second.stop({ keep: true });
    }
  });

  it('begins with the message that a kill interrupted, whoever had it in hand', async () => {
    const first = await runFixture({ localDir });
    // What a killed consumer leaves: received, hidden for ten minutes, never given back.
    const dead = (ground: { sqs: string }) => `${ground.sqs}/000000000000/dead`;
    const QueueUrl = dead(first.ground);
    const sqs = new SQSClient(clientConfig(first.ground.sqs));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'in hand' }));
    for (let body = ''; body !== 'in hand'; ) {
      const receive = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1, VisibilityTimeout: 600 });
      body = (await sqs.send(receive)).Messages?.[0]?.Body ?? '';
    }
    await first.stop({ keep: true });
    const second = await runFixture({ localDir });
    try {
      const { Messages } = await new SQSClient(clientConfig(second.ground.sqs)).send(
        new ReceiveMessageCommand({
          QueueUrl: dead(second.ground),
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
      );
      const again = Messages?.find(({ Body }) => Body === 'in hand');
      expect(again?.Attributes?.ApproximateReceiveCount).toBe('2');
    } finally {
      await second.stop({ keep: true });
    }
  });

  it('of a killed queue server happens by itself, with the messages and the receipts of before', async () => {
    const app = await runFixture({ localDir });
    try {
      const QueueUrl = `${app.ground.sqs}/000000000000/dead`;
      // As the functions' client has it: it asks again while nobody listens.
      const sqs = new SQSClient({ ...clientConfig(app.ground.sqs), maxAttempts: 8 });
      await sqs.send(new PurgeQueueCommand({ QueueUrl }));
      for (const MessageBody of ['in hand', 'waiting']) {
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
      }
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 600 }));
      await app.ground.killQueueServer();

      const counts = async () => {
        const AttributeNames: QueueAttributeName[] = ['All'];
        const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
        return [Attributes?.ApproximateNumberOfMessages, Attributes?.ApproximateNumberOfMessagesNotVisible];
      };
      expect(await counts()).toEqual(['1', '1']);
      expect(app.logged).toContain('The queue server ended; starting it again.');
      await sqs.send(
        new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages?.[0]?.ReceiptHandle ?? '' }),
      );
      expect(await counts()).toEqual(['1', '0']);
    } finally {
      await app.stop({ keep: true });
    }
  });

  it('that is asked to begin fresh finds empty tables and queues', async () => {
    const app = await runFixture({ localDir, fresh: true });
    try {
      expect(await app.item('watch#kept')).toBeUndefined();
      const { Attributes } = await new SQSClient(clientConfig(app.ground.sqs)).send(
        new GetQueueAttributesCommand({
          QueueUrl: `${app.ground.sqs}/000000000000/dead`,
          AttributeNames: ['All'],
        }),
      );
      expect(Attributes?.ApproximateNumberOfMessages).toBe('0');
    } finally {
      await app.stop({ keep: true });
    }
  });

  it('that finds a table of another shape says how to begin anew', async () => {
    await expect(runFixture({ localDir, extend: withIndex })).rejects.toThrow(
      /^The kept table Table\w+ differs from the template's: start with --fresh to begin empty\.$/,
    );
  });
});
