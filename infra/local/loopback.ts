import { Server as HttpServer } from 'node:http';
import { Server } from 'node:net';

/** The only address the local desk listens on. */
export const LOOPBACK = '127.0.0.1';

/**
 * How long a connection stays open for a next request, in ms. Node's five seconds end it just when a client writes again that was kept waiting
 * by a busy machine.
 */
const KEEP_ALIVE_MS = 75_000;

/** What hinders the use of a port, by the system's error code. */
const HINDRANCE: Record<string, string> = { EADDRINUSE: 'is taken', EACCES: 'is not for ordinary users' };

/** A port that cannot be had, told as one line with the mend. */
export class PortRefused extends Error {
  constructor(port: number, hindrance: string, variable: string) {
    super(`Port ${port} ${hindrance}. Set ${variable} to another port, or to 0 for any free one.`);
    this.name = 'PortRefused';
  }
}

/** Port of a server that listens. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
}

/**
 * Listens on loopback and gives the port; `port` 0 is any free one. A port that cannot be had throws `PortRefused`, which
 * names `variable` as the mend.
 */
export function listen(server: Server, port = 0, variable = 'the port'): Promise<number> {
  if (server instanceof HttpServer) server.keepAliveTimeout = KEEP_ALIVE_MS;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const hindrance = HINDRANCE[error.code ?? ''];
      reject(hindrance === undefined ? error : new PortRefused(port, hindrance, variable));
    });
    server.listen(port, LOOPBACK, () => resolve(portOf(server)));
  });
}

/** Closes a server with its connections, which the SDK and browsers keep open for a next request. */
export function closeServer(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Refuses with `PortRefused` when a fixed port cannot be had, before anything is started. */
export async function checkFree(port: number, variable: string): Promise<void> {
  if (port === 0) return;
  const probe = new Server();
  await listen(probe, port, variable);
  await new Promise((resolve) => probe.close(resolve));
}

/**
 * Runs `start` with "all interfaces" meaning loopback. fauxqs listens on 0.0.0.0 and has no option for it, and a desk without
 * a password must not be reachable from the network. `each` sees every such server before it listens.
 */
export async function onLoopback<T>(start: () => Promise<T>, each: (server: Server) => void = () => {}): Promise<T> {
  const original = Server.prototype.listen;
  Server.prototype.listen = function listenOnLoopback(this: Server, ...args: unknown[]) {
    const [options] = args;
    if (typeof options === 'object' && options !== null && 'host' in options && options.host === '0.0.0.0') {
      args[0] = { ...options, host: LOOPBACK };
      each(this);
    }
    return original.apply(this, args as Parameters<typeof original>);
  };
  try {
    return await start();
  } finally {
    Server.prototype.listen = original;
  }
}

/** The world of a local desk is its machine: only there may a target be inside. */
export function isOfThisMachine({ hostname }: URL): boolean {
  return hostname === LOOPBACK;
}
