import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { awaitsOf } from '../../../shared/ticket/view.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { CELLS, type Row, type Who } from '../../support/section-5.ts';
import { ada, deskOf, mailed, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** The table of docs/promise.md section 5 on a desk in memory; `test/e2e/section-5.test.ts` has the same by SMTP. */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const ANNA = 'anna@rossi.example';
const DAY = 86_400;

/** A desk with a ticket as the row has it: `id` is written to, `stands` is the one that goes on for it, itself as a rule. */
async function prepared(row: Row): Promise<{ desk: MemoryDesk; id: string; stands: string }> {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { participants: [{ address: 'carla@rossi.example' }] });
  const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
  const answer = async (ticketId: string) => {
    const one = {
      ...by(ticketId),
      source: `api:${ticketId}`,
      text: 'Try it.',
      attachments: [],
      tellBy: 'call',
    } as const;
    await respond(desk, { ...one, attachments: [], receivedAt: desk.now().toISOString() });
  };
  const close = (ticketId: string, reason?: string, twin?: string) =>
    changeState(desk, { ...by(ticketId), state: 'closed', reason, twin });
  let stands = id;
  desk.pass(60);
  if (row === 'answered' || row === 'closed' || row === 'long closed') await answer(id);
  if (row === 'closed' || row === 'long closed') await close(id);
  if (row === 'spam' || row === 'spam again' || row === 'long spam') await close(id, 'spam');
  if (row === 'spam again') {
    await writes(desk, id, 'proved', 'This is none.', 'once');
    await close(id, 'spam');
  }
  if (row === 'withdrawn') await close(id, 'withdrawn');
  if (row === 'duplicate' || row.startsWith('twin')) {
    stands = (await waitingTicket(desk, { source: 'mail:twin', messageId: '<anna-2@rossi.example>' })).id;
    await close(id, 'duplicate', stands);
    desk.pass(60);
  }
  if (row === 'twin closed') {
    await answer(stands);
    await close(stands);
  }
  if (row === 'twin spam') await close(stands, 'spam');
  if (row === 'twin withdrawn') await close(stands, 'withdrawn');
  desk.pass(row.startsWith('long') ? 8 * DAY : 3_600);
  desk.sent.length = 0;
  return { desk, id, stands };
}

async function writes(desk: MemoryDesk, id: string, who: Who, text: string, name = 'again'): Promise<void> {
  const from =
    { participant: 'carla@rossi.example', outside: 'eve@elsewhere.example', robot: ANNA }[who as string] ?? ANNA;
  const isToSigned = who !== 'claims to be' && who !== 'outside';
  const to = isToSigned ? replyAddress(KEY, SUPPORT, { ticketId: id, reader: readerName(from) }) : SUPPORT;
  const raw = [
    `Message-ID: <${name}@x.example>`,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: Re: The door [${id}]`,
    ...(who === 'robot' ? ['Auto-Submitted: auto-replied', 'In-Reply-To: <anna-1@rossi.example>'] : []),
    '',
    text,
    '',
  ];
  const authenticated = who === 'proved' || who === 'participant' || who === 'outside';
  await receiveMail(
    desk,
    arrives(desk, raw.join('\n'), { id: `ses-${name}`, recipients: [to], authenticated, envelopeFrom: from }),
  );
}

describe.each(CELLS)('a ticket that is $row, and $who writes $what', ({ row, who, what, outcome }) => {
  it(outcome, async () => {
    const { desk, id, stands } = await prepared(row);
    const before = await getTicket(desk, stands);
    const tickets = (await ticketsOf(desk)).map((ticket) => ticket.id);
    const messages = (await messagesOf(desk, stands)).length;
    await writes(desk, id, who, what === 'P1' ? 'P1\nAll is down.' : 'There is more.');
    const after = await getTicket(desk, stands);
    const fresh = (await ticketsOf(desk)).filter((ticket) => !tickets.includes(ticket.id));
    const added = (await messagesOf(desk, stands)).length - messages;
    const toAgents = mailed(desk).filter((to) => to === 'ada@support.example').length;
    const now = desk.now().toISOString();

    if (outcome === 'its own') {
      expect([fresh.length, added, after.state]).toEqual([1, 0, before.state]);
      expect(fresh[0]).toMatchObject({ state: 'waiting', clock: { start: now }, participants: [] });
      expect(fresh[0]?.links.map(({ ticket }) => ticket)).toEqual([stands]);
      const acknowledged = desk.sent.find(({ recipient }) => recipient === fresh[0]?.requester.address);
      expect(JSON.stringify(acknowledged)).not.toMatch(new RegExp(`${id}|${stands}`));
      expect([acknowledged !== undefined, toAgents]).toEqual([true, 1]);
      return;
    }
    expect([fresh.length, added]).toEqual([0, 1]);
    expect(toAgents).toBe(outcome === 'still' || outcome === 'held' ? 0 : 1);
    const toLead = mailed(desk).filter((to) => to === 'lead@support.example').length;
    const isSpam = row === 'spam' || row === 'twin spam';
    expect(toLead).toBe(isSpam && outcome === 'clock from now' ? 1 : 0);
    expect(after.outside?.length ?? 0).toBe(outcome === 'outside' ? 1 : 0);
    const isMoved = outcome === 're-opened' || outcome === 'clock from now';
    if (!isMoved) expect(after.state).toBe(before.state);
    if (outcome === 're-opened') expect([after.state, awaitsOf(after)]).toEqual(['answered', 'agent']);
    if (outcome === 'added') expect([after.priority, after.clock]).toEqual([before.priority, before.clock]);
    if (outcome === 'raised') {
      const raise = who === 'proved' ? 'proved' : 'unproved';
      expect([after.priority, after.declared.at(-1)]).toEqual([1, { priority: 1, at: now, raise }]);
      expect(after.clock).toMatchObject({ priority: 1, start: now, counted: [before.clock.counted[0], { at: now }] });
      expect(after.clock.deadline < before.clock.deadline).toBe(true);
      const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example')?.text ?? '';
      expect(/raised\.\s+Not verified/.test(notice)).toBe(who === 'known');
    }
    if (outcome === 'heard') expect(awaitsOf(after)).toBe('agent');
    if (outcome === 'outside' || outcome === 'still' || outcome === 'held') {
      expect([after.clock, awaitsOf(after), after.participants]).toEqual([
        before.clock,
        awaitsOf(before),
        before.participants,
      ]);
    }
    if (outcome === 'clock from now') {
      expect(after).toMatchObject({ state: 'waiting', clock: { start: now } });
      expect(after.clock.counted[0].at).toBe(now);
      expect(after.disputed).toBe(isSpam ? now : undefined);
      expect(after.priority).toBe(what === 'P1' && who !== 'participant' ? 1 : before.priority);
    }
    const held = await desk.quarantine.list({ limit: 9 });
    expect(held.entries.map(({ reason, detail }) => [reason, detail])).toEqual(
      outcome === 'held' ? [['closed as spam', stands]] : [],
    );
  });
});
