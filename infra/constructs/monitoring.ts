import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
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

const inFiveMinutes: MetricOptions = { period: Duration.minutes(5), statistic: Stats.SUM };

/** What a person must hear of: a message that waits for him, and a function that threw. */
export class Monitoring extends Construct {
  private readonly topic: Topic;

  constructor(scope: Construct, id: string, alarmEmail: string | undefined) {
    super(scope, id);
    this.topic = new Topic(this, 'Alarms', { enforceSSL: true });
    if (alarmEmail) this.topic.addSubscription(new EmailSubscription(alarmEmail));
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
