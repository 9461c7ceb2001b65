import { afterEach, describe, expect, it, vi } from 'vitest';
import { healthSchema } from '../../shared/contract/health.ts';
import { localStage } from '../fakes/stage.ts';
import { httpEvent } from './edge/http-event.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

describe('GET /health', () => {
  it('answers ok without any table, queue or secret', async () => {
    vi.stubEnv('STAGE_CONFIG', JSON.stringify(localStage));
    const { handler } = await import('../../functions/health.ts');
    const { statusCode, body } = await handler(httpEvent({ path: '/health' }));
    expect(statusCode).toBe(200);
    expect(healthSchema.parse(JSON.parse(body ?? ''))).toEqual({ status: 'ok' });
  });

  it('does not start on a malformed configuration', async () => {
    vi.stubEnv('STAGE_CONFIG', '{}');
    await expect(import('../../functions/health.ts')).rejects.toThrow(
      'STAGE_CONFIG is malformed at "stage".',
    );
  });
});
