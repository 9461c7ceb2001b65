import { CfnOutput, Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { environmentOf, type FunctionName, functionNames } from '../shared/config/environment.ts';
import { PaymentApi } from './constructs/api.ts';
import { withBundles } from './constructs/bundles.ts';
import { Data, dueIndexName } from './constructs/data.ts';
import { EmailEvents } from './constructs/email-events.ts';
import { PaymentFunction } from './constructs/function.ts';
import { Monitoring } from './constructs/monitoring.ts';
import { DurableQueue } from './constructs/queue.ts';
import { callBySchedule, feedFromQueue, feedFromStream } from './constructs/triggers.ts';
import type { AnyGrants, QueueTrigger, ScheduleTrigger, Trigger } from './function-row.ts';
import { functionNameOf } from './names.ts';
import { functionRows } from './routes.ts';
import type { Stage } from './settings.ts';

type QueueName = QueueTrigger['queue'];

/** A phone number is no resource with a name; a topic is one, and nothing here publishes to any. */
const topics = 'arn:aws:sns:*:*:*';

/** One stage of the payment backend, built from the tables: what is kept, what serves, what leads where. */
export class PaymentStack extends Stack {
  private readonly stage: Stage;
  private readonly data: Data;
  private readonly queues: Record<QueueName, DurableQueue>;
  private readonly emailEvents: EmailEvents;
  private readonly paymentApi: PaymentApi;
  private readonly monitoring: Monitoring;

  constructor(scope: Construct, id: string, stage: Stage, props: StackProps) {
    super(scope, id, props);
    this.stage = stage;
    this.data = new Data(this, 'Data');
    this.queues = {
      settleQueue: new DurableQueue(this, 'SettleQueue', functionRows['settle-payments'].timeoutSeconds),
      noticeQueue: new DurableQueue(this, 'NoticeQueue', functionRows.deliver.timeoutSeconds),
      shopQueue: new DurableQueue(this, 'ShopQueue', functionRows['tell-shop'].timeoutSeconds),
      bounceQueue: new DurableQueue(this, 'BounceQueue', functionRows['record-bounce'].timeoutSeconds),
    };
    this.emailEvents = new EmailEvents(this, 'EmailEvents', {
      stage: stage.config.stage,
      queue: this.queues.bounceQueue.queue,
    });
    this.paymentApi = new PaymentApi(this, 'PaymentApi', stage);
    this.monitoring = new Monitoring(this, 'Monitoring', {
      stage: stage.config.stage,
      alarmEmail: stage.alarmEmail,
    });
    this.monitoring.watchAnswers(this.paymentApi.api);
    this.monitoring.watchReputation();
    if (stage.config.webhooks === 'on') this.monitoring.watchWebhooks();
    if (stage.config.sms === 'on') this.monitoring.watchSmsSpending(stage.smsMonthlyDollars);
    for (const [name, { deadLetters }] of Object.entries(this.queues)) {
      this.monitoring.watchDeadLetters(name, deadLetters);
    }
    withBundles(functionNames, (bundles) => {
      for (const name of functionNames) this.addFunction(name, bundles);
    });
    new CfnOutput(this, 'PublicBaseUrl', { value: this.paymentApi.publicBaseUrl });
    new CfnOutput(this, 'WebhookAddress', { value: `${this.paymentApi.publicBaseUrl}/webhooks/bkash` });
    new CfnOutput(this, 'SecretId', { value: this.data.secret.secretArn });
    new CfnOutput(this, 'TableName', { value: this.data.table.tableName });
  }

  private addFunction(name: FunctionName, bundles: string): void {
    const row = functionRows[name];
    const reserved = this.stage.reservesConcurrency ? row.reservedConcurrency : undefined;
    const target = new PaymentFunction(this, name, bundles, {
      ...(row.byName && { functionName: functionNameOf(this.stage.config.stage, name) }),
      timeout: Duration.seconds(row.timeoutSeconds),
      ...(reserved && { reservedConcurrentExecutions: reserved }),
      environment: this.environmentFor(name),
    });
    this.grant(target, row.may);
    if (row.callsBkash) this.grantSharedTokens(target);
    for (const trigger of row.on) this.connect(name, target, trigger);
    this.monitoring.watchErrors(name, target);
  }

  private environmentFor(name: FunctionName): Record<string, string> {
    const values = {
      STAGE_CONFIG: JSON.stringify(this.stage.config),
      PUBLIC_BASE_URL: this.paymentApi.publicBaseUrl,
      TABLE_NAME: this.data.table.tableName,
      SETTLE_QUEUE_URL: this.queues.settleQueue.queue.queueUrl,
      NOTICE_QUEUE_URL: this.queues.noticeQueue.queue.queueUrl,
      SHOP_QUEUE_URL: this.queues.shopQueue.queue.queueUrl,
      SECRET_ID: this.data.secret.secretArn,
    };
    return Object.fromEntries(environmentOf[name].map((key) => [key, values[key]]));
  }

  private grant(target: PaymentFunction, may: AnyGrants): void {
    const { table, secret } = this.data;
    if (may.table) target.allow(may.table, [table.tableArn]);
    if (may.dueIndex) target.allow(may.dueIndex, [`${table.tableArn}/index/${dueIndexName}`]);
    if (may.settleQueue) target.allow(may.settleQueue, [this.queues.settleQueue.queue.queueArn]);
    if (may.noticeQueue) target.allow(may.noticeQueue, [this.queues.noticeQueue.queue.queueArn]);
    if (may.shopQueue) target.allow(may.shopQueue, [this.queues.shopQueue.queue.queueArn]);
    if (may.secret) target.allow(may.secret, [secret.secretArn]);
    if (may.sender) this.grantSending(target, may.sender);
    if (may.phones) target.allowAllBut(may.phones, [topics]);
  }

  /** Of another stage's table, the items with the tokens that both use (same account and region). */
  private grantSharedTokens(target: PaymentFunction): void {
    const { tokenOwner, checkoutTokenOwner } = this.stage.config.bkash;
    for (const owner of [tokenOwner, checkoutTokenOwner]) {
      if (!owner) continue;
      const table = this.formatArn({ service: 'dynamodb', resource: 'table', resourceName: owner.tableName });
      target.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], [table], {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [`TOKEN#${owner.stage}`] },
      });
    }
  }

  /** While an account is in SES's sandbox, SES asks for the recipient's identity too: the sender is the limit. */
  private grantSending(target: PaymentFunction, actions: readonly string[]): void {
    const identities = this.formatArn({ service: 'ses', resource: 'identity', resourceName: '*' });
    const set = this.formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.emailEvents.configurationSetName,
    });
    target.allow(actions, [identities, set], {
      StringEquals: { 'ses:FromAddress': this.stage.config.sender },
    });
    Validations.of(target.role ?? target).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:aws:ses:${this.region}:<AWS::AccountId>:identity/*]`,
      reason: 'Limited by ses:FromAddress to the one sender; the identity may be an address or its domain.',
    });
  }

  private callBySchedule(name: FunctionName, target: PaymentFunction, on: ScheduleTrigger): void {
    callBySchedule(target, on);
    if (on.schedule.includes('minute')) this.monitoring.watchSilence(name, target);
  }

  private connect(name: FunctionName, target: PaymentFunction, on: Trigger): void {
    if ('route' in on) this.paymentApi.lead(on, target);
    else if ('schedule' in on) this.callBySchedule(name, target, on);
    else if ('queue' in on) feedFromQueue(target, this.queues[on.queue].queue, on);
    else
      this.monitoring.watchDeadLetters(
        `${name}-stream`,
        feedFromStream(target, this.data.table as ITable, on),
      );
  }
}
