import type { TokenRenewal, TokenSource } from '../../../shared/adapters/bkash/port.ts';
import { tellingGate } from '../../../shared/adapters/bkash/telling-gate.ts';
import { sharedToken } from '../../../shared/adapters/bkash/token.ts';
import type { TokenCalls } from '../../../shared/adapters/bkash/token-answer.ts';
import { fleetGate, type GateStore } from '../../../shared/adapters/dynamodb/fleet-gate.ts';
import type { HealthGate } from '../../../shared/adapters/dynamodb/port.ts';
import type { Product } from '../../../shared/domain/order.ts';
import { memoryGateStore, memoryTokenStore } from '../../in-memory/fleet.ts';
import type { Instance } from './instance.ts';
import type { Premises } from './room.ts';
import { steppingMethods } from './store-ports.ts';

export interface ProductLine {
  gate: HealthGate;
  tokens: TokenSource;
  /** The token with a cache that lives no longer than one event, and what silence at its call means there. */
  renewal(closedAfterSilenceMs: number): TokenSource & TokenRenewal;
}

/** One product's gate and shared token in one container, as `functions/edge/token-and-gate.ts` puts them together. */
export function productLine(
  product: Product,
  tokenCalls: TokenCalls,
  { ground, table, settings, telemetry, gateWritten, ...premises }: Premises,
  instance: Instance,
): ProductLine {
  const { now, sleep } = instance;
  const site = product === 'checkout' ? 'in-page.' : '';
  // Its cache is the container's own: only what reaches the table is a step.
  const gates = memoryGateStore(table, product);
  const watched: GateStore = {
    ...gates,
    async write(before, next) {
      const written = await gates.write(before, next);
      if (written.ok) gateWritten(product, next, instance);
      return written;
    },
  };
  const gate = fleetGate(steppingMethods(`${site}gate`, watched, instance), now, telemetry);
  const store = premises.tokenStore(
    steppingMethods(`${site}tokenStore`, memoryTokenStore(table, product), instance),
  );
  function renewal(closedAfterSilenceMs: number) {
    const calls = tellingGate(tokenCalls, gate, closedAfterSilenceMs, now);
    const random = () => ground.random.next();
    return sharedToken({ store, calls, telemetry, now, sleep, random });
  }
  return { gate, tokens: renewal(settings.waits.closedWithoutTokenMs), renewal };
}
