import * as z from 'zod/mini';
import { idSchema } from '../../contract/values.ts';
import { notificationFrom, notificationSchema } from '../sns/envelope.ts';
import type { SettleMessage } from './port.ts';

/** Reads a body of the settle queue; undefined when it is none of ours, so that it ends in the dead-letter queue. */
export function parseSettleMessage(body: string): SettleMessage | undefined {
  const parsed = settleMessageSchema.safeParse(jsonFrom(body));
  if (!parsed.success) return undefined;
  const message = parsed.data;
  return message.kind !== 'webhook' ? message : { ...message, envelope: notificationFrom(message.envelope) };
}

const settleMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('webhook'),
    envelope: notificationSchema,
    verified: z.boolean(),
    stale: z.boolean(),
    receivedAt: z.int().check(z.nonnegative()),
  }),
  z.strictObject({ kind: z.literal('look'), orderId: idSchema }),
  z.strictObject({ kind: z.literal('probe') }),
]);

function jsonFrom(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
