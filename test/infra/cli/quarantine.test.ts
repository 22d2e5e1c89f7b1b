import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { openApi, type Where } from '../../../infra/cli/quarantine-api.ts';
import { quarantineList } from '../../../infra/cli/quarantine-list.ts';
import { quarantineRelease } from '../../../infra/cli/quarantine-release.ts';
import { addressOf } from '../../../infra/cli/token.ts';
import { closeServer, LOOPBACK, listen } from '../../../infra/local/loopback.ts';
import { holdMail } from '../../../shared/intake/hold-mail.ts';
import { api, apiDesk } from '../../functions/api/requests.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, ticketsOf } from '../../support/stories.ts';
import { testIo } from './io.ts';

const closes: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closes.splice(0).map((close) => close()));
});

/** The API of a desk in memory on loopback: the very handler, behind a check that there is a token. */
async function serving(desk: MemoryDesk): Promise<Where> {
  const server = createServer(async (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    if (request.headers.authorization !== 'Bearer secret') return void response.writeHead(401).end('{}');
    const { status, json } = await api(desk, { method: request.method ?? 'GET', path, query });
    response.writeHead(status ?? 500, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  });
  const port = await listen(server);
  closes.push(() => closeServer(server));
  return { api: `http://${LOOPBACK}:${port}/`, token: 'secret' };
}

/** A desk that holds so many mails, and what an admin's command says to it. */
async function holding(mails: number, reason: 'spam' | 'virus' = 'spam') {
  const desk = apiDesk();
  const ids: string[] = [];
  for (let second = 0; second < mails; second += 1) {
    const id = `ses-${second}`;
    const raw = Buffer.from(`From: eve@evil.example\r\nSubject: Offer ${second}\r\n\r\nHello\r\n`);
    desk.stored.set(`raw/${id}`, { content: raw, contentType: 'message/rfc822' });
    const received = {
      id,
      receivedAt: new Date(Date.parse('2026-11-30T07:00:00.000Z') + second * 1000).toISOString(),
      raw: `raw/${id}`,
      envelopeFrom: 'eve@evil.example',
      recipients: ['help@support.example'],
      authenticated: false,
      verdicts: { spam: 'FAIL', virus: 'PASS', spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' },
      header: { subject: `Offer ${second}` },
    } as const;
    ids.push((await holdMail(desk, { received: { ...received, recipients: [...received.recipients] }, reason })).id);
  }
  const where = await serving(desk);
  const run = async (command: typeof quarantineList, ...args: string[]) => {
    const { io, out } = testIo();
    const status = await command([...args, '--api', where.api ?? '', '--token', where.token ?? ''], io);
    return { status, out: out() };
  };
  return { desk, ids, run, where };
}

describe('quarantine list', () => {
  it('is a table, newest first', async () => {
    const { ids, run } = await holding(2);
    const { status, out } = await run(quarantineList);
    expect(status).toBe(0);
    expect(out.split('\n')).toEqual([
      'ID                      RECEIVED                  STATE  REASON  FROM              SUBJECT',
      `${ids[1]}  2026-11-30T07:00:01.000Z  held   spam    eve@evil.example  Offer 1`,
      `${ids[0]}  2026-11-30T07:00:00.000Z  held   spam    eve@evil.example  Offer 0`,
      '',
    ]);
  });

  it('shows all that is held, however many pages, and what was released with --all', async () => {
    const { ids, run } = await holding(103);
    await run(quarantineRelease, ids[7] ?? '');
    const lines = async (...args: string[]) =>
      (await run(quarantineList, '--json', ...args)).out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    expect(await lines()).toHaveLength(102);
    const all = await lines('--all');
    expect(all).toHaveLength(103);
    expect(all.filter(({ state }) => state === 'released')).toMatchObject([{ id: ids[7], releasedBy: 'agent:ada' }]);
  });
});

describe('quarantine release', () => {
  it('lets a mail out and says so', async () => {
    const { desk, ids, run } = await holding(1);
    expect(await run(quarantineRelease, ids[0] ?? '')).toEqual({
      status: 0,
      out: `${ids[0]} is released by agent:ada at ${desk.now().toISOString()}\n`,
    });
    expect(await ticketsOf(desk)).toMatchObject([{ subject: 'Offer 0' }]);
  });

  it('says what the API says against it', async () => {
    const { ids, run } = await holding(1, 'virus');
    await expect(run(quarantineRelease, ids[0] ?? '')).rejects.toThrow(
      /^This mail has a virus. accept must be `virus`/,
    );
    expect(await run(quarantineRelease, ids[0] ?? '', '--accept', 'virus')).toMatchObject({ status: 0 });
    await expect(run(quarantineRelease, 'Q-1')).rejects.toThrow('This is not the id of a quarantined mail.');
  });

  it('needs one ID', async () => {
    const { run } = await holding(0);
    await expect(run(quarantineRelease)).rejects.toMatchObject({ status: 2 });
  });
});

describe('who releases at the desk that runs here', () => {
  const agents = [bruno, { ...ada, addresses: ['ada@support.example', 'ada@home.example'] }];
  const named = (as: string | undefined) => addressOf(agents, { as, mustName: true });

  it('is whoever is named, by id or by any address', () => {
    expect([named('bruno'), named('ADA'), named('ada@home.example')]).toEqual([
      'bruno@support.example',
      'ada@support.example',
      'ada@home.example',
    ]);
  });

  it('is nobody by default: the error lists the agents', () => {
    expect(() => named(undefined)).toThrow(
      'say who you are, with --as AGENT: ada (ada@support.example, ada@home.example), bruno (bruno@support.example)',
    );
    expect(() => named('eve')).toThrow('eve is no agent; use one of ada (');
    expect(() => addressOf([], { as: 'ada', mustName: true })).toThrow('the desk has no agent');
  });

  it('is asked before anything is done', async () => {
    const wheres: Where[] = [];
    const open = async (where: Where) => {
      wheres.push(where);
      throw new Error('asked');
    };
    await expect(quarantineRelease(['Q-1', '--as', 'bruno'], testIo().io, open)).rejects.toThrow('asked');
    expect(wheres).toEqual([{ as: 'bruno', mustName: true }]);
  });

  it('is the token’s owner at a deployed desk', async () => {
    await expect(openApi({ api: 'http://127.0.0.1:1', token: 'x', as: 'bruno', mustName: true })).rejects.toThrow(
      'leave --as out',
    );
  });
});

describe('the API of a deployed desk', () => {
  it('takes its token only, and needs one', async () => {
    const { where } = await holding(0);
    const ask = await openApi({ ...where, token: 'stolen' });
    await expect(ask('GET', '/api/quarantine')).rejects.toThrow('the API answered with status 401');
    await expect(openApi({ api: where.api, token: '' })).rejects.toMatchObject({ status: 2 });
  });

  it('is found by its stage', async () => {
    const { where, run } = await holding(0);
    const stages: string[] = [];
    const urlOf = async (stage: string) => {
      stages.push(stage);
      return where.api ?? '';
    };
    const ask = await openApi({ stage: 'prod', token: where.token }, urlOf);
    expect(await ask('GET', '/api/quarantine')).toMatchObject({ entries: [] });
    expect(stages).toEqual(['prod']);
    await expect(openApi({ stage: 'prod', token: '' }, urlOf)).rejects.toThrow(/^--stage needs an agent's token/);
    await expect(openApi({ stage: 'prod', token: 'x', as: 'ada' }, urlOf)).rejects.toThrow('leave --as out');
    await expect(run(quarantineList, '--stage', 'prod')).rejects.toMatchObject({ status: 2 });
  });

  it('that cannot be reached is named', async () => {
    const ask = await openApi({ api: 'http://127.0.0.1:1', token: 'secret' });
    await expect(ask('GET', '/api/quarantine')).rejects.toThrow('http://127.0.0.1:1/api/quarantine cannot be reached');
  });
});
