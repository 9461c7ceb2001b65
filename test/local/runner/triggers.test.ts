import {
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientConfig } from '../../../infra/local/runner/ground.ts';
import { eventually, type RunningFixture, runFixture } from './fixture/running.ts';

describe('what calls a function besides HTTP', () => {
  let app: RunningFixture;
  let sqs: SQSClient;
  const queue = (name: string) => `${app.ground.sqs}/000000000000/${name}`;
  const send = (message: object) =>
    sqs.send(new SendMessageCommand({ QueueUrl: queue('jobs'), MessageBody: JSON.stringify(message) }));
  const deadLetter = (having: string) =>
    eventually(`a dead letter with ${having}`, async () => {
      const answer = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queue('dead'), WaitTimeSeconds: 1 }),
      );
      return answer.Messages?.map(({ Body }) => Body ?? '').find((body) => body.includes(having));
    });

  beforeAll(async () => {
    app = await runFixture();
    sqs = new SQSClient(clientConfig(app.ground.sqs));
    // The first event loads the function, which a busy machine may do slower than the queue's visibility time-out.
    await app.invoke('consume', { Records: [] });
  });
  afterAll(async () => {
    await app?.stop();
  });

  it('brings a queue’s messages to its function, several in one event', async () => {
    const Entries = ['b1', 'b2', 'b3'].map((pk) => ({ Id: pk, MessageBody: JSON.stringify({ pk }) }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue('jobs'), Entries }));
    for (const pk of ['b1', 'b2', 'b3']) await eventually(pk, () => app.item(pk));
    expect((await app.item('b3'))?.batch).toEqual({ S: '3' });
  });

  it('brings back only the messages that the function reported as failed', async () => {
    const Entries = [{ pk: 'good' }, { pk: 'again', failTimes: 1 }].map((message, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify(message),
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue('jobs'), Entries }));
    expect((await eventually('the second try', () => app.item('again'))).count).toEqual({ S: '2' });
    expect((await app.item('good'))?.count).toEqual({ S: '1' });
  });

  it('brings a failed message back after a tenth of the queue’s visibility time-out', async () => {
    const patient = await runFixture({ visibilitySeconds: 60 });
    try {
      const MessageBody = JSON.stringify({ pk: 'tenth', failTimes: 1 });
      const QueueUrl = `${patient.ground.sqs}/000000000000/jobs`;
      await new SQSClient(clientConfig(patient.ground.sqs)).send(
        new SendMessageCommand({ QueueUrl, MessageBody }),
      );
      const { count } = await eventually('the second try', () => patient.item('tenth'), 20_000);
      expect(count).toEqual({ S: '2' });
    } finally {
      await patient.stop();
    }
  });

  it('moves a message to the dead-letter queue after the receives that the template allows', async () => {
    await send({ pk: 'hopeless', failTimes: 99 });
    expect(JSON.parse(await deadLetter('hopeless'))).toMatchObject({ pk: 'hopeless' });
  });

  it('shows a table’s changes to the function of its stream, with both images, where the filter lets them pass', async () => {
    await app.put({ pk: { S: 'ignored#1' }, n: { N: '1' } });
    await app.put({ pk: { S: 'watch#1' }, n: { N: '1' } });
    await app.put({ pk: { S: 'watch#1' }, n: { N: '2' } });
    const seen = await eventually('the change', () => app.item('seen#watch#1#MODIFY'));
    expect(JSON.parse(seen.images?.S ?? '')).toEqual({
      old: { pk: { S: 'watch#1' }, n: { N: '1' } },
      new: { pk: { S: 'watch#1' }, n: { N: '2' } },
    });
    expect(await app.item('seen#ignored#1#INSERT')).toBeUndefined();
  });

  it('gives up a record that always fails, tells the on-failure queue where it is, and goes on', async () => {
    await app.put({ pk: { S: 'watch#poison' } });
    await app.put({ pk: { S: 'watch#after' } });
    await eventually('the record behind it', () => app.item('seen#watch#after#INSERT'));
    const notice = JSON.parse(await deadLetter('RetryAttemptsExhausted'));
    expect(notice).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
    expect(JSON.stringify(notice)).not.toContain('poison');
  });

  it('fires a schedule that the clock was moved past, with its input, at the moved time', async () => {
    expect(await app.item('tick')).toBeUndefined();
    await app.clock.advance(6 * 60);
    const tick = await eventually('the schedule', () => app.item('tick'));
    expect(JSON.parse(tick.event?.S ?? '')).toEqual({ mark: 'hourly' });
    expect(Math.abs(Number(tick.at?.S) - app.clock.now())).toBeLessThan(5_000);
  });

  it('deletes what has expired by the moved clock, and nothing else', async () => {
    const nowSeconds = Math.floor(app.clock.now() / 1000);
    await app.put({ pk: { S: 'soon' }, ttl: { N: String(nowSeconds + 60) } });
    await app.put({ pk: { S: 'later' }, ttl: { N: String(nowSeconds + 9_000) } });
    await app.put({ pk: { S: 'for ever' } });
    await app.clock.advance(120);
    expect(await app.item('soon')).toBeUndefined();
    expect(await app.item('later')).toBeDefined();
    expect(await app.item('for ever')).toBeDefined();
  });

  it('calls a function by name for whoever asks', async () => {
    const outcome = await app.invoke('echo', { rawPath: '/direct' });
    expect(outcome.ok && JSON.parse(outcome.payload)).toMatchObject({ statusCode: 201 });
    await expect(app.invoke('ehco', {})).rejects.toThrow(
      'There is no function ehco; there are: echo, consume',
    );
  });
});
