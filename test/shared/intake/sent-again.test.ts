import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { addReader, removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, rossi, ticketsOf, waitingTicket } from '../../support/stories.ts';

/**
 * A proved mail that the desk has, sent again by whoever has it too (somebody in its Cc, removed since), with one thing in its header that
 * its signature does not cover, so that it reads as another mail: it is no word of its writer's (docs/promise.md section 9).
 */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const ADA = 'ada@support.example';
const BEA = 'bea@rossi.example';
const EVE = 'eve@evil.example';

const TWICE =
  'From:From:Date:Date:Subject:Subject:Message-ID:Message-ID:Content-Type:Content-Type:MIME-Version:MIME-Version:To:To:Cc:Cc:Reply-To:Content-Transfer-Encoding:Content-Transfer-Encoding:In-Reply-To:References';
const ONCE = 'From:Date:Subject:Message-ID:Content-Type:MIME-Version:To:Cc:In-Reply-To:References';
const GMAIL = 'From:Date:Subject:Message-ID:MIME-Version:To:Cc:Reply-To:References:In-Reply-To';

type Mail = { from: string; to: string; cc?: string; subject?: string; text: string };
type Change = { h: string; top?: string; type?: string };

/** What whoever has a mail can do to its header, and the signers that let it. */
const CHANGES: [string, Change][] = [
  ['a disposition, whatever is signed', { h: TWICE, top: 'Content-Disposition: attachment; filename=a.txt\n' }],
  ['a disposition without a name', { h: ONCE, top: 'Content-Disposition: form-data\n' }],
  ['another subject above', { h: ONCE, top: 'Subject: Re: [P1] Visit evil.example\n' }],
  ['another subject above, signed as Gmail does', { h: GMAIL, top: 'Subject: Re: the door\n' }],
  ['another type', { h: GMAIL, type: 'text/html; charset=utf-8' }],
  ['another character set', { h: GMAIL, type: 'text/plain; charset=utf-16' }],
  ['an encoding', { h: GMAIL, top: 'Content-Transfer-Encoding: base64\n' }],
  ['another priority', { h: ONCE, top: 'Subject: [P1] lunch\nContent-Disposition: inline; filename=b.txt\n' }],
];

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf({ customers: [{ ...rossi, language: 'en' }] });
});

function rawOf({ from, to, cc, subject = 'lunch', text }: Mail, change: Change): string {
  const { h, top = '', type = 'text/plain; charset=utf-8' } = change;
  const names = `From: ${from}\nTo: ${to}\n${cc ? `Cc: ${cc}\n` : ''}`;
  const d = from.slice(from.indexOf('@') + 1);
  const fixed = `Date: Mon, 30 Nov 2026 09:00:00 +0100\nMessage-ID: <m1@${d}>\nSubject: ${subject}\nMIME-Version: 1.0`;
  return `${top}DKIM-Signature: v=1; d=${d}; s=s1;\n h=${h};\n b=abc\n${names}${fixed}\nContent-Type: ${type}\n\n${text}\n`;
}

async function arrive(raw: string, change: { envelopeFrom: string; recipients: string[] }) {
  desk.pass(130);
  await receiveMail(desk, arrives(desk, raw, { id: `ses-${++mails}`, ...change }));
  await desk.team.drain();
}

/** The mail as its writer sent it, and what somebody who has it can send as soon as it is there. */
async function sent(mail: Mail, change: Change) {
  const recipients = [mail.to];
  await arrive(rawOf(mail, { h: change.h }), { envelopeFrom: mail.from, recipients });
  return async () => {
    desk.sent.length = 0;
    for (let round = 0; round < 3; round += 1)
      await arrive(rawOf(mail, change), { envelopeFrom: EVE, recipients: [...recipients, DESK] });
  };
}

const own = (ticket: Ticket) => replyAddress(KEY, DESK, { ticketId: ticket.id, agentId: 'ada' });
const toCustomers = () => desk.sent.filter(({ recipient, automatic }) => [ANNA, BEA].includes(recipient) && !automatic);
const by = (ticket: Ticket) => ({ ticketId: ticket.id, agent: ada, at: desk.now().toISOString() });
const now = async (ticket: Ticket) => (await desk.tickets.get(ticket.id)) as Ticket;

