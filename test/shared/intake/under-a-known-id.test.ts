import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/**
 * Knowing an id is not belonging (docs/promise.md section 9): Eve, who has read a mail of Anna's, opens a ticket under its Message-ID, and
 * writes to agents with what she knows. What goes on between the others must not go to her ticket, nor what agents write to her to Anna.
 */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const ADA = 'ada@support.example';
const EVE = 'eve@evil.example';
const ID = '<salaries@rossi.example>';
const ABOUT = `In-Reply-To: ${ID}`;

let desk: MemoryDesk;
let ticket: Ticket;
let mails = 0;

beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk, { source: 'mail:two', subject: 'Salaries', messageId: ID });
  desk.pass(60);
});

type Mail = {
  from: string;
  head: string;
  text?: string;
  id?: string;
  isProved?: boolean;
  subject?: string;
  recipients?: string[];
};

async function comes({
  from,
  head,
  text = 'Hello.',
  id = `<r${++mails}@x>`,
  isProved = true,
  subject = 'Re: Salaries',
  recipients = [DESK],
}: Mail) {
  desk.pass(60);
  desk.sent.length = 0;
  const raw = `From: ${from}\nMessage-ID: ${id}\nSubject: ${subject}\n${head}\n\n${text}\n`;
  const delivery = { id: `ses-${++mails}`, envelopeFrom: from, recipients, authenticated: isProved };
  await receiveMail(desk, arrives(desk, raw, delivery));
  await desk.team.drain();
}

const now = async () => desk.tickets.get(ticket.id);
const texts = async () => (await messagesOf(desk, ticket.id)).map(({ text }) => text.trim());

describe.each([
  ['to the desk', `To: ${DESK}`],
  ['with Anna in copy', `To: ${DESK}\nCc: ${ANNA}`],
  ['with Anna and Ada in copy', `To: ${DESK}\nCc: ${ANNA}, ${ADA}`],
])('Eve opens a ticket under the id of Anna’s mail, %s', (_, head) => {
  describe.each([true, false])('proved: %s', (isProved) => {
    beforeEach(() => comes({ from: EVE, head, id: ID, isProved }));

    it.each([
      ['with Anna and the desk', `To: ${ANNA}\nCc: ${DESK}\n${ABOUT}`],
      ['by the thread', `To: ${DESK}\nCc: ${ANNA}\nReferences: ${ID} <unknown@x>\nIn-Reply-To: <unknown@x>`],
    ])('Ada answers Anna: %s', async (_way, answer) => {
      await comes({ from: ADA, head: answer, text: 'The secret answer.' });
      expect(await now()).toMatchObject({ state: 'answered', firstResponse: { by: 'agent:ada' } });
      expect(mailed(desk)).toContain(ANNA);
      expect(mailed(desk)).not.toContain(EVE);
    });

    it('Ada answers Anna, with the number in the subject', async () => {
      const subject = `Re: Salaries [${ticket.id}]`;
      await comes({ from: ADA, head: `To: ${ANNA}\nCc: ${DESK}\n${ABOUT}`, subject, text: 'The secret answer.' });
      expect(mailed(desk)).toEqual([ANNA]);
    });

    it('Anna goes on with her own mail', async () => {
      await comes({ from: ANNA, head: `To: ${DESK}\n${ABOUT}`, text: 'A secret: any news?' });
      expect(await texts()).toContain('A secret: any news?');
      expect(mailed(desk)).not.toContain(EVE);
    });
  });
});

it('a crowd of mails that Eve writes to her own ticket under the id of Anna’s hides none of Anna’s, in whatever order they are found', async () => {
  await comes({ from: EVE, head: `To: ${DESK}`, subject: 'Hello' });
  const eves = (await ticketsOf(desk)).find(({ id }) => id !== ticket.id)?.id ?? '';
  const find = desk.tickets.findByMailId.bind(desk.tickets);
  desk.tickets.findByMailId = async (id) => {
    const crowd = Array.from({ length: 420 }, (_, n) => ({ ticketId: eves, messageKey: `M${n}` }));
    return id === ID ? [...crowd, ...(await find(id))] : find(id);
  };
  await comes({ from: ANNA, head: `To: ${DESK}\n${ABOUT}`, text: 'Any news?' });
  expect(await texts()).toContain('Any news?');
});

