import { type BkashToken, hasLife, type QueryOutcome, type SearchOutcome } from '../adapters/bkash/port.ts';
import { type Attempt, hasPayment } from '../domain/order.ts';
import { type BkashLine, type LinePorts, lineOf, pageApi } from './bkash-line.ts';
import type { Clock, Settings } from './ports.ts';
import { tellGate, wasAnswered } from './tell-gate.ts';

interface GatePorts {
  clock: Pick<Clock, 'now'>;
}

/** A probe that bKash does not answer in this time is no sign that payments would go through. */
const probeAbortMs = 5_000;

/** Asked about where there is no payment to ask about: bKash answers that it does not know it. */
const nobodysPayment = 'TR0000000000000';

/** For a bKash that never gave this fleet a token: its gateway answers 401, and is there. */
const noToken: BkashToken = { value: 'none', expiresAt: 0 };

/**
 * The gate first, then the token (design rules 1 and 17): what a call to bKash needs before a number is taken or a
 * claim is made. Undefined: nothing may leave, or no token could be had.
 *
 *   open ─► a token          closed ─► nothing          pause over ─► one caller probes ─┬─ heard ─► a token
 *                                                                                        └─ silence ─► nothing
 *
 * A probe is a Query with the last token there was, be it expired: an answer of 401 is an answer, and no token call is
 * spent on an outage. A `harmless` call (Query, Search) with a token at hand is its own probe. A create is not, since
 * it may turn out that none is needed, nor is an Execute: sent into half a bKash it would leave its payment in doubt;
 * a Query `about` the same payment goes before it.
 */
export async function tokenThroughGate(
  { clock }: GatePorts,
  line: BkashLine | undefined,
  call: 'harmless' | { about?: Attempt | undefined },
): Promise<BkashToken | undefined> {
  const pass = line ? await line.gate.admit() : 'closed';
  if (!line || pass === 'closed') return undefined;
  if (pass === 'probe') {
    const last = await line.tokens.lastKnown();
    if (last && hasLife(last, clock.now()) && call === 'harmless') return last;
    const about = call === 'harmless' ? undefined : call.about;
    if (!(await isHeard(line, last ?? noToken, about))) return undefined;
  }
  return line.tokens.usable();
}

/**
 * One `harmless` call through the gate. What came of it is told to the gate, and a token that bKash would not take to
 * the tokens. Undefined: nothing left.
 */
export async function askThroughGate<Answer extends QueryOutcome | SearchOutcome>(
  ports: GatePorts,
  line: BkashLine | undefined,
  ask: (line: BkashLine, token: BkashToken) => Promise<Answer>,
): Promise<Answer | undefined> {
  const token = await tokenThroughGate(ports, line, 'harmless');
  if (!line || !token) return undefined;
  const outcome = await ask(line, token);
  await tellGate(line.gate, outcome);
  if (outcome.kind === 'unanswered' && outcome.unauthorised) await line.tokens.rejected(token);
  return outcome;
}

/**
 * From the schedule, while a product's gate is closed: finds out whether bKash is back, also when no customer asks.
 */
export async function probeBkash(ports: LinePorts & Settings): Promise<void> {
  for (const line of [lineOf(ports, pageApi(ports)), ports.checkout]) {
    if (!line || (await line.gate.admit()) !== 'probe') continue;
    await isHeard(line, (await line.tokens.lastKnown()) ?? noToken, undefined);
  }
}

/** Epoch ms at which bKash was heard again after its last outage; undefined during one, and where there was none. */
export async function bkashBackSince({ gate }: Pick<BkashLine, 'gate'>): Promise<number | undefined> {
  const standing = await gate.standing();
  return standing.kind === 'open' ? standing.since : undefined;
}

async function isHeard(
  { bkash, gate }: BkashLine,
  token: BkashToken,
  about: Attempt | undefined,
): Promise<boolean> {
  const paymentId = hasPayment(about) ? about.paymentId : nobodysPayment;
  const outcome = await bkash.queryPayment(token, paymentId, probeAbortMs);
  await tellGate(gate, outcome);
  return wasAnswered(outcome);
}
