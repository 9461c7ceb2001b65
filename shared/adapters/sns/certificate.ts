import { type KeyObject, X509Certificate } from 'node:crypto';

/**
 * Amazon's signing certificates for one region: only from Amazon's exact address, checked, and kept.
 * `origin` (stage `local` only) swaps where they are fetched from, after every check of the address.
 */
export function signingCertificates(region: string, origin: string | undefined, fetcher: typeof fetch) {
  const kept = new Map<string, Promise<Certificate>>();

  /** Throws `CertificateRefused` for good, `CertificateUnreachable` for now. */
  return async function keyAt(url: string, moment: number): Promise<KeyObject> {
    const path = certificatePath(url, region);
    if (path === undefined) throw new CertificateRefused('certificate_url');
    const certificate = await keptOrFetched(url, () =>
      fetched(origin ? origin + path : url, region, fetcher),
    );
    if (moment < certificate.validFrom || moment > certificate.validTo)
      throw new CertificateRefused('certificate');
    return certificate.key;
  };

  function keptOrFetched(url: string, load: () => Promise<Certificate>): Promise<Certificate> {
    const known = kept.get(url);
    if (known) return known;
    const loading = load();
    // Promises, not certificates, so that ten messages verified at once fetch once. A failure is not kept.
    kept.set(url, loading);
    loading.catch(() => kept.delete(url));
    for (const oldest of kept.keys()) {
      if (kept.size <= maxKept) break;
      kept.delete(oldest);
    }
    return loading;
  }
}

export class CertificateRefused extends Error {
  override name = 'CertificateRefused';
  readonly reason: 'certificate_url' | 'certificate';
  constructor(reason: 'certificate_url' | 'certificate') {
    super(`signing certificate refused: ${reason}`);
    this.reason = reason;
  }
}

export class CertificateUnreachable extends Error {
  override name = 'CertificateUnreachable';
}

interface Certificate {
  key: KeyObject;
  /** Epoch ms. */
  validFrom: number;
  validTo: number;
}

/** Amazon signs with one certificate at a time and changes it about once a year: two, and room for a few more. */
const maxKept = 8;
/** A certificate is 1.9 kB; SNS itself waits 15 s for our answer. */
const maxBytes = 16 * 1024;
const abortAfterMs = 2_000;

/** The path, if the address is exactly Amazon's for this region: no port, user, query, fragment or odd spelling. */
function certificatePath(url: string, region: string): string | undefined {
  const host = `https://sns.${region}.amazonaws.com`;
  if (!url.startsWith(`${host}/`)) return undefined;
  const path = url.slice(host.length);
  return /^\/SimpleNotificationService-[0-9a-f]{32}\.pem$/.test(path) ? path : undefined;
}

async function fetched(url: string, region: string, fetcher: typeof fetch): Promise<Certificate> {
  const pem = await pemFrom(url, fetcher);
  const certificate = parsed(pem);
  const nameIsAmazons = ['sns.amazonaws.com', `sns.${region}.amazonaws.com`].some((name) =>
    // `always`: Amazon's certificate carries the name as its common name, alternative names or not.
    certificate.checkHost(name, { subject: 'always', wildcards: false }),
  );
  // Only RSA keys have a modulus, so any other kind is refused with the short ones.
  const keyIsStrong = (certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  if (!nameIsAmazons || !keyIsStrong) throw new CertificateRefused('certificate');
  return {
    key: certificate.publicKey,
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
  };
}

async function pemFrom(url: string, fetcher: typeof fetch): Promise<Buffer> {
  try {
    const response = await fetcher(url, { redirect: 'error', signal: AbortSignal.timeout(abortAfterMs) });
    // Amazon answers that there is no such certificate: a made-up address. Any other failure may pass.
    const mayPass = response.status >= 500 || response.status === 408 || response.status === 429;
    if (response.status !== 200) {
      await response.body?.cancel();
      if (mayPass) throw new CertificateUnreachable(`status ${response.status}`);
      throw new CertificateRefused('certificate');
    }
    return await bodyUpTo(maxBytes, response);
  } catch (error) {
    if (error instanceof CertificateRefused || error instanceof CertificateUnreachable) throw error;
    throw new CertificateUnreachable('no answer', { cause: error });
  }
}

async function bodyUpTo(limit: number, response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    // Leaving the loop cancels the stream: no more of it is read.
    if (bytes > limit) throw new CertificateRefused('certificate');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parsed(pem: Buffer): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new CertificateRefused('certificate');
  }
}
