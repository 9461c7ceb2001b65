import { PublishCommand, SNSClient, SNSServiceException } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { snsClient, texter } from '../../../shared/adapters/sms/texter.ts';
import type { Customer } from '../../../shared/domain/order.ts';
import { orderFor, shop } from '../ses/orders.ts';

const sns = mockClient(SNSClient);
beforeEach(() => {
  sns.reset();
  sns.on(PublishCommand).resolves({ MessageId: 'm-1' });
});

function send(customer: Customer) {
  const { order, fact } = orderFor('order.paid', { customer });
  return texter({ client: new SNSClient({ region: 'ap-southeast-1' }), shop }).send(order, fact);
}

const published = () => sns.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input);

describe('an SMS to a customer', () => {
  it.each(['01712345678', '8801712345678', '+8801712345678'])(
    'goes to %s as a transactional one',
    async (phone) => {
      expect(await send({ phone })).toEqual({ kind: 'accepted' });
      expect(published()).toMatchObject([
        {
          PhoneNumber: '+8801712345678',
          Message: expect.stringContaining('SB-1001'),
          MessageAttributes: { 'AWS.SNS.SMS.SMSType': { StringValue: 'Transactional' } },
        },
      ]);
    },
  );

  it.each([{}, { phone: '+19005550100' }, { phone: '0171234567' }, { phone: '01712345678,01812345678' }])(
    'is not sent to %j, wherever it came from',
    async (customer) => {
      expect(await send(customer)).toEqual({ kind: 'refused', code: 'invalid_number' });
      expect(published()).toEqual([]);
    },
  );

  it('that SNS refused was certainly not sent, and its words, which hold the number, are not repeated', async () => {
    const fault = { $fault: 'client', $metadata: {}, message: 'Invalid: +8801712345678' } as const;
    sns.on(PublishCommand).rejects(new SNSServiceException({ ...fault, name: 'ThrottledException' }));
    expect(await send({ phone: '01712345678' })).toEqual({ kind: 'refused', code: 'ThrottledException' });
  });

  it('that SNS did not answer may have been sent', async () => {
    sns.on(PublishCommand).rejects(Object.assign(new Error('+8801712345678'), { name: 'TimeoutError' }));
    expect(await send({ phone: '01712345678' })).toEqual({ kind: 'unanswered', code: 'TimeoutError' });
    const fault = { $fault: 'server', $metadata: {}, name: 'InternalErrorException' } as const;
    sns.on(PublishCommand).rejects(new SNSServiceException(fault));
    expect(await send({ phone: '01712345678' })).toMatchObject({ kind: 'unanswered' });
  });

  it('is tried once per claim: what is asked twice is paid twice', async () => {
    expect(await snsClient().config.maxAttempts()).toBe(1);
  });
});
