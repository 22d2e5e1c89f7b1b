import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, requestOf } from '../../support/stories.ts';

/** After an agent corrected the requester: what the one before holds leads to the ticket, and proves nothing (promise.md section 9). */

const OLD = 'anna@rossi.example';
const NEW = 'bea@rossi.example';

let desk: MemoryDesk;
let ticket: Ticket;
/** The signed address, and our thread's id, that the old requester's acknowledgement carried. */
let held: { address: string; thread: string };
let mails = 0;

beforeEach(async () => {
  desk = deskOf();
  const opened = await openTicket(desk, requestOf(desk));
  const [acknowledgement] = desk.sent.filter(({ recipient }) => recipient === OLD);
  held = { address: acknowledgement?.replyTo ?? '', thread: acknowledgement?.references[0] ?? '' };
  const at = desk.now().toISOString();
  ticket = await correctRequester(desk, { ticketId: opened.ticket.id, agent: ada, at, requester: { address: NEW } });
  desk.sent.length = 0;
});

type Mail = { from: string; to?: string; proved: boolean; references?: string; subject?: string };

async function write({ from, to = held.address, proved, references, subject = 'Re: the door' }: Mail) {
  const header = [
    `Message-ID: <w${++mails}@rossi.example>`,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    ...(references ? [`References: ${references}`] : []),
  ];
  const raw = `${header.join('\n')}\n\nWhat is new?\n`;
  const verdict = proved ? {} : { authenticated: false };
  await receiveMail(desk, { ...arrives(desk, raw, { id: `ses-w${mails}`, recipients: [to] }), ...verdict });
  return (await desk.tickets.get(ticket.id)) as Ticket;
}

const answer = () =>
  respond(desk, {
    ticketId: ticket.id,
    agent: ada,
    source: `test:answer ${mails}`,
    text: 'Secret plans',
    attachments: [],
    receivedAt: desk.now().toISOString(),
    tellBy: 'call',
  });

/** Who got the answer. */
const readers = () => desk.sent.filter(({ text }) => text.includes('Secret plans')).map(({ recipient }) => recipient);

describe('the old requester', () => {
  it.each([
    ['by the signed address they hold', {}],
    ['by our thread', { to: 'help@support.example', references: 'thread' }],
    ['by the number in the subject', { to: 'help@support.example', subject: 'number' }],
  ])('writes %s, proved: it is from outside, and they read no answer', async (_, how: Partial<Mail>) => {
    const references = how.references ? held.thread : undefined;
    const subject = how.subject ? `Re: [${ticket.id}] the door` : 'Re: the door';
    const after = await write({ ...how, from: OLD, proved: true, ...(references && { references }), subject });
    expect(after.participants).toEqual([]);
    await answer();
    expect(readers()).toEqual([NEW]);
  });

  it('cannot write in the new one’s name by what they hold', async () => {
    await write({ from: NEW, proved: false });
    const [, message] = await messagesOf(desk, ticket.id);
    expect(message).toMatchObject({ text: 'What is new?\n', fromOutside: true });
  });

  it('is a participant again once the correction is taken back and an agent says so', async () => {
    const at = desk.now().toISOString();
    const back = await correctRequester(desk, { ticketId: ticket.id, agent: ada, at, requester: { address: OLD } });
    expect(back.readersVersion).toBe(2);
    await answer();
    const own = desk.sent.find(({ recipient }) => recipient === OLD)?.replyTo ?? '';
    expect(own).toBe(held.address);
    await write({ from: OLD, to: own, proved: false });
    expect((await messagesOf(desk, ticket.id)).at(-1)).not.toHaveProperty('fromOutside');
  });
});

it('the new requester is a known writer by the address of their own mails, also unproved', async () => {
  await answer();
  const [mail] = desk.sent.filter(({ recipient }) => recipient === NEW);
  await write({ from: NEW, to: mail?.replyTo ?? '', proved: false });
  expect((await messagesOf(desk, ticket.id)).at(-1)).toMatchObject({ author: 'customer', by: NEW });
  expect((await messagesOf(desk, ticket.id)).at(-1)).not.toHaveProperty('fromOutside');
});
