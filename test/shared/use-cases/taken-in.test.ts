import { beforeEach, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { awaitsOf, viewOf } from '../../../shared/ticket/view.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { snooze } from '../../../shared/use-cases/snooze.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, requestOf, rossi, waitingTicket } from '../../support/stories.ts';

/** What came from outside, and an agent takes in, or it is proved: it awaits an agent. */

const SUPPORT = 'help@support.example';
let desk: MemoryDesk;
let ticket: Ticket;
let n = 0;
beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk);
  desk.pass(60);
});
const now = async () => (await desk.tickets.get(ticket.id)) as Ticket;
const answer = (text = 'Done.') =>
  respond(desk, {
    ticketId: ticket.id,
    agent: ada,
    source: `api:${++n}`,
    text,
    attachments: [],
    receivedAt: desk.now().toISOString(),
    tellBy: 'call',
  });
/** The same mail, once as nobody's for sure, and once proved. */
async function byNumber(from: string, text: string, authenticated: boolean, id = 'same') {
  const raw = `Message-ID: <${id}@x.example>\nFrom: ${from}\nDate: Mon, 30 Nov 2026 08:00:00 +0000\nTo: ${SUPPORT}\nSubject: Re: door [${ticket.id}]\n\n${text}\n`;
  await receiveMail(
    desk,
    arrives(desk, raw, { id: `ses-${++n}`, recipients: [SUPPORT], envelopeFrom: from, authenticated }),
  );
  await desk.team.drain();
}

it.each(['open', 'closed'])('what came unproved and is proved later awaits an agent: %s', async (as) => {
  await byNumber('anna@rossi.example', 'And the roof is gone!', false);
  expect((await now()).outside).toHaveLength(1);
  desk.pass(60);
  await answer();
  desk.pass(60);
  if (as === 'closed')
    await changeState(desk, { ticketId: ticket.id, agent: ada, at: desk.now().toISOString(), state: 'closed' });
  desk.pass(60);
  desk.sent.length = 0;
  await byNumber('anna@rossi.example', 'And the roof is gone!', true);
  const t = await now();
  expect(awaitsOf(t) === 'agent' || (t.outside ?? []).length > 0).toBe(true);
});

it('what an agent takes in awaits an agent, though somebody else was answered meanwhile', async () => {
  await byNumber('carla@rossi.example', 'I am from Rossi as well, and my roof is gone!', true, 'carla');
  expect((await now()).outside).toHaveLength(1);
  desk.pass(60);
  await answer('Anna, it is the lock.');
  desk.pass(60);
  await addReader(desk, {
    ticketId: ticket.id,
    agent: ada,
    at: desk.now().toISOString(),
    address: 'carla@rossi.example',
  });
  const t = await now();
  expect([awaitsOf(t), t.outside]).toEqual(['agent', undefined]);
});

it('what an agent takes in is in sight', async () => {
  await answer();
  desk.pass(60);
  await byNumber('carla@rossi.example', 'I am from Rossi as well, and my roof is gone!', true, 'carla');
  desk.pass(60);
  await snooze(desk, {
    ticketId: ticket.id,
    agent: bruno,
    at: desk.now().toISOString(),
    until: '2027-02-01T08:00:00.000Z',
  });
  desk.pass(60);
  await addReader(desk, {
    ticketId: ticket.id,
    agent: ada,
    at: desk.now().toISOString(),
    address: 'carla@rossi.example',
  });
  expect(viewOf(await now())).toBe('answered-agent');
});

it('an answer to the notice of one who asks no more goes not to another customer', async () => {
  const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] };
  desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  ({ ticket } = await openTicket(desk, requestOf(desk)));
  await desk.team.drain();
  const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example');
  desk.pass(600);
  await correctRequester(desk, {
    ticketId: ticket.id,
    agent: bruno,
    at: desk.now().toISOString(),
    requester: { address: 'bea@bianchi.example' },
  });
  desk.pass(600);
  desk.sent.length = 0;
  const answers = async (to = '', subject = '', id = '') => {
    const raw = `Message-ID: <${id}@support.example>\nFrom: ada@support.example\nTo: ${to}\nSubject: Re: ${subject}\n\nYour code is 4711.\n`;
    desk.sent.length = 0;
    await receiveMail(desk, arrives(desk, raw, { id, recipients: [to], envelopeFrom: 'ada@support.example' }));
    return desk.sent.filter(({ text }) => text.includes('4711')).map(({ recipient }) => recipient);
  };
  expect(await answers(notice?.replyTo, notice?.subject, 'old')).toEqual([]);
  // Who wrote hears why, and can answer that.
  const told = desk.sent.find(({ text }) => text.includes('bea@bianchi.example asks on this ticket now'));
  expect(told?.recipient).toBe('ada@support.example');
  desk.pass(60);
  expect(await answers(told?.replyTo, told?.subject, 'new')).toEqual(['bea@bianchi.example']);
});
