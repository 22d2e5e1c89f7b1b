import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** A proved agent writes from the own inbox: to a customer with the desk in copy, or to the desk with a customer in copy (section 9). */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ADA = ada.addresses[0] ?? '';
const ANNA = 'anna@rossi.example';

let desk: MemoryDesk;
let mails = 0;
beforeEach(() => {
  desk = deskOf();
});

type Mail = { from?: string; to?: string; cc?: string; id?: string; subject?: string; head?: string; text: string };

async function comes(mail: Mail, { proved = true }: { proved?: boolean } = {}): Promise<void> {
  const { from = ADA, to = DESK, cc, id = `o${++mails}@x`, subject = 'Re: the invoice', head = '', text } = mail;
  const copied = cc ? `Cc: ${cc}\n` : '';
  const date = 'Date: Mon, 30 Nov 2026 09:00:00 +0100\n';
  const raw = `From: ${from}\nTo: ${to}\n${copied}${date}Message-ID: <${id}>\n${head}Subject: ${subject}\n\n${text}\n`;
  desk.pass(60);
  const recipients = [to, cc ?? ''].filter((each) => each.endsWith('@support.example'));
  const delivery = { id: `ses-${++mails}`, envelopeFrom: from, recipients, authenticated: proved };
  await receiveMail(desk, arrives(desk, raw, delivery));
  await desk.team.drain();
}

const only = async (): Promise<Ticket> => {
  const [ticket, ...more] = await ticketsOf(desk);
  if (!ticket || more.length > 0) throw new Error('there is not one ticket');
  return ticket;
};

const addressFor = (recipient: string, kind: 'a-ada' | 'c-') =>
  desk.sent.findLast((mail) => mail.recipient === recipient && mail.replyTo?.includes(`.${kind}`))?.replyTo ?? '';

const toCustomer = { to: ANNA, cc: DESK, id: 'a1@support.example', text: 'Hello Anna, we look at it.' };
const ofThread = { head: 'In-Reply-To: <a1@support.example>\nReferences: <a1@support.example>\n' };

