import * as z from 'zod/mini';
import { checkoutRequestSchema, customerSchema } from '../checkout.ts';
import { checkoutResponseSchema } from '../checkout-response.ts';
import { claimRequestSchema } from '../claim.ts';
import { healthSchema } from '../health.ts';
import { notificationSchema, notificationsSchema } from '../notifications.ts';
import {
  attemptViewSchema,
  orderViewSchema,
  refundViewSchema,
  surplusViewSchema,
  timelineEntrySchema,
  viewAmountSchema,
} from '../order-view.ts';
import { paymentEventSchema } from '../payment-event.ts';
import { problemSchema } from '../problem.ts';
import { refundRequestSchema } from '../refund.ts';
import { executeRequestSchema, executeResponseSchema } from '../sdk-payment.ts';
import { amountSchema, currencySchema, idSchema, localeSchema } from '../values.ts';
import { fieldWords, valueWords } from './words.ts';

/** What a caller sends: a field with a default may be left out, an unknown one is refused. */
export const requestSchemas = {
  CheckoutRequest: checkoutRequestSchema,
  Customer: customerSchema,
  RefundRequest: refundRequestSchema,
  ClaimRequest: claimRequestSchema,
  SdkExecuteRequest: executeRequestSchema,
};

/** What we answer: the schemas that the tests and the demo shop read answers with. */
export const answerSchemas = {
  CheckoutResponse: checkoutResponseSchema,
  Order: orderViewSchema,
  Attempt: attemptViewSchema,
  Refund: refundViewSchema,
  Surplus: surplusViewSchema,
  TimelineEntry: timelineEntrySchema,
  Notification: notificationSchema,
  Notifications: notificationsSchema,
  SdkExecuteResponse: executeResponseSchema,
  PaymentEvent: paymentEventSchema,
  Problem: problemSchema,
  Health: healthSchema,
};

/** Words that both directions use. */
export const valueSchemas = {
  Id: idSchema,
  Amount: amountSchema,
  ShownAmount: viewAmountSchema,
  Currency: currencySchema,
  Locale: localeSchema,
};

export type RequestName = keyof typeof requestSchemas;
export type AnswerName = keyof typeof answerSchemas;
export type ObjectName = RequestName | AnswerName;
export type ValueName = keyof typeof valueSchemas;

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The `components.schemas` of the document. */
export function schemaComponents(): Record<string, JsonSchema> {
  return {
    ...jsonSchemas({ ...valueSchemas, ...requestSchemas }, 'input'),
    ...jsonSchemas({ ...valueSchemas, ...answerSchemas }, 'output'),
  };
}

function jsonSchemas(schemas: Record<string, z.ZodMiniType>, io: 'input' | 'output') {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const { schemas: made } = z.toJSONSchema(registry, {
    io,
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => plain(jsonSchema, io),
  });
  return Object.fromEntries(Object.entries(made).map(([name, schema]) => [name, worded(name, schema)]));
}

/** What JSON Schema says in a screenful, OpenAPI says by the format's name; and an answer may gain a field later. */
function plain(schema: JsonSchema, io: 'input' | 'output'): void {
  if (schema.format !== undefined) delete schema.pattern;
  if (schema.type === 'integer' && schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.type === 'integer' && schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (io === 'output') delete schema.additionalProperties;
}

function worded(name: string, { $schema: _, $id: __, ...schema }: JsonSchema): JsonSchema {
  if (name in valueWords) return { description: valueWords[name as ValueName], ...schema };
  const { about, fields } = fieldWords[name as ObjectName];
  const properties = Object.entries(schema.properties ?? {}).map(([field, each]) => [
    field,
    { description: (fields as Record<string, string>)[field], ...(each as JsonSchema) },
  ]);
  return { description: about, ...schema, properties: Object.fromEntries(properties) };
}
