import { expect } from 'vitest';
import { ops } from '../../../infra/ops/ops.ts';
import type { CheckoutResponse } from '../../../shared/contract/checkout-response.ts';
import type { OperationAnswer } from '../../../shared/contract/operation.ts';
import type { OrderView } from '../../../shared/contract/order-view.ts';
import { eventually, type shopperOf, startSystem } from '../system/shopper.ts';
import { startShopServer } from './shop-server.ts';

/** A running system, its bKash that can be disturbed, and what every story asks of both. */
export type Ground = Awaited<ReturnType<typeof groundOf>>;

/** One story of trouble, told through the public interface and the simulator's controls. */
export type Story = (ground: Ground, orderId: string) => Promise<void>;

/** Wallet refused or page left: what the customer does on bKash's page. */
type OnThePage = 'pay' | 'cancel' | 'fail';

/** The first look after silence is 7 s after the send on this machine, the second 20 s (contract, section 2). */
export const untilFirstLook = 8;
export const untilSecondLook = 14;

export async function groundOf(options: Parameters<typeof startSystem>[0] = {}) {
  const shop = await startShopServer();
  const world = await startSystem({ ...options, settings: { ...shop.settings, ...options.settings } });

  const control = async (path: string, body: unknown, method = 'POST') => {
    const response = await fetch(`${world.system.addresses.bkash}/simulator${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json() as Promise<Record<string, unknown>>;
  };

  const ground = {
    world,
    shop,
    get shopper(): ReturnType<typeof shopperOf> {
      return world.shopper;
    },
    control,
    fault: (operation: string, fault: string, more: Record<string, unknown> = { times: 1 }) =>
      control('/faults', { operation, fault, ...more }),
    /** What an operator types after `npm run ops --`, and what he is told. */
    async ops(line: string, reason?: string): Promise<{ exitCode: number; answer: OperationAnswer }> {
      const given = reason === undefined ? [] : ['--reason', reason];
      const { exitCode, stdout, stderr } = await ops([...line.split(' '), ...given, '--json'], {
        LOCAL_DIR: world.localDir,
      });
      if (!stdout) throw new Error(stderr);
      return { exitCode, answer: JSON.parse(stdout) };
    },
    outage: (seconds: number) => control('/outage', { seconds }),
    advance: (seconds: number) => world.shopper.advance(seconds),

    /** Everything as before the story, and time enough for the gate to forget it. */
    async quiet() {
      shop.isDown = false;
      await control('/faults', undefined, 'DELETE');
      await control('/outage', { seconds: 0 });
      await world.shopper.advance(70);
    },

    /** The customer is on bKash's page and has done what he does there; the address that leads him back. */
    async onPage(orderId: string, action: OnThePage = 'pay', changes: Record<string, unknown> = {}) {
      const order = await world.shopper.checkout(orderId, changes);
      return { order, callback: await world.shopper.authorise(order, action) };
    },

    /** Checkout, page, and back; where the shop was told to send him. */
    async purchase(orderId: string, changes: Record<string, unknown> = {}): Promise<CheckoutResponse> {
      const { order, callback } = await ground.onPage(orderId, 'pay', changes);
      const { status } = await world.shopper.open(callback);
      expect(status).toBe(303);
      return order;
    },

    /** A customer with his payment link: opens it until it leads to bKash, and pays there. */
    async payByLink(orderId: string, payUrl: string): Promise<string> {
      await eventually(
        () => world.shopper.open(payUrl),
        ({ status, location }) => status === 303 && !location.includes(`/orders/${orderId}`),
      );
      return world.shopper.authorise(await world.shopper.order(orderId));
    },

    async states(orderId: string): Promise<string[]> {
      return (await world.shopper.order(orderId)).attempts.map(({ state }) => state);
    },

    async until(orderId: string, isSo: (order: OrderView) => boolean): Promise<OrderView> {
      return eventually(() => world.shopper.order(orderId), isSo, 20_000);
    },

    /** What bKash says was paid for this order. */
    async captures(orderId: string) {
      const { entries } = await world.shopper.ledger();
      return entries.filter(
        ({ kind, invoice }) => kind === 'payment' && invoice?.replace(/-\d+$/, '') === `local.${orderId}`,
      );
    },

    async calls(): Promise<Record<string, number>> {
      return (await world.shopper.stats()).calls;
    },

    /** Paid, by exactly the one payment that bKash's ledger has for it, and confirmed by one email. */
    async endsPaid(orderId: string): Promise<OrderView> {
      const order = await ground.until(orderId, ({ status }) => status === 'paid');
      const captured = await ground.captures(orderId);
      expect(captured).toHaveLength(1);
      const completed = order.attempts.filter(({ state }) => state === 'completed');
      expect(completed.map(({ trxID }) => trxID)).toEqual(captured.map(({ trxID }) => trxID));
      await eventually(
        () => confirmations(orderId),
        (count) => count > 0,
      );
      expect(await confirmations(orderId)).toBe(1);
      return order;
    },

    /** Nothing was charged, and nothing is in doubt. */
    async endsUncharged(orderId: string, status: OrderView['status']): Promise<OrderView> {
      const order = await ground.until(orderId, (one) => one.status === status);
      expect(await ground.captures(orderId)).toEqual([]);
      expect(order.amountPaid).toBe('0.00');
      return order;
    },
    async stop() {
      await world.stop();
      shop.close();
    },
  };

  async function confirmations(orderId: string): Promise<number> {
    const emails = await world.shopper.emails(orderId);
    return emails.filter(({ subject }) => subject.startsWith('Payment of')).length;
  }

  return ground;
}
