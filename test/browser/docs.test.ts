import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler } from '../../functions/describe-api.ts';
import { openApiDocument } from '../../shared/contract/openapi/document.ts';
import { operations } from '../../shared/contract/openapi/operations.ts';
import { httpEvent } from '../functions/edge/http-event.ts';
import { launchBrowser, newCustomer, type Screen } from './customer.ts';

const sections = [
  ...Object.values(operations).map(({ summary, id }) => ({ summary, id, title: summary })),
  ...Object.values(openApiDocument().webhooks).map(({ post: { summary, operationId: id } }) => ({
    ...{ summary, id, title: `${summary} Webhook` },
  })),
];

/** `/docs` as the function answers it, policy and packing included, before a developer on a phone and at a desk. */
let browser: Browser;
let server: Server;
let url: string;
beforeAll(async () => {
  browser = await launchBrowser();
  server = createServer(async (request, response) => {
    const headers = request.headers as Record<string, string>;
    const {
      statusCode = 0,
      headers: answered,
      body,
      isBase64Encoded,
    } = await handler(httpEvent({ path: request.url ?? '', headers }));
    const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
    response
      .writeHead(request.url === '/docs' ? statusCode : 404, answered as Record<string, string>)
      .end(bytes);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/docs`;
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

describe.each<Screen>([390, 1280])('the docs page at %i px', (screen) => {
  it('fits, complains of nothing, asks for nothing else, and its menu leads to every operation', async () => {
    const developer = await newCustomer(browser, screen, 'en');
    const { page, complaints } = developer;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(url);
    expect(asked.filter((one) => !one.endsWith('/favicon.ico'))).toEqual([url]);
    await developer.photograph('docs');
    for (const { summary, id, title } of sections) {
      await page.getByRole('link', { name: summary }).first().click();
      expect(page.url()).toContain(`/operation/${id}`);
      const heading = page.getByRole('heading', { name: title, exact: true });
      expect(await heading.isVisible(), summary).toBe(true);
      const { y = -1 } = (await heading.boundingBox()) ?? {};
      expect(y, `${summary} is on the screen`).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThan(800);
    }
    expect(complaints).toEqual([]);
    await developer.close();
  });
});
