import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { bounceAddress } from '../../../shared/mail/signed/bounce-address.ts';
import { heldAddress } from '../../../shared/mail/signed/held-address.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { threadId } from '../../../shared/mail/signed/thread-id.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/**
 * An envelope alone is a replay (docs/promise.md section 9): whoever has an old, signed mail of an agent's can put any envelope around it.
 * Each mail here is proved to be Ada's, and none of its own lines but the tested one names the desk.
 */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const MAILBOX = 'support@company.example';
const ADA = 'ada@support.example';
const BRUNO = 'bruno@support.example';
const CUSTOMER = 'anna@rossi.example';

let desk: MemoryDesk;
let ticket: Ticket;
let mails = 0;

beforeEach(async () => {
  desk = deskOf();
  desk.settings = {
    ...desk.settings,
    forwardedFrom: [{ address: MAILBOX }],
    addresses: [{ address: 'tills@x.example' }],
  };
  ticket = await waitingTicket(desk);
  desk.pass(60);
});

type Way = { envelope?: string; subject?: string; inReplyTo?: string };

const WAYS: [string, (ticketId: string) => Way][] = [
  ['the signed address of the customer', (ticketId) => ({ envelope: replyAddress(KEY, DESK, { ticketId }) })],
  ['her own signed address', (ticketId) => ({ envelope: replyAddress(KEY, DESK, { ticketId, agentId: 'ada' }) })],
  [
    'the return path of a mail to the customer',
    (ticketId) => ({ envelope: bounceAddress(KEY, DESK, { ticketId, messageKey: 'x' }) }),
  ],
  ['the number in its subject', (ticketId) => ({ subject: `Lunch [${ticketId}]` })],
  ['our signed id', (ticketId) => ({ inReplyTo: threadId(KEY, DESK, ticketId) })],
  ['the id of the customer’s mail', () => ({ inReplyTo: '<anna-1@rossi.example>' })],
];

async function adaWrites(way: Way, { text = 'See you at noon.', header = `To: ${BRUNO}` } = {}) {
  const { envelope = DESK, subject = 'Lunch', inReplyTo } = way;
  const lines = [`Message-ID: <lunch-${++mails}@x.example>`, `From: ${ADA}`, header, `Subject: ${subject}`];
  if (inReplyTo) lines.push(`In-Reply-To: ${inReplyTo}`);
  const raw = `${lines.join('\n')}\n\n${text}\n`;
  // What a mailbox elsewhere passed on came from its server, for which Ada's domain does not speak; her signature passes.
  const verdicts = { spam: 'PASS', virus: 'PASS', spf: 'FAIL', dkim: 'PASS', dmarc: 'PASS' } as const;
  const passedOn = header.includes(MAILBOX) ? { verdicts } : {};
  const delivery = { id: `ses-${mails}`, recipients: [envelope], envelopeFrom: ADA, ...passedOn };
  await receiveMail(desk, arrives(desk, raw, delivery));
  await desk.team.drain();
}

const now = async () => desk.tickets.get(ticket.id);
const kept = async () => (await messagesOf(desk, ticket.id)).find(({ author }) => author === 'unverified');

describe.each(WAYS)('an agent’s mail that came by %s, with the desk in the envelope alone', (_, wayOf) => {
  it.each([
    ['an answer', 'See you at noon.'],
    ['a command', '#close spam'],
    ['an answer with a command', 'See you at noon.\n\n#close'],
    ['a correction', '#requester eve@evil.example'],
    ['a note', '#note\nSee you at noon.'],
  ])('is no word of hers: %s', async (_kind, text) => {
    await adaWrites(wayOf(ticket.id), { text });
    expect(await now()).toMatchObject({ state: 'waiting', requester: { address: CUSTOMER } });
    expect(mailed(desk)).not.toContain(CUSTOMER);
    expect(mailed(desk)).not.toContain('eve@evil.example');
    expect(await kept()).toMatchObject({
      text: expect.stringContaining(text),
      undone: { why: 'envelope', reader: 'ada' },
    });
    expect((await kept())?.warnings.join()).toMatch(/not taken as an answer: .* in its Cc|its To or Cc/);
  });

  it('is told to her by name, at her own address, and to the others as not hers', async () => {
    await adaWrites(wayOf(ticket.id));
    const to = (address: string) => desk.sent.filter(({ recipient }) => recipient === address);
    expect(to(ADA)).toHaveLength(1);
    expect(to(ADA)[0]?.subject).toContain('What you wrote was not done');
    expect(to(ADA)[0]?.text).toContain('whoever has an old mail of yours could send that on');
    expect(to(ADA)[0]?.replyTo).toBe(replyAddress(KEY, DESK, { ticketId: ticket.id, agentId: 'ada' }));
    expect(to(BRUNO)).toHaveLength(1);
    expect(to(BRUNO)[0]?.text).toContain('the address of the desk stands neither in its To nor in its Cc');
    expect(to(BRUNO)[0]?.text).toContain('Its writer is told so');
  });
});

