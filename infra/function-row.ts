import type { environmentOf, FunctionName } from '../shared/config/environment.ts';

/**
 * What calls each function and what it may do to which item: the whole of its permissions, action by action.
 * A grant also injects the item's name into the function's environment, so a row that lacks what
 * `environmentOf` says the function reads, or has more than that, does not type-check.
 */
export interface Row<Name extends FunctionName> {
  on: readonly Trigger[];
  /** Why that long stands beside each one that is not a browser's request. */
  timeoutSeconds: number;
  /** Concurrency set aside for it, and at the same time its limit. */
  reservedConcurrency?: number;
  /** Called by a person's command line, so its name is known before it is deployed. */
  byName?: true;
  /** bKash's client is in its bundle: it needs the token, also where another stage keeps it. */
  callsBkash?: true;
  may: GrantsFor<(typeof environmentOf)[Name][number]> & FreeGrants;
}

export type Trigger = RouteTrigger | QueueTrigger | StreamTrigger | ScheduleTrigger;
export interface RouteTrigger {
  route: `${'GET' | 'POST'} /${string}`;
  /** Requests a second and at once; absent: the API's own limits. */
  throttle?: { rate: number; burst: number };
}
export interface QueueTrigger {
  queue: 'settleQueue' | 'noticeQueue' | 'shopQueue' | 'bounceQueue';
  batchSize: number;
  /** Batches worked on at once; set, so that Lambda keeps its pollers and no batch is throttled on arrival. */
  maxConcurrency: number;
}
export interface StreamTrigger {
  /** Only changes of items with this sort key. */
  streamOfItems: string;
}
export interface ScheduleTrigger {
  schedule: `rate(${number} ${'minute' | 'minutes' | 'day'})`;
  input: Record<string, string>;
}

/** The environment variable that carries the name of each thing a function can be granted. */
interface VariableOf {
  table: 'TABLE_NAME';
  settleQueue: 'SETTLE_QUEUE_URL';
  noticeQueue: 'NOTICE_QUEUE_URL';
  shopQueue: 'SHOP_QUEUE_URL';
  secret: 'SECRET_ID';
}

type TableAction = 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'Query' | 'Scan';
interface Grants {
  table: readonly `dynamodb:${TableAction}`[];
  settleQueue: readonly 'sqs:SendMessage'[];
  noticeQueue: readonly 'sqs:SendMessage'[];
  shopQueue: readonly 'sqs:SendMessage'[];
  secret: readonly 'secretsmanager:GetSecretValue'[];
}
type GrantsFor<Variable extends string> = {
  [Item in keyof Grants as VariableOf[Item] extends Variable ? Item : never]: Grants[Item];
};
/** Grants whose names travel in no variable: the index is found by its name, the sender is in the configuration. */
interface FreeGrants {
  dueIndex?: readonly 'dynamodb:Query'[];
  sender?: readonly 'ses:SendEmail'[];
  phones?: readonly 'sns:Publish'[];
}
export type AnyGrants = Partial<Grants> & FreeGrants;
