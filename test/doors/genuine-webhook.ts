import { type Identity, identity, signed } from '../adapters/sns/signer.ts';
import { stage } from './wired-world.ts';

const certificateUrl =
  'https://sns.ap-southeast-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem';
const day = 86_400_000;

/** Signs as Amazon would for this stage's topic; `fetch` gives the certificate and nothing else, and calls nobody. */
export async function amazon() {
  const signer: Identity = await identity({ from: Date.now() - day, to: Date.now() + day });
  return {
    fetch: async (url: string | URL) =>
      String(url) === certificateUrl ? new Response(signer.pem) : Promise.reject(new Error('no such host')),
    envelope: (message: unknown, changes: Record<string, string> = {}) =>
      signed(
        {
          Type: 'Notification',
          MessageId: 'c1a5d0d6-0000-4000-8000-000000000001',
          TopicArn: stage.topicArn ?? '',
          Message: typeof message === 'string' ? message : JSON.stringify(message),
          Timestamp: new Date().toISOString(),
          SignatureVersion: '1',
          SigningCertURL: certificateUrl,
          ...changes,
        },
        signer,
      ),
  };
}