describe.each(CHANGES)('with %s', (_, change) => {
  it('an agent’s note goes to nobody', async () => {
    const ticket = await waitingTicket(desk);
    const text = '#note\nInternal: they are late with the payment.';
    const again = await sent({ from: ADA, to: own(ticket), cc: 'bruno@support.example', text }, change);
    await again();
    expect(toCustomers()).toEqual([]);
    expect((await now(ticket)).state).toBe('waiting');
  });

  it('an agent’s answer stops no other clock, and goes out no second time', async () => {
    const ticket = await waitingTicket(desk);
    const again = await sent(
      { from: ADA, to: own(ticket), cc: `${ANNA}, ${BEA}`, text: 'Turn the key twice.' },
      change,
    );
    expect((await now(ticket)).state).toBe('answered');
    const other = await waitingTicket(desk, { source: 'mail:2', messageId: '<2@x.example>', priority: 2 });
    await changeState(desk, { ...by(other), state: 'closed', reason: 'duplicate', twin: ticket.id });
    expect((await now(ticket)).state).toBe('waiting');
    await again();
    expect((await now(ticket)).state).toBe('waiting');
    expect(toCustomers()).toEqual([]);
  });

  it('an agent’s command is not carried out again', async () => {
    const ticket = await waitingTicket(desk);
    const text = `#add ${BEA}\n\nBea helps us.`;
    const again = await sent({ from: ADA, to: own(ticket), cc: `${ANNA}, ${BEA}`, text }, change);
    await removeReader(desk, { ...by(ticket), address: BEA });
    await again();
    expect((await now(ticket)).participants).toEqual([]);
  });

  it('whom it copies reads no ticket of its writer’s', async () => {
    const again = await sent({ from: ANNA, to: DESK, cc: BEA, text: 'The door is shut.' }, change);
    const [ticket] = (await ticketsOf(desk)) as [Ticket];
    expect(ticket).toMatchObject({ participants: [{ address: BEA }], requester: { verified: true } });
    await removeReader(desk, { ...by(ticket), address: BEA });
    await again();
    for (const each of await ticketsOf(desk)) expect(each.participants).toEqual([]);
    const others = (await ticketsOf(desk)).filter(({ id }) => id !== ticket.id);
    for (const each of others) expect(each.requester.verified).toBe(false);
  });

  it('nothing of it is mailed to its writer, and it raises and re-opens nothing', async () => {
    const ticket = await waitingTicket(desk);
    const mail = { from: ANNA, to: DESK, subject: `Re: [${ticket.id}] lunch`, text: 'Any news?' };
    const again = await sent(mail, change);
    await changeState(desk, { ...by(ticket), state: 'closed', reason: 'spam' });
    const before = await now(ticket);
    await again();
    const after = await now(ticket);
    expect([after.state, after.clock.deadline, after.disputed]).toEqual(['closed', before.clock.deadline, undefined]);
    for (const { subject, text } of desk.sent.filter(({ recipient }) => recipient === ANNA))
      expect(`${subject} ${text}`).not.toContain('evil.example');
  });
});

/** Lines that a signature names nowhere, and that a reader may take for more of the field above, or for the text. */
describe.each([
  ['an address below Cc', `Cc: ${BEA}\n`, `Cc: ${BEA}\nx=:,${EVE}\n`],
  ['a number below Subject', 'Subject: lunch\n', 'Subject: lunch\nx=: [P1] lunch\n'],
  ['a text as its last field', '\n\nThe door', '\n1:\n Visit evil.example\n\nThe door'],
  ['a greeting as its last field', '\n\nThe door', '\nHello:\n Visit evil.example\n\nThe door'],
])('a proved mail that the desk has not seen, with %s', (_, from, to) => {
  it('names nobody, raises nothing and is no word of its writer’s', async () => {
    const raw = rawOf(
      { from: ANNA, to: DESK, cc: BEA, text: 'The door is shut.' },
      { h: `${TWICE}:Content-Disposition` },
    );
    expect(raw).toContain(from);
    await arrive(raw.replace(from, to), { envelopeFrom: EVE, recipients: [DESK] });
    const [ticket] = await ticketsOf(desk);
    expect(ticket).toMatchObject({ participants: [], requester: { verified: false } });
  });
});

