import { describe, expect, it } from 'vitest';
import { functionRows } from '../../infra/routes.ts';

type Rows = typeof functionRows;

/** These are proved by `npm run types`: a line marked as an error that is none is an error itself. */
describe('a row of the table of functions', () => {
  it('cannot lack a grant whose name the function reads from its environment', () => {
    // @ts-expect-error receive-webhook reads SETTLE_QUEUE_URL
    const row: Rows['receive-webhook'] = { ...functionRows['receive-webhook'], may: {} };
    expect(row.may).toEqual({});
  });

  it('cannot grant what the function has no name for', () => {
    const row: Rows['health'] = {
      ...functionRows.health,
      // @ts-expect-error health reads no SECRET_ID
      may: { secret: ['secretsmanager:GetSecretValue'] },
    };
    expect(row.may).toHaveProperty('secret');
  });

  it('cannot grant a wildcard', () => {
    const row: Rows['renew-token'] = {
      ...functionRows['renew-token'],
      // @ts-expect-error not an action by name
      may: { table: ['dynamodb:*'], secret: [] },
    };
    expect(row.may.table).toEqual(['dynamodb:*']);
  });

  it('never takes more batches at once than its function may run', () => {
    for (const { on, ...row } of Object.values(functionRows)) {
      const limit = 'reservedConcurrency' in row ? row.reservedConcurrency : undefined;
      const batches = on.flatMap((trigger) => ('queue' in trigger ? [trigger.maxConcurrency] : []));
      for (const atOnce of batches) expect(atOnce).toBeLessThanOrEqual(limit ?? Number.POSITIVE_INFINITY);
    }
  });
});
