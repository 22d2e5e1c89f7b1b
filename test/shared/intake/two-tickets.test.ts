import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, aloud, deliver, deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** A mail to the addresses of several tickets: each ticket's row of docs/promise.md section 5 counts for itself. */

const DAY = 86_400;
const ANNA = 'anna@rossi.example';
const DESK = 'help@support.example';

let desk: MemoryDesk;
let door: Ticket;
let printer: Ticket;
beforeEach(async () => {
  desk = deskOf();
  door = await waitingTicket(desk);
  printer = await waitingTicket(desk, { source: 'mail:two', subject: 'Printer', messageId: '<anna-2@rossi.example>' });
});

const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

async function answered({ id: ticketId }: Ticket): Promise<void> {
  const answer = { ticketId, agent: ada, source: `api:${ticketId}`, text: 'Try it.', attachments: [] };
  await respond(desk, { ...answer, receivedAt: desk.now().toISOString(), tellBy: 'call' });
}

async function longClosed(...tickets: Ticket[]): Promise<void> {
  for (const ticket of tickets) {
    await answered(ticket);
    await changeState(desk, { ...by(ticket.id), state: 'closed' });
  }
  desk.pass(8 * DAY);
}

/** Anna's mail to both tickets' addresses. */
function delivery(text: string, from = ANNA, change: Partial<ReceivedMail> = {}): ReceivedMail {
  const recipients = [door, printer].map(({ id: ticketId }) =>
    replyAddress('a signing key for tests only', DESK, { ticketId, reader: readerName(ANNA) }),
  );
  const head = `Message-ID: <both@x.example>\nFrom: ${from}\nTo: ${recipients.join(', ')}\nSubject: Re: both`;
  return arrives(desk, `${head}\n\n${text}\n`, { id: 'both', recipients, ...change });
}

async function writes(...mail: Parameters<typeof delivery>): Promise<void> {
  await desk.team.drain();
  desk.sent.length = 0;
  await receiveMail(desk, delivery(...mail));
  await desk.team.drain();
}

const newer = async () => (await ticketsOf(desk)).filter(({ id }) => id !== door.id && id !== printer.id);
const linksOf = async () => (await newer()).map(({ links }) => links);
const follows = ({ id }: Ticket) => [{ ticket: id, kind: 'follows' }];

describe('a mail to two tickets’ addresses', () => {
  it('joins the one and opens anew what was long closed', async () => {
    await longClosed(printer);
    await writes('Still shut, and it jams again.');
    expect((await messagesOf(desk, door.id)).at(-1)?.text).toContain('Still shut');
    expect(await messagesOf(desk, printer.id)).toHaveLength(2);
    const [anew] = await newer();
    expect(anew).toMatchObject({ state: 'waiting', links: follows(printer), requester: { address: ANNA } });
    expect((await desk.tickets.get(printer.id))?.links).toEqual([{ ticket: anew?.id, kind: 'followed by' }]);
    expect(aloud(desk).filter(({ tags }) => tags?.purpose === 'acknowledgement')).toHaveLength(1);
  });

  it('raises the one and opens anew what was answered, where a P1 is newly declared', async () => {
    await answered(printer);
    await writes('P1\nIt burns, and the door is shut.');
    expect((await desk.tickets.get(door.id))?.priority).toBe(1);
    expect(await newer()).toMatchObject([{ priority: 1, state: 'waiting', links: follows(printer) }]);
  });

  it('opens two anew where both were long closed', async () => {
    await longClosed(door, printer);
    await writes('Both again.');
    expect(await linksOf()).toEqual(expect.arrayContaining([follows(door), follows(printer)]));
    expect(await linksOf()).toHaveLength(2);
  });

  it('opens anew from outside, with nothing of the older ones, and joins the open one as from outside', async () => {
    await longClosed(printer);
    await writes('Me, too.', 'mallory@evil.example');
    expect(await newer()).toMatchObject([{ requester: { address: 'mallory@evil.example' }, links: follows(printer) }]);
    expect((await messagesOf(desk, door.id)).at(-1)).toMatchObject({ by: 'mallory@evil.example', fromOutside: true });
  });

  it('comes again without another ticket, also when the older one was re-opened since', async () => {
    await longClosed(printer);
    await writes('Both again.');
    await changeState(desk, { ...by(printer.id), state: 'answered' });
    for (const id of ['again', 'third']) await writes('Both again.', ANNA, { id });
    expect(await newer()).toHaveLength(1);
    expect(await messagesOf(desk, printer.id)).toHaveLength(2);
    expect(await messagesOf(desk, door.id)).toHaveLength(2);
    expect((await messagesOf(desk, (await newer())[0]?.id ?? '')).map(({ copies }) => copies)).toEqual([
      ['raw/again', 'raw/third'],
    ]);
  });

  it.each([
    ['tickets.create', 0],
    ['tickets.create', 1],
    ['tickets.addMessage', 1],
    ['tickets.save', 1],
  ])('is done once on both when %s breaks off after %i', async (port, skip) => {
    await longClosed(door, printer);
    const mail = delivery('Both again.');
    desk.faults.add({ port, skip, times: 1 });
    expect(await deliver(desk, () => receiveMail(desk, mail))).toBeGreaterThan(1);
    expect(await newer()).toHaveLength(2);
    for (const { id } of await newer()) expect(await messagesOf(desk, id)).toHaveLength(1);
  });

  it('is hidden on all of them when an agent redacts it on one', async () => {
    await longClosed(printer);
    await writes('The password is hunter2-hunter2.');
    const messageKey = (await messagesOf(desk, door.id)).at(-1)?.key ?? '';
    await redact(desk, { ...by(door.id), messageKey, words: 'hunter2-hunter2' });
    const [anew] = await newer();
    expect(JSON.stringify(await messagesOf(desk, anew?.id ?? ''))).not.toContain('hunter2');
    expect((await desk.tickets.get(anew?.id ?? ''))?.audit.at(-1)).toMatchObject({ action: 'redacted' });
  });
});
