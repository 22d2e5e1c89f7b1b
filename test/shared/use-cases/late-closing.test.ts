import { beforeEach, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

/** A deadline that has passed stays missed, by late words too. */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
let desk: MemoryDesk;
let ticket: Ticket;
let n = 0;
beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk, { priority: 1 });
  desk.pass(60);
});
const now = async () => (await desk.tickets.get(ticket.id)) as Ticket;
const answer = () =>
  respond(desk, {
    ticketId: ticket.id,
    agent: ada,
    source: `api:${++n}`,
    text: 'Done.',
    attachments: [],
    receivedAt: desk.now().toISOString(),
    tellBy: 'call',
  });
async function command(body: string, receivedAt: string) {
  const address = replyAddress(KEY, SUPPORT, { ticketId: ticket.id, agentId: 'ada' });
  const raw = `Message-ID: <c${++n}@x.example>\nFrom: ada@support.example\nTo: ${address}\nSubject: Re: x\n\n${body}\n`;
  await receiveMail(
    desk,
    arrives(desk, raw, { id: `ses-c${n}`, recipients: [address], receivedAt, envelopeFrom: 'ada@support.example' }),
  );
}

it('a deadline that has passed stays missed, also by a command that is taken in late', async () => {
  const at = desk.now().toISOString();
  desk.setNow(new Date(Date.parse(ticket.clock.deadline) + 3_600_000).toISOString());
  await command('#priority 4 no hurry', at);
  expect((await now()).priority).toBe(4);
  desk.pass(60);
  await answer();
  expect((await now()).firstResponse?.met).toBe(false);
});

it('closed after its deadline it has missed it, also by a command that is taken in late', async () => {
  const at = desk.now().toISOString();
  desk.setNow(new Date(Date.parse(ticket.clock.deadline) + 3_600_000).toISOString());
  await command('#close spam', at);
  const t = await now();
  expect([t.state, (t.closedAt ?? '') > t.clock.deadline || t.passed !== undefined]).toEqual(['closed', true]);
});