describe('the very mail again, nothing changed', () => {
  const again = async (mail: Mail) => {
    const recipients = [mail.to];
    await arrive(rawOf(mail, { h: TWICE }), { envelopeFrom: mail.from, recipients });
    return () => arrive(rawOf(mail, { h: TWICE }), { envelopeFrom: EVE, recipients: [...recipients, DESK] });
  };

  it('does not do what was refused, when who it was to reads the ticket meanwhile', async () => {
    const ticket = await waitingTicket(desk);
    const comes = await again({ from: ADA, to: own(ticket), cc: BEA, text: 'Between us: Anna is to blame.' });
    expect((await now(ticket)).state).toBe('waiting');
    await addReader(desk, { ...by(ticket), address: BEA });
    desk.sent.length = 0;
    await comes();
    expect(toCustomers()).toEqual([]);
    expect((await now(ticket)).state).toBe('waiting');
  });

  it.each(['Turn the key twice.', `#add ${BEA}\n\nBea helps us.`])(
    'does nothing on the ticket that goes on: %j',
    async (text) => {
      const ticket = await waitingTicket(desk);
      const comes = await again({ from: ADA, to: own(ticket), cc: `${ANNA}, ${BEA}`, text });
      if (text.startsWith('#')) await removeReader(desk, { ...by(ticket), address: BEA });
      const other = await waitingTicket(desk, { source: 'mail:2', messageId: '<2@x.example>', priority: 2 });
      await changeState(desk, { ...by(ticket), state: 'closed', reason: 'duplicate', twin: other.id });
      desk.sent.length = 0;
      await comes();
      expect(await now(other)).toMatchObject({ state: 'waiting', participants: [] });
      expect(toCustomers()).toEqual([]);
    },
  );
});

it('without a Message-ID it proves nothing by a signature alone', async () => {
  const raw = rawOf({ from: ANNA, to: DESK, cc: BEA, text: 'The door is shut.' }, { h: TWICE });
  await arrive(raw.replace(/Message-ID: .*\n/, ''), { envelopeFrom: EVE, recipients: [DESK] });
  expect(await ticketsOf(desk)).toMatchObject([{ participants: [], requester: { verified: false } }]);
});

describe('what is honest', () => {
  it('an agent’s commands that are delivered twice are carried out once, and nobody is told that they are not proved', async () => {
    const ticket = await waitingTicket(desk);
    const raw = rawOf({ from: ADA, to: own(ticket), text: '#assign me' }, { h: TWICE });
    for (let round = 0; round < 2; round += 1)
      await arrive(raw, { envelopeFrom: 'bounce@relay.example', recipients: [own(ticket)] });
    expect((await now(ticket)).assignee).toBe('ada');
    expect(desk.sent.filter(({ subject }) => subject.includes('was not done'))).toEqual([]);
  });

  it.each([TWICE, ONCE, GMAIL])('the very mail again is a copy, signed %s', async (h) => {
    const mail = { from: ANNA, to: DESK, cc: BEA, text: 'The door is shut.' };
    const again = await sent(mail, { h });
    await again();
    expect(await ticketsOf(desk)).toMatchObject([{ requester: { verified: true }, participants: [{ address: BEA }] }]);
  });

  it('a mail that only its signature proves is proved, as often as it is delivered', async () => {
    const raw = rawOf({ from: ANNA, to: DESK, cc: BEA, text: 'The door is shut.' }, { h: TWICE });
    for (let round = 0; round < 2; round += 1)
      await arrive(raw, { envelopeFrom: 'bounce@list.example', recipients: [DESK] });
    const [ticket, ...others] = await ticketsOf(desk);
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({ requester: { verified: true }, participants: [{ address: BEA }] });
    expect(await messagesOf(desk, ticket?.id ?? '')).toHaveLength(1);
  });

  it('is not kept from being proved by a forged one under its id', async () => {
    const mail = { from: ANNA, to: DESK, text: 'Lend me the key.' };
    desk.pass(1);
    await receiveMail(
      desk,
      arrives(desk, rawOf(mail, { h: '' }), { id: 'forged', envelopeFrom: EVE, authenticated: false }),
    );
    const raw = rawOf({ ...mail, text: 'The door is shut.' }, { h: TWICE });
    await arrive(raw, { envelopeFrom: 'bounce@list.example', recipients: [DESK] });
    const proved = (await ticketsOf(desk)).filter(({ requester }) => requester.verified);
    expect(proved).toHaveLength(1);
  });
});
