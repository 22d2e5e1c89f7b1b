import { beforeEach, describe, expect, it } from 'vitest';
import { writeByLink } from '../../../shared/intake/write-by-link.ts';
import { presentCompany } from '../../../shared/present/present-company.ts';
import { cardOf } from '../../../shared/ticket/card.ts';
import { withPublic } from '../../../shared/ticket/clock.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { appendMessage } from '../../../shared/use-cases/append-message.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import type { TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { fileOutside } from '../../../shared/use-cases/settle-outside.ts';
import { getTicket, update } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** What somebody else asked is not shown to whoever asks now, or is from outside, by any way (docs/promise.md section 9). */

const SECRET = 'Merger papers';
const MARCO = 'marco@rossi.example';

let desk: MemoryDesk;

beforeEach(() => {
  desk = deskOf();
});

const at = () => desk.now().toISOString();
const opened = (change: Partial<TicketRequest> = {}) => waitingTicket(desk, { subject: SECRET, ...change });
const answers = async ({ id: ticketId }: Ticket, asks = false) => {
  desk.pass(60);
  const answer = { source: `test:${at()}`, text: 'Is it on?', tellBy: 'call' as const };
  await respond(desk, { ticketId, agent: ada, ...answer, attachments: [], receivedAt: at(), ...(asks && { asks }) });
};
const corrects = async ({ id: ticketId }: Ticket) => {
  desk.pass(60);
  await correctRequester(desk, { ticketId, agent: ada, at: at(), requester: { address: MARCO } });
  desk.pass(60);
  return getTicket(desk, ticketId);
};
const others = async ({ id }: Ticket) => (await ticketsOf(desk)).filter((each) => each.id !== id);

it('a P1 that whoever asks now writes by link opens a ticket without the subject of before', async () => {
  const ticket = await opened();
  await answers(ticket);
  const current = await corrects(ticket);
  const message = { reader: MARCO, text: 'P1: all is down', files: [], priority: 1 as const };
  const made = at();
  desk.pass(60);
  await writeByLink(desk, { ...message, ticket: current, submission: 'one', made, at: at() });
  expect(await others(ticket)).toMatchObject([{ subject: '', priority: 1 }]);
});

it('the company of whoever asks now reads no subject of before', async () => {
  const ticket = await corrects(await opened());
  const { tickets } = await presentCompany(desk.customers, [cardOf(ticket)], { customer: rossi, now: at() });
  expect(tickets).toMatchObject([{ asked: { address: MARCO, subject: '' } }]);
  const other = cardOf(await opened({ source: 'mail:2' }));
  expect((await presentCompany(desk.customers, [other], { customer: rossi, now: at() })).tickets).toMatchObject([
    { asked: { subject: SECRET } },
  ]);
});

it('an answer to whoever asks now has no subject of before', async () => {
  await answers(await corrects(await opened()));
  const theirs = desk.sent.filter(({ recipient }) => recipient === MARCO).map(({ subject }) => subject);
  expect(theirs.length).toBeGreaterThan(0);
  expect(theirs.join()).not.toContain(SECRET);
});

describe('of a mail that an agent passed on', () => {
  const requester = { address: 'susan@hudson.example', verified: false, unconfirmed: 'forwarded' } as const;

  it('what was said since is not of whoever asks now', async () => {
    const ticket = await opened({ requester });
    desk.pass(60);
    await update(desk, ticket, (current) => withPublic(current, { at: at(), by: 'customer' }));
    expect((await corrects(ticket)).asksSince).toBeDefined();
  });

  it('the mail alone is theirs', async () => {
    expect((await corrects(await opened({ requester }))).asksSince).toBeUndefined();
  });
});

it('a watch ends with whoever was asked', async () => {
  const ticket = await opened({ priority: 1 });
  await answers(ticket, true);
  expect((await getTicket(desk, ticket.id)).watch).toMatchObject({ askedAt: expect.any(String) });
  const { watch, timer } = await corrects(ticket);
  expect(watch).toMatchObject({ ended: { why: 'another one asks' } });
  expect(timer.next).toBeUndefined();
});

it('what came from outside by link is filed without the subject of the ticket that it came to', async () => {
  const ticket = await opened();
  const carla = 'carla@partner.example';
  await appendMessage(desk, {
    ticket,
    author: 'customer',
    mail: { from: { address: carla }, to: [], cc: [], text: 'Hello.', replyText: 'Hello.', attachments: [] },
    source: 'page:1',
    receivedAt: at(),
    raw: 'pages/1',
    verified: false,
    writer: 'outside',
    wakes: true,
    warnings: [],
  });
  const { filed } = await fileOutside(desk, { ticketId: ticket.id, agent: ada, at: at(), address: carla });
  expect(filed).toMatchObject([{ subject: '', requester: { address: carla } }]);
});
