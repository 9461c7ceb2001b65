import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { functionRows } from '../../infra/routes.ts';
import { functionNames } from '../../shared/config/environment.ts';
import { type Operation, problemsOf } from '../../shared/contract/openapi/operation.ts';
import { operations } from '../../shared/contract/openapi/operations.ts';

/**
 * The description is a table beside the table of functions, so both are compared: the routes, and of each route what
 * its function asks for and refuses, as its source says. Nothing is run here; `test/doors/fuzz.test.ts` compares the
 * description with ten thousand answers.
 */
const functionOf = new Map<string, string>(
  functionNames.flatMap((name) =>
    functionRows[name].on.flatMap((trigger) => ('route' in trigger ? [[trigger.route, name] as const] : [])),
  ),
);
const described = Object.entries(operations);

describe('the description', () => {
  it('has a row for every route, and no other', () => {
    expect(Object.keys(operations).sort()).toEqual([...functionOf.keys()].sort());
  });

  it('names every operation once', () => {
    const ids = described.map(([, { id }]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(described)('says of %s who may, and what is refused', (route, operation) => {
    const source = readFileSync(
      join(import.meta.dirname, `../../functions/${functionOf.get(route)}.ts`),
      'utf8',
    );
    expect(operation.auth ?? []).toEqual(askedIn(source));
    expect(problemsOf(operation).sort()).toEqual(refusedIn(source, operation).sort());
  });
});

function askedIn(source: string): string[] {
  if (source.includes('requireKeyOrToken(')) return ['key', 'token'];
  if (source.includes('requireStorefrontKey(')) return ['key'];
  return source.includes('requireOrderToken(') || source.includes('orderOfToken(') ? ['token'] : [];
}

function refusedIn(source: string, { body }: Operation): string[] {
  const thrown = [...source.matchAll(/(?:new ProblemError\(\s*|code: )'(\w+)'/g)].map(
    (match) => match[1] ?? '',
  );
  const byTheEdge = [
    askedIn(source).length > 0 && 'unauthorized',
    /\b(?:parse(?:Body|Params)|orderOfToken)\(/.test(source) && 'invalid_request',
    // What looks ahead for a person gets a page of status 403.
    source.includes('browserDoor(') && 'forbidden',
    source.includes('orderOfToken(') && 'not_found',
    // Sent twice, a parameter says nothing.
    source.includes('request.query.') && 'invalid_request',
    body && 'too_large',
    'internal',
  ];
  return [...new Set([...thrown, ...byTheEdge.filter((code) => typeof code === 'string')])];
}
