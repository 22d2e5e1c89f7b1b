import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { REPLY_MARKER } from '../../../shared/mail/reply-marker.ts';
import { bounceAddress } from '../../../shared/mail/signed/bounce-address.ts';
import { loopHeader } from '../../../shared/mail/signed/loop-header.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { threadId } from '../../../shared/mail/signed/thread-id.ts';
import { METRIC } from '../../../shared/names.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { resendAnswer } from '../../../shared/use-cases/resend-answer.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import {
  ada,
  deliver,
  deskByMail as deskOf,
  mailed,
  messagesOf,
  sweepLater,
  ticketsOf,
  waitingTicket,
} from '../../support/stories.ts';

const KEY = 'a signing key for tests only';

const mail = (header: string, body = 'Hello') => `Message-ID: <m1@rossi.example>\n${header}\n\n${body}\n`;

async function onlyTicket(desk: MemoryDesk): Promise<Ticket> {
  const tickets = await ticketsOf(desk);
  expect(tickets).toHaveLength(1);
  return tickets[0] as Ticket;
}

describe('a mail from a customer', () => {
  it('opens a ticket with the priority of its subject', async () => {
    const desk = deskOf();
    await receiveMail(desk, arrives(desk, mail('From: Anna <Anna@Rossi.example>\nSubject: [P1] Door')));
    expect(await onlyTicket(desk)).toMatchObject({
      channel: 'email',
      priority: 1,
      requester: { address: 'anna@rossi.example', name: 'Anna', verified: true },
      messageId: '<m1@rossi.example>',
    });
  });

  it('opens a ticket with the priority that its first lines declare, when the subject declares none', async () => {
    const desk = deskOf();
    const from = (subject: string) => `From: anna@rossi.example\nSubject: ${subject}`;
    await receiveMail(desk, arrives(desk, mail(from('Door'), 'Buongiorno,\n\nPriorità: 2\n\nLa porta è chiusa.')));
    expect(await onlyTicket(desk)).toMatchObject({ priority: 2, declared: [{ priority: 2 }] });
  });

  it('starts the clock when it was received, whatever its Date says', async () => {
    const desk = deskOf();
    const dated = mail('From: anna@rossi.example\nSubject: x\nDate: Thu, 01 Jan 2099 00:00:00 +0000');
    await receiveMail(desk, arrives(desk, dated));
    expect((await onlyTicket(desk)).clock.start).toBe('2026-11-30T08:00:00.000Z');
  });

  it.each([
    ['came by a list', 'From: anna@rossi.example\nList-Id: <doors.rossi.example>', {}],
    ['takes no answers', 'From: no-reply@rossi.example', {}],
    ['must never be answered', 'From: anna@rossi.example', { envelopeFrom: '' }],
    ['claims to be from the desk', 'From: help@support.example', {}],
    ['is from nobody', 'Subject: x', {}],
  ])('is not acknowledged when it %s', async (_, header, change) => {
    const desk = deskOf();
    await receiveMail(desk, arrives(desk, mail(header), change));
    await onlyTicket(desk);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });

  it('that cannot be read is a ticket with the raw mail attached', async () => {
    const desk = deskOf();
    await receiveMail(desk, arrives(desk, '', { header: { subject: 'From the service' } }));
    const ticket = await onlyTicket(desk);
    expect(ticket).toMatchObject({ subject: 'From the service', requester: { address: 'anna@rossi.example' } });
    const [message] = await messagesOf(desk, ticket.id);
    expect(message?.attachments).toMatchObject([{ filename: 'message.eml', contentType: 'message/rfc822' }]);
    expect(message?.warnings.join('\n')).toMatch(/^unreadable/m);
  });

  it('that the clock ended is a ticket with the raw mail attached, and is counted as a fault', async () => {
    const desk = deskOf({ settings: { parseLimits: { ms: 1, memoryMb: 512 } } });
    await receiveMail(desk, arrives(desk, mail('From: anna@rossi.example\nSubject: Large', 'x'.repeat(5_000_000))));
    const ticket = await onlyTicket(desk);
    const [message] = await messagesOf(desk, ticket.id);
    expect(message?.attachments).toMatchObject([{ filename: 'message.eml', contentType: 'message/rfc822' }]);
    expect(desk.counted.get(METRIC.readingCutShort)).toBeGreaterThan(0);
    expect(desk.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'reading a mail was cut short' }),
    );
  });

  it('delivered twice is one ticket, one acknowledgement, one schedule', async () => {
    const desk = deskOf();
    const received = arrives(desk, mail('From: anna@rossi.example\nSubject: x'));
    await receiveMail(desk, received);
    await receiveMail(desk, received);
    await onlyTicket(desk);
    expect(mailed(desk).filter((to) => to === 'anna@rossi.example')).toHaveLength(1);
    expect(desk.scheduled.size).toBe(1);
  });
});

