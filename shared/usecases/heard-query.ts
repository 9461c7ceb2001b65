import type { Bkash, BkashGenerations, QueryOutcome } from '../adapters/bkash/port.ts';
import type { Generation } from '../domain/order.ts';

/**
 * bKash's clients with an ear at one generation's Query: whether bKash answered is no part of an order, and a webhook
 * has to know it.
 */
export function hearingQueries(clients: BkashGenerations, generation: Generation) {
  const client = clients[generation];
  const heard: QueryOutcome[] = [];
  const listening: Bkash = {
    createPayment: (...given) => client.createPayment(...given),
    executePayment: (...given) => client.executePayment(...given),
    searchTransaction: (...given) => client.searchTransaction(...given),
    async queryPayment(...given) {
      const outcome = await client.queryPayment(...given);
      heard.push(outcome);
      return outcome;
    },
  };
  return { bkash: { ...clients, [generation]: listening }, heard };
}
