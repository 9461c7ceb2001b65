import { afterAll, expect } from 'vitest';
import { localCredentials } from '../../../infra/local/bkash/credentials.ts';
import { describeWhatWeBelieve } from '../../drift/what-we-believe.ts';
import { merchantWithSimulator } from './merchant.ts';

/**
 * Goal: the simulator is held to the very suite that looks for drift in bKash's real sandbox (`test/drift`), with a
 * customer who does at once what a person does there.
 */
const merchant = await merchantWithSimulator();
afterAll(() => merchant.leave());
const wallet = '01770618575';
let token: Promise<string> | undefined;

describeWhatWeBelieve({
  name: 'the simulator',
  origin: merchant.simulator.url,
  stage: 'local',
  credentials: localCredentials,
  generations: ['v1', 'v2'],
  token: () => {
    token ??= merchant.grant().then(({ body }) => body.id_token);
    return token;
  },
  customer: {
    async approves({ paymentId }) {
      expect((await merchant.authorise(paymentId, { wallet })).body).toHaveProperty('redirectUrl');
    },
    async closes({ paymentId }) {
      expect((await merchant.authorise(paymentId, { action: 'cancel' })).body).toHaveProperty('redirectUrl');
    },
  },
});
