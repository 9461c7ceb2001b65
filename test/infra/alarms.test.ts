import { describe, expect, it } from 'vitest';
import { functionNames } from '../../shared/config/environment.ts';
import { ofType, onThisMachine, pathOf, synthesize, type Template } from './synthesize.ts';

/**
 * Every alarm of the template, as one line: what it watches, over how long, and from where on it rings. A line that
 * changes here changes whom a shop's owner hears of, and when.
 */
const template = synthesize();

describe('the alarms', () => {
  it('about money and messages ring at the first one', () => {
    const ofOne = [
      'ClaimUnmatched',
      'OrderReview',
      'RefundUnknown',
      'RefundWaits',
      'SettledByWebhook',
      'SurplusRecorded',
      'SurplusWaits',
      'TokenRefused',
      'TopicUnsubscribed',
    ];
    for (const name of [...ofOne, 'UnclaimedMoney']) {
      expect(lineOf(name)).toBe(`SundarBanPay/${name} Sum of 300 s >= 1`);
    }
  });

  it('about a dead letter ring at the first one', () => {
    for (const queue of ['settleQueue', 'noticeQueue', 'shopQueue', 'bounceQueue', 'announce-stream']) {
      const line = lineOf(`${queue}-dead-letters`);
      expect(line).toBe('AWS/SQS/ApproximateNumberOfMessagesVisible Maximum of 300 s >= 1');
    }
  });

  it.each(functionNames)('about an error of %s ring at the first one', (name) => {
    expect(lineOf(`${name}-errors`)).toBe('AWS/Lambda/Errors Sum of 300 s >= 1');
  });

  it('about a caller who was answered with a 5xx ring at the first one', () => {
    expect(lineOf('api-server-errors')).toBe('AWS/ApiGateway/5xx Sum of 300 s >= 1');
  });

  it('about what must run every few minutes ring when it has not, and when nobody counts any more', () => {
    for (const name of ['reconcile-payments', 'renew-token']) {
      expect(lineOf(`${name}-silent`)).toBe('AWS/Lambda/Invocations Sum of 900 s <= 0, as also when missing');
    }
  });

  it('about the oldest undecided payment ring at a quarter of an hour, and span the longest pause of looks', () => {
    expect(lineOf('UndecidedSeconds')).toBe('SundarBanPay/UndecidedSeconds Maximum of 600 s >= 900');
  });

  it('about a shop that takes no messages ring after an hour, and span the longest pause of the tries', () => {
    expect(lineOf('ShopWaitsSeconds')).toBe('SundarBanPay/ShopWaitsSeconds Maximum of 18000 s >= 3600');
  });

  it('about SES’s own opinion of the account ring before SES acts on it', () => {
    expect(lineOf('EmailBounces')).toBe('AWS/SES/Reputation.BounceRate Maximum of 3600 s >= 0.04');
    expect(lineOf('EmailComplaints')).toBe('AWS/SES/Reputation.ComplaintRate Maximum of 3600 s >= 0.0008');
  });

  it('about what SMS cost ring at four fifths of the limit, and are not there where none are sent', () => {
    expect(lineOf('SmsSpending')).toBe('AWS/SNS/SMSMonthToDateSpentUSD Maximum of 3600 s >= 0.8');
    const without = synthesize({ ...onThisMachine, local: { portBase: 3000, settings: { sms: 'off' } } });
    expect(namesOf(without)).not.toContain('SmsSpending');
  });

  it('about token calls outside the renewer ring at the second in an hour', () => {
    expect(lineOf('TokenCallOnDemand')).toBe('SundarBanPay/TokenCallOnDemand Sum of 3600 s >= 2');
  });

  it('about webhooks ring when looks find payments and not one notification came', () => {
    const { Metrics, ...alarm } = propertiesOf(template, 'WebhooksMissing');
    const [expression, ...counts] = Metrics as Array<Record<string, never>>;
    expect(expression).toMatchObject({ Expression: 'IF(FILL(received, 0) < 1, looks, 0)' });
    expect(counts.map(({ Id, MetricStat }) => [Id, MetricStat])).toEqual([
      ['looks', sixHoursOf('SettledByLook')],
      ['received', sixHoursOf('WebhookReceived')],
    ]);
    expect(alarm).toMatchObject({ Threshold: 2, EvaluationPeriods: 1, TreatMissingData: 'notBreaching' });
  });

  it('about webhooks are not there where webhooks are off, and all others are', () => {
    const settings = { webhooks: 'off' };
    const without = synthesize({ ...onThisMachine, local: { portBase: 3000, settings } });
    expect(namesOf(without)).toEqual(namesOf(template).filter((name) => name !== 'WebhooksMissing'));
  });

  it('are of this stage alone, and none is left out above', () => {
    const told = Object.values(template.Resources)
      .flatMap(({ Properties }) => [Properties, ...(Properties?.Metrics ?? [])])
      .map((one) => one?.MetricStat?.Metric ?? one)
      .filter((one) => one?.Namespace === 'SundarBanPay');
    expect(told).toHaveLength(15);
    for (const { Dimensions } of told) expect(Dimensions).toEqual([{ Name: 'stage', Value: 'local' }]);
    expect(namesOf(template)).toHaveLength(10 + 5 + functionNames.length + 1 + 2 + 1 + 1 + 1 + 1 + 1 + 2);
  });
});

function sixHoursOf(name: string) {
  const Dimensions = [{ Name: 'stage', Value: 'local' }];
  return { Metric: { Dimensions, MetricName: name, Namespace: 'SundarBanPay' }, Period: 21_600, Stat: 'Sum' };
}

function lineOf(name: string): string {
  const { Namespace, MetricName, Statistic, Period, ComparisonOperator, Threshold, ...rest } = propertiesOf(
    template,
    name,
  );
  expect(rest.EvaluationPeriods).toBe(1);
  const sign = signs[ComparisonOperator] ?? ComparisonOperator;
  const missing = rest.TreatMissingData === 'notBreaching' ? '' : ', as also when missing';
  return `${Namespace}/${MetricName} ${Statistic} of ${Period} s ${sign} ${Threshold}${missing}`;
}

const signs: Record<string, string> = {
  GreaterThanOrEqualToThreshold: '>=',
  LessThanOrEqualToThreshold: '<=',
};

function propertiesOf(of: Template, name: string) {
  const found = alarmsOf(of).find((alarm) => nameOf(alarm) === name);
  expect(found, name).toBeDefined();
  return found?.Properties;
}

function alarmsOf(of: Template) {
  return ofType(of, 'AWS::CloudWatch::Alarm').map(([, alarm]) => alarm);
}

function namesOf(of: Template): string[] {
  return alarmsOf(of).map(nameOf);
}

function nameOf(alarm: Template['Resources'][string]): string {
  return pathOf(alarm).replace('Monitoring/', '');
}
