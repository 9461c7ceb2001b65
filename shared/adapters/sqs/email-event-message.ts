import * as z from 'zod/mini';
import { idSchema } from '../../contract/values.ts';
import { jsonFrom } from '../json-from.ts';
import type { EmailEvent } from './port.ts';

/**
 * Reads a body of the bounce queue: what the rules in `infra/constructs/email-events.ts` leave of an event of SES.
 * Throws when it is none of ours. SES gives a tag as a list, since an email may carry one several times; ours once.
 */
export function parseEmailEvent(body: string): EmailEvent {
  const parsed = eventSchema.safeParse(jsonFrom(body));
  const [orderId] = parsed.data?.orderId ?? [];
  if (!parsed.success || orderId === undefined) {
    throw new Error('A message of the bounce queue is not an event of an email.');
  }
  if (parsed.data.event === 'complaint') return { orderId, kind: 'complaint' };
  return { orderId, kind: parsed.data.bounceType === 'Transient' ? 'soft_bounce' : 'bounce' };
}

const orderId = z.array(idSchema).check(z.length(1));

const eventSchema = z.discriminatedUnion('event', [
  /** What SES cannot tell apart (`Undetermined`) was not delivered either. */
  z.strictObject({
    event: z.literal('bounce'),
    orderId,
    bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']),
  }),
  z.strictObject({ event: z.literal('complaint'), orderId }),
]);
