import type { EventFields, Telemetry } from '../../shared/adapters/telemetry/port.ts';

/**
 * One log line and one count for an exception of ours. Its message stays out: exceptions quote what they choke on,
 * and that may be a customer's.
 */
export function reportFailure(
  error: unknown,
  telemetry: Telemetry,
  fields: Pick<EventFields, 'requestId' | 'messageId'> = {},
): void {
  const errorName = error instanceof Error ? error.name : typeof error;
  telemetry.event('HandlerFailed', { ...fields, errorName, thrownAt: thrownAt(error) });
  telemetry.metric('HandlerFailed');
}

/** `file:line:column` of the innermost frames, without the message and without directories. */
export function thrownAt(error: unknown): string | undefined {
  if (!(error instanceof Error) || !error.stack) return undefined;
  const frames = error.stack.replace(error.message, '');
  const places = [...frames.matchAll(/^\s+at .*?([\w.-]+:\d+:\d+)\)?$/gm)].map((match) => match[1]);
  return places.slice(0, 4).join(',') || undefined;
}
