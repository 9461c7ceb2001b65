import { type ShopQueue, UnsentError } from '../../shared/adapters/sqs/port.ts';

/** No shop's server has an address here; the queue to it has tests of its own. */
export const ofNoShop: ShopQueue = {
  send: () => Promise.reject(new Error('This stage has no shop server.')),
  sendAll: async (messages) => {
    if (messages.length > 0) throw new UnsentError(messages, messages.length);
  },
};
