import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { referencePage } from '../../infra/openapi/reference-page.ts';
import { writtenFiles } from '../../infra/openapi/written-files.ts';
import { noteOf } from '../../shared/adapters/ses/notes.ts';
import { openApiDocument } from '../../shared/contract/openapi/document.ts';
import { notification } from '../../shared/contract/openapi/examples-customer.ts';
import { operations } from '../../shared/contract/openapi/operations.ts';
import { answerSchemas, requestSchemas } from '../../shared/contract/openapi/schemas.ts';
import { paymentEventSchema, paymentEventTypes } from '../../shared/contract/payment-event.ts';
import { paidOrder } from '../fakes/refunding.ts';

const root = join(import.meta.dirname, '../..');

describe('what npm run openapi writes', async () => {
  const files = Object.entries(await writtenFiles());

  it.each(files)('is committed as the contract has it now: %s', (path, text) => {
    const isFresh = readFileSync(join(root, path), 'utf8') === text;
    expect(isFresh, `${path} is stale: run "npm run openapi" and commit it`).toBe(true);
  });
});

describe('the document', () => {
  it('is valid OpenAPI 3.1, and so are its examples, as Redocly’s linter sees it', async () => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      rules: {
        // The shop has no public licence for its own API, and no other host to name.
        'info-license': 'off',
        // Health and the callbacks have nothing to refuse.
        'operation-4xx-response': 'off',
        // A form's answer is the way back to its page.
        'operation-2xx-response': 'off',
        'no-invalid-media-type-examples': 'error',
      },
    });
    const problems = await lintFromString({ source: JSON.stringify(openApiDocument()), config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });

  it('describes nobody: no example carries a key, and every host in it is an example or bKash’s', () => {
    const text = JSON.stringify(openApiDocument());
    expect(text).not.toMatch(/sk_[a-z]+_/);
    const hosts = [...text.matchAll(/https?:\/\/([^/"\s?]+)/g)].map((match) => match[1] ?? '');
    const known = /(^|\.)example$|^json-schema\.org$|^payment\.bkash\.com$|^www\.standardwebhooks\.com\)$/;
    expect(hosts.filter((host) => !known.test(host))).toEqual([]);
  });
});

describe('every example', () => {
  it('of a notification has the words that its customer reads', async () => {
    const { order } = await paidOrder();
    expect(notification.text).toBe(noteOf({ ...order, locale: 'en' }, notification.fact as 'order.paid'));
  });

  it.each(Object.entries(operations))('of %s is what the contract’s schemas take', (_, { body, answers }) => {
    if (body && 'schema' in body) {
      expect(requestSchemas[body.schema].safeParse(body.example).error).toBeUndefined();
    }
    for (const answer of Object.values(answers)) {
      if (!('schema' in answer)) continue;
      expect(answerSchemas[answer.schema].safeParse(answer.example).error).toBeUndefined();
    }
  });
});

describe('the messages to the shop’s server', () => {
  const { webhooks } = openApiDocument();

  it('stand in the document’s own place for them, each with a name of its own', () => {
    expect(Object.keys(webhooks).sort()).toEqual([...paymentEventTypes].sort());
    const ids = [
      ...Object.values(webhooks).map(({ post }) => post.operationId),
      ...Object.values(operations).map(({ id }) => id),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(Object.entries(webhooks))('%s has an example of its type that is one', (type, { post }) => {
    const { example } = post.requestBody.content['application/json'];
    expect(paymentEventSchema.safeParse(example).error).toBeUndefined();
    expect(example.type).toBe(type);
  });

  it('are on the page that a person reads, in its menu and in full', async () => {
    const { html } = await referencePage(openApiDocument());
    for (const [type, { post }] of Object.entries(webhooks)) {
      expect(html).toContain(`<code>${type}</code>: `);
      expect(html).toContain(`href="#tag/Webhooks/operation/${post.operationId}"`);
      expect(html).toContain(`id="tag/Webhooks/operation/${post.operationId}"`);
    }
    expect(html).toContain('webhook-signature');
  });
});