describe('a mail about a ticket', () => {
  let desk: MemoryDesk;
  let ticket: Ticket;
  let customerAddress: string;
  let adasAddress: string;

  beforeEach(async () => {
    desk = deskOf();
    ticket = await waitingTicket(desk, { priority: 1 });
    customerAddress = replyAddress(KEY, 'help@support.example', { ticketId: ticket.id });
    adasAddress = replyAddress(KEY, 'help@support.example', { ticketId: ticket.id, agentId: 'ada' });
  });

  const fromAda = (body: string, header = '') => mail(`From: Ada <ada@support.example>\nSubject: Re: x${header}`, body);

  it('joins it by the signed address, moves no clock, and the agents are told', async () => {
    const raw = mail('From: carla@rossi.example\nSubject: Re: x', 'And the window.');
    await receiveMail(desk, arrives(desk, raw, { recipients: [customerAddress.toUpperCase()] }));
    expect(await messagesOf(desk, ticket.id)).toHaveLength(2);
    expect((await onlyTicket(desk)).clock).toEqual(ticket.clock);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });

  it('joins it by our signed id in References when the address was lost', async () => {
    const reference = threadId(KEY, 'help@support.example', ticket.id);
    const raw = mail(`From: anna@rossi.example\nSubject: Re: x\nReferences: ${reference} <other@x.example>`);
    await receiveMail(desk, arrives(desk, raw));
    await onlyTicket(desk);
    expect(await messagesOf(desk, ticket.id)).toHaveLength(2);
  });

  it('joins it by the id that the service gave our acknowledgement, and by one once received', async () => {
    const { acknowledgedAs } = ticket;
    const toOurs = mail(`From: anna@rossi.example\nSubject: Re: x\nIn-Reply-To: ${acknowledgedAs}`);
    const toTheirs = mail('From: carla@rossi.example\nSubject: Re: x\nReferences: <anna-1@rossi.example>');
    await receiveMail(desk, arrives(desk, toOurs, { id: 'ses-2' }));
    await receiveMail(desk, arrives(desk, toTheirs, { id: 'ses-3' }));
    await onlyTicket(desk);
    expect(await messagesOf(desk, ticket.id)).toHaveLength(3);
  });

  it.each([
    ['from its requester, proved', 'anna@rossi.example', true, undefined],
    ['as from outside, of one who is not proved', 'anna@rossi.example', false, 1],
    ['as from outside, of somebody else', 'eve@evil.example', true, 1],
  ])('joins it by any number in the subject: %s', async (_, from, authenticated, outside) => {
    const raw = mail(`From: ${from}\nSubject: About [T-00000000] and [${ticket.id.toLowerCase()}]`);
    await receiveMail(desk, arrives(desk, raw, { authenticated }));
    expect((await onlyTicket(desk)).outside?.length).toBe(outside);
    expect(await messagesOf(desk, ticket.id)).toHaveLength(2);
  });

  it('is another ticket, linked, of somebody else who answers what the first mail of that ticket answers', async () => {
    const first = mail(
      'From: carla@rossi.example\nSubject: Fwd: lamp\nReferences: <root@rossi.example> <x@rossi.example>',
    );
    const header = 'From: dora@rossi.example\nSubject: lamp\nMessage-ID: <d@rossi.example>';
    const second = `${header}\nIn-Reply-To: <root@rossi.example>\n\nAlso here.\n`;
    await receiveMail(desk, arrives(desk, first, { id: 'ses-2' }));
    await receiveMail(desk, arrives(desk, second, { id: 'ses-3' }));
    const tickets = await ticketsOf(desk);
    expect(tickets).toHaveLength(3);
    const [carlas, doras] = ['Fwd: lamp', 'lamp'].map((subject) => tickets.find((each) => each.subject === subject));
    expect(carlas?.links).toEqual([{ ticket: doras?.id, kind: 'same thread' }]);
    expect(doras?.links).toEqual([{ ticket: carlas?.id, kind: 'same thread' }]);
  });

  it('joins one whose first mail referred to the same conversation, of its own requester', async () => {
    const first = mail('From: carla@rossi.example\nSubject: Fwd: lamp\nReferences: <root@rossi.example>');
    const header = 'From: carla@rossi.example\nTo: help@support.example\nSubject: lamp\nMessage-ID: <d@rossi.example>';
    const second = `${header}\nIn-Reply-To: <root@rossi.example>\n\nAlso here.\n`;
    await receiveMail(desk, arrives(desk, first, { id: 'ses-2' }));
    await receiveMail(desk, arrives(desk, second, { id: 'ses-3' }));
    expect(await ticketsOf(desk)).toHaveLength(2);
  });

  it('makes whom its requester copies participants, who see the answers; never the desk or its team', async () => {
    const copies =
      'Cc: Carla <carla@rossi.example>, Dora <dora@rossi.example>, ada@support.example, lead@support.example, no-reply@x.example';
    const raw = mail(`From: anna@rossi.example\nTo: ${customerAddress}\n${copies}\nSubject: Re: x`);
    await receiveMail(desk, arrives(desk, raw, { recipients: [customerAddress] }));
    const { participants, requester } = await onlyTicket(desk);
    expect(participants.map(({ address }) => address)).toEqual(['carla@rossi.example', 'dora@rossi.example']);
    expect(requester.address).toBe('anna@rossi.example');
    await receiveMail(desk, arrives(desk, fromAda('Done.'), { id: 'ses-2', recipients: [adasAddress] }));
    expect(desk.sent.at(-1)?.cc?.map(({ address }) => address)).toEqual(['carla@rossi.example', 'dora@rossi.example']);
  });

  it('from somebody who only knows an id of the thread adds nobody', async () => {
    const raw = mail('From: eve@evil.example\nReferences: <anna-1@rossi.example>\nSubject: Re: x');
    await receiveMail(desk, arrives(desk, raw, { authenticated: false }));
    expect((await onlyTicket(desk)).participants).toEqual([]);
  });

  it('with commands of its agent carries them out', async () => {
    const raw = fromAda('#assign me\n#priority 2 customer-unresponsive\n#note\nWaiting for their call.');
    await receiveMail(desk, arrives(desk, raw, { recipients: [adasAddress] }));
    expect(await onlyTicket(desk)).toMatchObject({ assignee: 'ada', priority: 2, state: 'waiting' });
    // Of the new priority, and of nothing else.
    const [mail, ...others] = desk.sent.filter(({ recipient }) => recipient === 'anna@rossi.example');
    expect([mail?.tags?.purpose, others]).toEqual(['notice', []]);
    expect(mail?.text).not.toContain('Waiting for their call');
    expect((await messagesOf(desk, ticket.id)).map(({ kind }) => kind)).toContain('note');
  });

  it('of an agent that is too long to be read whole goes out without the mail itself, which quotes a notice', async () => {
    const raw = fromAda(`On it.\n\n${'> quoted words\n'.repeat(90_000)}`);
    await receiveMail(desk, arrives(desk, raw, { recipients: [adasAddress] }));
    const answer = desk.sent.find(({ recipient }) => recipient === 'anna@rossi.example');
    expect(answer?.text).toContain('On it.');
    expect(answer?.attachments ?? []).toEqual([]);
    const message = (await messagesOf(desk, ticket.id)).find(({ warnings }) => (warnings ?? []).length > 0);
    expect(message?.warnings).toContainEqual(expect.stringContaining('too long'));
    expect(desk.sent.at(-1)?.recipient).toBe('ada@support.example');
  });

  it('with an answer and #close answers, then closes', async () => {
    await receiveMail(desk, arrives(desk, fromAda('#close\nAll done.'), { recipients: [adasAddress] }));
    expect(await onlyTicket(desk)).toMatchObject({ state: 'closed', firstResponse: { by: 'agent:ada' } });
    expect(desk.sent.find(({ to }) => to[0]?.address === 'anna@rossi.example')?.text).not.toContain('#close');
  });

  it('with an answer and a command that is refused sends the answer and says which', async () => {
    await receiveMail(desk, arrives(desk, fromAda('#assign nobody\nOn it.'), { recipients: [adasAddress] }));
    expect((await onlyTicket(desk)).state).toBe('answered');
    const help = desk.sent.find(({ to }) => to[0]?.address === 'ada@support.example');
    expect(help?.text).toContain('#assign: there is no agent "nobody"; there are ada, bruno');
    expect(help?.text).toContain('Your answer went to the customer.');
  });

  it('with a misspelt command sends nothing to the customer and tells the agent what there is', async () => {
    await receiveMail(desk, arrives(desk, fromAda('#nte\nShe is wrong again.'), { recipients: [adasAddress] }));
    expect((await onlyTicket(desk)).state).toBe('waiting');
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(desk.sent[0]?.text).toContain('#nte: there is no such command');
    expect(desk.sent[0]?.text).toContain('#note');
  });

  it('with a forged address is a new ticket that says so', async () => {
    const forged = customerAddress.replace(/.@/, (end) => (end[0] === '0' ? '1@' : '0@'));
    await receiveMail(desk, arrives(desk, mail('From: eve@evil.example'), { recipients: [forged] }));
    const tickets = await ticketsOf(desk);
    const other = tickets.find(({ id }) => id !== ticket.id);
    const [message] = await messagesOf(desk, other?.id ?? '');
    expect(message?.warnings).toContain('it was sent to a reply address with a wrong signature');
  });

  it('from its agent, authenticated, is the answer: relayed, and the clock stops', async () => {
    const raw = fromAda(`Try again now.\n\nOn Mon, Nov 30 Example Support wrote:\n> ${REPLY_MARKER}\n> internal link`);
    await receiveMail(desk, arrives(desk, raw, { recipients: [adasAddress], envelopeFrom: 'ada@support.example' }));
    expect(await onlyTicket(desk)).toMatchObject({ state: 'answered', firstResponse: { by: 'agent:ada', met: true } });
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect(desk.sent[0]?.text).toContain('Try again now.');
    expect(desk.sent[0]?.text).not.toContain('internal link');
    expect(desk.scheduled.size).toBe(0);
  });

  it.each<[string, (raw: { ada: string; eve: string; robot: string }) => string, Partial<ReceivedMail>]>([
    ['of an agent whose From is not proved', ({ ada }) => ada, { authenticated: false }],
    ['of an agent beside another sender', ({ ada }) => ada.replace('From: ', 'From: eve@evil.example, '), {}],
    ['of an agent below another sender', ({ ada }) => `From: Ada <ada@support.example>\n${ada}`, {}],
    ['of somebody else with the agent’s address', ({ eve }) => eve, {}],
    ['of the agent’s out-of-office robot', ({ robot }) => robot, {}],
  ])('%s never stops the clock', async (_, choose, change) => {
    const raw = choose({
      ada: fromAda('Close it please'),
      eve: mail('From: eve@evil.example\nSubject: Re: x', 'Close it please'),
      robot: fromAda('I am away', '\nAuto-Submitted: auto-replied'),
    });
    await receiveMail(desk, arrives(desk, raw, { recipients: [adasAddress], ...change }));
    expect((await onlyTicket(desk)).state).toBe('waiting');
    expect(mailed(desk)).not.toContain('anna@rossi.example');
    const message = (await messagesOf(desk, ticket.id)).find(({ author }) => author === 'unverified');
    expect(message?.warnings.join()).toContain('not taken as an answer');
    expect(desk.scheduled.size).toBe(1);
  });

  it('from a robot wakes nobody', async () => {
    const raw = mail('From: anna@rossi.example\nAuto-Submitted: auto-replied\nSubject: Away');
    await receiveMail(desk, arrives(desk, raw, { recipients: [customerAddress] }));
    expect(desk.sent).toEqual([]);
    expect(await messagesOf(desk, ticket.id)).toHaveLength(2);
  });

  it('from an escalation contact who is no agent is kept, and nothing goes to the customer', async () => {
    const raw = mail('From: lead@support.example\nSubject: Re: Breach', 'Why has nobody answered?');
    await receiveMail(desk, arrives(desk, raw, { recipients: [customerAddress] }));
    const message = (await messagesOf(desk, ticket.id)).find(({ by }) => by === 'lead@support.example');
    expect(message).toMatchObject({ author: 'unverified', warnings: [expect.stringContaining('not sent on')] });
    expect(mailed(desk)).not.toContain('anna@rossi.example');
    expect((await onlyTicket(desk)).state).toBe('waiting');
  });

  it('with nothing above the quote is no answer', async () => {
    const raw = fromAda(`\n\nOn Mon, Nov 30 Example Support wrote:\n> ${REPLY_MARKER}\n> the notice`);
    await receiveMail(desk, arrives(desk, raw, { recipients: [adasAddress] }));
    expect((await onlyTicket(desk)).state).toBe('waiting');
    expect(desk.sent.flatMap(({ to }) => to).map(({ address }) => address)).not.toContain('anna@rossi.example');
  });
});

