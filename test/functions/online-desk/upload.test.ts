import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { renderToken } from '../../../shared/mail/signed/render-token.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** Places for files, as a page's script asks for them. */

const KEY = 'a signing key for tests only';
const HOUR_MS = 3_600_000;

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf();
});

const tokenOf = (ageMs = 60_000) => renderToken(KEY, new Date(desk.machineNow().getTime() - ageMs).toISOString());

function ask(token: string, index = 0, size = 5) {
  const body = Buffer.from(JSON.stringify({ token, index, size, contentType: 'image/png' }));
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  return visit(createHandler(desk)).send('POST', '/desk/uploads', headers, body);
}

async function askMany(count: number): Promise<number[]> {
  const statuses: number[] = [];
  let token = tokenOf();
  for (let which = 0; which < count; which += 1) {
    if (which % 30 === 0) token = tokenOf();
    statuses.push((await ask(token, which % 30)).status);
  }
  return statuses;
}

describe('a place for a file', () => {
  it('is one of thirty of a page', async () => {
    const token = tokenOf();
    expect(JSON.parse((await ask(token, 29)).text)).toMatchObject({ url: expect.stringContaining('/29') });
    expect((await ask(token, 30)).status).toBe(400);
    expect((await ask(token, -1)).status).toBe(400);
  });

  it('is there for a day from the making of the page', async () => {
    expect((await ask(tokenOf(24 * HOUR_MS - 1_000))).status).toBe(200);
    expect((await ask(tokenOf(24 * HOUR_MS + 1_000))).status).toBe(404);
    expect((await ask('no token')).status).toBe(404);
  });

  it('is one of sixty of a network in ten minutes, and the answer says when to ask again', async () => {
    expect(await askMany(60)).toEqual(Array.from({ length: 60 }, () => 200));
    const refused = await ask(tokenOf());
    expect(refused.status).toBe(429);
    expect(refused.headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '600' });
    desk.pass(600);
    expect((await ask(tokenOf())).status).toBe(200);
  });

  it('that is asked for again is the same one', async () => {
    const token = tokenOf();
    for (let again = 0; again < 65; again += 1) expect((await ask(token)).status).toBe(200);
  });
});
