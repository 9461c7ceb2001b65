import type { PaymentClaimDesk, PaymentClaimStore } from '../../shared/adapters/dynamodb/money-port.ts';
import type { OrderSweep } from '../../shared/adapters/dynamodb/port.ts';
import type { OperationAnswer, OperationInput, OperationName } from '../../shared/contract/operation.ts';
import type { ComeBackPorts } from '../../shared/usecases/come-back.ts';
import type { WayBackPorts } from '../../shared/usecases/list-refunds.ts';
import type { ResendPorts } from '../../shared/usecases/resend-notice.ts';
import type { DeskPorts } from '../../shared/usecases/weigh-unclaimed.ts';

/**
 * What the operator's operations work with: every port, both desks, the sweep that suggests
 * orders, and the queues of what is told.
 */
export type OperatePorts = DeskPorts &
  ComeBackPorts &
  ResendPorts &
  WayBackPorts & { sweep: OrderSweep; claims: PaymentClaimStore; claimDesk: PaymentClaimDesk };

export type Operations<Name extends OperationName> = {
  [Each in Name]: (ports: OperatePorts, input: OperationInput<Each>) => Promise<OperationAnswer>;
};

/** Nothing was changed: why, and what to do next. */
export function refused(code: string, message: string): OperationAnswer {
  return { outcome: 'refused', code, message };
}

export function noSuchOrder(orderId: string): OperationAnswer {
  return refused('no_order', `There is no order ${orderId}.`);
}
