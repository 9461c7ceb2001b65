import { sandboxCredentials } from '../../infra/local/sandbox-credentials.ts';
import { sandboxOrigin } from '../../infra/settings.ts';
import { driftDialects } from './dialects.ts';
import { type Ground, post } from './ground.ts';
import { keptToken } from './keep-token.ts';
import { personAtTheTerminal } from './person.ts';
import { describeWhatWeBelieve } from './what-we-believe.ts';

/**
 * Goal: to see the day on which bKash is no longer what `bkash-api.md` and the simulator say. Method: the suite that
 * holds the simulator in CI, against bKash's real sandbox. How to run: the four BKASH_SANDBOX_… variables, then
 * `npm run test:drift`; `BKASH_SANDBOX_GENERATION=v1` for the older API; `BKASH_SANDBOX_PERSON=yes` with somebody at
 * the terminal who pays on bKash's page, for all that needs a customer (docs/real-sandbox.md).
 *
 * Why it is safe: the sandbox's host is the only one it knows and no e-money moves there; one token call an hour,
 * kept in `.local/`; about ten payments a run, under invoices of its own; nothing is printed of any answer but what a
 * failed expectation compares, and no credential is in any answer. What drifts: fields, codes, HTTP status and
 * envelopes of the raw answers, and what production's client makes of them.
 */
const credentials = sandboxCredentials(process.env);
const generation = process.env.BKASH_SANDBOX_GENERATION === 'v1' ? 'v1' : 'v2';
const dialect = driftDialects[generation];
const token = keptToken('.local/drift-token.json', sandboxOrigin, credentials, generation);

const ground: Ground = {
  name: 'bKash’s sandbox',
  origin: sandboxOrigin,
  stage: 'sandbox',
  credentials,
  generations: [generation],
  token: () => token,
  ...(process.env.BKASH_SANDBOX_PERSON === 'yes' && { customer: personAtTheTerminal(isApproved) }),
};

describeWhatWeBelieve(ground);

async function isApproved(paymentId: string): Promise<boolean> {
  const path = dialect.root + dialect.paths.query;
  const { body } = await post(ground, path, await token, { [dialect.paymentId]: paymentId });
  return body.verificationStatus === 'Complete';
}
