import { tellingGate } from '../../shared/adapters/bkash/telling-gate.ts';
import { sharedToken } from '../../shared/adapters/bkash/token.ts';
import type { TokenCalls } from '../../shared/adapters/bkash/token-answer.ts';
import { dynamoHealthGate } from '../../shared/adapters/dynamodb/health-gate.ts';
import type { Table } from '../../shared/adapters/dynamodb/table.ts';
import { dynamoTokenStore } from '../../shared/adapters/dynamodb/token-store.ts';
import type { StageConfig } from '../../shared/config/stage.ts';
import type { Product } from '../../shared/domain/order.ts';
import { clock } from './clock.ts';
import { telemetry } from './log.ts';

const ownerOf = { tokenized: 'tokenOwner', checkout: 'checkoutTokenOwner' } as const;

/** One product's shared token and its gate, which hears of every token call; `closeForMs` as `tellingGate` has it. */
export function tokenAndGate(
  table: Table,
  { bkash }: Pick<StageConfig, 'bkash'>,
  product: Product,
  tokenCalls: TokenCalls,
  closeForMs: number,
) {
  const gate = dynamoHealthGate(table, clock.now, telemetry, product);
  const calls = tellingGate(tokenCalls, gate, closeForMs, clock.now);
  const store = dynamoTokenStore(table, bkash[ownerOf[product]], product);
  return { gate, tokens: sharedToken({ store, calls, telemetry, now: clock.now }) };
}
