import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { refuseForeignHosts } from './host-check.ts';
import { closeServer, LOOPBACK, listen } from './loopback.ts';

/** A local HTTP service: where it is, and the way to end it. */
export type Service = { url: string; close(): Promise<void> };

type Handle = (request: Request) => Response | Promise<Response>;

/** Serves a fetch-style handler on loopback, by default on a free port; for the small AWS endpoints that no emulator offers. */
export async function serve(handle: Handle, fixedPort = 0): Promise<Service> {
  const server = createServer((incoming, outgoing) => {
    // A client that hung up, or nonsense that the handler did not expect: no reason to take the desk down.
    answer(handle, incoming, outgoing).catch(() => outgoing.writeHead(500).end());
  });
  refuseForeignHosts(server);
  const port = await listen(server, fixedPort);
  return {
    url: `http://${LOOPBACK}:${port}`,
    close: () => closeServer(server),
  };
}

async function answer(handle: Handle, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const response = await handle(await toRequest(incoming));
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(body);
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const method = incoming.method ?? 'GET';
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const body = method === 'GET' || method === 'HEAD' ? undefined : Buffer.concat(chunks);
  return new Request(new URL(incoming.url ?? '/', `http://${LOOPBACK}`), { method, headers, body });
}
