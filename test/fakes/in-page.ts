import { createSdkPayment } from '../../shared/usecases/create-sdk-payment.ts';
import { executeSdkPayment } from '../../shared/usecases/execute-sdk-payment.ts';
import type { FakeCheckoutLine } from './checkout-line.ts';
import { World } from './world.ts';

/** A shop whose order is to be paid inside its own page; nobody has pressed the button yet. */
export async function orderInPage(now?: number): Promise<{ world: World; frame: FakeCheckoutLine }> {
  const world = new World();
  if (now !== undefined) world.now = now;
  const frame = world.withFrame();
  await world.checkout({ mode: 'sdk' });
  return { world, frame };
}

/** The page's `createRequest`. */
export function opens({ ports }: World) {
  return createSdkPayment(ports, 'SB-1');
}

/** The page's `executeRequestOnAuthorization`, for the first payment that the frame was opened with. */
export function approves({ ports }: World, paymentId = 'FRAMETR00111') {
  return executeSdkPayment(ports, { orderId: 'SB-1', paymentId });
}
