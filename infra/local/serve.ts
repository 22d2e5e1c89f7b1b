import { createServer, type IncomingMessage } from 'node:http';
import { LOOPBACK, listen } from './loopback.ts';

/** A local HTTP service: where it is, and the way to end it. */
export type Service = { url: string; close(): Promise<void> };

/** Serves a fetch-style handler on a free loopback port; for the small AWS endpoints that no emulator offers. */
export async function serve(handle: (request: Request) => Response | Promise<Response>): Promise<Service> {
  const server = createServer(async (incoming, outgoing) => {
    const response = await handle(await toRequest(incoming));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  const port = await listen(server);
  return {
    url: `http://${LOOPBACK}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // The SDK keeps its connections open; they would hold the server up.
        server.closeAllConnections();
      }),
  };
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
