import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, LOOPBACK, listen } from '../../../infra/local/loopback.ts';
import type { Service } from '../../../infra/local/serve.ts';
import type { Cut } from '../matrix/cut.ts';

/** Requests in a row that are throttled: three calls, each tried three times by the SDK. */
const THROTTLED = 9;

/** A call hangs at each of the SDK's three tries of five seconds (`shared/aws/clients.ts`). */
const HANGS = { requests: 3, seconds: 5 };

/** Stands before DynamoDB for one run: counts its requests, and does to one of them what the fault says. */
export async function startProxy(endpoint: string, cut: Cut): Promise<Service> {
  let requests = 0;
  let isDead = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (isDead) return;
    const number = requests++;
    cut.called(`dynamodb.${request.headers['x-amz-target']?.toString().split('.').at(-1)}`);
    const forward = async () => pass(await send(endpoint, request, body), response);
    const since = number - cut.call;
    if (cut.call < 0 || since < 0) return forward();
    if (cut.fault === 'throttle' && since < THROTTLED) return fail(response, 400, 'ThrottlingException');
    if (cut.fault === 'hang' && since < HANGS.requests) return cut.pass(HANGS.seconds);
    if (since > 0) return forward();
    if (cut.fault === '500') return fail(response, 500, 'InternalServerError');
    if (cut.fault === 'twice at once') return cut.other().then(forward);
    if (cut.fault === 'kill after' || cut.fault === 'answer lost') await send(endpoint, request, body);
    if (cut.fault === 'answer lost') return void response.destroy();
    // Nobody answers a process that is gone, and its client here waits for ever: nothing of the run goes on.
    isDead = true;
    cut.killed();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const port = await listen(server);
  return { url: `http://${LOOPBACK}:${port}`, close: () => closeServer(server) };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

type Answer = { status: number; text: string };

async function send(endpoint: string, { headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  const kept = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'].map((name) => [
    name,
    String(headers[name]),
  ]);
  const init = { method: 'POST', headers: Object.fromEntries(kept), body: new Uint8Array(body) };
  const response = await fetch(endpoint, init);
  return { status: response.status, text: await response.text() };
}

function pass({ status, text }: Answer, response: ServerResponse): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
}

/** An error as DynamoDB sends it. */
function fail(response: ServerResponse, status: number, type: string): void {
  const text = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'broken on purpose' });
  pass({ status, text }, response);
}
