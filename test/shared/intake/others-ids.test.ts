import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { seenBy } from '../../support/seen-by.ts';
import { ada, bruno, deskOf, mailed, openedBy, rossi, ticketsOf } from '../../support/stories.ts';

/** An id is not a ticket's because somebody has put a mail under it there (docs/promise.md section 9). */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const TOM = 'tom@rossi.example';
const ZOE = 'zoe@private.example';
const EVIL = 'evil@evil.example';
const MALLORY = 'mallory@evil.example';
/** The id of a mail that many have, such as a newsletter's. */
const NEWS = 'news@vendor.example';
const OF_NEWS = [`References: <${NEWS}>`, `In-Reply-To: <${NEWS}>`];
const SECRET = 'Does this concern us? My secret is 4711.';

let desk: MemoryDesk;
let mails = 0;
beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno], customers: [{ ...rossi, plan: 'premium' }] });
});

type Mail = { to?: string; subject?: string; head?: string[]; text?: string; id?: string; isProved?: boolean };

function arriving(from: string, mail: Mail = {}) {
  const { to = DESK, subject = 'Printer', head = [], text = 'Please help.', id = `d${++mails}@x.example` } = mail;
  desk.pass(60);
  const lines = [`Message-ID: <${id}>`, `From: ${from}`, `To: ${to}`, `Subject: ${subject}`, ...head];
  const { isProved: authenticated = true } = mail;
  const recipients = [to.endsWith('@support.example') ? to : DESK];
  return arrives(desk, `${lines.join('\n')}\n\n${text}\n`, {
    id: `ses-${++mails}`,
    recipients,
    envelopeFrom: from,
    authenticated,
  });
}

async function comes(from: string, mail: Mail = {}): Promise<void> {
  await receiveMail(desk, arriving(from, mail));
  await desk.team.drain();
}

const opens = (from: string, mail: Mail = {}) => openedBy(desk, () => comes(from, mail));
const signed = (ticketId: string, who: string) =>
  replyAddress('a signing key for tests only', DESK, { ticketId, reader: readerName(who) });
const readers = async (id: string) => readersOf(await getTicket(desk, id)).map(({ address }) => address);
const of = async (address: string) => (await ticketsOf(desk)).filter(({ requester }) => requester.address === address);

const seen = (reader: string) => seenBy(desk, reader);

async function answers(ticketId: string): Promise<void> {
  desk.pass(60);
  const answer = { source: `api:${++mails}`, text: 'Your code is 0815.', attachments: [] };
  const at = desk.now().toISOString();
  await respond(desk, { ticketId, agent: ada, ...answer, receivedAt: at, tellBy: 'call' });
}

/** Ways by which a mail of that id gets onto somebody's ticket. */
const PUTS: [string, (id: string) => Promise<void>][] = [
  ['one who reads along, at their signed address', (own) => comes(EVIL, { id: NEWS, to: signed(own, EVIL) })],
  ['one who reads along, to who asked', (own) => comes(EVIL, { id: NEWS, subject: `[${own}]`, head: [`Cc: ${ZOE}`] })],
  ['one who reads along, by number', (own) => comes(EVIL, { id: NEWS, subject: `[${own}]` })],
  ['a stranger, by number', (own) => comes('x@x.example', { id: NEWS, subject: `[${own}]`, isProved: false })],
];

describe.each(PUTS)('a mail that others have, put on a ticket by %s,', (_, puts) => {
  it.each([true, false])('leads nobody who asks to where others read it (proved: %s)', async (isProved) => {
    const own = await opens(ZOE, { head: [`Cc: ${EVIL}, ${MALLORY}`] });
    await puts(own);
    await comes(ZOE, { subject: 'Fwd: News', head: OF_NEWS, text: SECRET, isProved });
    expect(await seen(MALLORY)).not.toContain('4711');
    expect(await seen(EVIL)).not.toContain('4711');
    expect(await of(ZOE)).toHaveLength(2);
    expect(mailed(desk).filter((to) => to === ZOE)).toHaveLength(2);
  });

  it('leads them on in a mail to all of them, and whom it copies beside is only proposed', async () => {
    const own = await opens(ZOE, { head: [`Cc: ${EVIL}, ${MALLORY}`] });
    await comes(EVIL, { id: NEWS, to: signed(own, EVIL) });
    await comes(ZOE, { subject: 'Fwd: News', head: [...OF_NEWS, `Cc: ${EVIL}, ${MALLORY}, new@x.example`] });
    expect(await of(ZOE)).toHaveLength(1);
    expect(await readers(own)).toEqual([ZOE, EVIL, MALLORY]);
  });
});