/** What Anna was mailed, and what her newest link shows. */
async function annaReads(): Promise<string> {
  const mailed = desk.sent.filter(({ recipient }) => recipient === ANNA).map(({ text }) => text);
  const link = /\/desk\/t\/[^\s"<]+/.exec(mailed.at(-1) ?? '')?.[0];
  return [...mailed, link ? (await visit(createHandler(desk)).get(link)).text : ''].join('\n');
}

describe('what an agent writes to a customer, with the desk in copy', () => {
  it('is filed for that customer, on their terms, and others whom it copies read along', async () => {
    await comes({ ...toCustomer, cc: `${DESK}, bea@rossi.example` });
    const ticket = await only();
    expect(ticket).toMatchObject({
      requester: { address: ANNA, verified: false, unconfirmed: 'forwarded' },
      customer: { id: 'rossi' },
      participants: [{ address: 'bea@rossi.example' }],
      silent: true,
      state: 'waiting',
    });
    const [message] = await messagesOf(desk, ticket.id);
    expect(message).toMatchObject({ by: ADA, verified: true });
    expect(message?.warnings[0]).toContain(`Ada wrote this to ${ANNA}`);
    expect(desk.sent.map(({ recipient }) => recipient)).not.toContain(ANNA);
  });

  it('is the customer’s who answers to all, and their P1 counts; the agent’s next one is the answer', async () => {
    await comes(toCustomer);
    await comes({ from: ANNA, to: ADA, cc: DESK, text: 'P1\n\nNobody gets in.', ...ofThread });
    expect(await only()).toMatchObject({ priority: 1, state: 'waiting' });
    await comes({ ...toCustomer, id: 'a2@support.example', text: 'Push the door.', ...ofThread });
    expect(await only()).toMatchObject({ state: 'answered', firstResponse: { by: 'agent:ada' } });
  });

  it.each(['In-Reply-To', 'References'])(
    'is answered by her, who names nothing but the agent’s own mail, by %s',
    async (field) => {
      await comes(toCustomer);
      await comes({ from: ANNA, to: ADA, cc: DESK, text: 'Nobody gets in.', ...ofThread });
      await comes({ ...toCustomer, id: 'a2@support.example', text: 'Push the door.', ...ofThread });
      await comes({
        from: ANNA,
        to: ADA,
        cc: DESK,
        text: 'It is stuck still.',
        head: `${field}: <a2@support.example>\n`,
      });
      const { id } = await only();
      expect((await messagesOf(desk, id)).at(-1)).toMatchObject({ author: 'customer', text: 'It is stuck still.\n' });
      await comes({ from: 'eve@evil.example', text: 'And me?', head: `${field}: <a2@support.example>\n` });
      expect((await messagesOf(desk, id)).at(-1)).toMatchObject({ text: 'And me?\n', fromOutside: true });
    },
  );

  it('is filed when it comes again, proved', async () => {
    await comes(toCustomer, { proved: false });
    expect(await only()).toMatchObject({ requester: { address: ADA } });
    for (let round = 0; round < 2; round += 1) await comes(toCustomer);
    const ticket = await only();
    expect(ticket).toMatchObject({ requester: { address: ANNA, unconfirmed: 'forwarded' }, silent: true });
    expect((await messagesOf(desk, ticket.id)).map(({ by }) => by)).toEqual([ADA]);
  });

  it.each([
    ['a machine', { head: 'Auto-Submitted: auto-replied\n' }],
    ['one who is in no address that is read', { to: 'no-reply@rossi.example' }],
    ['the team', { to: 'bruno@support.example' }],
  ])('is not filed for others: %s', async (_, change) => {
    await comes({ ...toCustomer, ...change });
    for (const { requester } of await ticketsOf(desk)) expect(requester.unconfirmed).toBeUndefined();
  });
});

describe('what an agent answers to the desk alone', () => {
  const asked = async () => {
    await comes({ from: ANNA, id: 'asked@rossi.example', subject: 'The door', text: 'It is stuck.' });
    return (await only()).id;
  };
  const state = async () => (await only()).state;
  const STRANGERS = 'In-Reply-To: <q1@evil.example>\nReferences: ';

  it.each([
    [
      'by the number',
      (id: string) => ({ subject: `Re: [${id}] Quick question`, head: `${STRANGERS}<q1@evil.example>\n` }),
    ],
    ['by an id further up', () => ({ head: `${STRANGERS}<asked@rossi.example> <q1@evil.example>\n` })],
    [
      'by both',
      (id: string) => ({ subject: `Re: [${id}] Hi`, head: `${STRANGERS}<asked@rossi.example> <q1@evil.example>\n` }),
    ],
  ])(
    'is no answer to the customer where a stranger’s mail to the agent, whose Reply-To is the desk, leads there %s',
    async (_, leads) => {
      const id = await asked();
      desk.sent.length = 0;
      await comes({ ...leads(id), text: 'Yes, that is right.' });
      expect(await state()).toBe('waiting');
      const mailed = desk.sent.map(({ recipient, text }) => ({ recipient, text }));
      expect(mailed.map(({ recipient }) => recipient)).not.toContain(ANNA);
      expect(mailed.find(({ recipient }) => recipient === ADA)?.text).toContain('a mail that is none of this ticket');
      const [, message] = await messagesOf(desk, id);
      expect(message).toMatchObject({
        text: 'Yes, that is right.\n',
        warnings: [expect.stringContaining('none of this ticket')],
      });
    },
  );

  it.each([
    ['the requester’s', ANNA],
    ['a copied one’s', 'bea@rossi.example'],
  ])('is none where that mail’s Reply-To is %s signed address, which others may have read', async (_, whose) => {
    await comes({
      from: ANNA,
      id: 'asked@rossi.example',
      cc: 'bea@rossi.example',
      subject: 'The door',
      text: 'Stuck.',
    });
    const { id } = await only();
    const to = replyAddress(KEY, DESK, { ticketId: id, reader: readerName(whose) });
    desk.sent.length = 0;
    await comes({
      to,
      subject: 'Re: Quick question',
      head: `${STRANGERS}<q1@evil.example>\n`,
      text: 'Yes, that is right.',
    });
    expect(await state()).toBe('waiting');
    expect(desk.sent.map(({ recipient }) => recipient)).not.toContain(ANNA);
    expect(desk.sent.find(({ recipient }) => recipient === ADA)?.text).toContain('a mail that is none of this ticket');
    await comes({ to, head: 'In-Reply-To: <asked@rossi.example>\n', text: 'A technician comes.' });
    expect(await state()).toBe('answered');
  });

  it.each([
    ['answers the customer’s mail', () => ({ head: 'In-Reply-To: <asked@rossi.example>\n' })],
    ['has the number, and answers nothing', (id: string) => ({ subject: `[${id}] The door` })],
    [
      'has the number, and answers the customer’s mail',
      (id: string) => ({ subject: `Re: [${id}] The door`, head: 'In-Reply-To: <asked@rossi.example>\n' }),
    ],
  ])('is an answer where it %s', async (_, leads) => {
    await comes({ ...leads(await asked()), text: 'A technician comes.' });
    expect(await state()).toBe('answered');
  });
});

describe('a proved agent’s note is a note, and a command is done', () => {
  /** A ticket on which Anna reads, answered once so that she has a link. */
  const TICKETS: Record<string, () => Promise<void>> = {
    'on what the agent wrote to a customer': () => comes(toCustomer),
    'on what the agent asked, with a customer in copy': () => comes({ to: DESK, cc: ANNA, text: 'The door is stuck.' }),
  };
  const WAYS: [string, () => Promise<Partial<Mail>>][] = [
    ['by the number', async () => ({ subject: `Re: [${(await only()).id}] the invoice` })],
    ['by the notice', async () => ({ to: addressFor(ADA, 'a-ada') })],
    ['by the signed address of a reader', async () => ({ to: addressFor(ADA, 'c-') || addressFor(ADA, 'a-ada') })],
  ];

  describe.each(Object.keys(TICKETS))('%s', (name) => {
    it.each(WAYS)('%s', async (_, way) => {
      await TICKETS[name]?.();
      await comes({ to: addressFor(ADA, 'a-ada'), text: 'Push the door.' });
      await comes({ ...(await way()), text: '#note\nThe code is 4711.' });
      await comes({ ...(await way()), text: '#not\nThe other code is 4712.' });
      await comes({ ...(await way()), text: '#close solved' });
      const { id, state } = await only();
      const notes = (await messagesOf(desk, id)).filter(({ text }) => text.includes('471'));
      expect(notes.map(({ author, kind }) => `${author} ${kind}`)).toEqual(['agent note', 'agent note']);
      expect(await annaReads()).not.toMatch(/471[12]/);
      expect(state).toBe('closed');
    });
  });

  it('is a customer’s word without one, on a ticket of the agent’s own', async () => {
    await comes({ to: DESK, text: 'My own door is stuck.' });
    await comes({ to: addressFor(ADA, 'c-'), text: 'Any news?' });
    const messages = await messagesOf(desk, (await only()).id);
    expect(messages.map(({ author }) => author)).toEqual(['customer', 'customer']);
  });
});

describe('a proved agent’s commands that lead to no ticket are kept as a new one, and the agent hears that nothing was done', () => {
  it.each<[string, Partial<Mail>]>([
    ['a wrong number', { subject: 'Re: [T-ABCD2345] The door' }],
    ['no number', { subject: 'The door' }],
    ['to a customer', { to: ANNA, cc: DESK }],
    ['one that is none', { text: '#clos solved' }],
  ])('%s', async (_, change) => {
    await comes({ subject: 'Re: [T-ABCD2345] The door', text: '#close solved', ...change });
    expect(await only()).toMatchObject({ state: 'waiting', silent: true });
    const [word] = desk.sent.filter(({ recipient }) => recipient === ADA);
    expect(word?.subject).toContain('What you wrote was not done');
    expect(word?.text).toContain('there is no ticket of the number');
    expect(desk.sent.filter(({ recipient }) => recipient === ADA)).toHaveLength(1);
  });

  it('an unproved one in an agent’s name is told so to nobody by name: anybody can write it', async () => {
    await comes({ subject: 'Re: [T-ABCD2345] The door', text: '#close solved' }, { proved: false });
    expect(desk.sent.filter(({ subject }) => subject.includes('was not done'))).toEqual([]);
  });
});
