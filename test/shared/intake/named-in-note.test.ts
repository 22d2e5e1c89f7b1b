import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, messagesOf, waitingTicket } from '../../support/stories.ts';

/** `@name` in an agent's internal note by mail (docs/promise.md section 5). */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const marta = { id: 'mb', name: 'Marta Bianchi', addresses: ['marta@support.example'] };

let mails = 0;
let desk: MemoryDesk;
let ticket: Ticket;

beforeEach(async () => {
  desk = deskOf({ agents: [ada, bruno, marta] });
  ticket = await waitingTicket(desk);
  desk.pass(60);
});

async function mail(body: string, agentId = 'ada') {
  const address = replyAddress(KEY, SUPPORT, { ticketId: ticket.id, agentId });
  const raw = `Message-ID: <n${++mails}@x.example>\nFrom: ${agentId}@support.example\nTo: ${address}\nSubject: Re: x\n\n${body}\n`;
  const received = { ...arrives(desk, raw, { id: `ses-n${mails}`, recipients: [address] }), authenticated: true };
  await receiveMail(desk, received);
  return received;
}

describe('@name in a note by mail', () => {
  it('tells that agent who wrote it, what it says and where, once, and moves nothing', async () => {
    const received = await mail('#note\n@Marta, is it the cable again? @marta!');
    await receiveMail(desk, received);
    expect(mailed(desk)).toEqual(['marta@support.example']);
    const { text = '', subject } = desk.sent[0] ?? {};
    expect(subject).toContain(ticket.id);
    expect(text).toContain(`A note asks for you: ${ticket.id}`);
    expect(text).toContain('is it the cable again?');
    expect(text).toContain('Ada');
    expect(text).toContain('begin your reply with #note');
    expect(text).toContain(`https://desk.example/tickets/${ticket.id}`);
    expect(await desk.tickets.get(ticket.id)).toMatchObject({ state: 'waiting', clock: ticket.clock });
  });

  it('tells nobody of a mail that is held, or that is an answer', async () => {
    await mail('#note\n#nonsense\n@bruno look');
    expect(mailed(desk)).toEqual(['ada@support.example']);
    await mail('We look at it, with @bruno.');
    expect(mailed(desk)).not.toContain('bruno@support.example');
  });

  it('of nobody is said on the note', async () => {
    await mail('#note\n@media is broken');
    expect(mailed(desk)).toEqual([]);
    const note = (await messagesOf(desk, ticket.id)).find(({ text }) => text.includes('@media'));
    expect(note?.warnings).toEqual([
      '@media is no agent, or more than one: nobody was told. Write the id of the one you mean',
    ]);
  });

  it('never leaves the note for the customer, however the notice of it is answered', async () => {
    await mail('#note\n@bruno, they pay late: be careful with promises to them.');
    const quoted = (desk.sent[0]?.text ?? '').split('\n').join('\n');
    await mail(`We look at it today.\n\nFrom: Acme Support\nSent: Monday\nTo: Bruno\nSubject: x\n\n${quoted}`, 'bruno');
    const toCustomer = desk.sent.filter(({ recipient }) => recipient === 'anna@rossi.example');
    for (const { text } of toCustomer) expect(text).not.toContain('they pay late');
  });
});
