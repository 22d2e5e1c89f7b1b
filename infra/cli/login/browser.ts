import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { refuseForeignHosts } from '../../local/host-check.ts';
import { closeServer, listen, PortRefused } from '../../local/loopback.ts';
import { LOGIN_LOOPBACK } from '../../login-loopback.ts';
import { CommandError } from '../command.ts';

/** A browser that is waited for. `token` comes, or fails, with the first that brings this login's `state`, and when `waitMs` are over. */
export type Browser = { token: Promise<string>; redirectUri: string; close(): Promise<void> };

type Options = {
  port: number;
  state: string;
  /** Machine time. */
  waitMs: number;
  /** Makes the token of the address to which the issuer sent the browser. */
  finish: (address: URL) => Promise<string>;
};

/** Waits on loopback for the browser. Whatever else comes to the port is turned away, and ends nothing. */
export async function waitForBrowser({ port, state, waitMs, finish }: Options): Promise<Browser> {
  const { promise: token, resolve, reject } = Promise.withResolvers<string>();
  // Who waits for it does so later than it may fail.
  token.catch(() => {});
  const server = createServer((request, response) => void back(request, response));
  refuseForeignHosts(server);
  const own = new URL(LOGIN_LOOPBACK);
  own.port = String(await listenOn(port));
  const overdue = setTimeout(() => {
    reject(new CommandError(`nobody logged in within ${waitMs / 60_000} minutes; call desk login again`));
  }, waitMs);

  async function back(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', own);
    if (address.pathname !== own.pathname || address.searchParams.get('state') !== state) {
      return tell(response, 404, 'This is no answer to the login that waits here.');
    }
    // The command ends only when the browser has its page.
    try {
      const made = await finish(address);
      tell(response, 200, 'You are logged in. Go back to the terminal; you can close this page.', () => resolve(made));
    } catch (error) {
      tell(response, 400, 'The login failed. The terminal says why; you can close this page.', () => reject(error));
    }
  }

  async function listenOn(wanted: number): Promise<number> {
    try {
      return await listen(server, wanted);
    } catch (error) {
      if (!(error instanceof PortRefused)) throw error;
      throw new CommandError(
        `port ${wanted} is taken, and the login comes back to it: end what listens there, perhaps another desk login`,
      );
    }
  }

  return {
    token,
    redirectUri: own.href,
    close() {
      clearTimeout(overdue);
      return closeServer(server);
    },
  };
}

function tell(response: ServerResponse, status: number, text: string, told?: () => void): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  // `close` comes also when the browser hung up.
  if (told) response.once('close', told);
  response.end(`${text}\n`);
}
