import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Deployed, Deployment } from '../../../infra/local/runner/deployment.ts';
import { eventBus } from '../../../infra/local/runner/event-bus.ts';
import { eventOf } from '../../../infra/local/runner/mailbox-simulator.ts';

const sqs = mockClient(SQSClient);
beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageCommand).resolves({});
});

const transformer = {
  InputPathsMap: { id: '$.detail.mail.tags.orderId', type: '$.detail.bounce.bounceType' },
  InputTemplate: '{"orderId":<id>,"bounceType":<type>}',
};
const bounces = {
  EventPattern: { source: ['aws.ses'], detail: { eventType: ['Bounce'] } },
  Targets: [{ Arn: 'arn:aws:sqs:here:1:bounces', InputTransformer: transformer }],
};
const mail = {
  messageId: 'm-1',
  to: ['bounce+7@example.com'],
  configurationSet: 'set',
  tags: { orderId: 'SB-1' },
};

function busOf(...rules: object[]) {
  const all = (type: string) =>
    type === 'AWS::Events::Rule'
      ? rules.map((properties) => ({ id: 'Rule', properties }) as unknown as Deployed)
      : [];
  const queueUrl = (arn: string) => `http://127.0.0.1:1/${arn.split(':').at(-1)}`;
  return eventBus({ all } as unknown as Deployment, queueUrl, new SQSClient({ region: 'ap-southeast-1' }));
}

const sent = () => sqs.commandCalls(SendMessageCommand).map(({ args: [{ input }] }) => input);

describe('a rule of the template that waits for an event', () => {
  it('gets the ones it matches, cut down to what its transformer names', async () => {
    await busOf(bounces).publish(eventOf(mail) ?? {});
    expect(sent()).toEqual([
      {
        QueueUrl: 'http://127.0.0.1:1/bounces',
        MessageBody: '{"orderId":["SB-1"],"bounceType":"Permanent"}',
      },
    ]);
  });

  it('gets no other, and a schedule’s rule none', async () => {
    await busOf(bounces, { ScheduleExpression: 'rate(1 day)', Targets: [] }).publish({ source: 'aws.s3' });
    expect(sent()).toEqual([]);
  });

  it('is refused by name when it leads to anything but a queue', () => {
    const elsewhere = { ...bounces, Targets: [{ Arn: 'arn:aws:lambda:here:1:function:f' }] };
    expect(() => busOf(elsewhere)).toThrow('a target of Rule is none');
  });
});

describe('the mailbox simulator', () => {
  it.each([
    ['bounce@example.com', { eventType: 'Bounce', bounce: { bounceType: 'Permanent' } }],
    ['Bounce+x@example.com', { eventType: 'Bounce', bounce: { bounceType: 'Permanent' } }],
    ['softbounce@example.com', { eventType: 'Bounce', bounce: { bounceType: 'Transient' } }],
    ['complaint@example.com', { eventType: 'Complaint' }],
  ])('tells of %s what SES would, with the tags it was sent with', (to, detail) => {
    const tags = { orderId: ['SB-1'], 'ses:configuration-set': ['set'] };
    expect(eventOf({ ...mail, to: [to] })).toMatchObject({
      source: 'aws.ses',
      detail: { ...detail, mail: { tags } },
    });
  });

  it.each(['rahima@example.com', 'bouncer@example.com', 'my.bounce@example.com', ''])(
    'takes what %j gets',
    (to) => {
      expect(eventOf({ ...mail, to: [to] })).toBeUndefined();
    },
  );

  it('tells nothing of an email that was sent without a configuration set, as SES does', () => {
    expect(eventOf({ ...mail, configurationSet: undefined })).toBeUndefined();
  });
});
