import { EventBus, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { configurationSetOf } from '../../shared/config/email-events.ts';

/** Of an event of SES nothing but the tag with the order goes on: the rest names the customer's address (I10). */
const orderId = EventField.fromPath('$.detail.mail.tags.orderId');

const rows = {
  Bounce: { event: 'bounce', orderId, bounceType: EventField.fromPath('$.detail.bounce.bounceType') },
  Complaint: { event: 'complaint', orderId },
};

/**
 * What became of an email after SES took it: a bounce or a complaint goes from SES over the account's event bus into a
 * queue. By way of an SNS topic it would arrive whole, address and subject included.
 */
export class EmailEvents extends Construct {
  readonly configurationSetName: string;

  constructor(scope: Construct, id: string, { stage, queue }: { stage: string; queue: IQueue }) {
    super(scope, id);
    this.configurationSetName = configurationSetOf(stage);
    const set = new ConfigurationSet(this, 'Set', { configurationSetName: this.configurationSetName });
    const bus = EventBus.fromEventBusName(this, 'Bus', 'default');
    set.addEventDestination('ToBus', {
      destination: EventDestination.eventBus(bus),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    for (const [eventType, message] of Object.entries(rows)) {
      new Rule(this, eventType, {
        eventPattern: {
          source: ['aws.ses'],
          detail: {
            eventType: [eventType],
            mail: { tags: { 'ses:configuration-set': [this.configurationSetName] } },
          },
        },
        targets: [new SqsQueue(queue, { message: RuleTargetInput.fromObject(message) })],
      });
    }
  }
}
