import { type HttpOutcome, type HttpReply, json } from './http.ts';
import type { CallFault, Fault } from './machine/faults.ts';
import type { Operation } from './machine/operations.ts';

/** One merchant call of either generation. */
export interface MerchantCall {
  operation: Operation;
  /** The gateway in front of bKash: what it refuses it answers at once, and no fault is spent on it. */
  turnAway(): HttpReply | undefined;
  /** The synchronous commit and its answer. `statedAmount`: what the fault `amount` makes bKash answer. */
  work(statedAmount?: string): HttpReply;
  /** A refusal in the generation's own envelope. */
  refusal(code: string): HttpReply;
}

/** What a fault does to a call: whether bKash acts at all, and what the caller hears. */
type Disturbance =
  | { commits: false; answer(call: MerchantCall, fault: Fault): HttpOutcome }
  | { commits: true; answer(reply: HttpReply, fault: Fault): HttpOutcome };

const silence = { broken: 'silence' } as const;
const success = json(200, { statusCode: '0000', statusMessage: 'Successful' });

/**
 * One fault a row. bKash's own status codes of these answers are known for none but `unauthorized` and `code`; where
 * there is a choice the more treacherous one is taken: 200 for what is no success.
 */
export const disturbances: Record<CallFault, Disturbance> = {
  http_500: { commits: false, answer: () => json(500, { message: 'Internal server error' }) },
  http_503: { commits: false, answer: () => serviceUnavailable },
  timeout_before: { commits: false, answer: () => silence },
  timeout_after: { commits: true, answer: () => silence },
  commit_late: { commits: true, answer: () => silence },
  slow: { commits: true, answer: (reply) => reply },
  code: { commits: false, answer: (call, fault) => call.refusal(fault.code ?? '') },
  amount: { commits: true, answer: (reply, fault) => stating(reply, fault.amount) },
  // API Gateway's own words after its 29 s.
  gateway_message: { commits: false, answer: () => json(504, { message: 'Endpoint request timed out' }) },
  unauthorized: { commits: false, answer: () => json(401, { message: 'Unauthorized' }) },
  system_error_9999: {
    commits: false,
    answer: () => json(200, { statusCode: '9999', statusMessage: 'System Error.' }),
  },
  html: { commits: false, answer: () => maintenancePage },
  truncated: { commits: false, answer: () => ({ broken: 'truncated', whole: success }) },
  connection_reset: { commits: false, answer: () => ({ broken: 'reset' }) },
};

/** How an answer calls the amount that was asked about: v2 has a name of its own for a refund's. */
const amountFields = ['amount', 'refundAmount'];

/** API Gateway in front of a bKash that is down. */
export const serviceUnavailable = json(503, { message: 'Service Unavailable' });

const maintenancePage: HttpReply = {
  status: 200,
  body: '<!doctype html><title>bKash</title><h1>We will be back soon</h1>',
  headers: { 'content-type': 'text/html; charset=utf-8' },
};

/** The answer with another amount in it, wherever it has one; a refusal has none and stays as it is. */
function stating(reply: HttpReply, amount: string | undefined): HttpReply {
  if (amount === undefined) return reply;
  const body = JSON.stringify(JSON.parse(reply.body), (name, value) =>
    amountFields.includes(name) ? amount : value,
  );
  return { ...reply, body };
}
