import type { CrashWorld } from '../world.ts';
import { minuteMs, trouble } from './situations.ts';

/** An order whose customer is going to pay inside the shop's page; no payment is opened yet. */
export async function inPage(world: CrashWorld): Promise<void> {
  await world.checkout({ mode: 'sdk' });
}

/** The same, and the product has given the fleet its token for somebody else. */
export async function inPageWithToken(world: CrashWorld): Promise<void> {
  await world.checkout({ mode: 'sdk', orderId: 'SB-0' });
  await world.pressesButton('SB-0');
  await inPage(world);
}

/** The customer has pressed the button, and the frame is open. */
export async function framed(world: CrashWorld): Promise<void> {
  await inPage(world);
  await world.pressesButton();
}

/** He has approved in the frame, and the page is about to say so. */
export async function approvedInPage(world: CrashWorld): Promise<void> {
  await framed(world);
  world.approves();
}

export async function paidInPage(world: CrashWorld): Promise<void> {
  await approvedInPage(world);
  await world.saysApproved();
}

/** Nobody answered the page's execute; `moved`: the money moved all the same. */
export async function silentInPage(world: CrashWorld, moved: boolean): Promise<void> {
  await approvedInPage(world);
  trouble(world, 'execute', moved ? 'timeout_after' : 'timeout_before');
  await world.saysApproved();
}

/** The product is down for four minutes, and the whole fleet knows it; bKash's own page is there. */
export async function outageInPage(world: CrashWorld): Promise<void> {
  world.bkash.saveOutageOf('checkout', world.now + 4 * minuteMs);
  for (const orderId of ['SB-7', 'SB-8', 'SB-9']) {
    await world.checkout({ mode: 'sdk', orderId });
    await world.pressesButton(orderId);
  }
}

/** He approved while the product was down: his Execute is owed. */
export async function owedInPage(world: CrashWorld): Promise<void> {
  await approvedInPage(world);
  await outageInPage(world);
  await world.saysApproved();
}