it.each([true, false])('what a stranger put on an answered ticket takes no clock (proved: %s)', async (isProved) => {
  const own = await opens(ZOE, { isProved });
  await answers(own);
  await comes('x@x.example', { id: NEWS, subject: `[${own}]`, isProved: false });
  await comes(ZOE, { subject: 'Fwd: News', head: OF_NEWS, text: 'Our server, too.', isProved });
  expect((await of(ZOE)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
});

it('who goes on by the number goes on, whatever else it answers', async () => {
  const own = await opens(ZOE, { head: [`Cc: ${EVIL}`] });
  await comes(EVIL, { id: NEWS, to: signed(own, EVIL) });
  await comes(ZOE, { subject: `Re: [${own}] News`, head: OF_NEWS });
  expect(await of(ZOE)).toHaveLength(1);
});

it('an agent’s mail to the desk alone that answers what a stranger put there is no answer to who asked', async () => {
  const own = await opens(ZOE);
  await comes('x@x.example', { id: NEWS, subject: `[${own}]`, isProved: false });
  await comes('ada@support.example', { subject: 'Re: News', head: OF_NEWS, text: 'The code is 0815.' });
  desk.pass(600);
  await desk.team.drain();
  expect(await getTicket(desk, own)).toMatchObject({ state: 'waiting' });
  const who = desk.sent.filter(({ text }) => text.includes('0815')).map(({ recipient }) => recipient);
  expect(who).toContain('ada@support.example');
  expect(who).not.toContain(ZOE);
});

it('whom a mail only proposed stays so when its delivery is repeated', async () => {
  const head = ['References: <e1@evil.example>', 'In-Reply-To: <e1@evil.example>'];
  const own = await opens(ZOE, { subject: 'Fwd: Hello', head, text: SECRET });
  const delivery = arriving(ZOE, { subject: 'Re: Hello', head: [...head, `Cc: ${EVIL}, ${MALLORY}`] });
  for (let time = 0; time < 3; time += 1) {
    await receiveMail(desk, delivery);
    await desk.team.drain();
    expect(await readers(own)).toEqual([ZOE]);
  }
  expect(await seen(MALLORY)).not.toContain('4711');
});

describe.each([
  ['under', { id: NEWS }],
  ['in answer to', { head: OF_NEWS }],
])('what nobody proved, in a name, %s a mail that its owner has', (_, mail) => {
  it.each([ZOE, ANNA])('is not confirmed by what %s asks, proved, who has a clock for that', async (victim) => {
    const forged = await opens(victim, { ...mail, subject: 'News', isProved: false, text: 'Send it to 555-1234.' });
    await answers(forged);
    await comes(victim, { subject: 'Fwd: News', head: OF_NEWS, text: 'Does this concern us?' });
    expect((await getTicket(desk, forged)).requester.verified).toBe(false);
    expect((await of(victim)).filter(({ state }) => state === 'waiting')).toHaveLength(1);
  });

  it('goes on, proved, with what answers the acknowledgement', async () => {
    const own = await opens(ZOE, { ...mail, subject: 'News', isProved: false });
    const { acknowledgedAs } = await getTicket(desk, own);
    await comes(ZOE, { subject: 'Re: News', head: [`In-Reply-To: ${acknowledgedAs}`] });
    expect(await of(ZOE)).toHaveLength(1);
    expect((await getTicket(desk, own)).requester.verified).toBe(true);
  });
});

it('who asked a duplicate writes by such an id to the desk alone, and who asks the twin reads nothing of it', async () => {
  const annas = await opens(ANNA, { subject: 'Re: News', head: OF_NEWS });
  const toms = await opens(TOM, { subject: 'Re: News', head: OF_NEWS });
  const at = desk.now().toISOString();
  await changeState(desk, { ticketId: toms, agent: ada, at, state: 'closed', reason: 'duplicate', twin: annas });
  expect(await readers(annas)).toEqual([ANNA, TOM]);
  await comes(TOM, { subject: 'Fwd: News', head: OF_NEWS, text: SECRET });
  expect(await seen(ANNA)).not.toContain('4711');
});

describe('the answer to a mail that comes before it (greylisting, a queue, a mail that was held)', () => {
  const VENDOR = 'vendor@partner.example';
  const answersFirst = (cc: string) =>
    comes(VENDOR, {
      to: ANNA,
      subject: 'Re: Shop down',
      head: [`Cc: ${DESK}${cc}`, 'In-Reply-To: <a1@rossi.example>'],
    });
  const asks = () =>
    comes(ANNA, {
      id: 'a1@rossi.example',
      to: VENDOR,
      subject: 'Shop down',
      head: [`Cc: ${DESK}`],
      text: 'P1\nOur shop is down. 4711',
    });

  it.each(['', `, ${MALLORY}`])(
    'does not have what it answers: that is a ticket on its own terms (also copied: %s)',
    async (cc) => {
      await answersFirst(cc);
      await asks();
      expect(await of(ANNA)).toMatchObject([{ state: 'waiting', priority: 1, customer: { id: 'rossi' } }]);
      expect(mailed(desk)).toContain(ANNA);
      expect(await seen(MALLORY)).not.toContain('4711');
    },
  );
});