describe('an agent’s mail that names the desk is hers', () => {
  const named = WAYS.slice(3);
  const headers = [
    `To: ${CUSTOMER}\nCc: ${DESK}`,
    `To: Help+sales@Support.example`,
    `To: ${MAILBOX}`,
    'Cc: tills@x.example',
  ];
  it.each(named.flatMap(([name, wayOf]) => headers.map((header) => [name, header, wayOf] as const)))(
    'by %s, with %j',
    async (_, header, wayOf) => {
      await adaWrites(wayOf(ticket.id), { header });
      expect(await now()).toMatchObject({ state: 'answered', firstResponse: { by: 'agent:ada' } });
      expect(mailed(desk)).toContain(CUSTOMER);
    },
  );

  it.each(WAYS.slice(0, 3))('by %s, when it is in Cc', async (_, wayOf) => {
    const way = wayOf(ticket.id);
    await adaWrites(way, { header: `To: ${CUSTOMER}\nCc: ${way.envelope?.toUpperCase()}` });
    expect((await now())?.state).toBe('answered');
  });
});

describe('an address of a ticket in the envelope', () => {
  it.each(WAYS.slice(0, 3))(
    'takes no mail there that was written to the desk about something else: %s',
    async (_, wayOf) => {
      await adaWrites(wayOf(ticket.id), { header: `To: ${DESK}` });
      expect((await now())?.state).toBe('waiting');
      expect(mailed(desk)).not.toContain(CUSTOMER);
    },
  );

  it('takes no answer there that was given to another customer', async () => {
    const requester = { address: 'bea@verdi.example', verified: true };
    const other = await waitingTicket(desk, { source: 'mail:two', messageId: '<two@verdi.example>', requester });
    const header = `To: ${replyAddress(KEY, DESK, { ticketId: other.id, agentId: 'ada' })}`;
    await adaWrites({ envelope: replyAddress(KEY, DESK, { ticketId: ticket.id }) }, { header, text: 'Bea, try it.' });
    expect((await now())?.state).toBe('waiting');
    expect(mailed(desk)).not.toContain(CUSTOMER);
    expect(await desk.tickets.get(other.id)).toMatchObject({ state: 'answered' });
  });
});

describe('a new mail that came by the envelope alone', () => {
  const FORWARDED =
    'Please see.\n\n---------- Forwarded message ---------\nFrom: Marco <marco@bianchi.example>\nSubject: Login\n\nI cannot log in.';
  const opened = async () => (await ticketsOf(desk)).find(({ id }) => id !== ticket.id);

  it.each([`To: ${BRUNO}`, 'To: undisclosed-recipients:;', `To: ${BRUNO}\nCc: carla@support.example`])(
    'files nothing for a customer: %j',
    async (header) => {
      await adaWrites({ subject: 'Fwd: Login' }, { header, text: FORWARDED });
      expect((await opened())?.requester).toMatchObject({ address: ADA });
      expect(mailed(desk).filter((to) => to === ADA)).toHaveLength(1);
      expect(desk.sent.find(({ recipient }) => recipient === ADA)?.text).toContain('not filed for a customer');
      expect(desk.sent.find(({ recipient }) => recipient === BRUNO)?.text).toContain('Nothing was sent or carried out');
    },
  );

  it('files it when the desk is named', async () => {
    await adaWrites({ subject: 'Fwd: Login' }, { header: `To: ${BRUNO}\nCc: ${MAILBOX}`, text: FORWARDED });
    expect((await opened())?.requester).toMatchObject({ address: 'marco@bianchi.example', unconfirmed: 'forwarded' });
  });

  it.each([`To: ${BRUNO}`, `To: ${DESK}`])('lets no held mail out: %s', async (header) => {
    const verdicts = { spam: 'FAIL', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;
    const spam = `Message-ID: <s@x.example>\nFrom: ${CUSTOMER}\nSubject: The till\n\nSince noon.\n`;
    await receiveMail(desk, arrives(desk, spam, { id: 'ses-spam', verdicts }));
    const [entry] = (await desk.quarantine.list({ limit: 1 })).entries;
    desk.sent.length = 0;
    const envelope = heldAddress(KEY, DESK, { entryId: entry?.id ?? '', agentId: 'ada' });
    await adaWrites({ envelope }, { header, text: '#release' });
    expect((await desk.quarantine.get(entry?.id ?? ''))?.state).toBe('held');
    const [word, ...more] = desk.sent.filter(({ recipient }) => recipient === ADA);
    expect(more).toEqual([]);
    expect(word?.text).toContain('nothing was let out: the address that it came to is neither in its To nor in its Cc');
    await adaWrites({ envelope }, { header: `To: ${envelope}`, text: '#release' });
    expect((await desk.quarantine.get(entry?.id ?? ''))?.state).toBe('released');
  });
});
