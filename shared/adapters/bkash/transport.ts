import {
  type ClientRequest,
  type IncomingMessage,
  Agent as PlainAgent,
  request as plainRequest,
} from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';

/**
 * What became of one call. `unreachable` is a promise: not one byte of the request left, since no connection was
 * ever opened. Everything after that is `lost`, whatever the error says, because bKash may have acted on it.
 */
export type Answer =
  | { kind: 'answered'; status: number; body: unknown }
  | { kind: 'unreachable' }
  | { kind: 'lost'; reason: LostReason };

export type LostReason = 'timeout' | 'connection_lost' | 'too_large' | 'not_json';

export interface Transport {
  post(path: string, headers: Record<string, string>, body: object, abortAfterMs: number): Promise<Answer>;
}

/** The product in the shop's page names a payment in the path: it reads by GET, and executes without a body. */
export interface PathTransport extends Transport {
  call(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    abortAfterMs: number,
  ): Promise<Answer>;
}

/** bKash's own limit for every call (`bkash-api.md` section 5.2). */
export const callTimeoutMs = 30_000;
/** SYNs go out at 0, 1 and 3 s: a host that answered none of them within 5 s will not answer the next in time. */
const connectTimeoutMs = 5_000;
/** bKash's largest answer, a token pair, is about 3 kB. */
const maxAnswerBytes = 64 * 1024;
/**
 * A frozen Lambda keeps its sockets while the other side closes them, and a request written into a dead socket
 * looks exactly like one that bKash took. So a socket idle for longer than this is not used again. Servers commonly
 * keep idle connections for 5 s or more.
 */
const reuseWithinMs = 4_000;

/**
 * JSON over HTTP to one origin. `node:http` rather than `fetch`: measured side by side it needs about half the time
 * for the first call of a process and a quarter of the CPU for each further one; it follows no redirects; and it
 * shows the moment at which the connection opened.
 */
export function httpTransport(origin: string): PathTransport {
  const base = new URL(origin);
  const secure = base.protocol === 'https:';
  const agent = secure ? new TlsAgent({ keepAlive: true }) : new PlainAgent({ keepAlive: true });
  const open = secure ? tlsRequest : plainRequest;
  const lastUse = new WeakMap<object, number>();

  const send = (
    method: string,
    path: string,
    headers: Record<string, string>,
    payload: Buffer | undefined,
    abortAfterMs: number,
  ): Promise<Answer> => {
    dropStale(agent, lastUse);
    const ofBody = payload && { 'content-type': 'application/json', 'content-length': payload.byteLength };
    const call = open(base, {
      method,
      path,
      agent,
      headers: { ...headers, accept: 'application/json', ...ofBody },
    });
    return answerTo(call, secure, payload, abortAfterMs).finally(() => {
      if (call.socket) lastUse.set(call.socket, Date.now());
    });
  };

  return {
    post: (path, headers, body, abortAfterMs) =>
      send('POST', path, headers, Buffer.from(JSON.stringify(body)), abortAfterMs),
    call: (method, path, headers, abortAfterMs) => send(method, path, headers, undefined, abortAfterMs),
  };
}

function answerTo(
  call: ClientRequest,
  secure: boolean,
  payload: Buffer | undefined,
  abortAfterMs: number,
): Promise<Answer> {
  return new Promise((resolve) => {
    let opened = false;
    const settle = (answer: Answer) => {
      clearTimeout(overall);
      clearTimeout(connecting);
      resolve(answer);
    };
    const giveUp = (reason: LostReason) => {
      settle(opened ? { kind: 'lost', reason } : { kind: 'unreachable' });
      call.destroy();
    };
    const overall = setTimeout(() => giveUp('timeout'), abortAfterMs);
    const connecting = setTimeout(() => {
      if (!opened) giveUp('timeout');
    }, connectTimeoutMs);

    call.on('socket', (socket) => {
      if (call.reusedSocket) {
        opened = true;
        return;
      }
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        opened = true;
      });
      // A certificate that is refused has been seen, so the handshake was over and bytes may have followed it.
      socket.prependOnceListener('error', () => {
        if ((socket as TLSSocket).authorizationError) opened = true;
      });
    });
    call.on('error', () => giveUp('connection_lost'));
    call.on('response', (response) => {
      opened = true;
      readJson(response).then(
        (body) => settle({ kind: 'answered', status: response.statusCode ?? 0, body }),
        (reason: LostReason) => giveUp(reason),
      );
    });
    call.end(payload);
  });
}

/** Rejects with the reason. An answer cut off in the middle never counts as one. */
function readJson(response: IncomingMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > maxAnswerBytes) reject('too_large');
      else chunks.push(chunk);
    });
    response.on('error', () => reject('connection_lost'));
    response.on('end', () => {
      try {
        resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      } catch {
        reject('not_json');
      }
    });
  });
}

function dropStale(agent: PlainAgent, lastUse: WeakMap<object, number>): void {
  const oldest = Date.now() - reuseWithinMs;
  for (const idle of Object.values(agent.freeSockets)) {
    for (const socket of idle ?? []) if ((lastUse.get(socket) ?? 0) < oldest) socket.destroy();
  }
}
