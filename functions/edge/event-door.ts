import type { Telemetry } from '../../shared/adapters/telemetry/port.ts';
import { reportFailure } from './failure.ts';
import { telemetry as ownTelemetry } from './log.ts';

/**
 * Makes a Lambda handler of a schedule or a stream. A failure is thrown on, so that Lambda counts it and tries
 * again, but as an exception with nothing in it: Lambda itself prints whatever leaves a handler into the log.
 */
export function eventDoor<Event, Result>(
  handler: (event: Event) => Promise<Result>,
  telemetry: Telemetry = ownTelemetry,
): (event: Event) => Promise<Result> {
  return async (event) => {
    try {
      return await handler(event);
    } catch (error) {
      reportFailure(error, telemetry);
      throw new HandlerFailed('See the HandlerFailed event of this run.');
    }
  };
}

class HandlerFailed extends Error {
  override readonly name = 'HandlerFailed';
}
