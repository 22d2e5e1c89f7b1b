import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskByMail as deskOf, sweepLater, ticketsOf } from '../../support/stories.ts';

/** Who must hear of what did not arrive, of a colleague's answer, and whose turn it is (docs/promise.md sections 5 and 9). */

const ANNA = 'anna@rossi.example';
const TEAM = ['ada@support.example', 'bruno@support.example'];

const mail = ({ subject = 'The door', text = 'It does not open.', id = 'one', to = 'help@support.example' } = {}) =>
  `From: Anna Rossi <${ANNA}>\nTo: ${to}\nSubject: ${subject}\nMessage-ID: <${id}@rossi.example>\n\n${text}\n`;

/** A desk with one ticket of Anna's, and the mail of ours to her that is given back. */
async function opened() {
  const desk = deskOf();
  await receiveMail(desk, arrives(desk, mail()));
  const [ticket] = await ticketsOf(desk);
  const [acknowledgement] = desk.sent.filter(({ recipient }) => recipient === ANNA);
  desk.sent.length = 0;
  return { desk, id: ticket?.id ?? '', acknowledgement };
}

const report = (id: string, recipient = ANNA) =>
  `Message-ID: <${id}@mx.example>
From: MAILER-DAEMON@mx.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=r

--r
Content-Type: text/plain

The following address failed.
--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ${recipient}
Action: failed
Status: 5.1.1 no such user
--r--
`;

const comesBack = (desk: MemoryDesk, id: string, returnPath = '', recipient = ANNA) =>
  receiveMail(desk, arrives(desk, report(id, recipient), { id, recipients: [returnPath], envelopeFrom: '' }));

const told = (desk: MemoryDesk, what: string) =>
  desk.sent.filter(({ text }) => text.includes(what)).map(({ recipient }) => recipient);

const UNDELIVERED = 'The customer did not get our mail';

describe('a mail to the customer that came back', () => {
  it('an acknowledgement: the agents hear of it, once, and how to reach them', async () => {
    const { desk, acknowledgement } = await opened();
    await comesBack(desk, 'dsn1', acknowledgement?.returnPath);
    await comesBack(desk, 'dsn2', acknowledgement?.returnPath);
    expect(told(desk, UNDELIVERED)).toEqual(TEAM);
    expect(desk.sent[0]?.text).toContain('#requester');
    expect(desk.sent[0]?.text).toContain('delivery report: failed 5.1.1');
  });

  it('word of a changed promise: the agents hear of it', async () => {
    const { desk, id } = await opened();
    await changePriority(desk, { ticketId: id, agent: ada, at: desk.now().toISOString(), priority: 2, reason: 'x' });
    const [moved] = desk.sent.filter(({ recipient }) => recipient === ANNA);
    desk.sent.length = 0;
    await comesBack(desk, 'dsn', moved?.returnPath);
    expect(told(desk, UNDELIVERED)).toEqual(TEAM);
  });

  it.each([
    ['to a path that nobody signed', (path: string) => path.replace(/.@/, (end) => (end[0] === '0' ? '1@' : '0@'))],
    ['to the desk', () => 'help@support.example'],
    ['to nobody of ours', () => 'other@support.example'],
  ])('a report %s tells nobody', async (_, changed) => {
    const { desk, acknowledgement } = await opened();
    await comesBack(desk, 'dsn', changed(acknowledgement?.returnPath ?? ''));
    expect(told(desk, UNDELIVERED)).toEqual([]);
  });

  it('word of a changed promise that the mail service refuses: the agents hear of it, and why', async () => {
    const { desk, id } = await opened();
    desk.faults.add({
      port: 'mailer.send',
      times: 1,
      outcome: { outcome: 'refused', what: 'recipient', reason: 'Illegal address' },
    });
    await changePriority(desk, { ticketId: id, agent: ada, at: desk.now().toISOString(), priority: 2, reason: 'x' });
    await sweepLater(desk);
    expect(told(desk, UNDELIVERED)).toEqual(TEAM);
    expect(desk.sent[0]?.text).toContain(`${ANNA}: Illegal address`);
  });
});