describe('an unwelcome mail', () => {
  const verdicts = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;

  it.each(['virus', 'spam'] as const)('with %s is quarantined, opens nothing, and answers nobody', async (danger) => {
    const desk = deskOf();
    const raw = mail('From: anna@rossi.example\nSubject: Look');
    await receiveMail(desk, arrives(desk, raw, { verdicts: { ...verdicts, [danger]: 'FAIL' } }));
    expect(await ticketsOf(desk)).toEqual([]);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    const { entries } = await desk.quarantine.list({ limit: 10 });
    expect(entries).toMatchObject([{ reason: danger, from: 'anna@rossi.example', subject: 'Look', state: 'held' }]);
  });

  it('with a virus that is released all the same becomes a ticket without its files', async () => {
    const desk = deskOf();
    const header = 'From: anna@rossi.example\nSubject: Look\nContent-Type: multipart/mixed; boundary=x';
    const parts = '--x\n\nSee the file.\n--x\nContent-Type: application/zip; name=a.zip\n\nPK\n--x--';
    const infected = { verdicts: { ...verdicts, virus: 'FAIL' as const }, released: true };
    await receiveMail(desk, arrives(desk, mail(header, parts), infected));
    const [message] = await messagesOf(desk, (await onlyTicket(desk)).id);
    expect(message).toMatchObject({ attachments: [], text: expect.stringContaining('See the file.') });
    expect(message?.warnings.join()).toContain('a.zip');
  });

  it('that a machine wrote about nothing of ours is quarantined; released, it is a silent ticket', async () => {
    const desk = deskOf();
    const raw = mail('From: anna@rossi.example\nSubject: Away\nAuto-Submitted: auto-replied');
    const received = arrives(desk, raw);
    await receiveMail(desk, received);
    expect((await desk.quarantine.list({ limit: 10 })).entries).toMatchObject([{ reason: 'auto-reply to nothing' }]);
    await receiveMail(desk, { ...received, released: true });
    await onlyTicket(desk);
    expect(mailed(desk)).not.toContain('anna@rossi.example');
  });

  it('that is one of ours come back is dropped, and counted', async () => {
    const desk = deskOf();
    const { name, value } = loopHeader(KEY, 'help@support.example');
    await receiveMail(desk, arrives(desk, mail(`From: anna@rossi.example\n${name}: ${value}\nSubject: Re: x`)));
    expect(await ticketsOf(desk)).toEqual([]);
    expect(desk.counted.get('OwnMailReturned')).toBe(1);
  });
});

