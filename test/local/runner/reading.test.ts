import { describe, expect, it } from 'vitest';
import { parsePatterns, passesFilters } from '../../../infra/local/runner/event-filter.ts';
import { evaluate, type Names } from '../../../infra/local/runner/intrinsics.ts';
import { matchRoute } from '../../../infra/local/runner/routes.ts';
import { nextDue } from '../../../infra/local/runner/schedule-expression.ts';

describe('a property of the template', () => {
  const names: Names = {
    ref: (id) => ({ Queue: 'url', 'AWS::Region': 'here' })[id],
    attribute: (id, attribute) => (id === 'Queue' && attribute === 'Arn' ? 'arn' : undefined),
  };
  it.each([
    [{ Ref: 'Queue' }, 'url'],
    [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-here'],
    [{ 'Fn::Sub': `\${Queue}/\${Queue.Arn}/\${!Literal}` }, `url/arn/\${Literal}`],
    [{ 'Fn::Sub': [`\${x}`, { x: { Ref: 'Queue' } }] }, 'url'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b'] }] }, 'b'],
    [{ kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
    [[{ Ref: 'AWS::NoValue' }, 'x'], ['x']],
  ])('%j is evaluated to %j', (value, expected) => {
    expect(evaluate(value, names, 'Here')).toEqual(expected);
  });

  it.each([
    [{ 'Fn::ImportValue': 'x' }, 'The local system does not evaluate Fn::ImportValue (at Fn.Environment).'],
    [{ Ref: 'Missing' }, 'Nothing in the template answers Missing (at Fn.Environment).'],
  ])('%j is an error that says where it stands', (value, message) => {
    expect(() => evaluate({ Environment: value }, names, 'Fn')).toThrow(message);
  });
});

describe('a route', () => {
  const routes = ['GET /a/{x}', 'GET /a/b', 'ANY /a/b', 'GET /{all+}', '$default'].map((routeKey) => ({
    routeKey,
    functionName: 'f',
    timeoutMs: 1,
  }));
  it.each([
    ['GET', '/a/b', 'GET /a/b'],
    ['POST', '/a/b', 'ANY /a/b'],
    ['GET', '/a/c', 'GET /a/{x}'],
    ['GET', '/a/c/d', 'GET /{all+}'],
    ['PUT', '/z', '$default'],
  ])('for %s %s is %s: the most literal one', (method, path, routeKey) => {
    expect(matchRoute(routes, method, path)?.route.routeKey).toBe(routeKey);
  });
});

describe('a filter pattern', () => {
  const record = { eventName: 'INSERT', body: { n: 5, name: 'order', gone: null } };
  it.each([
    [{ eventName: ['INSERT', 'MODIFY'] }, true],
    [{ eventName: ['REMOVE'] }, false],
    [{ body: { n: [{ numeric: ['>', 4, '<=', 5] }] } }, true],
    [{ body: { n: [{ numeric: ['<', 5] }] } }, false],
    [{ body: { name: [{ prefix: 'or' }] } }, true],
    [{ body: { name: [{ 'anything-but': ['order'] }] } }, false],
    [{ body: { missing: [{ exists: false }] } }, true],
    [{ body: { gone: [null] } }, true],
    [{ $or: [{ eventName: ['X'] }, { body: { n: [5] } }] }, true],
  ])('%j lets the record pass: %s', (pattern, passes) => {
    const patterns = parsePatterns({ Filters: [{ Pattern: JSON.stringify(pattern) }] });
    expect(passesFilters(record, patterns)).toBe(passes);
  });

  it('with an unknown rule is refused by name rather than let everything pass', () => {
    expect(() => parsePatterns({ Filters: [{ Pattern: '{"a":[{"cidr":"10.0.0.0/8"}]}' }] })).toThrow(
      'cidr (a)',
    );
  });
});

describe('a schedule', () => {
  const noon = Date.UTC(2026, 10, 23, 12);
  it.each([
    ['rate(1 minute)', 6_000],
    ['rate(5 minutes)', 30_000],
    ['rate(1 day)', 8_640_000],
    ['cron(0/15 * * * ? *)', 90_000],
    ['cron(0 3 * * ? *)', 8_640_000],
    ['cron(30 10 ? * 2 *)', 60_480_000],
  ])('%s runs at a tenth of its interval', (expression, intervalMs) => {
    expect(nextDue(expression, noon) - noon).toBe(intervalMs);
  });

  it('that cannot be read is refused', () => {
    expect(() => nextDue('every now and then', noon)).toThrow('cannot read the schedule every now and then');
  });
});
