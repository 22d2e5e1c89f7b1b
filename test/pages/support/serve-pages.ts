import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { HttpHandler } from '../../../functions/http/app.ts';
import { sendResult } from '../../../infra/local/http/answer.ts';
import { toEvent } from '../../../infra/local/http/event.ts';
import { takeRoute } from '../../../infra/local/http/routes.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { closeServer, LOOPBACK, listen } from '../../../infra/local/loopback.ts';
import type { Answer } from '../../support/visit.ts';

/** What a server of pages shows: a handler, and answers to submitted forms, which a browser then asks for as for any page. */
export type Shown = { handler: HttpHandler; answers?: ReadonlyMap<string, Answer> };

/** Serves a handler of pages on loopback, by the routes and events of the local desk's door; `show` changes what is served. */
export async function servePages(): Promise<{ url: string; show(shown: Shown): void; close(): Promise<void> }> {
  let now: Shown | undefined;
  const server = createServer((request, response) => {
    answer(now, request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  const port = await listen(server);
  return {
    url: `http://${LOOPBACK}:${port}`,
    show: (shown) => {
      now = shown;
    },
    close: () => closeServer(server),
  };
}

async function answer(shown: Shown | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!shown) throw new Error('nothing is shown yet');
  const path = request.url ?? '/';
  const ready = request.method === 'GET' ? shown.answers?.get(path) : undefined;
  if (ready) {
    response.writeHead(ready.status, ready.headers).end(ready.text);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const route = takeRoute(request.method ?? 'GET', path.split('?')[0] ?? '/');
  const event = toEvent(request, Buffer.concat(chunks), route, new Date());
  sendResult(response, await shown.handler(event, lambdaContext('online-desk')));
}
