import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, openedBy, ticketsOf } from '../../support/stories.ts';

/**
 * What somebody writes on about a ticket, which has led to one of their own, is said on that (docs/promise.md section 5): another ticket system, which
 * writes our number into each mail and takes our acknowledgement for a comment, opens no tickets without end.
 */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const DAY = 86_400;
const COMMENT = 'A comment was added to your request VENDOR-1.';

let desk: MemoryDesk;
let mails = 0;
beforeEach(() => {
  desk = deskOf();
});

type Mail = { subject?: string; head?: string[]; text?: string; isProved?: boolean };

async function comes(from: string, mail: Mail = {}): Promise<void> {
  const { subject = 'Printer', head = [], text = 'Please help.', isProved: authenticated = true } = mail;
  desk.pass(60);
  const lines = [`Message-ID: <n${++mails}@x.example>`, `From: ${from}`, `To: ${DESK}`, `Subject: ${subject}`, ...head];
  const delivery = { id: `ses-${mails}`, recipients: [DESK], envelopeFrom: from, authenticated };
  await receiveMail(desk, arrives(desk, `${lines.join('\n')}\n\n${text}\n`, delivery));
  await desk.team.drain();
}

const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const opens = (from: string, mail: Mail = {}) => openedBy(desk, () => comes(from, mail));

async function answered(ticketId: string, { isClosed = false } = {}): Promise<string> {
  desk.pass(60);
  const at = desk.now().toISOString();
  const answer = { ticketId, agent: ada, source: `api:${++mails}`, text: 'Try it.', attachments: [] };
  await respond(desk, { ...answer, receivedAt: at, tellBy: 'call' });
  if (isClosed) await changeState(desk, { ticketId, agent: ada, at, state: 'closed' });
  await desk.team.drain();
  return ticketId;
}

/** How many tickets there are once a ticket system has commented on each mail that it was sent, as long as it is sent any. */
async function afterComments(system: string, id: string, mail: Mail = {}): Promise<number> {
  const sent = () => desk.sent.filter(({ recipient }) => recipient === system).length;
  for (let round = 0, before = -1; round < 12 && sent() > before; round += 1) {
    before = sent();
    await comes(system, { subject: `[${id}] Printer [VENDOR-1]`, text: COMMENT, ...mail });
    desk.pass(150);
  }
  return (await ticketsOf(desk)).length;
}

describe.each([true, false])('the ticket system of another house (proved: %s)', (isProved) => {
  const SYSTEM = 'support@vendor.example';

  it.each([
    ['was copied, on a ticket that is closed', () => answeredOf(ANNA, [`Cc: ${SYSTEM}`], true), {}],
    [
      'was copied, and whose words are a P1',
      () => answeredOf(ANNA, [`Cc: ${SYSTEM}`]),
      { text: `Priority: P1\n\n${COMMENT}` },
    ],
    ['reads what is answered', () => answeredOf('anna@newco.example', [`Reply-To: ${SYSTEM}`]), {}],
    ['asked, and whose words are a P1', () => answeredOf(SYSTEM), { text: `Priority: P1\n\n${COMMENT}` }],
    ['asked, on a ticket that is closed since long', () => answeredOf(SYSTEM, [], true, 40 * DAY), {}],
  ])('has one ticket of its own at most where it %s', async (_, given, mail) => {
    expect(await afterComments(SYSTEM, await given(), { ...mail, isProved })).toBeLessThan(3);
  });
});

async function answeredOf(from: string, head: string[] = [], isClosed = false, later = 0): Promise<string> {
  const id = await answered(await opens(from, { head }), { isClosed });
  desk.pass(later);
  return id;
}

describe.each([true, false])('a ticket system with other addresses in each mail (proved: %s)', (isProved) => {
  it.each([
    ['no-reply', 'noreply@vendor.example'],
    ['its own', 'support@vendor.example'],
  ])('opens five tickets a day, whose From is %s', async (_, from) => {
    const id = await answeredOf(ANNA, ['Cc: support@vendor.example'], true);
    for (let round = 0; round < 12; round += 1) {
      const head = [`Reply-To: reply+t${round}@vendor.example`];
      await comes(from, { subject: `[${id}] Printer`, text: `${COMMENT} ${round}`, head, isProved });
      desk.pass(900);
    }
    const all = await ticketsOf(desk);
    expect(all).toHaveLength(6);
    const last = all
      .filter((ticket) => ticket.id !== id)
      .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
      .at(-1);
    expect(last?.outside).toHaveLength(7);
    desk.pass(DAY);
    await comes(from, { subject: `[${id}] Printer`, head: ['Reply-To: reply+tn@vendor.example'], isProved });
    expect(await ticketsOf(desk)).toHaveLength(7);
  });
});

it('each who answers the same newsletter has a ticket of their own, however many write from one domain', async () => {
  const head = ['In-Reply-To: <news@vendor.example>', 'References: <news@vendor.example>'];
  for (let number = 0; number < 12; number += 1)
    await comes(`customer${number}@post.example`, { subject: 'Re: News', head });
  expect((await ticketsOf(desk)).map(({ state }) => state)).toEqual(Array.from({ length: 12 }, () => 'waiting'));
});

