import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../../shared/intake/receive-mail.ts';
import type { Ticket } from '../../../../shared/ticket/ticket.ts';
import { notMeByLink } from '../../../../shared/use-cases/by-link/not-me-by-link.ts';
import { solveByLink } from '../../../../shared/use-cases/by-link/solve-by-link.ts';
import { withdrawByLink } from '../../../../shared/use-cases/by-link/withdraw-by-link.ts';
import { respond } from '../../../../shared/use-cases/respond.ts';
import { arrives } from '../../../support/arrives.ts';
import type { MemoryDesk } from '../../../support/memory-desk.ts';
import { submit, ticketIn } from '../../../support/page.ts';
import { ada, deskOf, ticketsOf, waitingTicket } from '../../../support/stories.ts';

/** Who closes their ticket by link does not end what somebody else wrote there from outside: no list shows it on a closed ticket (docs/promise.md section 5). */

const ANNA = 'anna@rossi.example';
const EVE = 'eve@elsewhere.example';

let desk: MemoryDesk;
let ticket: Ticket;
beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk);
});

const now = async () => (await desk.tickets.get(ticket.id)) as Ticket;
const by = () => ({ ticketId: ticket.id, reader: ANNA, at: desk.now().toISOString() });
const eves = async () => (await ticketsOf(desk)).filter(({ requester }) => requester.address === EVE);

async function eveWrites(words: string): Promise<void> {
  desk.pass(60);
  const to = 'help@support.example';
  const raw = `Message-ID: <${words.length}@x.example>\nFrom: ${EVE}\nTo: ${to}\nSubject: Re: [${ticket.id}]\n\n${words}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `eve${words.length}`, recipients: [to], envelopeFrom: EVE }));
  await desk.team.drain();
  desk.sent.length = 0;
  desk.pass(60);
}

async function answer(): Promise<void> {
  const given = { ticketId: ticket.id, agent: ada, source: 'api:1', text: 'It is the lock.', attachments: [] };
  await respond(desk, { ...given, receivedAt: desk.now().toISOString(), tellBy: 'call' });
  desk.pass(60);
}

async function fromPage(): Promise<void> {
  ticket = ticketIn(await submit(desk, { email: ANNA }));
  desk.pass(60);
}

describe.each([
  ['withdraws it', withdrawByLink, async () => {}],
  ['says that it is solved', solveByLink, answer],
  ['says that it was not theirs', notMeByLink, fromPage],
] as const)('a requester who %s', (_, act, before) => {
  it('closes it, and each thing that waited there from outside waits as a ticket of its own', async () => {
    await before();
    await eveWrites('The lock is broken here, too.');
    await eveWrites('And the second one is.');
    expect((await now()).outside).toHaveLength(2);
    const closed = await act(desk, by());
    expect(closed).toMatchObject({ state: 'closed', closedAt: by().at });
    expect(closed.outside).toBeUndefined();
    expect(await eves()).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }]);
  });

  it('twice, or again after it broke off: once', async () => {
    await before();
    await eveWrites('The lock is broken here, too.');
    desk.faults.add({ port: 'tickets.save', times: 1, after: true });
    await act(desk, by()).catch(() => {});
    await act(desk, by());
    await act(desk, by());
    expect(await now()).toMatchObject({ state: 'closed' });
    expect(await eves()).toHaveLength(1);
  });
});

it('who is only copied closes nothing, and files nothing', async () => {
  await eveWrites('The lock is broken here, too.');
  await withdrawByLink(desk, { ...by(), reader: 'carlo@rossi.example' });
  expect(await now()).toMatchObject({ state: 'waiting', outside: [{ address: EVE }] });
  expect(await eves()).toEqual([]);
});
