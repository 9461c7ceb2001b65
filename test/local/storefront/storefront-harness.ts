import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStorefront } from '../../../infra/local/storefront/storefront.ts';
import { startFakePaymentApi } from './fake-payment-api.ts';

export type Harness = Awaited<ReturnType<typeof startHarness>>;

/** Made up: signs nothing but what a test sends. */
export const webhookSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** The shop on a free port in front of the fake payment API, and a customer with cookies. */
export async function startHarness({ bkashScriptUrl }: { bkashScriptUrl?: string } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'storefront-'));
  const api = await startFakePaymentApi();
  const settings = { port: 0, paymentApiUrl: api.url, storefrontKey: api.key, webhookSecret, dataDir };
  const start = () => startStorefront({ ...settings, ...(bkashScriptUrl && { bkashScriptUrl }) });
  let shop = await start();
  return {
    api,
    url: () => shop.url,
    newCustomer: () => newCustomer(() => shop.url),
    async restart() {
      await shop.close();
      shop = await start();
    },
    async close() {
      await shop.close();
      await api.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

export const goodForm = {
  name: 'Rahima Khatun',
  phone: '01712345678',
  email: '',
  locale: 'en',
  once: 'form-1',
};

/** A browser's manners without a browser: keeps cookies, follows nothing. */
export function newCustomer(shopUrl: () => string) {
  const cookies = new Map<string, string>([['language', 'en']]);
  async function send(path: string, init: RequestInit = {}) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, ...init.headers };
    const response = await fetch(shopUrl() + path, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  }
  return {
    cookies,
    get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
    post: (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams(form), headers }),
    /** Two jars of honey, and the form sent. */
    async buys(form: Partial<typeof goodForm> & { mode?: string } = {}) {
      await this.post('/cart', { product: 'honey', quantity: '2' });
      return this.post('/checkout', { ...goodForm, ...form });
    },
  };
}