it('each visitor of a form that gives all its mails one id has a ticket of their own', async () => {
  const id = await opens(ANNA);
  for (let number = 0; number < 12; number += 1) {
    const head = [`Reply-To: visitor${number}@post.example`];
    await comes('"Shop" <info@shop.example>', { subject: `[${id}] hello`, head });
  }
  expect(await ticketsOf(desk)).toHaveLength(13);
});

describe('who goes on about a ticket that was closed long ago', () => {
  const goesOn = async (id: string, mail: Mail) => {
    await comes(ANNA, { subject: `Re: [${id}] Printer`, ...mail });
    return (await ticketsOf(desk)).filter((ticket) => ticket.id !== id);
  };
  const newer = async (id: string, mail: Mail = {}) => (await goesOn(id, mail)).at(-1)?.id ?? '';

  it('is heard on the ticket that has led to, as long as that waits', async () => {
    const id = await answeredOf(ANNA, [], true, 40 * DAY);
    const own = await newer(id, { text: 'It is broken again.' });
    expect(await goesOn(id, { text: 'And it smokes.' })).toHaveLength(1);
    expect((await messagesOf(desk, own)).map(({ text }) => text.trim())).toEqual([
      'It is broken again.',
      'And it smokes.',
    ]);
  });

  it('is not heard where somebody reads whom this mail does not name', async () => {
    const id = await answeredOf(ANNA, [], true, 40 * DAY);
    const own = await newer(id, { head: ['Cc: support@vendor.example'] });
    expect(await goesOn(id, { head: ['Cc: support@vendor.example'], text: 'To all.' })).toHaveLength(1);
    expect(await goesOn(id, { text: 'To you alone.' })).toHaveLength(2);
    const other = (await ticketsOf(desk)).find((ticket) => ticket.id !== id && ticket.id !== own);
    await addReader(desk, { ...by(other?.id ?? ''), address: 'support@vendor.example' });
    expect(await goesOn(id, { text: 'To you alone.' })).toHaveLength(3);
  });

  it('raises that ticket by a P1 while it waits, and has another one with a clock of its own once it was answered', async () => {
    const id = await answeredOf(ANNA, [], true, 40 * DAY);
    const own = await newer(id);
    expect(await goesOn(id, { text: 'Priority: P1' })).toHaveLength(1);
    expect((await getTicket(desk, own)).priority).toBe(1);
    await answered(own);
    const later = (await goesOn(id, { text: 'And another thing.' })).find((ticket) => ticket.id !== own);
    expect(later).toMatchObject({ state: 'waiting' });
  });

  it('is not heard where a mail names one who reads nothing there yet', async () => {
    const id = await answeredOf(ANNA, [], true, 40 * DAY);
    const own = await newer(id, { text: 'To you alone.' });
    expect(await goesOn(id, { head: ['Cc: support@vendor.example'], text: 'To all.' })).toHaveLength(2);
    expect((await getTicket(desk, own)).participants).toEqual([]);
  });

  it('is heard, whatever strangers have asked in the name of their mailbox', async () => {
    const id = await answeredOf(ANNA, [], true, 40 * DAY);
    for (let number = 0; number < 6; number += 1) {
      const head = [`Reply-To: ${ANNA}`];
      await comes(`stranger${number}@evil.example`, { subject: `Re: [${id}]`, text: 'Priority: P1', head });
    }
    const before = (await ticketsOf(desk)).length;
    await comes(ANNA, { subject: `Re: [${id}] Printer`, text: 'It burns.' });
    const [own, ...more] = (await ticketsOf(desk))
      .filter(({ requester }) => requester.verified && requester.from === undefined && requester.address === ANNA)
      .filter((ticket) => ticket.id !== id);
    expect([own?.state, more.length]).toEqual(['waiting', 0]);
    expect((await ticketsOf(desk)).length).toBe(before + 1);
  });

  it('confirms nothing that others had asked in their name', async () => {
    const id = await answeredOf(ANNA, [], true, 40 * DAY);
    const [forged] = await goesOn(id, { text: 'Send the password to 555-1234.', isProved: false });
    expect(await goesOn(id, { text: 'It burns.' })).toHaveLength(2);
    expect(await getTicket(desk, forged?.id ?? '')).toMatchObject({ requester: { verified: false } });
  });

  it('has a ticket as urgent as they say, unproved, where theirs is not', async () => {
    const id = await answeredOf(ANNA, [], true, 40 * DAY);
    await goesOn(id, { isProved: false });
    const both = await goesOn(id, { text: 'Priority: P1', isProved: false });
    expect(both.map(({ priority }) => priority).sort()).toEqual([1, 3]);
    expect(await goesOn(id, { text: 'Priority: P1', isProved: false })).toHaveLength(2);
  });

  it('is not heard on what another one was led to', async () => {
    const id = await answeredOf(ANNA, ['Cc: marco@bianchi.example'], true, 40 * DAY);
    await comes('marco@bianchi.example', { subject: `Re: [${id}] Printer`, text: 'Mine.' });
    expect(await goesOn(id, { text: 'Hers.' })).toHaveLength(2);
  });
});
