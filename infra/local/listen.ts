import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LocalServer {
  port: number;
  /** `http://127.0.0.1:<port>` */
  url: string;
  close(): Promise<void>;
}

/**
 * Listens on loopback only: nothing of the local system is meant for the network.
 *
 * @throws one line that names the port and what it was for, when the port is taken
 */
export function listen(server: Server, port: number, what: string): Promise<LocalServer> {
  return new Promise((resolve, reject) => {
    // Not Node's 5 s: a busy client may reuse a connection just as it is closed, and AWS keeps them for minutes.
    server.keepAliveTimeout = 600_000;
    server.once('error', (error: NodeJS.ErrnoException) => reject(busyPort(error, port, what)));
    server.listen(port, '127.0.0.1', () => {
      const bound = (server.address() as AddressInfo).port;
      resolve({
        port: bound,
        url: `http://127.0.0.1:${bound}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

function busyPort(error: NodeJS.ErrnoException, port: number, what: string): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new Error(
    `Port ${port}, wanted for ${what}, is in use: stop what holds it, or set PORT_BASE to another base.`,
  );
}