describe('a colleague’s answer', () => {
  const ANSWERED = 'A colleague answered: Ada';
  const answer = (desk: MemoryDesk, ticketId: string, source = 'api:1') =>
    respond(desk, {
      ...{ ticketId, agent: ada, source, text: 'Try the other key.', attachments: [] },
      ...{ receivedAt: desk.now().toISOString(), tellBy: 'call' as const },
    });

  it('is told the others in the next digest, once, and not its writer', async () => {
    const { desk, id } = await opened();
    await answer(desk, id);
    await answer(desk, id);
    expect(told(desk, ANSWERED)).toEqual([]);
    await sweepLater(desk);
    await sweepLater(desk);
    expect(told(desk, ANSWERED)).toEqual(['bruno@support.example']);
    expect(desk.sent.at(-1)?.text).toContain('Try the other key.');
  });

  it('goes into a digest with what else there is, also of a P1', async () => {
    const desk = deskOf();
    await receiveMail(desk, arrives(desk, mail({ subject: '[P1] The door' })));
    const [ticket] = await ticketsOf(desk);
    desk.sent.length = 0;
    await answer(desk, ticket?.id ?? '');
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([ANNA]);
    await sweepLater(desk);
    expect(told(desk, ANSWERED)).toEqual(['bruno@support.example']);
  });

  it('of a ticket that is the writer’s own is nobody else’s business', async () => {
    const { desk, id } = await opened();
    const ticket = await desk.tickets.get(id);
    if (ticket) await desk.tickets.save({ ...ticket, assignee: 'ada' });
    await answer(desk, id);
    await sweepLater(desk);
    expect(told(desk, ANSWERED)).toEqual([]);
  });

  it('that the mail service refused is none', async () => {
    const { desk, id } = await opened();
    const outcome = { outcome: 'refused', what: 'recipient', reason: 'Illegal address' } as const;
    desk.faults.add({ port: 'mailer.send', times: 1, outcome });
    await answer(desk, id);
    await sweepLater(desk);
    expect(told(desk, ANSWERED)).toEqual([]);
  });

  it('is told late when the queue was away: the clock stood all the same, and nothing is sent twice', async () => {
    const { desk, id } = await opened();
    desk.faults.add({ port: 'teamMail.put', times: 1, outcome: { outcome: 'later', reason: 'throttled' } });
    await answer(desk, id);
    expect(await desk.tickets.get(id)).toMatchObject({ state: 'answered' });
    await sweepLater(desk);
    await sweepLater(desk);
    expect(told(desk, ANSWERED)).toEqual(['bruno@support.example']);
    expect(desk.sent.filter(({ recipient }) => recipient === ANNA)).toHaveLength(1);
  });
});

describe('a notice of a mail that joins a ticket', () => {
  const joins = async (subject: string) => {
    const { desk, acknowledgement } = await opened();
    await receiveMail(
      desk,
      arrives(desk, mail({ subject, text: 'See subject.', id: 'two', to: acknowledgement?.replyTo ?? '' })),
    );
    return desk.sent.find(({ recipient }) => recipient === TEAM[0])?.text ?? '';
  };

  it('says what the mail is called, when that is another name', async () => {
    expect(await joins('The cellar is under water')).toMatch(/Its own subject: +The cellar is under water/);
  });

  it.each(['Re: The door', 'RIF: AW: the  DOOR', '[P1] The door', 'Re: [P2] The door'])(
    'and not for %s',
    async (name) => {
      expect(await joins(name)).not.toContain('Its own subject');
    },
  );

  it('says whose turn it is', async () => {
    expect(await joins('Re: The door')).toMatch(/Whose turn it is: +ours/);
  });
});
