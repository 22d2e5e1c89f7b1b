import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { confirmRequester } from '../../../shared/use-cases/confirm-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

/** Whoever confirms a requester confirms the person at the reading address, and not the stranger who named it (docs/promise.md section 9). */

const EVE = 'eve@evil.example';
const EVE2 = 'eve2@evil.example';
const ANNA = 'anna@rossi.example';
const DESK = 'help@support.example';

let mails = 0;

function write(desk: MemoryDesk, head: string) {
  mails += 1;
  desk.pass(60);
  const raw = `Message-ID: <c${mails}@x.example>\n${/^To:/m.test(head) ? '' : `To: ${DESK}\n`}${head}\n\nMail ${mails}.\n`;
  return receiveMail(desk, arrives(desk, raw, { id: `c${mails}`, envelopeFrom: EVE }));
}

/** Eve's request, proved, that is answered at a customer's. */
async function eves() {
  const desk = deskOf();
  await write(desk, `From: Eve <${EVE}>\nReply-To: ${ANNA}\nSubject: [P1] Door`);
  const [ticket] = await ticketsOf(desk);
  if (!ticket) throw new Error('there is no ticket');
  expect(ticket.requester).toMatchObject({ address: ANNA, from: EVE, unconfirmed: 'reply-to' });
  return { desk, id: ticket.id };
}

const byAda = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

async function answers(desk: MemoryDesk, ticketId: string): Promise<string[]> {
  const receivedAt = desk.now().toISOString();
  const before = desk.sent.length;
  const one = { source: `test:${++mails}`, text: 'Try it.', attachments: [], tellBy: 'call' } as const;
  await respond(desk, { ticketId, agent: ada, ...one, attachments: [], receivedAt });
  return desk.sent.slice(before).map(({ recipient }) => recipient);
}

const annas = (ticketId: string) =>
  replyAddress('a signing key for tests only', DESK, { ticketId, reader: readerName(ANNA) });

const WAYS: [string, (desk: MemoryDesk, id: string) => Promise<unknown>][] = [
  ['an agent’s answer', (desk, id) => answers(desk, id)],
  ['#confirm', (desk, id) => confirmRequester(desk, byAda(desk, id))],
  [
    'the customer’s mail to the signed address',
    (desk, id) => write(desk, `From: ${ANNA}\nTo: ${annas(id)}\nSubject: Re: Door`),
  ],
];

describe('who named a customer in Reply-To, once the customer is confirmed by', () => {
  it.each(WAYS)('%s, writes on the ticket, and lets nobody read', async (_, confirm) => {
    const { desk, id } = await eves();
    await confirm(desk, id);
    const confirmed = await desk.tickets.get(id);
    expect(confirmed?.requester).toMatchObject({ address: ANNA, from: EVE, fromDoubted: true });
    expect(confirmed?.requester.unconfirmed).toBeUndefined();
    await write(desk, `From: ${EVE}\nCc: ${EVE2}\nSubject: Re: [${id}] Door`);
    await write(desk, `From: ${EVE}\nReply-To: ${EVE2}\nSubject: Re: [${id}] Door`);
    const ticket = await desk.tickets.get(id);
    expect(readersOf(ticket as never).map(({ address }) => address)).toEqual([ANNA]);
    expect(ticket).toMatchObject({ proposed: [{ address: EVE2 }], lastPublic: { by: 'customer' } });
    expect((await messagesOf(desk, id)).filter(({ fromOutside }) => fromOutside)).toEqual([]);
    expect(await answers(desk, id)).toEqual([ANNA]);
  });
});

it('what came in the name of From, unproved, is not taken in with the reading address', async () => {
  const { desk, id } = await eves();
  const raw = `Message-ID: <f@x.example>\nFrom: ${EVE}\nTo: ${DESK}\nSubject: Re: [${id}] Door\n\nForged.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'forged', authenticated: false }));
  await confirmRequester(desk, byAda(desk, id));
  expect((await desk.tickets.get(id))?.outside).toHaveLength(1);
});

it('the person at the reading address names readers, proved', async () => {
  const { desk, id } = await eves();
  await answers(desk, id);
  await write(desk, `From: ${ANNA}\nTo: ${annas(id)}\nCc: bea@rossi.example\nSubject: Re: Door`);
  expect(await answers(desk, id)).toEqual([ANNA, 'bea@rossi.example']);
});

it('a known customer who reads elsewhere stays proved: their Reply-To is their own word', async () => {
  const desk = deskOf();
  await write(desk, `From: ${ANNA}\nReply-To: anna@home.example\nSubject: Door`);
  const [ticket] = await ticketsOf(desk);
  await answers(desk, ticket?.id ?? '');
  await write(
    desk,
    `From: ${ANNA}\nReply-To: anna@home.example\nCc: bea@rossi.example\nSubject: Re: [${ticket?.id}] Door`,
  );
  expect(await answers(desk, ticket?.id ?? '')).toEqual(['anna@home.example', 'bea@rossi.example']);
});
