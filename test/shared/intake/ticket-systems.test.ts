import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, openedBy, ticketsOf } from '../../support/stories.ts';

/**
 * Another ticket system, which writes our number into each mail and takes our acknowledgement for a comment, opens no tickets without end; whatever it
 * writes is a ticket (docs/promise.md section 9, acknowledgements).
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

/** The tickets that there are once a ticket system has commented on each mail that it was sent, as long as it is sent any. */
async function afterComments(id: string, comment: (round: number) => [from: string, mail: Mail]) {
  const wasSent = () => desk.sent.filter(({ recipient }) => recipient.includes('@vendor.example')).length;
  for (let round = 0, before = -1; round < 20 && wasSent() > before; round += 1) {
    before = wasSent();
    const [from, mail] = comment(round);
    await comes(from, { subject: `[${id}] Printer [VENDOR-1]`, text: `${COMMENT} ${round}`, ...mail });
    desk.pass(3600);
  }
  return (await ticketsOf(desk)).filter((ticket) => ticket.id !== id);
}

const SYSTEM = 'support@vendor.example';
const P1 = { text: `Priority: P1\n\n${COMMENT}` };

describe.each([true, false])('the ticket system of another house (proved: %s)', (isProved) => {
  it.each([
    ['was copied, on a ticket that is closed', () => answeredOf(ANNA, [`Cc: ${SYSTEM}`], true), {}],
    ['was copied, and whose words are a P1', () => answeredOf(ANNA, [`Cc: ${SYSTEM}`]), P1],
    ['reads what is answered', () => answeredOf('anna@newco.example', [`Reply-To: ${SYSTEM}`]), {}],
    ['asked, and whose words are a P1', () => answeredOf(SYSTEM), P1],
    ['asked, on a ticket that is closed since long', () => answeredOf(SYSTEM, [], true, 40 * DAY), {}],
  ])('opens a few tickets at most where it %s: each has its clock', async (_, given, mail) => {
    const opened = await afterComments(await given(), () => [SYSTEM, { ...mail, isProved }]);
    expect(opened.length).toBeLessThanOrEqual(6);
    expect(opened.every(({ state }) => state === 'waiting')).toBe(true);
  });

  it.each([
    ['who asked', [`Cc: ${ANNA}`], SYSTEM],
    ['an agent', ['Cc: ada@support.example'], SYSTEM],
    ['a no-reply', ['Cc: noreply@vendor.example'], SYSTEM],
    ['nobody, from a no-reply that is answered elsewhere', [`Reply-To: ${SYSTEM}`], 'noreply@vendor.example'],
    ['nobody, from an address that is answered elsewhere', [`Reply-To: ${SYSTEM}`], 'notifications@vendor.example'],
  ])('opens no more where it copies %s', async (_, head, from) => {
    const id = await answeredOf(ANNA, [`Cc: ${SYSTEM}`], true);
    expect((await afterComments(id, () => [from, { head, isProved }])).length).toBeLessThanOrEqual(6);
  });

  it.each([
    ['a no-reply', 'noreply@vendor.example', []],
    ['its own', SYSTEM, []],
    ['its own, and copies who asked', SYSTEM, [`Cc: ${ANNA}`]],
  ])('opens no more that is answered at another address each time, whose From is %s', async (_, from, more) => {
    const id = await answeredOf(ANNA, [`Cc: ${SYSTEM}`], true);
    const comment = (round: number): [string, Mail] => [
      from,
      { head: [`Reply-To: reply+t${round}@vendor.example`, ...more], isProved },
    ];
    expect((await afterComments(id, comment)).length).toBeLessThanOrEqual(6);
    desk.pass(DAY);
    const before = desk.sent.length;
    await comes(from, { subject: `[${id}] Printer`, head: ['Reply-To: reply+tn@vendor.example'], isProved });
    expect(desk.sent.slice(before).map(({ recipient }) => recipient)).toContain('reply+tn@vendor.example');
  });
});