describe('a delivery report', () => {
  const report = (originalId: string) =>
    mail(
      'From: MAILER-DAEMON@mx.rossi.example\nSubject: Undelivered Mail\nContent-Type: multipart/report; report-type=delivery-status; boundary=x',
      [
        '--x\n\nYour mail did not arrive.',
        '--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.rossi.example\n\nFinal-Recipient: rfc822; anna@rossi.example\nAction: failed\nStatus: 5.1.1',
        `--x\nContent-Type: text/rfc822-headers\n\nMessage-ID: ${originalId}\nSubject: x`,
        '--x--',
      ].join('\n'),
    );

  async function answeredTicket(desk: MemoryDesk) {
    const ticket = await waitingTicket(desk, { priority: 1 });
    const answer = { ticketId: ticket.id, agent: ada, source: 'api:1', text: 'On it.', attachments: [] };
    const { message } = await respond(desk, { ...answer, receivedAt: '2026-11-30T08:30:00.000Z', tellBy: 'call' });
    desk.sent.length = 0;
    return { ticket, message: (await desk.tickets.getMessage(ticket.id, message.key)) ?? message };
  }

  const returnPath = ({ ticketId, key }: Message) =>
    bounceAddress(KEY, 'help@support.example', { ticketId, messageKey: key });

  it('of the first response, at our return path: its clock runs again, and the agents are told', async () => {
    const desk = deskOf();
    const { message } = await answeredTicket(desk);
    const envelope = { envelopeFrom: '', recipients: [returnPath(message)] };
    await receiveMail(desk, arrives(desk, report('<lost@x.example>'), envelope));
    const after = await onlyTicket(desk);
    expect(after).toMatchObject({ state: 'waiting', timer: { next: { level: 'warning' } } });
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    expect((await desk.tickets.getMessage(after.id, message.key))?.undelivered).toContain('5.1.1');
  });

  it('of an answer that was sent again since moves nothing, and one of its newest mail does', async () => {
    const desk = deskOf();
    const { ticket, message } = await answeredTicket(desk);
    const comeBack = (path: string, name: string) =>
      receiveMail(
        desk,
        arrives(desk, report(`<${name}@x.example>`), { envelopeFrom: '', recipients: [path], id: name }),
      );
    await comeBack(returnPath(message), 'one');
    await resendAnswer(desk, { ticketId: ticket.id, messageKey: message.key });
    const newest = desk.sent.findLast(({ recipient }) => recipient === ticket.requester.address)?.returnPath ?? '';
    desk.sent.length = 0;
    await comeBack(returnPath(message), 'two');
    expect((await onlyTicket(desk)).state).toBe('answered');
    expect(mailed(desk)).toEqual([]);
    await comeBack(newest, 'three');
    expect((await onlyTicket(desk)).state).toBe('waiting');
  });

  it('that only names an id of ours moves nothing: it is kept, and the agents see it', async () => {
    const desk = deskOf();
    const { ticket, message } = await answeredTicket(desk);
    await receiveMail(desk, arrives(desk, report(message.sentAs ?? ''), { envelopeFrom: '' }));
    expect((await onlyTicket(desk)).state).toBe('answered');
    expect((await desk.tickets.getMessage(ticket.id, message.key))?.undelivered).toBeUndefined();
    const warnings = (await messagesOf(desk, ticket.id)).flatMap((kept) => kept.warnings);
    expect(warnings.join()).toContain('moves nothing');
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });

  it.each([...Array(16).keys()])('heard of while call %i fails: the clock runs and each agent knows', async (skip) => {
    const desk = deskOf();
    const { message } = await answeredTicket(desk);
    const arrived = arrives(desk, report('<lost@x.example>'), { envelopeFrom: '', recipients: [returnPath(message)] });
    desk.faults.add({ skip, times: 1 });
    await deliver(desk, () => receiveMail(desk, arrived));
    desk.faults.clear();
    await sweepLater(desk);
    expect(await onlyTicket(desk)).toMatchObject({ state: 'waiting', timer: { registered: true } });
    expect(new Set(mailed(desk))).toEqual(new Set(['ada@support.example', 'bruno@support.example']));
  });

  it('of nothing of ours is quarantined', async () => {
    const desk = deskOf();
    await receiveMail(desk, arrives(desk, report('<lost@x.example>'), { envelopeFrom: '' }));
    expect((await desk.quarantine.list({ limit: 10 })).entries).toHaveLength(1);
    expect(await ticketsOf(desk)).toEqual([]);
  });
});

