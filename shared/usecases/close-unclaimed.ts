import type { TrxOwner, UnclaimedMoney } from '../adapters/dynamodb/money-port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';

/**
 * An attempt has recorded money that its webhook may have put aside as nobody's. Where a person has written it off since,
 * given back by hand perhaps, it stands twice: that is told to a person, for nobody else can know.
 */
export async function closeUnclaimed(
  { unclaimed, telemetry }: { unclaimed: UnclaimedMoney; telemetry: Telemetry },
  trxId: string,
  { orderId, attempt }: TrxOwner,
): Promise<void> {
  if ((await unclaimed.close(trxId)) !== 'written_off') return;
  telemetry.metric('UnclaimedMoney');
  telemetry.event('UnclaimedMoney', { orderId, attempt, trxID: trxId, reason: 'written_off' });
}
