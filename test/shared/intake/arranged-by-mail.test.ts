import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

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

describe('#snooze', () => {
  const until = async () => (await now()).timer.next;

  it.each([
    ['#snooze 3d', '2026-12-03T08:01:00.000Z'],
    ['#Snooze 4 h', '2026-11-30T12:01:00.000Z'],
    ['#snooze 2w', '2026-12-14T08:01:00.000Z'],
    // The desk's zone, which is Rome.
    ['#snooze 2026-12-01 10:30', '2026-12-01T09:30:00.000Z'],
    ['#snooze 2026-12-01', '2026-12-01T08:00:00.000Z'],
  ])('%s below an answer', async (command, at) => {
    await mail(`Try the other key.\n\n${command}`);
    expect(await until()).toEqual({ kind: 'snooze', at });
    expect((await now()).state).toBe('answered');
  });

  it('off ends it', async () => {
    await mail('Try the other key.\n\n#snooze 3d');
    await mail('#snooze off');
    expect(await until()).toBe(undefined);
  });

  it('waits for the answer above it, however long that takes', async () => {
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: { outcome: 'later', reason: 'Sending paused' } });
    await mail('Try the other key.\n\n#snooze 3d').catch(() => {});
    expect((await now()).timer.next?.kind).toBe('ladder');
    await sweepLater(desk);
    await sweepLater(desk);
    expect(await until()).toEqual({ kind: 'snooze', at: '2026-12-03T08:01:00.000Z' });
  });

  it.each([
    ['#snooze 3d', '#snooze: this ticket waits for its first response: answer it first'],
    ['#snooze', '#snooze: it is written otherwise, see the list below'],
    ['#snooze tomorrow', '#snooze tomorrow: it is written otherwise, see the list below'],
    ['#snooze 2026-02-30', '#snooze: 2026-02-30 09:00 is no date and time: write it as 2026-12-01 09:00'],
    ['#snooze 99w', 'is more than 90 days away: give an earlier one, or close the ticket'],
  ])('that cannot be carried out changes nothing, and its writer hears why: %s', async (command, why) => {
    if (command.startsWith('#snooze 99')) await mail('Try the other key.');
    desk.sent.length = 0;
    await mail(command);
    expect((await until())?.kind).not.toBe('snooze');
    expect(desk.sent.find(({ recipient }) => recipient === 'ada@support.example')?.text).toContain(why);
  });
});

describe('#split', () => {
  async function writes(text: string) {
    desk.pass(60);
    const to = replyAddress(KEY, SUPPORT, { ticketId: ticket.id });
    const raw = `Message-ID: <s${++mails}@x.example>\nFrom: anna@rossi.example\nTo: ${to}\nSubject: Re: x\n\n${text}\n`;
    await receiveMail(desk, arrives(desk, raw, { id: `ses-s${mails}`, recipients: [to] }));
    desk.pass(60);
  }
  const linked = async () => (await now()).links.map(({ kind }) => kind);
  const told = () => desk.sent.filter(({ recipient }) => recipient === 'ada@support.example').at(-1)?.text ?? '';

  it('makes a ticket of the one message since the last answer, once, also beside an answer', async () => {
    await mail('Try the other key.');
    await writes('It works. And the printer is out of ink.');
    const received = await mail('#split\n\nGlad to hear it.');
    await receiveMail(desk, received);
    expect(await linked()).toEqual(['followed by']);
    const made = await desk.tickets.get((await now()).links[0]?.ticket ?? '');
    expect(made).toMatchObject({ state: 'waiting', requester: { address: 'anna@rossi.example' } });
  });

  it('of several, or of none, is refused, and its writer hears why', async () => {
    await mail('#split');
    expect(told()).toContain('#split: no customer has written since the last answer');
    await writes('One thing.');
    await writes('Another thing.');
    await mail('#split');
    expect(told()).toContain('#split: customers wrote 2 messages since the last answer: say which one');
    expect(await linked()).toEqual([]);
  });
});
