import type { LocalSystem } from './runner/system.ts';

/** What whoever forked `npm start` may ask of it over the IPC channel. Each is answered with its own `id`. */
export type ParentRequest = { id: number } & (
  | { ask: 'kill a function' /** From 0 up to 1: which of those at work. */; share: number }
  | { ask: 'kill the queue server' }
  | { ask: 'where things are' }
);

export type ParentAnswer = { id: number } & ({ killed: string | undefined } | Whereabouts);

/** Where two services answer, and the one table. */
export interface Whereabouts {
  dynamodb: string;
  sqs: string;
  tableName: string;
}

/** `process` of a forked program; without `send` nobody forked it, and nobody is listened to. */
export interface ParentChannel {
  send?: ((message: ParentAnswer) => unknown) | undefined;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'disconnect', listener: () => void): unknown;
}

type Asked = Pick<LocalSystem, 'threads' | 'endpoints' | 'tableNames'>;

/**
 * Lets a test kill what has no process of its own. Only the parent process is heard, and only where it opened a
 * channel when it started us: no port and no route leads here. The channel is also our leash: it closes with the
 * parent, however that goes, and `leave` is called.
 */
export function answerParent(channel: ParentChannel, starting: Promise<Asked>, leave: () => void): void {
  const { send } = channel;
  if (!send) return;
  channel.once('disconnect', leave);
  channel.on('message', (message) => {
    void starting.then((system) => answer(system, message as ParentRequest));
  });

  async function answer({ threads, endpoints, tableNames }: Asked, request: ParentRequest): Promise<void> {
    const { id } = request;
    switch (request.ask) {
      case 'kill a function':
        return reply({ id, killed: await threads.killFunction(request.share) });
      case 'kill the queue server':
        await threads.killQueueServer();
        return reply({ id, killed: 'the queue server' });
      case 'where things are': {
        const { dynamodb, sqs } = endpoints;
        return reply({ id, dynamodb, sqs, tableName: tableNames[0] ?? '' });
      }
    }
  }

  function reply(message: ParentAnswer): void {
    send?.call(channel, message);
  }
}
