import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Agent } from '../../../shared/customer/agent.ts';
import { refuseForeignHosts } from '../host-check.ts';
import { listenAsBefore } from '../kept-port.ts';
import { closeServer, LOOPBACK } from '../loopback.ts';
import type { Service } from '../serve.ts';
import { type IssuerKey, publicPart } from '../token.ts';
import { loginPage, sorryPage } from './login-page.ts';
import { KEYS_PATH, LOGIN_PATH } from './paths.ts';
import type { Provider } from './provider.ts';

/** An address of a mailbox, percent-encoded, and its name. */
const MOST_BYTES = 4096;

type Options = {
  key: IssuerKey;
  /** Whom the login page offers; asked for each page. */
  agents: () => Promise<readonly Agent[]>;
  /** Where its port is kept: agents' accounts know it by its address. */
  portFile?: string | undefined;
  /** What the browser is told nothing about. */
  onError: (error: unknown) => void;
};

/**
 * Stands in for the pool of agents on AWS: an issuer of OpenID Connect on loopback, in memory. oidc-provider takes a second to load, so that
 * happens when somebody logs in; the keys, which each request to the agents' API needs, come without it.
 */
export async function startIssuer({ key, agents, portFile, onError }: Options): Promise<Service> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      onError(error);
      send(response, 500, sorryPage('The issuer failed; the desk says why.'));
    });
  });
  refuseForeignHosts(server);
  const url = `http://${LOOPBACK}:${await listenAsBefore(server, portFile)}`;
  const keys = JSON.stringify({ keys: [publicPart(key)] });
  let loading: Promise<Provider> | undefined;
  const load = async () => (await import('./provider.ts')).createProvider(url, key);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', url);
    if (pathname === KEYS_PATH) {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(keys);
      return;
    }
    loading ??= load();
    const provider = await loading;
    if (pathname.startsWith(LOGIN_PATH)) await ask(provider, request, response);
    else provider.callback()(request, response);
  }

  /** The login page, and the choice that is made on it. */
  async function ask(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await provider.interactionDetails(request, response);
      const all = await agents();
      if (request.method !== 'POST') return send(response, 200, loginPage(all));
      const chosen = new URLSearchParams(await read(request)).get('address') ?? '';
      if (!all.some(({ addresses }) => addresses.includes(chosen))) {
        return send(response, 403, sorryPage('That is no address of an agent. Go back, and choose one that is there.'));
      }
      await provider.interactionFinished(request, response, { login: { accountId: chosen, remember: false } });
    } catch (error) {
      // This browser began no such login, or long ago.
      if (!(error instanceof Error && error.name === 'SessionNotFound')) throw error;
      send(response, 400, sorryPage('This login is over, or began in another browser. Begin it again.'));
    }
  }

  return { url, close: () => closeServer(server) };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > MOST_BYTES) return '';
  }
  return text;
}

function send(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(page);
}