describe('the address that a mail was sent to', () => {
  const addresses = [{ address: 'sales@support.example', priority: 4, plan: 'premium', language: 'it' }] as const;

  it('gives what nobody says: priority, plan and language', async () => {
    const desk = deskOf({ settings: { addresses: [...addresses] } });
    const raw = mail('From: who@elsewhere.example\nSubject: Prices');
    await receiveMail(desk, arrives(desk, raw, { recipients: ['Sales+web@support.example'] }));
    expect(await onlyTicket(desk)).toMatchObject({ priority: 4, terms: { plan: 'premium' }, language: 'it' });
  });

  it('gives nothing that the subject or the customer record says', async () => {
    const desk = deskOf({ settings: { addresses: [...addresses] } });
    const raw = mail('From: anna@rossi.example\nSubject: [P2] Prices');
    await receiveMail(desk, arrives(desk, raw, { recipients: ['sales@support.example'] }));
    expect(await onlyTicket(desk)).toMatchObject({ priority: 2, terms: { plan: 'basic' } });
  });

  it.each([
    [['help@support.example', 'sales@support.example'], 'help@support.example', 3],
    [['sales@support.example', 'help@support.example'], 'sales@support.example', 4],
    [['else@elsewhere.example', 'Help+web@support.example', 'sales@support.example'], 'help@support.example', 3],
  ])('is the first of those of ours: %j', async (recipients, door, priority) => {
    const desk = deskOf({ settings: { addresses: [...addresses] } });
    const raw = mail('From: who@elsewhere.example\nSubject: Prices');
    await receiveMail(desk, arrives(desk, raw, { recipients }));
    expect(await onlyTicket(desk)).toMatchObject({ door, priority });
  });

  it.each(['postmaster', 'abuse'])(
    'may be %s: that is a ticket as ever, answered from the support address',
    async (role) => {
      const desk = deskOf({ settings: { addresses: [...addresses] } });
      const raw = `From: anna@rossi.example\nTo: ${role}@support.example\nCc: cara@rossi.example\nSubject: Your mail\n\nHello\n`;
      await receiveMail(desk, arrives(desk, raw, { recipients: [`${role}@support.example`] }));
      const ticket = await onlyTicket(desk);
      expect(ticket).toMatchObject({ door: 'help@support.example', requester: { address: 'anna@rossi.example' } });
      // Those copied take part, as in any mail that names an address of ours; the role itself does not.
      expect(ticket.participants.map(({ address }) => address)).toEqual(['cara@rossi.example']);
      expect(desk.sent.map(({ to, from }) => [to[0]?.address, from.address])).toContainEqual([
        'anna@rossi.example',
        'help@support.example',
      ]);
    },
  );

  it.each(['postmaster', 'abuse'])(
    'is not answered when %s of the desk itself writes: that would be a loop',
    async (role) => {
      const desk = deskOf();
      const raw = mail(`From: ${role}@support.example\nSubject: Hello`);
      await receiveMail(desk, arrives(desk, raw, { envelopeFrom: `${role}@support.example` }));
      expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    },
  );

  it('may be two of ours: one mail is one ticket, however many servers brought it', async () => {
    const desk = deskOf({ settings: { addresses: [...addresses] } });
    const raw = mail('From: anna@rossi.example\nSubject: Both\nDate: Mon, 30 Nov 2026 08:00:00 +0000');
    await receiveMail(desk, arrives(desk, raw, { id: 'ses-1' }));
    await receiveMail(desk, arrives(desk, raw, { id: 'ses-2', recipients: ['sales@support.example'] }));
    await onlyTicket(desk);
    const other = raw.replace('Hello', 'Something else under the same id');
    await receiveMail(desk, arrives(desk, other, { id: 'ses-3' }));
    expect(await ticketsOf(desk)).toHaveLength(2);
  });
});

describe('an acknowledgement', () => {
  it('is in the language that the mail is written in, when no record says', async () => {
    const desk = deskOf();
    const text =
      'Buongiorno, da questa mattina la porta non si apre e nessuno riesce a entrare. Grazie mille per l’aiuto.';
    await receiveMail(desk, arrives(desk, mail('From: who@elsewhere.example\nSubject: Porta', text)));
    expect((await onlyTicket(desk)).language).toBe('it');
  });

  it('is not sent beyond the fifth of a burst, and the ticket says so', async () => {
    const desk = deskOf();
    for (let index = 0; index < 7; index += 1) {
      const raw = mail(`From: anna@rossi.example\nSubject: Burst ${index}`, `Number ${index}`);
      await receiveMail(desk, arrives(desk, raw, { id: `ses-${index}` }));
    }
    expect(mailed(desk).filter((to) => to === 'anna@rossi.example')).toHaveLength(5);
    const tickets = await ticketsOf(desk);
    expect(tickets).toHaveLength(7);
    const withheld = tickets.filter(({ audit }) => audit.some(({ action }) => action === 'mail withheld'));
    expect(withheld).toHaveLength(2);
  });
});
