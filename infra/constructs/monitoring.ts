import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
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

/** What the functions count and a person has to answer. Like every other alarm, each has its section in the runbook. */
const countedAlarms = {
  OrderReview: 'Money was received that does not equal its order.',
  SurplusRecorded: 'Money was captured that its order does not need; it has to go back.',
  UnclaimedMoney: 'A notification named money that no attempt claims.',
  SettledByWebhook: 'A webhook found a payment that nobody came back for.',
  TokenRefused: 'bKash gave no token.',
  TopicUnsubscribed: 'Somebody ended the subscription to the webhook: no notification comes any more.',
} satisfies Partial<Record<MetricName, string>>;

/** What a person must hear of: money or a message that waits for him, a function that threw, a caller who saw it. */
export class Monitoring extends Construct {
  private readonly topic: Topic;

  constructor(
    scope: Construct,
    id: string,
    { stage, alarmEmail }: { stage: string; alarmEmail: string | undefined },
  ) {
    super(scope, id);
    this.topic = new Topic(this, 'Alarms', { enforceSSL: true });
    if (alarmEmail) this.topic.addSubscription(new EmailSubscription(alarmEmail));
    for (const [metricName, description] of Object.entries(countedAlarms)) {
      const dimensionsMap = { stage };
      const metric = new Metric({ namespace: 'SundarBanPay', metricName, dimensionsMap, ...inFiveMinutes });
      this.alarm(metricName, metric, description);
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

  /** A route's exception is answered, so Lambda counts no error: what callers saw is counted at the API. */
  watchAnswers(api: HttpApi): void {
    this.alarm('api-server-errors', api.metricServerError(inFiveMinutes), 'The API answered with a 5xx.');
  }

  private alarm(id: string, metric: IMetric, alarmDescription: string): void {
    const alarm = new Alarm(this, id, {
      metric,
      alarmDescription,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
