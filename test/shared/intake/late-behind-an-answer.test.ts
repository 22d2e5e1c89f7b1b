import { beforeEach, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { awaitsOf } from '../../../shared/ticket/view.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

/** A mail that is taken in late was not there for whoever answered, or closed, in between: it awaits an agent (docs/promise.md section 5). */

let desk: MemoryDesk;
let ticket: Ticket;
let sent: string;

/** Anna writes again, and the desk is not given her mail. An agent answers without it. */
beforeEach(() => written(120));

async function written(before: number): Promise<void> {
  desk = deskOf();
  ticket = await waitingTicket(desk, { messageId: '<a1@rossi.example>' });
  desk.pass(60);
  sent = desk.now().toISOString();
  desk.pass(before);
  await answer('It is the lock.');
  desk.pass(before);
}

const by = () => ({ ticketId: ticket.id, agent: ada, at: desk.now().toISOString() });
const now = () => getTicket(desk, ticket.id);
const answer = (text: string) =>
  respond(desk, {
    ...by(),
    ...{ source: `api:${text}`, text, attachments: [], receivedAt: desk.now().toISOString(), tellBy: 'call' },
  });
const close = () => changeState(desk, { ...by(), state: 'closed' });

async function comes(receivedAt = sent): Promise<void> {
  const raw = `From: anna@rossi.example\nSubject: Re: [${ticket.id}]\nMessage-ID: <a2@x>\nIn-Reply-To: <a1@rossi.example>\n\nNot the lock!\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'late', receivedAt }));
  await desk.team.drain();
}

it.each([120, 1])('also behind an answer, %s seconds after it had reached the desk', async (before) => {
  await written(before);
  expect(awaitsOf(await now())).toBe('customer');
  await comes();
  expect(awaitsOf(await now())).toBe('agent');
});

it('also behind a closing, which it re-opens', async () => {
  await close();
  desk.pass(600);
  await comes();
  expect(await now()).toMatchObject({ state: 'answered', firstResponse: { met: true } });
  expect(awaitsOf(await now())).toBe('agent');
});

it('once: the same mail again moves nothing when it has been answered', async () => {
  await comes();
  desk.pass(60);
  await answer('It is the hinge.');
  await close();
  desk.pass(60);
  await comes();
  expect(await now()).toMatchObject({ state: 'closed', lastPublic: { by: 'agent' } });
});

it('also where the first run broke off before anybody was told', async () => {
  desk.faults.add({ port: 'tickets.save', times: 1 });
  await expect(comes()).rejects.toThrow();
  desk.pass(120);
  await comes();
  expect(awaitsOf(await now())).toBe('agent');
});
