import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SigningIdentity {
  key: KeyObject;
  /** PEM, public. */
  certificate: string;
  /** Where Amazon's host would serve it, and where the simulator does. */
  certificatePath: string;
}

const dayMs = 24 * 60 * 60 * 1000;
/** The simulated clock may be moved far ahead; the certificate must not run out underneath it. */
const lifeMs = 20 * 365 * dayMs;

/**
 * The simulator's own SNS identity: RSA 2048, `CN=sns.amazonaws.com`, self-signed, made once and kept in
 * `dataDir`, so that a message signed before a restart still verifies after it.
 */
export async function signingIdentity(dataDir: string): Promise<SigningIdentity> {
  const file = join(dataDir, 'sns-signing.pem');
  if (!existsSync(file)) await make(file);
  const [key = '', certificate = ''] = readFileSync(file, 'utf8').split(/(?=-----BEGIN CERTIFICATE-----)/);
  const name = createHash('md5').update(certificate).digest('hex');
  return {
    key: createPrivateKey(key),
    certificate,
    certificatePath: `/SimpleNotificationService-${name}.pem`,
  };
}

async function make(file: string): Promise<void> {
  // Loaded only here: it costs a tenth of a second, which a start that has its key need not pay.
  const { generate } = await import('selfsigned');
  const now = Date.now();
  const pair = await generate([{ name: 'commonName', value: 'sns.amazonaws.com' }], {
    keySize: 2048,
    algorithm: 'sha256',
    notBeforeDate: new Date(now - dayMs),
    notAfterDate: new Date(now + lifeMs),
  });
  // Renamed into place: a process killed here leaves no half a key behind.
  writeFileSync(`${file}.new`, `${pair.private.trim()}\n${pair.cert.trim()}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
