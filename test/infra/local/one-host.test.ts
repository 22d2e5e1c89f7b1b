import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leadToOneHost } from '../../../infra/local/one-host.ts';

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((_, response) => response.end('here'));
  leadToOneHost(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

function ask(host: string, path: string, method = 'GET'): Promise<[status: number | undefined, location: unknown]> {
  return new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { host } }, (answer) => {
      answer.resume();
      answer.on('end', () => done([answer.statusCode, answer.headers.location]));
    });
    sent.on('error', fail);
    sent.end();
  });
}

it.each(['/console', '/console/t/T-4F7K2M9Q?lang=it', '/console?q=door'])(
  'who opens %s by the name localhost comes to the address where the login ends',
  async (path) => {
    expect(await ask(`localhost:${port}`, path)).toEqual([307, `http://127.0.0.1:${port}${path}`]);
  },
);

it.each([
  ['the address itself', '127.0.0.1:PORT', '/console', 'GET'],
  ['the API', 'localhost:PORT', '/api/tickets', 'GET'],
  ['a form that is sent', 'localhost:PORT', '/console/logout', 'POST'],
  ['another page', 'localhost:PORT', '/consoles', 'GET'],
  ['no port', 'localhost', '/console', 'GET'],
])('%s is answered as it is', async (_, host, path, method) => {
  expect(await ask(host.replace('PORT', String(port)), path, method)).toEqual([200, undefined]);
});
