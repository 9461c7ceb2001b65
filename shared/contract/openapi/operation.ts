import type { ProblemCode } from '../problem.ts';
import type { AnswerName, RequestName } from './schemas.ts';

export const tags = {
  Checkout: 'Begin a payment, from the shop’s server.',
  Orders: 'See how an order stands, and withdraw it.',
  Refunds: 'Give money back.',
  Customer:
    'What the customer’s browser does, with the order’s token or link. Addresses that it opens answer errors as a small page, Bangla or English; calls that the shop’s page makes, under `/orders`, as JSON.',
  Webhooks:
    'What the payment system posts to the shop’s own server (`shopWebhookUrl`), signed as [Standard Webhooks](https://www.standardwebhooks.com) says, at least once, and again for three days until it is taken. Decide by `data`, the order as it is when the message leaves, and not by the order in which messages come. A convenience: `GET /orders/{orderId}` says the same at any time.',
  bKash: 'What bKash calls. Nothing for a shop to do here.',
  Service: 'The service itself.',
} as const;

/** One route, as the document describes it. */
export interface Operation {
  /** What a generated client calls it. */
  id: string;
  tag: keyof typeof tags;
  summary: string;
  about: string;
  /** What opens it: the storefront key, the order's token, either of them; absent: nobody is asked. */
  auth?: ReadonlyArray<'key' | 'token'>;
  query?: Record<string, { about: string; required: boolean; oneOf?: readonly string[] }>;
  body?: Body;
  answers: Record<number, Answer>;
  /** Codes of its own. `problemsOf` adds what follows from its auth and body. */
  problems: readonly ProblemCode[];
  /** A browser's route: problems are a page there, which shows no code. */
  problemsAre?: 'pages';
}

type Body =
  | { schema: RequestName; example: unknown }
  /** Not read by the contract's schemas. */
  | { contentType: 'text/plain'; about: string };

type Answer = { about: string } & (
  | { schema: AnswerName; example: unknown }
  | { contentType: 'text/html; charset=utf-8' | 'application/json' }
  | { leadsTo: string }
  | { empty: true }
);

/** Every function can fail, every door that asks can refuse, and a body can be too large. */
export function problemsOf({ auth, body, problems }: Operation): ProblemCode[] {
  return [
    ...problems,
    ...(auth ? (['unauthorized'] as const) : []),
    ...(body ? (['too_large'] as const) : []),
    'internal',
  ];
}
