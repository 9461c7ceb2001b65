import { setTimeout as pause } from 'node:timers/promises';
import type { Customer } from './ground.ts';

/** Nobody needs longer for three fields; whoever has gone for coffee starts again. */
const patienceMs = 5 * 60_000;
/** bKash has never been seen to mind a Query a few seconds apart; it is asked as rarely as a person is slow. */
const askEveryMs = 5_000;
/** Close cannot be seen by Query: the person is given this long to have done it. */
const timeToCloseMs = 45_000;

/** The tester himself, who opens bKash's page and does what the terminal says. */
export function personAtTheTerminal(isApproved: (paymentId: string) => Promise<boolean>): Customer {
  return {
    async approves({ paymentId, bkashUrl }) {
      ask(`approve this payment (wallet, OTP and PIN of bkash-api.md section 11)`, bkashUrl);
      for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await pause(askEveryMs)) {
        if (await isApproved(paymentId)) return;
      }
      throw new Error(`Nobody approved ${paymentId} within ${patienceMs / 60_000} minutes.`);
    },
    async closes({ bkashUrl }) {
      ask(`open this page and press Close within ${timeToCloseMs / 1000} s`, bkashUrl);
      await pause(timeToCloseMs);
    },
  };
}

function ask(what: string, url: string): void {
  process.stderr.write(`\nPlease ${what}:\n  ${url}\n`);
}
