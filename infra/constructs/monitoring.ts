import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  type MetricOptions,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { MetricName } from '../../shared/adapters/telemetry/port.ts';

const inFiveMinutes: MetricOptions = { period: Duration.minutes(5), statistic: Stats.SUM };

interface AlarmRow extends MetricOptions {
  description: string;
  /** Rings from here on; absent: from the first one on. */
  threshold?: number;
}

/** What the functions say and a person has to answer. Like every other alarm, each has its section in the runbook. */
const alarmRows: Partial<Record<MetricName, AlarmRow>> = {
  OrderReview: { description: 'Money was received that does not equal its order.' },
  SurplusRecorded: {
    description: 'Money was captured that its order does not need; it goes back by itself.',
  },
  SurplusWaits: { description: 'Money that an order does not need has not gone back for an hour.' },
  RefundWaits: {
    description: 'The balance at bKash does not cover a refund, or one has been on its way for an hour.',
  },
  RefundUnknown: { description: 'bKash neither says nor lists that a refund was made.' },
  UnclaimedMoney: { description: 'A notification named money that no attempt claims.' },
  ClaimUnmatched: { description: 'A customer says that he paid, and no attempt of his order knows of it.' },
  SettledByWebhook: { description: 'A webhook found a payment that nobody came back for.' },
  TokenRefused: { description: 'bKash gave no token.' },
  TopicUnsubscribed: {
    description: 'Somebody ended the subscription to the webhook: no notification comes any more.',
  },
  // While bKash answers, an Execute is decided by its look after 150 s, which the minute of the schedule and the 30 s
  // of a Query make four minutes, and twice that when it is sent once more. A quarter of an hour means that somebody
  // does not answer. Looks at a silent bKash are up to five minutes apart, so ten minutes always hold one.
  UndecidedSeconds: {
    description: 'A customer has been waiting for bKash for a quarter of an hour.',
    statistic: Stats.MAXIMUM,
    threshold: 15 * 60,
    period: Duration.minutes(10),
  },
  // Pauses grow up to four and a half hours, and five hours always hold one try.
  ShopWaitsSeconds: {
    description: 'The shop’s server has not taken a message for an hour.',
    statistic: Stats.MAXIMUM,
    threshold: 60 * 60,
    period: Duration.hours(5),
  },
  // The renewer makes every call of an ordinary hour, and one purchase may find the shop idle. bKash allows two.
  TokenCallOnDemand: {
    description: 'Purchases used up the token calls of this hour: the renewer does not keep a token ready.',
    threshold: 2,
    period: Duration.hours(1),
  },
};

/** Four fifths of where SES begins to ask. */
const reputations: Array<[id: string, metric: string, threshold: number, description: string]> = [
  ['EmailBounces', 'Reputation.BounceRate', 0.04, 'Too many emails come back: SES may stop the account.'],
  ['EmailComplaints', 'Reputation.ComplaintRate', 0.0008, 'Too many readers call an email spam.'],
];

/**
 * A payment that a look had to find has had its webhook minutes before. Two of them without one webhook in six hours
 * is no coincidence; one alone may have had it just before the six hours began.
 */
const looksWithoutWebhook = 2;
const webhookWindow = Duration.hours(6);

/** What a person must hear of: money or a message that waits for him, a function that threw, a caller who saw it. */
export class Monitoring extends Construct {
  private readonly topic: Topic;
  private readonly dimensionsMap: Record<string, string>;

  constructor(
    scope: Construct,
    id: string,
    { stage, alarmEmail }: { stage: string; alarmEmail: string | undefined },
  ) {
    super(scope, id);
    this.topic = new Topic(this, 'Alarms', { enforceSSL: true });
    if (alarmEmail) this.topic.addSubscription(new EmailSubscription(alarmEmail));
    this.dimensionsMap = { stage };
    for (const [name, { description, threshold = 1, ...options }] of Object.entries(alarmRows)) {
      this.alarm(name, this.told(name as MetricName, options), description, { threshold });
    }
  }

  /** Only where webhooks are on. A window without any look is no alarm, and one without any webhook counts as none. */
  watchWebhooks(): void {
    const unheard = new MathExpression({
      expression: 'IF(FILL(received, 0) < 1, looks, 0)',
      usingMetrics: { looks: this.told('SettledByLook'), received: this.told('WebhookReceived') },
      period: webhookWindow,
    });
    this.alarm('WebhooksMissing', unheard, 'Looks find payments that no webhook told of.', {
      threshold: looksWithoutWebhook,
    });
  }

  /** SNS sends nothing more once the month's limit is reached, and says so to nobody. */
  watchSmsSpending(monthlyDollars: number): void {
    const spent = new Metric({
      namespace: 'AWS/SNS',
      metricName: 'SMSMonthToDateSpentUSD',
      period: Duration.hours(1),
      statistic: Stats.MAXIMUM,
    });
    this.alarm('SmsSpending', spent, 'Four fifths of what SMS may cost this month are spent.', {
      threshold: 0.8 * monthlyDollars,
    });
  }

  /** Where SES puts an account under review is at 5 % bounces or 0.1 % complaints; it stops one at twice that. */
  watchReputation(): void {
    for (const [id, metricName, threshold, description] of reputations) {
      const rate = new Metric({
        namespace: 'AWS/SES',
        metricName,
        period: Duration.hours(1),
        statistic: Stats.MAXIMUM,
      });
      this.alarm(id, rate, description, { threshold });
    }
  }

  watchDeadLetters(name: string, queue: IQueue): void {
    const waiting = queue.metricApproximateNumberOfMessagesVisible({
      ...inFiveMinutes,
      statistic: Stats.MAXIMUM,
    });
    this.alarm(`${name}-dead-letters`, waiting, 'A message failed every time and waits for a person.');
  }

  watchErrors(name: string, target: IFunction): void {
    this.alarm(`${name}-errors`, target.metricErrors(inFiveMinutes), 'A function threw or ran out of time.');
  }

  /** What has to run every few minutes: an error would at least be counted, a schedule that is gone says nothing. */
  watchSilence(name: string, target: IFunction): void {
    const invocations = target.metricInvocations({ ...inFiveMinutes, period: Duration.minutes(15) });
    this.alarm(`${name}-silent`, invocations, 'A function that runs every few minutes has not run.', {
      threshold: 0,
      comparisonOperator: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  /** A route's exception is answered, so Lambda counts no error: what callers saw is counted at the API. */
  watchAnswers(api: HttpApi): void {
    this.alarm('api-server-errors', api.metricServerError(inFiveMinutes), 'The API answered with a 5xx.');
  }

  private told(metricName: MetricName, options: MetricOptions = {}): Metric {
    const { dimensionsMap } = this;
    return new Metric({ namespace: 'SundarBanPay', metricName, dimensionsMap, ...inFiveMinutes, ...options });
  }

  private alarm(
    id: string,
    metric: IMetric,
    alarmDescription: string,
    unlike: Partial<AlarmProps> = {},
  ): void {
    const alarm = new Alarm(this, id, {
      metric,
      alarmDescription,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...unlike,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
