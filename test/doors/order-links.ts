import { canaries } from './canaries.ts';
import { portsOf, wired } from './wired-world.ts';

/** What the customer of order SB-1 holds, as paths. */
export function tokenOf(): string {
  return portsOf(wired.world).links.orderToken(wired.world.order);
}

export function macOf(): string {
  return (
    new URL(portsOf(wired.world).links.callbackUrl(wired.world.order, 1)).pathname.split('/').at(-1) ?? ''
  );
}

export function payLink(): string {
  return `/pay/SB-1?token=${tokenOf()}`;
}

export function statusLink(): string {
  return `/pay/SB-1/status?token=${tokenOf()}`;
}

export function claimForm(): string {
  return `/pay/SB-1/claims?token=${tokenOf()}`;
}

export function callback(status: string): string {
  return `/callbacks/bkash/SB-1/1/${macOf()}?paymentID=TR00111&status=${status}&signature=${canaries.signature}`;
}
