import { nextAttempt } from '../domain/attempting.ts';
import { withLinkNotice } from '../domain/link-notice.ts';
import type { Order } from '../domain/order.ts';
import { askAboutAbsence } from './ask-about-absence.ts';
import { frameApi } from './bkash-line.ts';
import { attemptTerms, type CreatePorts, createPayment, readyToCreate } from './create-payment.ts';
import { type LookPorts, lookAgain } from './look-again.ts';
import { queryAbortInRequestMs } from './read-order.ts';
import { transition } from './transition.ts';

export type SdkPayment =
  /** bKash's answer to the create, as received, as JSON. */
  | { kind: 'open'; createAnswer: string }
  | { kind: 'not_found' }
  /** `deciding`: a payment of the order is owed, executing, unknown or doubtful. */
  | { kind: 'not_payable'; why: 'closed' | 'deciding' | 'another_mode' }
  | { kind: 'too_many' }
  | { kind: 'unavailable'; why: 'bkash' | 'stopped' };

/** A second tab meets the first one's create and waits for its outcome, as a replayed checkout does. */
const waitForOthersMs = 10_000;
const pollMs = 200;

/** Its own create, lost races and those polls: more rounds than this would be a loop. */
const maxRounds = 60;

/**
 * The payment that bKash.js opens inside the shop's page: the live one, or a new one under the same rules as a payment
 * link. An order that bKash opened nothing for is owed its link, by which it can be paid on bKash's own page.
 */
export async function createSdkPayment(ports: CreatePorts & LookPorts, orderId: string): Promise<SdkPayment> {
  const found = await ports.orders.find(orderId);
  if (!found) return { kind: 'not_found' };
  if (found.mode !== 'sdk') return { kind: 'not_payable', why: 'another_mode' };
  let order = await lookAgain(ports, found, { queryAbortMs: queryAbortInRequestMs });
  order = await askAboutAbsence(ports, order);

  const giveUpAt = ports.clock.now() + waitForOthersMs;
  for (let round = 0; round < maxRounds; round += 1) {
    const now = ports.clock.now();
    const next = nextAttempt(order, now, attemptTerms(ports, frameApi));
    switch (next.kind) {
      case 'live':
        return { kind: 'open', createAnswer: next.attempt.createAnswer };
      case 'not_payable':
        return { kind: 'not_payable', why: 'closed' };
      case 'too_many':
        return next;
      case 'wait':
        if (next.why === 'deciding') return { kind: 'not_payable', why: 'deciding' };
        if (next.why === 'bkash' || now >= giveUpAt) return { kind: 'unavailable', why: 'bkash' };
        await ports.clock.sleep(pollMs);
        order = (await ports.orders.find(orderId)) ?? order;
        break;
      case 'start': {
        const token = await readyToCreate(ports, frameApi);
        if (!token) return unavailable(ports, order);
        const intent = await ports.orders.save(next.order);
        order =
          intent.kind === 'saved'
            ? await createPayment(ports, intent.order, next.attempt, token)
            : intent.order;
      }
    }
  }
  return { kind: 'unavailable', why: 'bkash' };
}

async function unavailable(ports: CreatePorts, order: Order): Promise<SdkPayment> {
  const { stopNewPayments, waits } = ports.settings;
  await transition(ports.orders, order, (current) =>
    current.linkNotice ? current : withLinkNotice(current, ports.clock.now(), waits),
  );
  return { kind: 'unavailable', why: stopNewPayments ? 'stopped' : 'bkash' };
}
