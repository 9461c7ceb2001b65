import { sandboxOtp, sandboxPin, walletForPayment } from '../../../infra/local/bkash/machine/wallets.ts';
import type { SnsEnvelope } from '../../../shared/adapters/sns/port.ts';
import { type Attempt, attemptNumbered, hasPayment, type Order } from '../../../shared/domain/order.ts';
import { aCheckout } from '../../fakes/world.ts';
import { functions } from '../cloud/functions.ts';
import { CrashGround } from './ground.ts';
import type { CrashRoom } from './room.ts';

/** A shop with one order, its customer, and everybody who calls one of its functions. */
export class CrashWorld extends CrashGround {
  /** The order that the shop made, if it got that far. */
  get order(): Order | undefined {
    return this.table.orders.get(aCheckout.orderId);
  }

  attempt(number = this.order?.attempts.at(-1)?.attempt ?? 1): Attempt | undefined {
    return this.order && attemptNumbered(this.order, number);
  }

  /** On bKash's page, or in its frame. Every payment has a wallet of its own, unless the scene names one. */
  approves(attempt?: number, wallet?: string): void {
    const paymentId = this.paymentIdOf(attempt);
    const number = wallet ?? walletForPayment(this.bkash.books.sequenceOf(paymentId));
    this.bkash.customerActs(paymentId, { act: 'wallet', wallet: number });
    this.bkash.customerActs(paymentId, { act: 'otp', otp: sandboxOtp });
    this.bkash.customerActs(paymentId, { act: 'pin', pin: sandboxPin });
  }

  paymentIdOf(attempt?: number): string {
    const made = this.attempt(attempt);
    if (!hasPayment(made)) throw new Error('There is no payment at bKash yet.');
    return made.paymentId;
  }

  checkout(changes: Partial<typeof aCheckout> = {}) {
    return this.invoke('start-checkout', (room) =>
      functions.startCheckout(room, { ...aCheckout, ...changes }),
    );
  }

  comesBack(status: 'success' | 'failure' | 'cancel' = 'success', attempt?: number) {
    const paymentId = this.paymentIdOf(attempt);
    const number = this.attempt(attempt)?.attempt ?? 1;
    return this.invoke('return-from-bkash', (room) =>
      functions.returnFromBkash(room, { orderId: aCheckout.orderId, attempt: number, paymentId, status }),
    );
  }

  followsLink() {
    return this.invoke('pay-link', (room) => functions.followPayLink(room, aCheckout.orderId));
  }

  /** The customer presses the button in the shop's page. */
  pressesButton(orderId = aCheckout.orderId) {
    return this.invoke('create-sdk-payment', (room) => functions.createSdkPayment(room, orderId));
  }

  /** His page says that he approved in the frame. */
  saysApproved(attempt?: number) {
    const approved = { orderId: aCheckout.orderId, paymentId: this.paymentIdOf(attempt) };
    return this.invoke('execute-sdk-payment', (room) => functions.executeSdkPayment(room, approved));
  }

  reads() {
    return this.invoke('get-order', (room) => functions.readOrder(room, aCheckout.orderId));
  }

  cancels() {
    return this.invoke('cancel-order', (room) => functions.cancelOrder(room, aCheckout.orderId));
  }

  refunds(refundId = 'R-1', amountPoisha: number = aCheckout.amountPoisha) {
    const request = { refundId, amountPoisha, reason: 'Out of stock' };
    return this.invoke('refund-order', (room) => functions.requestRefund(room, aCheckout.orderId, request));
  }

  /** An operator acts; each of his acts is one use case. */
  operates<Value>(act: (room: CrashRoom) => Promise<Value>) {
    return this.invoke('operate', act);
  }

  reconciles() {
    return this.invoke('reconcile-payments', (room) => functions.reconcilePayments(room));
  }

  renewsToken() {
    return this.invoke('renew-token', (room) => functions.renewToken(room));
  }

  sweeps() {
    return this.invoke('announce', (room) => functions.announceSweep(room));
  }

  /** SNS posts a message; what was not answered 200 it posts again. */
  async receives(envelope: SnsEnvelope) {
    const outcome = await this.invoke('receive-webhook', (room) => functions.receiveWebhook(room, envelope));
    if (outcome.kind === 'answered' && outcome.value.kind === 'accepted') this.accepted.push(envelope);
    return outcome;
  }

  announces() {
    return this.consumesStream((room, batch) => functions.announce(room, batch));
  }

  settles() {
    return this.consumes(this.settleQueue, 'settle-payments', (room, { body }) =>
      functions.settle(room, body),
    );
  }

  delivers() {
    return this.consumes(this.noticeQueue, 'deliver', (room, { body, messageId }) =>
      functions.deliver(room, body, messageId),
    );
  }
}
