import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, waitingTicket } from '../../support/stories.ts';

/** Where an agent puts a ticket among the others, by commands (docs/promise.md section 5). */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';

let mails = 0;
let desk: MemoryDesk;
let ticket: Ticket;

beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk);
  desk.pass(60);
});

async function mail(body: string) {
  const address = replyAddress(KEY, SUPPORT, { ticketId: ticket.id, agentId: 'ada' });
  const raw = `Message-ID: <g${++mails}@x.example>\nFrom: ada@support.example\nTo: ${address}\nSubject: Re: x\n\n${body}\n`;
  const received = { ...arrives(desk, raw, { id: `ses-g${mails}`, recipients: [address] }), authenticated: true };
  await receiveMail(desk, received);
  return received;
}

const now = async () => (await desk.tickets.get(ticket.id)) as Ticket;

describe('#tag and #untag', () => {
  it('tag the ticket, and nobody is mailed', async () => {
    await mail('#tag Billing, vip\n#untag nothing');
    await mail('#untag vip');
    expect((await now()).tags).toEqual(['billing']);
    expect(mailed(desk)).toEqual([]);
    expect(await now()).toMatchObject({ state: 'waiting', clock: ticket.clock, timer: { version: 1 } });
  });

  it('are carried out once: what somebody took off since stays off', async () => {
    const received = await mail('#tag vip');
    await mail('#untag vip');
    await receiveMail(desk, received);
    expect((await now()).tags).toEqual([]);
  });

  it.each([
    ['#tag c++', '#tag: "c++" is no tag: write 1 to 30 small letters (a to z), digits or hyphens'],
    ['#tag', '#tag: it is written otherwise, see the list below'],
  ])('that cannot be carried out change nothing, and their writer hears why: %s', async (command, why) => {
    await mail(command);
    expect((await now()).tags).toEqual([]);
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text.replace(/\s+/g, ' ')).toContain(why);
  });
});
