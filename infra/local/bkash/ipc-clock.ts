import type { BkashClock } from './clock.ts';

/** The two ends of an IPC channel, as `process` and a child process have them. */
interface Channel {
  send?(message: object): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

interface ClockMessage {
  type: 'clock';
  offsetMs: number;
  id?: number;
}

/**
 * The parent's clock. Moving it is a question, `{type: 'advance-clock', seconds, id}`: the parent moves everything
 * that shares the clock and answers `{type: 'clock', id, offsetMs}`. It may also announce a new offset unasked.
 */
export function ipcClock(
  channel: Channel,
  initialOffsetMs: number,
): BkashClock & { onMoved(listener: () => void): void } {
  let offsetMs = initialOffsetMs;
  let lastId = 0;
  let moved: () => void = () => {};
  const waiting = new Map<number, () => void>();
  channel.on('message', (message) => {
    if (!isClockMessage(message)) return;
    offsetMs = message.offsetMs;
    moved();
    if (message.id === undefined) return;
    waiting.get(message.id)?.();
    waiting.delete(message.id);
  });
  return {
    now: () => Date.now() + offsetMs,
    advance(seconds) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        channel.send?.({ type: 'advance-clock', seconds, id });
      });
    },
    onMoved(listener) {
      moved = listener;
    },
  };
}

function isClockMessage(message: unknown): message is ClockMessage {
  if (typeof message !== 'object' || message === null) return false;
  const { type, offsetMs } = message as Partial<ClockMessage>;
  return type === 'clock' && typeof offsetMs === 'number';
}
