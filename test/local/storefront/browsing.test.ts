import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './storefront-harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('the shop', () => {
  it('shows itself in both languages, switched from any page', async () => {
    const customer = harness.newCustomer();
    expect((await customer.get('/')).text).toContain('Khalisha flower honey');
    const answer = await customer.get('/language?to=bn&back=/cart');
    expect(answer.headers.get('location')).toBe('/cart');
    const page = (await customer.get('/')).text;
    expect(page).toContain('<html lang="bn">');
    expect(page).toContain('খলিশা ফুলের মধু');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/x\r\nset-cookie: a=b'])(
    'never sends a customer who switches the language to another place: %s',
    async (back) => {
      const answer = await harness.newCustomer().get(`/language?to=en&back=${encodeURIComponent(back)}`);
      expect(answer.headers.get('location')).toBe('/');
    },
  );

  it('adds one at a time, and sets what the cart says', async () => {
    const customer = harness.newCustomer();
    await customer.post('/cart', { product: 'honey', from: 'shop' });
    await customer.post('/cart', { product: 'honey', from: 'shop' });
    expect(customer.cookies.get('cart')).toBe('honey-2');
    await customer.post('/cart', { product: 'honey', quantity: '0' });
    expect((await customer.get('/cart')).text).toContain('Your cart is empty.');
  });

  it.each([
    { product: 'gold' },
    { product: 'honey', quantity: '21' },
    { product: 'honey', quantity: '-1' },
    { product: 'honey', quantity: '1e1' },
    { product: 'honey', quantity: '২' },
  ])('refuses what no button of it sends: %o', async (form) => {
    const customer = harness.newCustomer();
    expect((await customer.post('/cart', form)).status).toBe(400);
    expect(customer.cookies.has('cart')).toBe(false);
  });

  it('keeps its cookies from scripts and from forms of other sites', async () => {
    const { headers } = await harness.newCustomer().post('/cart', { product: 'honey' });
    expect(headers.getSetCookie()[0]).toMatch(/; HttpOnly; SameSite=Lax$/);
  });

  it('refuses a form that stood on another page', async () => {
    const customer = harness.newCustomer();
    const answer = await customer.post('/cart', { product: 'honey' }, { 'sec-fetch-site': 'same-site' });
    expect(answer.status).toBe(403);
    expect(customer.cookies.has('cart')).toBe(false);
  });

  it('refuses more than a form can hold', async () => {
    const answer = await harness.newCustomer().post('/checkout', { name: 'x'.repeat(9000) });
    expect(answer.status).toBe(413);
  });

  it('sends to the cart whoever has nothing to check out', async () => {
    expect((await harness.newCustomer().get('/checkout')).headers.get('location')).toBe('/cart');
  });

  it('asks nothing of another host and lets no one frame it', async () => {
    const { text, headers } = await harness.newCustomer().get('/');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    const addresses = [...text.matchAll(/(?:src|href|action)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !/^[/#]/.test(address ?? ''))).toEqual([]);
  });

  it('serves each of its files under an address that a browser may keep', async () => {
    const customer = harness.newCustomer();
    const { text } = await customer.get('/');
    const files = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, address]) => address ?? '');
    expect(files.length).toBeGreaterThan(8);
    for (const file of files) {
      const { status, headers } = await customer.get(file);
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
    expect((await customer.get('/assets/../main.ts')).status).toBe(404);
    expect((await customer.get('/assets/%2e%2e/main.ts')).status).toBe(404);
  });
});