async function answeredOf(from: string, head: string[] = [], isClosed = false, later = 0): Promise<string> {
  const id = await answered(await opens(from, { head }), { isClosed });
  desk.pass(later);
  return id;
}

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

it('the visitors of a form that gives all its mails one id are acknowledged, each of them', async () => {
  for (let number = 0; number < 8; number += 1) {
    const head = [`Reply-To: visitor${number}@post.example`, 'In-Reply-To: <form@rossi.example>'];
    await comes('web@rossi.example', { subject: 'Hello', head });
    desk.pass(3600);
  }
  expect(desk.sent.filter(({ recipient }) => recipient.startsWith('visitor'))).toHaveLength(8);
});

describe('who goes on about a ticket that was closed long ago', () => {
  const newer = async (id: string) => (await ticketsOf(desk)).filter((ticket) => ticket.id !== id);
  const acknowledged = () => desk.sent.filter(({ recipient }) => recipient === ANNA).length;
  const goesOn = (id: string, mail: Mail = {}) => comes(ANNA, { subject: `Re: [${id}] Printer`, ...mail });

  it('has a ticket for each mail, as often as they write; five are acknowledged, and the agents read which were not', async () => {
    const id = await answeredOf(ANNA, [], true, 40 * DAY);
    const before = acknowledged();
    for (let number = 0; number < 7; number += 1) {
      await goesOn(id, { text: `It is broken again, ${number}.` });
      desk.pass(1200);
    }
    expect((await newer(id)).map(({ state }) => state)).toEqual(Array.from({ length: 7 }, () => 'waiting'));
    expect(acknowledged() - before).toBe(5);
    const notices = desk.sent.filter(
      ({ recipient, text }) => recipient === 'ada@support.example' && /again, [56]/.test(text),
    );
    expect(notices.map(({ text }) => /not acknowledged|not been acknowledged|no acknowledgement/i.test(text))).toEqual([
      true,
      true,
    ]);
    desk.pass(DAY);
    await goesOn(id);
    expect(acknowledged() - before).toBe(6);
  });

  it('is acknowledged, proved, whatever strangers have asked in their name', async () => {
    const id = await answeredOf(ANNA, [], true, 40 * DAY);
    for (let number = 0; number < 6; number += 1) {
      await goesOn(id, { text: `Send the password, ${number}.`, isProved: false });
      await comes(`stranger${number}@evil.example`, {
        subject: `Re: [${id}]`,
        text: 'P1',
        head: [`Reply-To: ${ANNA}`],
      });
      desk.pass(1200);
    }
    const before = acknowledged();
    await goesOn(id, { text: 'It burns.' });
    expect(acknowledged() - before).toBe(1);
  });

  it('is acknowledged, unproved, whatever was proved that day', async () => {
    const id = await answeredOf(ANNA, [], true, 40 * DAY);
    for (let number = 0; number < 6; number += 1) {
      await goesOn(id);
      desk.pass(1200);
    }
    const before = acknowledged();
    await goesOn(id, { isProved: false });
    expect(acknowledged() - before).toBe(1);
  });

  it('is acknowledged five times, wherever each is to be answered, and whatever of their label', async () => {
    const id = await answeredOf(ANNA, [], true, 40 * DAY);
    const before = desk.sent.length;
    const replyTo = (number: number) => `anna${number === 0 ? '+desk' : `-${number}`}@rossi.example`;
    for (let number = 0; number < 7; number += 1) {
      await goesOn(id, { head: [`Reply-To: ${replyTo(number)}`] });
      desk.pass(1200);
    }
    const to = desk.sent.slice(before).filter(({ recipient }) => /^anna[+-]/.test(recipient));
    expect(to).toHaveLength(5);
  });

  it('is acknowledged of other requests as ever', async () => {
    const id = await answeredOf(ANNA, [], true, 40 * DAY);
    for (let number = 0; number < 6; number += 1) {
      await goesOn(id);
      desk.pass(1200);
    }
    const before = acknowledged();
    await comes(ANNA, { subject: 'A window' });
    expect(acknowledged() - before).toBe(1);
  });
});
