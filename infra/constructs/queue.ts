import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** A message that failed this often is not going to succeed by itself (design rule 12). */
const receives = 5;

/** A queue that loses nothing: what its consumer fails on five times waits two weeks for a person. */
export class DurableQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  /** @param consumerSeconds the consumer's time-out; AWS asks for a visibility of six times that. */
  constructor(scope: Construct, id: string, consumerSeconds: number) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'DeadLetters');
    this.queue = new Queue(this, 'Queue', {
      ...guarded,
      visibilityTimeout: Duration.seconds(6 * consumerSeconds),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: receives },
    });
  }
}

/** Where messages wait for a person, as long as SQS keeps anything. */
export class DeadLetters extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, { ...guarded, retentionPeriod: Duration.days(14) });
  }
}

const guarded = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
