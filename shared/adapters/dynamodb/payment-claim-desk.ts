import type { PaymentClaimDesk } from './money-port.ts';
import { itemsUnder } from './partition.ts';
import { claimsFrom } from './payment-claims.ts';
import { keys, type Table } from './table.ts';

/** What customers say they paid, as an operator reads it: every order's under the one key. */
export function dynamoPaymentClaimDesk(table: Table): PaymentClaimDesk {
  return {
    async all() {
      const items = await itemsUnder(table, keys.claims(table.stage, '').pk);
      return items.map((item) => claimsFrom(item, item.sk?.S ?? ''));
    },
  };
}
