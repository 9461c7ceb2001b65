import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseEnvelope } from '../../../shared/adapters/sns/envelope.ts';
import { snsVerifier } from '../../../shared/adapters/sns/verify.ts';
import { certificateHost, pinned } from './certificate-host.ts';
import {
  certificateUrl,
  type Fields,
  type Identity,
  identity,
  notification,
  now,
  rawBody,
  signed,
  subscription,
} from './signer.ts';

/**
 * Goal: nothing that differs from a genuine message in any signed field, the signature, its version or the
 * certificate's address is believed, and no address but Amazon's is ever asked.
 * Method: take a genuine message, change one thing at random, ask the verifier. No network: the certificate
 * host is a stand-in that remembers every address.
 */
let amazon: Identity;
let genuine: Fields[];
beforeAll(async () => {
  amazon = await identity();
  genuine = [
    notification({ Subject: 'Payment' }),
    notification({ Subject: 'Payment', SignatureVersion: '2' }),
    subscription(),
    subscription({ Type: 'UnsubscribeConfirmation', SignatureVersion: '2' }),
  ].map((fields) => signed(fields, amazon));
});

const signedFields = [
  'Message',
  'MessageId',
  'Timestamp',
  'TopicArn',
  'Type',
  'Subject',
  'Token',
  'SubscribeURL',
];
const otherFields = ['Signature', 'SignatureVersion', 'SigningCertURL'];

/** Small edits of the genuine text find more than wholly foreign texts do; both are tried. */
const edit = fc.oneof(
  fc.record({ at: fc.nat(), insert: fc.string({ minLength: 1, maxLength: 3 }), drop: fc.constant(0) }),
  fc.record({ at: fc.nat(), insert: fc.string({ maxLength: 2 }), drop: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ at: fc.constant(0), insert: fc.string({ unit: 'grapheme' }), drop: fc.constant(100_000) }),
  fc.record({
    at: fc.nat(),
    insert: fc.constantFrom('\n', '\0', '=', '-', '_', '@', ':', '%2e', '/'),
    drop: fc.constant(0),
  }),
);

// Two thousand signatures are a second's work on an idle machine, and many on a busy one.
describe('a forged message', { timeout: 60_000 }, () => {
  it('is never believed, whatever one field was changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(3),
        fc.constantFrom(...signedFields, ...otherFields),
        edit,
        async (which, key, change) => {
          const message = genuine[which] ?? {};
          const original = message[key];
          fc.pre(original !== undefined);
          const at = change.at % (String(original).length + 1);
          const changed =
            String(original).slice(0, at) + change.insert + String(original).slice(at + change.drop);
          // An empty subject is the same as none in the signed text; here there always was one, so it counts as changed.
          fc.pre(changed !== original);
          await expectDisbelief({ ...message, [key]: changed });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is never believed when two genuine messages are mixed', async () => {
    const other = signed(notification({ MessageId: 'b', Message: '{}', Subject: 'Other' }), amazon);
    for (const key of ['Message', 'MessageId', 'Subject', 'Signature'])
      await expectDisbelief({ ...genuine[0], [key]: other[key] ?? '' });
  });

  it('never makes us call another address', async () => {
    const anywhere = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string());
    await fc.assert(
      fc.asyncProperty(anywhere, async (url) => {
        await expectDisbelief(signed(notification({ SigningCertURL: url }), amazon));
      }),
      { numRuns: 300 },
    );
  });
});

async function expectDisbelief(message: Fields): Promise<void> {
  const host = certificateHost(amazon.pem);
  const envelope = parseEnvelope(rawBody(message));
  const verdict = envelope && (await snsVerifier(pinned, host.fetcher).verify(envelope, now));
  expect(verdict?.kind ?? 'refused').toBe('refused');
  const asked = new Set(host.asked);
  // A changed address may still have Amazon's shape, with another certificate's name.
  asked.delete(certificateUrl);
  for (const url of asked)
    expect(url).toMatch(
      /^https:\/\/sns\.ap-southeast-1\.amazonaws\.com\/SimpleNotificationService-[0-9a-f]{32}\.pem$/,
    );
}
