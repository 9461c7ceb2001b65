import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { eventDoor } from '../../../functions/edge/event-door.ts';
import { rememberedTelemetry } from '../../fakes/telemetry.ts';

describe('the door of a schedule or a stream', () => {
  it('hands the event in and the result out', async () => {
    expect(await eventDoor(async (event: number) => event + 1)(1)).toBe(2);
  });

  it('throws a failure on, so that it is tried again, with nothing of it for Lambda to print', async () => {
    const telemetry = rememberedTelemetry();
    const door = eventDoor(async () => {
      throw new RangeError('customer 01712345678');
    }, telemetry);
    const thrown = await door({}).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ name: 'HandlerFailed' });
    expect(inspect(thrown, { depth: 9 })).not.toMatch(/01712345678|RangeError/);
    expect(telemetry.told).toMatchObject([{ name: 'HandlerFailed', errorName: 'RangeError' }]);
    expect(telemetry.counted).toEqual(['HandlerFailed']);
  });
});