describe('Eve opens five tickets under an id of Anna’s, and copies her', () => {
  const DIRECT = '<anna-to-ada@rossi.example>';
  const many = async (id: string) => {
    for (let n = 0; n < 7; n += 1) await comes({ from: EVE, head: `To: ${DESK}\nCc: ${ANNA}`, id, text: `Round ${n}` });
  };

  it('what is about Anna’s ticket by another id goes there', async () => {
    await many(DIRECT);
    const head = `In-Reply-To: ${DIRECT}\nReferences: ${ID} ${DIRECT}`;
    await comes({ from: ANNA, head: `To: ${DESK}\n${head}`, text: 'My secret.' });
    await comes({ from: ANNA, head: `To: ${DESK}\n${head}`, text: 'Another secret.', isProved: false });
    expect(await texts()).toEqual(expect.arrayContaining(['My secret.', 'Another secret.']));
    await comes({ from: ADA, head: `To: ${ANNA}\nCc: ${DESK}\n${head}`, text: 'The secret answer.' });
    expect(await now()).toMatchObject({ state: 'answered' });
    expect(mailed(desk)).not.toContain(EVE);
  });

  it('what is between Anna and Ada, of which the desk knows no more, goes to none of them', async () => {
    await many(DIRECT);
    const subject = `Re: Salaries [${ticket.id}]`;
    await comes({ from: ADA, head: `To: ${ANNA}\nCc: ${DESK}\nIn-Reply-To: ${DIRECT}`, text: 'The secret answer.' });
    expect(mailed(desk)).not.toContain(EVE);
    await comes({ from: ADA, head: `To: ${ANNA}\nCc: ${DESK}\nIn-Reply-To: ${DIRECT}`, text: 'Secret too.', subject });
    expect(mailed(desk)).not.toContain(EVE);
    expect(await now()).toMatchObject({ state: 'answered' });
  });

  it.each([true, false])('a P1 of Anna’s has its own ticket and clock, proved: %s', async (isProved) => {
    await many(DIRECT);
    const head = `To: ${DESK}\nIn-Reply-To: ${DIRECT}`;
    await comes({ from: ANNA, head, text: 'The secret of Anna.', subject: '[P1] The till', isProved });
    const own = (await ticketsOf(desk)).filter(({ priority }) => priority === 1);
    expect(own).toMatchObject([{ state: 'waiting', requester: { address: ANNA } }]);
    expect(mailed(desk)).not.toContain(EVE);
  });

  it('whom Anna copied goes on by answering to all', async () => {
    const carla = 'carla@rossi.example';
    await comes({ from: ANNA, head: `To: ${DESK}\nCc: ${carla}\n${ABOUT}`, id: '<with-carla@rossi.example>' });
    const answer = `To: ${ANNA}\nCc: ${DESK}\nIn-Reply-To: <with-carla@rossi.example>`;
    await comes({ from: carla, head: answer, text: 'I saw it, too.' });
    const last = (await messagesOf(desk, ticket.id)).at(-1);
    expect(last).toMatchObject({ by: carla, author: 'customer' });
    expect(last?.fromOutside).toBeUndefined();
  });
});

describe('what an agent writes to others, with the desk in copy, goes to no reader of a ticket that it names', () => {
  it.each([
    ['by an id', { head: `To: ${EVE}\nCc: ${DESK}\n${ABOUT}` }],
    ['by the thread', { head: `To: ${EVE}, ${DESK}\nIn-Reply-To: <eve@evil>\nReferences: ${ID} <eve@evil>` }],
    ['by the number', { head: `To: ${EVE}\nCc: ${DESK}`, isNumbered: true }],
    ['to a colleague', { head: `To: bruno@support.example\nCc: ${DESK}`, isNumbered: true }],
    ['to the desk and a colleague, by an id', { head: `To: ${DESK}, bruno@support.example\n${ABOUT}` }],
    ['to the desk and the lead, by the number', { head: `To: ${DESK}, lead@support.example`, isNumbered: true }],
    ['to a vendor and a colleague', { head: `To: bruno@support.example, ${EVE}\nCc: ${DESK}\n${ABOUT}` }],
  ])('%s', async (_, { head, ...mail }) => {
    const subject = 'isNumbered' in mail ? `Re: offer [${ticket.id}]` : 'Re: offer';
    await comes({ from: ADA, head, subject, text: 'No, they are fools.' });
    expect((await now())?.state).toBe('waiting');
    expect(mailed(desk)).not.toContain(ANNA);
    expect(await texts()).toContain('No, they are fools.');
    const word = desk.sent.find(({ recipient }) => recipient === ADA);
    expect(word?.subject).toContain('What you wrote was not done');
    expect(word?.text).toContain('It is to others than those who read this ticket');
  });

  it.each([
    ['to the desk alone', `To: ${DESK}`],
    ['to the desk, with a colleague in copy', `To: ${DESK}\nCc: bruno@support.example`],
    ['to the desk, with the lead in copy', `To: ${DESK}\nCc: lead@support.example`],
    ['to the desk, Anna and a colleague', `To: ${DESK}, ${ANNA}, bruno@support.example`],
    ['to Anna and a vendor', `To: ${ANNA}, ${EVE}\nCc: ${DESK}`],
  ])('but it is an answer %s', async (_, head) => {
    await comes({ from: ADA, head: `${head}\n${ABOUT}`, text: 'Try it.' });
    expect((await now())?.state).toBe('answered');
    expect(mailed(desk)).toContain(ANNA);
  });
});

