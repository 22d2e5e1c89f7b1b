import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a vendor says of a request: as it would, but stricter, so that nothing of ours is lost unseen. */
export type Vendor = (request: Heard) => { status: number; said: string };

type Heard = { body: string; headers: IncomingHttpHeaders };

/** An answer out of the way: a status with headers, or none at all. */
export type BadDay = { status: number; headers?: Record<string, string> } | 'silence';

export type VendorServer = {
  url: string;
  /** What it took, in order. */
  taken: Heard[];
  /** What it refused, by what it said. */
  refused: string[];
  /** How many requests were under way at once, at most. */
  mostAtOnce(): number;
  /** What the next requests get in place of an answer. */
  badDays: BadDay[];
  /** What every request takes, in ms. */
  slowness: number;
};

/** A vendor on loopback, until the test ends. */
export async function vendorServer(vendor: Vendor): Promise<VendorServer> {
  const state: VendorServer = { url: '', taken: [], refused: [], badDays: [], slowness: 0, mostAtOnce: () => most };
  let under = 0;
  let most = 0;
  const server = createServer(async (request, response) => {
    most = Math.max(most, ++under);
    response.on('close', () => under--);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (state.slowness > 0) await new Promise((done) => setTimeout(done, state.slowness));
    const badDay = state.badDays.shift();
    if (badDay === 'silence') return;
    if (badDay) return void response.writeHead(badDay.status, badDay.headers).end();
    const heard = { body: Buffer.concat(chunks).toString(), headers: request.headers };
    const { status, said } = vendor(heard);
    if (status < 300) state.taken.push(heard);
    else state.refused.push(said);
    response.writeHead(status).end(said);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close().closeAllConnections());
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return state;
}
