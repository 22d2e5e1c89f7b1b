import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deliver, deskOf, mailed, messagesOf, sweepLater, ticketsOf } from '../../support/stories.ts';

/** A mail that was acknowledged to nobody, and a copy of it that may be (docs/promise.md section 9). */

const byAda = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

/** Whom the desk acknowledged, in order: what is not the team's. */
const acknowledged = (desk: MemoryDesk) => mailed(desk).filter((to) => !to.endsWith('@support.example'));

/** How the two deliveries of the pair are proved: what a list leaves of a signature depends on the list. */
const PROOFS = [
  ['both proved', true, true],
  ['the list copy not proved', true, false],
  ['neither proved', false, false],
] as const;

describe.each(PROOFS)('the reported pair of a mail and its copy by a list, %s', (_, direct, list) => {
  const given = async (desk: MemoryDesk, name: '63-direct' | '63-list-copy', authenticated: boolean) => {
    desk.pass(60);
    const raw = readFileSync(new URL(`fixtures/copies/${name}.eml`, import.meta.url), 'utf8');
    const envelopeFrom = name === '63-direct' ? 'dup1795821475@cust.example' : 'users-bounces@list.example';
    await receiveMail(desk, arrives(desk, raw, { id: name, authenticated, envelopeFrom }));
    await desk.team.drain();
  };

  it.each([
    [['63-direct', '63-list-copy']],
    [['63-list-copy', '63-direct']],
    [['63-list-copy', '63-direct', '63-list-copy', '63-direct']],
  ] as const)('is one ticket, one clock, one acknowledgement and one notice: %s', async (order) => {
    const desk = deskOf();
    const start = new Date(desk.now().getTime() + 60_000).toISOString();
    for (const name of order) await given(desk, name, name === '63-direct' ? direct : list);
    const [ticket, ...others] = await ticketsOf(desk);
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({ clock: { start, version: 1 }, silent: false, opening: { state: 'done' } });
    expect(acknowledged(desk)).toEqual(['dup1795821475@cust.example']);
    expect(mailed(desk).filter((to) => to === 'ada@support.example')).toHaveLength(1);
    expect(await messagesOf(desk, ticket?.id ?? '')).toHaveLength(1);
  });
});

describe('a mail that nobody could be acknowledged for', () => {
  const rejected = { verdicts: { spam: 'PASS', virus: 'PASS', dmarc: 'FAIL', dmarcPolicy: 'reject' } } as const;
  const failed = (desk: MemoryDesk, header = '') =>
    sends(desk, 'failed', header, { ...rejected, authenticated: false });
  const proved = (desk: MemoryDesk, header = '') => sends(desk, 'proved', header, { authenticated: true });
  const sends = async (desk: MemoryDesk, id: string, header: string, change: object) => {
    desk.pass(60);
    const head = `Message-ID: <p@else.example>\nFrom: eva@else.example\nDate: Mon, 30 Nov 2026 09:00:00 +0100\n${header}`;
    await receiveMail(desk, arrives(desk, `${head}Subject: Door\n\nIt is shut.\n`, { id, ...change }));
    await desk.team.drain();
  };

  it('is acknowledged once its proved copy comes, however often that comes', async () => {
    const desk = deskOf();
    await failed(desk);
    expect(acknowledged(desk)).toEqual([]);
    await proved(desk);
    await proved(desk);
    expect(acknowledged(desk)).toEqual(['eva@else.example']);
    const [ticket] = await ticketsOf(desk);
    await changePriority(desk, { ...byAda(desk, ticket?.id ?? ''), priority: 1, reason: 'it is' });
    expect(acknowledged(desk)).toHaveLength(2);
  });

  it('is acknowledged where the proved mail says, and not where the forged one wanted', async () => {
    const desk = deskOf();
    await failed(desk, 'Reply-To: mallory@evil.example\n');
    expect((await ticketsOf(desk))[0]?.requester.address).toBe('mallory@evil.example');
    await proved(desk);
    const [ticket] = await ticketsOf(desk);
    expect(ticket?.requester).toEqual({ address: 'eva@else.example', verified: true });
    expect((await messagesOf(desk, ticket?.id ?? ''))[0]?.by).toBe('eva@else.example');
    expect(acknowledged(desk)).toEqual(['eva@else.example']);
  });

  it('is acknowledged anew where the first one had gone to whom a forger named', async () => {
    const desk = deskOf();
    await sends(desk, 'forged', 'Reply-To: mallory@evil.example\n', { authenticated: false });
    await proved(desk);
    expect(acknowledged(desk)).toEqual(['mallory@evil.example', 'eva@else.example']);
  });

  it('stays so when the copy is a list’s, when it was answered meanwhile, and when an agent said who asks', async () => {
    const list = deskOf();
    await failed(list);
    await proved(list, 'Precedence: list\n');
    expect(acknowledged(list)).toEqual([]);
    const answered = deskOf();
    await failed(answered);
    const id = (await ticketsOf(answered))[0]?.id ?? '';
    const one = { source: 'api:1', text: 'Try it.', attachments: [], tellBy: 'call' } as const;
    await respond(answered, {
      ...byAda(answered, id),
      ...one,
      attachments: [],
      receivedAt: answered.now().toISOString(),
    });
    await proved(answered);
    expect(acknowledged(answered)).toEqual(['eva@else.example']);
    const corrected = deskOf();
    await failed(corrected);
    const requester = { address: 'dora@else.example' };
    const [ticket] = await ticketsOf(corrected);
    await correctRequester(corrected, { ...byAda(corrected, ticket?.id ?? ''), requester });
    // Whom the agent names is acknowledged; whose mail it was is not.
    expect(acknowledged(corrected)).toEqual(['dora@else.example']);
    await proved(corrected);
    expect((await ticketsOf(corrected))[0]?.requester).toMatchObject(requester);
    expect(acknowledged(corrected)).toEqual(['dora@else.example']);
  });

  it('is acknowledged once also when the first try broke off', async () => {
    for (const port of ['tickets.save', 'mailer.send', 'tickets.rewriteMessage', 'tickets.noteCopy']) {
      const desk = deskOf();
      await failed(desk);
      desk.faults.add({ port, times: 1 });
      await deliver(desk, () => proved(desk));
      desk.faults.clear();
      await sweepLater(desk);
      expect([port, acknowledged(desk)]).toEqual([port, ['eva@else.example']]);
    }
  });
});