describe('an agent’s own address of the ticket, which stays in copy', () => {
  const own = () => replyAddress('a signing key for tests only', DESK, { ticketId: ticket.id, agentId: 'ada' });
  it.each<[string, (address: string) => string]>([
    ['a vendor', (address) => `To: ${EVE}\nCc: ${address}`],
    ['a vendor and the desk', (address) => `To: ${EVE}, ${address}`],
    ['a colleague', (address) => `To: bruno@support.example\nCc: ${address}`],
  ])('makes no answer of what is to %s', async (_, headOf) => {
    await comes({ from: ADA, head: headOf(own()), recipients: [own()], text: 'Forty percent, do not tell them.' });
    expect((await now())?.state).toBe('waiting');
    expect(mailed(desk)).not.toContain(ANNA);
    expect(desk.sent.find(({ recipient }) => recipient === ADA)?.subject).toContain('was not done');
  });

  it.each<[string, (address: string) => string]>([
    ['to it alone', (address) => `To: ${address}`],
    ['with a colleague in copy', (address) => `To: ${address}\nCc: bruno@support.example`],
    ['to Anna, with it in copy', (address) => `To: ${ANNA}\nCc: ${address}`],
    ['in copy alone', (address) => `Cc: ${address}`],
  ])('makes one %s', async (_, headOf) => {
    await comes({ from: ADA, head: headOf(own()), recipients: [own()], text: 'Try it.' });
    expect((await now())?.state).toBe('answered');
    expect(mailed(desk)).toContain(ANNA);
  });
});

it('who answers the newsletter in whose name a stranger opened a ticket has a ticket of their own', async () => {
  const paula = 'paula@newco.example';
  const head = `To: ${DESK}\nIn-Reply-To: <newsletter@list.example>`;
  await comes({ from: paula, head: `${head}\nReply-To: ${EVE}`, isProved: false, subject: 'Re: News' });
  await comes({ from: paula, head, text: 'A secret of mine.', subject: 'Re: News' });
  const own = (await ticketsOf(desk)).filter(({ requester }) => requester.address === paula);
  expect(own).toMatchObject([{ state: 'waiting', requester: { verified: true } }]);
  expect(mailed(desk)).toContain(paula);
  expect(mailed(desk)).not.toContain(EVE);
});

it('a request that somebody in copy sent to their own ticket first is a ticket when it comes to the desk', async () => {
  await comes({ from: EVE, head: `To: ${DESK}`, subject: 'Mine' });
  const eves = (await ticketsOf(desk)).find(({ subject }) => subject === 'Mine');
  const signed = replyAddress('a signing key for tests only', DESK, {
    ticketId: eves?.id ?? '',
    reader: readerName(EVE),
  });
  const mail = {
    from: ANNA,
    head: `To: everybody@company.example\nCc: ${EVE}`,
    id: '<till@rossi.example>',
    subject: 'Till',
  };
  await comes({ ...mail, recipients: [signed] });
  await comes(mail);
  expect((await ticketsOf(desk)).filter(({ subject }) => subject === 'Till')).toMatchObject([{ state: 'waiting' }]);
  expect(mailed(desk)).toContain(ANNA);
});
