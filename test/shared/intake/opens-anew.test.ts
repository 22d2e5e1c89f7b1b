import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, aloud, deskOf, mailed, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** What a customer writes about a ticket that has had its answer (docs/promise.md section 5, the table). */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const ANNA = 'anna@rossi.example';
const DAY = 86_400;

let desk: MemoryDesk;
let ticket: Ticket;

beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk, { participants: [{ address: 'carla@rossi.example' }] });
  desk.pass(60);
  const answer = { ticketId: ticket.id, agent: ada, source: 'api:1', text: 'Try it.', attachments: [] };
  await respond(desk, { ...answer, receivedAt: desk.now().toISOString(), tellBy: 'call' });
  desk.sent.length = 0;
  desk.pass(60);
});

async function closed() {
  await changeState(desk, { ticketId: ticket.id, agent: ada, at: desk.now().toISOString(), state: 'closed' });
  desk.sent.length = 0;
}

async function writes(text: string, change: Partial<ReceivedMail> = {}, from = ANNA): Promise<void> {
  const raw = `Message-ID: <two@x.example>\nFrom: ${from}\nTo: ${SUPPORT}\nSubject: Re: The door [${ticket.id}]\n\n${text}\n`;
  const recipients = [replyAddress(KEY, SUPPORT, { ticketId: ticket.id })];
  await receiveMail(desk, arrives(desk, raw, { recipients, ...change }));
}

/** The ticket that was there, and the one that was opened, if any was. */
async function both(): Promise<{ older: Ticket; newer: Ticket | undefined }> {
  const newer = (await ticketsOf(desk)).find(({ id }) => id !== ticket.id);
  return { older: await getTicket(desk, ticket.id), newer };
}

describe('a new linked ticket, with a clock and an acknowledgement of its own', () => {
  const isAnew = async (priority: number) => {
    const { older, newer } = await both();
    expect(newer).toMatchObject({
      priority,
      state: 'waiting',
      clock: { start: desk.now().toISOString() },
      links: [{ ticket: ticket.id, kind: 'follows' }],
      subject: 'Re: The door',
    });
    expect(older.links).toEqual([{ ticket: newer?.id, kind: 'followed by' }]);
    expect(mailed(desk)).toEqual([ANNA, 'ada@support.example', 'bruno@support.example']);
    expect(aloud(desk)[0]?.tags).toMatchObject({ purpose: 'acknowledgement', ticket: newer?.id });
    expect(aloud(desk)[1]?.text).toContain(`It follows ticket ${ticket.id}`);
    expect(await messagesOf(desk, ticket.id)).toHaveLength(2);
    return older;
  };

  it.each([1, 2])('of an answered one: a newly declared P%i above it', async (priority) => {
    await writes(`P${priority}\nNow it burns.`);
    expect((await isAnew(priority)).state).toBe('answered');
  });

  it('also by the signed address alone', async () => {
    await writes('P1\nNow it burns.', { authenticated: false });
    await isAnew(1);
  });

  it('of one that is closed: whatever the old priority', async () => {
    await closed();
    await writes('Prio 2\nNow it burns.');
    expect((await isAnew(2)).state).toBe('closed');
  });

  it('of one that was closed more than reopenDays ago: whatever is written', async () => {
    await closed();
    desk.pass(7 * DAY + 1);
    await writes('And now?');
    await isAnew(3);
  });

  it('once, however often the mail comes', async () => {
    await writes('P1\nNow it burns.');
    await writes('P1\nNow it burns.');
    expect(await ticketsOf(desk)).toHaveLength(2);
    await isAnew(1);
  });
});

describe('no new ticket', () => {
  it.each<[string, string, Partial<ReceivedMail>, string]>([
    ['a plain message', 'And now?', {}, ANNA],
    ['a P3', 'P3\nAnd now?', {}, ANNA],
    ['a participant’s P1', 'P1\nNow it burns.', {}, 'carla@rossi.example'],
    ['an outsider’s, who declares nothing', 'Now it burns.', {}, 'mallory@evil.example'],
    ['a machine’s', 'P1', { envelopeFrom: '' }, 'mailer-daemon@rossi.example'],
  ])('of an answered one: %s', async (_, text, change, from) => {
    await writes(text, change, from);
    expect((await both()).newer).toBeUndefined();
  });

  it('but the closed one re-opened, awaiting an agent, up to reopenDays after', async () => {
    await closed();
    desk.pass(6 * DAY);
    await writes('Thanks.');
    const { older, newer } = await both();
    expect(newer).toBeUndefined();
    expect(older).toMatchObject({ state: 'answered', lastPublic: { by: 'customer' } });
    expect(older.closedAt).toBeUndefined();
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    expect(aloud(desk)[0]?.text).toContain('The ticket was closed: this message has re-opened it.');
  });

  it('by the setting, not after fewer days', async () => {
    desk.settings = { ...desk.settings, reopenDays: 1 };
    await closed();
    desk.pass(2 * DAY);
    await writes('Thanks.');
    expect((await both()).newer?.state).toBe('waiting');
  });

  it('and closed it stays for whoever is outside, and for a mail that comes again', async () => {
    await closed();
    desk.pass(60);
    await writes('Hello', {}, 'mallory@evil.example');
    expect((await both()).older.state).toBe('closed');
    await writes('Thanks.', { id: 'ses-2' });
    desk.pass(60);
    await closed();
    await writes('Thanks.', { id: 'ses-2', receivedAt: new Date(desk.now().getTime() - 60_000).toISOString() });
    expect((await both()).older.state).toBe('closed');
  });
});
