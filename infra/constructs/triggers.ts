import { Duration, Stack, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { QueueTrigger, ScheduleTrigger, StreamTrigger } from '../function-row.ts';
import type { PaymentFunction } from './function.ts';
import { DeadLetters } from './queue.ts';

/** Feeds a queue to its consumer; a message that failed is given back alone, its neighbours are done. */
export function feedFromQueue(
  target: PaymentFunction,
  queue: IQueue,
  { batchSize, maxConcurrency }: QueueTrigger,
): void {
  target.addEventSource(
    new SqsEventSource(queue, { batchSize, maxConcurrency, reportBatchItemFailures: true }),
  );
}

/** Feeds a table's changes to a function. Returns where the records end that failed ten times. */
export function feedFromStream(
  target: PaymentFunction,
  table: ITable,
  { streamOfItems }: StreamTrigger,
): DeadLetters {
  const deadLetters = new DeadLetters(target, 'StreamDeadLetters');
  target.addEventSource(
    new DynamoEventSource(table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      filters: [
        FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: FilterRule.isEqual(streamOfItems) } } } }),
      ],
      // One bad record must not hold up its shard: it is cut out by halving and set aside.
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      onFailure: new SqsDlq(deadLetters),
    }),
  );
  Validations.of(target.role ?? target).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'Lambda reads a stream only with dynamodb:ListStreams, which lists the ARNs of streams and none of their data.',
  });
  Validations.of(deadLetters).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: 'It is the dead-letter queue of an event-source mapping, which the rule does not see.',
  });
  return deadLetters;
}

/**
 * Calls a function by the clock. Nothing repeats a call that failed: the next one comes by itself and finds the
 * same work, and a repeated token call would be taken off bKash's hourly budget.
 */
export function callBySchedule(target: PaymentFunction, { schedule, input }: ScheduleTrigger): void {
  const role = new Role(target, 'ScheduleRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(target).account } },
    }),
  });
  role.addToPolicy(
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }),
  );
  const once = { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 };
  new Schedule(target, 'Schedule', {
    schedule: ScheduleExpression.expression(schedule),
    target: {
      bind: () => ({
        arn: target.functionArn,
        role,
        retryPolicy: once,
        input: ScheduleTargetInput.fromObject(input),
      }),
    },
  });
  // The scheduler hands over without waiting, and Lambda would then repeat a failure twice.
  target.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
}
