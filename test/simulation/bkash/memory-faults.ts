import type { CallFault, Fault, FaultBook, WebhookFault } from '../../../infra/local/bkash/machine/faults.ts';

/** The ordered trouble on a plain list, drawn by the same rule as the simulator's own. */
export function memoryFaults(): FaultBook {
  let ordered: Array<{ fault: Fault; timesLeft: number }> = [];
  let outageUntil = 0;

  function draw(operation: Fault['operation'], orAll: Fault['operation']): Fault | undefined {
    if (ordered.length === 0) return undefined;
    const next =
      ordered.find(({ fault }) => fault.operation === operation) ??
      ordered.find(({ fault }) => fault.operation === orAll);
    if (!next) return undefined;
    next.timesLeft -= 1;
    if (next.timesLeft <= 0) ordered = ordered.filter((other) => other !== next);
    return next.fault;
  }

  return {
    add: (fault) => void ordered.push({ fault, timesLeft: fault.times ?? Number.POSITIVE_INFINITY }),
    clear() {
      ordered = [];
    },
    drawForCall: (operation) => draw(operation, '*') as Fault<CallFault> | undefined,
    drawForWebhook: () => draw('webhook', 'webhook') as Fault<WebhookFault> | undefined,
    outageUntil: () => outageUntil,
    saveOutage(until) {
      outageUntil = until;
    },
  };
}
