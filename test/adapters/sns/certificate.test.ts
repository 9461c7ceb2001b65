import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { snsVerifier } from '../../../shared/adapters/sns/verify.ts';
import { certificateHost, pinned } from './certificate-host.ts';
import { hostileCertificateUrls } from './hostile-urls.ts';
import { certificateUrl, envelopeOf, type Identity, identity, notification, now, signed } from './signer.ts';

let amazon: Identity;
beforeAll(async () => {
  amazon = await identity();
});

const genuine = { kind: 'genuine', stale: false };
const refusedCertificate = { kind: 'refused', reason: 'certificate' };
const refusedUrl = { kind: 'refused', reason: 'certificate_url' };

// Keys are made here, which takes its time on a busy machine.
describe('the signing certificate', { timeout: 60_000 }, () => {
  it.each(hostileCertificateUrls)('is never fetched from %s', async (url) => {
    const host = certificateHost(amazon.pem);
    const message = signed(notification({ SigningCertURL: url }), amazon);
    expect(await snsVerifier(pinned, host.fetcher).verify(envelopeOf(message), now)).toEqual(refusedUrl);
    expect(host.asked).toEqual([]);
  });

  it.each([
    ['has expired', { to: now - 1_000 }],
    ['is not valid yet', { from: now + 1_000 }],
    ["carries another host's name", { commonName: 'sns.example.com' }],
    ["carries another region's name", { commonName: 'sns.us-east-1.amazonaws.com' }],
    ['carries a wildcard', { commonName: '*.amazonaws.com' }],
    ['holds a short key', { keySize: 1024 }],
    ['holds no RSA key', { keyType: 'ec' as const }],
  ])('is refused when it %s', async (_, shape) => {
    const { pem } = await identity(shape);
    expect(await verdictWith(certificateHost(pem).fetcher)).toEqual(refusedCertificate);
  });

  it.each([
    ['its common name', { commonName: 'sns.amazonaws.com', names: ['other.example'] }],
    ['an alternative name', { commonName: 'Amazon', names: ['sns.amazonaws.com'] }],
    ["its region's name", { commonName: 'sns.ap-southeast-1.amazonaws.com' }],
  ])('is believed by %s', async (_, shape) => {
    const signer = await identity(shape);
    const message = signed(notification(), signer);
    const verifier = snsVerifier(pinned, certificateHost(signer.pem).fetcher);
    expect(await verifier.verify(envelopeOf(message), now)).toEqual(genuine);
  });

  it('stops being believed when it expires, though it is kept', async () => {
    const signer = await identity({ to: now + 60_000 });
    const verifier = snsVerifier(pinned, certificateHost(signer.pem).fetcher);
    const message = envelopeOf(signed(notification(), signer));
    expect(await verifier.verify(message, now)).toEqual(genuine);
    expect(await verifier.verify(message, now + 61_000)).toEqual(refusedCertificate);
  });

  it('is refused when it is not a certificate, or when Amazon has none at that address', async () => {
    expect(await verdictWith(certificateHost('<html>').fetcher)).toEqual(refusedCertificate);
    const missing = certificateHost(() => new Response('', { status: 404 }));
    expect(await verdictWith(missing.fetcher)).toEqual(refusedCertificate);
  });

  it('is fetched once for many messages at once, and again after a failure', async () => {
    let reachable = false;
    const host = certificateHost(async () => {
      if (!reachable) throw new TypeError('fetch failed');
      return new Response(amazon.pem);
    });
    const verifier = snsVerifier(pinned, host.fetcher);
    const message = envelopeOf(signed(notification(), amazon));
    expect(await verifier.verify(message, now)).toMatchObject({ kind: 'unreachable' });
    reachable = true;
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => verifier.verify(message, now)));
    expect(verdicts).toEqual(Array(50).fill(genuine));
    expect(host.asked).toHaveLength(2);
  });

  it('is kept for eight addresses, not for as many as a stranger names', async () => {
    const host = certificateHost(() => new Response(amazon.pem));
    const verifier = snsVerifier(pinned, host.fetcher);
    const urlOf = (index: number) => certificateUrl.replace('0123', `000${index.toString(16)}`);
    const visit = (index: number) =>
      verifier.verify(envelopeOf(signed(notification({ SigningCertURL: urlOf(index) }), amazon)), now);
    for (let index = 0; index < 9; index += 1) await visit(index);
    await visit(8);
    expect(host.asked).toHaveLength(9);
    await visit(0);
    expect(host.asked).toHaveLength(10);
  });
});

describe('a certificate host that misbehaves', { timeout: 30_000 }, () => {
  const closers: Array<() => void> = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  it.each([
    ['answers 503', (_: unknown, answer: Answer) => answer.writeHead(503).end()],
    ['slows us down', (_: unknown, answer: Answer) => answer.writeHead(429).end()],
    ['hangs up', (_: unknown, answer: Answer) => answer.destroy()],
    ['hangs in the middle', (_: unknown, answer: Answer) => answer.write('-----BEGIN')],
  ])('leaves the message undecided, soon enough to answer SNS, when it %s', async (_, listener) => {
    const began = Date.now();
    expect(await verdictFrom(listener)).toMatchObject({ kind: 'unreachable' });
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  it('is not followed elsewhere', async () => {
    const asked: Array<string | undefined> = [];
    const verdict = await verdictFrom((request, answer) => {
      asked.push(request.url);
      answer.writeHead(302, { location: '/elsewhere.pem' }).end();
    });
    expect(verdict).toMatchObject({ kind: 'unreachable' });
    expect(asked).toEqual([new URL(certificateUrl).pathname]);
  });

  it('cannot make us read more than 16 kB', async () => {
    let sentBytes = 0;
    const verdict = await verdictFrom((_, answer) => {
      const chunk = Buffer.alloc(8 * 1024, 'a');
      const more = () => {
        if (answer.destroyed || sentBytes > 64 * 1024 * 1024) return;
        sentBytes += chunk.length;
        if (answer.write(chunk)) setImmediate(more);
        else answer.once('drain', more);
      };
      more();
    });
    expect(verdict).toEqual(refusedCertificate);
    expect(sentBytes).toBeLessThan(16 * 1024 * 1024);
  });

  type Answer = Parameters<RequestListener>[1];

  async function verdictFrom(listener: RequestListener) {
    const server = createServer(listener).listen(0, '127.0.0.1');
    closers.push(() => server.close().closeAllConnections());
    await new Promise((resolve) => server.once('listening', resolve));
    const certificateOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return verdictWith(fetch, { ...pinned, stage: 'local', certificateOrigin });
  }
});

function verdictWith(fetcher: typeof fetch, config = pinned) {
  return snsVerifier(config, fetcher).verify(envelopeOf(signed(notification(), amazon)), now);
}
