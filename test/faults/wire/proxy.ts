import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, LOOPBACK, listen } from '../../../infra/local/loopback.ts';
import type { Service } from '../../../infra/local/serve.ts';
import type { Cut } from '../matrix/cut.ts';
import type { Backend } from './backends.ts';

/** Requests in a row that are throttled: three calls, each tried three times. */
const THROTTLED = 9;

/** Services by the name that a signed request has for them in its credential. */
export type Backends = Record<string, Backend>;

/** Stands before all services for one run: counts its requests, and does to one of them what the fault says. */
export async function startProxy(backends: Backends, cut: Cut): Promise<Service> {
  let requests = 0;
  let isDead = false;
  /** The service that is throttled or hangs: the others go on. */
  let hit: { backend: Backend; first: number } | undefined;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body: await bodyOf(incoming) };
    if (isDead) return;
    const backend = backends[serviceOf(request.headers.authorization)];
    if (!backend) throw new Error(`no service for ${request.headers.authorization}`);
    const number = requests++;
    cut.called(backend.nameOf(request));
    const forward = async () => pass(await backend.answer(request), outgoing);
    if (number === cut.call) hit = { backend, first: number };
    if (hit?.backend !== backend) return forward();
    const since = number - hit.first;
    if (cut.fault === 'throttle' && since < THROTTLED) return pass(backend.fail(true), outgoing);
    if (cut.fault === 'hang' && since < backend.hang.requests) return cut.pass(backend.hang.seconds);
    if (since > 0) return forward();
    if (cut.fault === '500') return pass(backend.fail(false), outgoing);
    if (cut.fault === 'twice at once') return cut.other().then(forward);
    if (cut.fault === 'kill after' || cut.fault === 'answer lost') await backend.answer(request);
    if (cut.fault === 'answer lost') return void outgoing.destroy();
    // Nobody answers a process that is gone, and its client here waits for ever: nothing of the run goes on.
    isDead = true;
    cut.killed();
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  const port = await listen(server);
  return { url: `http://${LOOPBACK}:${port}`, close: () => closeServer(server) };
}

/** As in `AWS4-HMAC-SHA256 Credential=local/20261130/eu-west-1/dynamodb/aws4_request, …`. */
function serviceOf(authorization = ''): string {
  return /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(authorization)?.[1] ?? '';
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function pass(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
}
