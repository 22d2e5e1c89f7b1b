import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { conversationFor } from '../../../shared/present/conversation-for.ts';
import { readersOf } from '../../../shared/ticket/readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { fileOutside } from '../../../shared/use-cases/settle-outside.ts';
import { splitMessage } from '../../../shared/use-cases/split.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { writeNote } from '../../../shared/use-cases/write-note.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, messagesOf, openedBy } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/**
 * Words are hidden in the texts of whoever could have had the message alone: whoever writes a list of guesses learns from their own page nothing of
 * what they do not read, and has nobody else's words destroyed (docs/promise.md section 9).
 */

const HELP = 'help@support.example';
const ZOE = 'zoe@private.example';
const EVIL = 'evil@evil.example';
const PINS = ['0000', '4710', '4711', '4712', '9999'];
const guessesOf = (pin: string) => [`(${pin})`, `Please reset it, my PIN is ${pin}.`];
const GUESSES = PINS.flatMap(guessesOf).join('\n');
const SECRET = 'Please reset it, my PIN is 4711.';
const WAYS = [
  ['words', '4711'],
  ['all of it', undefined],
] as const;

let desk: MemoryDesk;
let mails: number;
beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno] });
  mails = 0;
});

const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

type Mail = { from: string; to?: string; subject?: string; text: string; head?: string; isProved?: boolean };

async function comes({ from, to = HELP, subject = 'Codes', text, head = '', isProved = true }: Mail): Promise<void> {
  desk.pass(130);
  mails += 1;
  const raw = `Message-ID: <g${mails}@x.example>\nFrom: ${from}\nTo: ${to}\n${head}Subject: ${subject}\n\n${text}\n`;
  const envelopeFrom = from.replace(/^.*<|>$/g, '');
  const mail = { id: `g${mails}`, envelopeFrom, recipients: [to], authenticated: isProved };
  await receiveMail(desk, arrives(desk, raw, mail));
  await desk.team.drain();
}

const opens = (mail: Mail) => openedBy(desk, () => comes(mail));

/** What somebody writes at their own signed address of a ticket. */
const at = (ticketId: string, from: string) => ({
  from,
  to: replyAddress('a signing key for tests only', HELP, { ticketId, reader: readerName(from) }),
  subject: 'Re: Codes',
});

/** A ticket long answered and closed, so that whoever writes there opens one of their own. */
async function closedLong(id: string): Promise<void> {
  desk.pass(60);
  await respond(desk, {
    ...by(id),
    source: `api:${mails}`,
    text: 'Done.',
    attachments: [],
    receivedAt: desk.now().toISOString(),
    tellBy: 'call',
  });
  await changeState(desk, { ...by(id), state: 'closed' });
  await desk.team.drain();
  desk.pass(20 * 86_400);
}

const readers = async (id: string) => readersOf(await getTicket(desk, id)).map(({ address }) => address);

/** What a reader is shown of a ticket: its subject, its people, and what was said. */
async function shownTo(reader: string, id: string): Promise<string> {
  const ticket = await getTicket(desk, id);
  expect(await readers(id)).toContain(reader);
  const said = conversationFor(ticket, await messagesOf(desk, id), { reader, settings: desk.settings });
  return JSON.stringify([ticket.subject, ticket.requester.name, ticket.participants, said]);
}

/** Hides it where it stands, and once more when the sweep looks again. */
async function hides(id: string, words: string | undefined, inText = SECRET): Promise<void> {
  const message = (await messagesOf(desk, id)).find(({ text }) => text.startsWith(inText));
  desk.pass(60);
  await redact(desk, { ...by(id), messageKey: message?.key ?? '', words });
  desk.pass(700);
  await sweep(desk, async () => false);
  expect((await desk.tickets.getMessage(id, message?.key ?? ''))?.text).toContain('[redacted]');
}

/** Whether Evil finds all guesses on the ticket that he reads. */
async function learnsNothing(id: string): Promise<void> {
  const shown = await shownTo(EVIL, id);
  expect(PINS.flatMap(guessesOf).filter((guess) => !shown.includes(guess))).toEqual([]);
}

describe.each(WAYS)('what is hidden (%s) on a ticket that Zoe alone reads', (_, words) => {
  it('is not learned by who copied her on an older one', async () => {
    const x = await opens({ from: EVIL, text: GUESSES, head: `Cc: ${ZOE}\n` });
    await closedLong(x);
    const own = await opens({ ...at(x, ZOE), text: SECRET });
    expect(await readers(own)).toEqual([ZOE]);
    await hides(own, words);
    await learnsNothing(x);
  });

  it('is not learned where she has quoted the list that he wrote', async () => {
    const x = await opens({ from: EVIL, text: GUESSES, head: `Cc: ${ZOE}\n` });
    const quote = GUESSES.replaceAll(/^/gm, '> ');
    await comes({ ...at(x, ZOE), text: `${quote}\n\nWhat is this?\n\n> Bye\n\nBye.` });
    await closedLong(x);
    const own = await opens({ ...at(x, ZOE), text: SECRET });
    await hides(own, words);
    expect(await shownTo(EVIL, x)).not.toContain('redacted');
  });

  it('is not learned by who writes his list in her name, at her signed address', async () => {
    const x = await opens({ from: EVIL, text: 'Hello.', head: `Cc: ${ZOE}\n` });
    await comes({ ...at(x, ZOE), text: GUESSES, isProved: false });
    expect((await messagesOf(desk, x)).at(-1)).toMatchObject({ by: ZOE, verified: false });
    await closedLong(x);
    const own = await opens({ ...at(x, ZOE), text: SECRET });
    await hides(own, words);
    await learnsNothing(x);
  });

  it('is not learned by whom she copied on an older one, beside hers', async () => {
    const x = await opens({ from: ZOE, text: 'The vendor helps us.', head: `Cc: ${EVIL}\n` });
    await closedLong(x);
    const own = await opens({ ...at(x, ZOE), text: SECRET });
    const evils = await opens({ ...at(x, EVIL), text: GUESSES });
    expect([await readers(own), await readers(evils)]).toEqual([[ZOE], [EVIL]]);
    await hides(own, words);
    await learnsNothing(evils);
  });

  it('is not learned by who reads the duplicate alone', async () => {
    const d = await opens({ from: ZOE, text: 'Hello.', head: `Cc: ${EVIL}\n` });
    await comes({ ...at(d, EVIL), text: GUESSES });
    const t = await opens({ from: ZOE, text: SECRET });
    await changeState(desk, { ...by(d), state: 'closed', reason: 'duplicate', twin: t });
    expect(await readers(t)).toEqual([ZOE]);
    await hides(t, words);
    await learnsNothing(d);
  });

  it('is not learned on the ticket that hers was split off, which is open', async () => {
    const x = await opens({ from: EVIL, text: 'Zoe has a question.', head: `Cc: ${ZOE}\n` });
    await comes({ ...at(x, ZOE), text: 'I have forgotten something.' });
    const messageKey = (await messagesOf(desk, x)).at(-1)?.key ?? '';
    const { split } = await splitMessage(desk, { ...by(x), messageKey });
    await comes({ ...at(split.id, ZOE), text: SECRET });
    await comes({ ...at(x, EVIL), text: GUESSES });
    await hides(split.id, words);
    await learnsNothing(x);
  });
});

describe.each(WAYS)('what is hidden (%s) on Evil’s own ticket, and he does not read', (_, words) => {
  const fromOutside = (x: string) => comes({ from: ZOE, subject: `Re: [${x}] Codes`, text: SECRET });

  it.each(['before', 'after'])('from outside: is in no list that he writes %s', async (when) => {
    const x = await opens({ from: EVIL, text: when === 'before' ? GUESSES : 'Hello.' });
    await fromOutside(x);
    expect(await shownTo(EVIL, x)).not.toContain(ZOE);
    await hides(x, words);
    if (when === 'after') await comes({ ...at(x, EVIL), text: GUESSES });
    await learnsNothing(x);
  });

  it('from outside, and filed: also said where it was filed', async () => {
    const x = await opens({ from: EVIL, text: GUESSES });
    await fromOutside(x);
    const { filed } = await fileOutside(desk, by(x));
    await hides(filed[0]?.id ?? '', words);
    await learnsNothing(x);
  });

  it.each(['before', 'after'])('in a note: is in no list that he writes %s', async (when) => {
    const x = await opens({ from: EVIL, text: when === 'before' ? GUESSES : 'Hello.' });
    await writeNote(desk, { ...by(x), source: 'api-note:1', text: SECRET });
    await hides(x, words);
    if (when === 'after') await comes({ ...at(x, EVIL), text: GUESSES });
    await learnsNothing(x);
  });

  it.each(['below', 'between'])('in a note: is in no answer that quotes his list %s its words', async (where) => {
    const x = await opens({ from: EVIL, text: GUESSES });
    await writeNote(desk, { ...by(x), source: 'api-note:1', text: SECRET });
    const to = replyAddress('a signing key for tests only', HELP, { ticketId: x, agentId: 'ada' });
    const answers = async () => {
      const quote = GUESSES.replaceAll(/^/gm, '> ');
      const text =
        where === 'below' ? `We look.\n\nEvil wrote:\n${quote}` : `${quote}\n\nThese we look at.\n\n> Bye\n\nBye.`;
      await comes({ from: 'ada@support.example', to, subject: 'Re: Codes', text });
    };
    await answers();
    await hides(x, words);
    await learnsNothing(x);
    desk.sent.length = 0;
    await answers();
    expect(desk.sent.filter(({ recipient }) => recipient === EVIL)).toHaveLength(1);
    expect(JSON.stringify(desk.sent)).not.toContain('redacted');
    await learnsNothing(x);
    const said = conversationFor(await getTicket(desk, x), await messagesOf(desk, x), {
      reader: EVIL,
      settings: desk.settings,
    });
    expect(JSON.stringify(said)).not.toContain('redacted');
  });

  it('in a note: is hidden in an answer that says it of its own', async () => {
    const x = await opens({ from: EVIL, text: 'Hello.' });
    await writeNote(desk, { ...by(x), source: 'api-note:1', text: SECRET });
    await hides(x, words);
    const said = { source: 'api:9', text: SECRET, attachments: [], receivedAt: desk.now().toISOString() };
    await respond(desk, { ...by(x), ...said, tellBy: 'call' });
    expect((await messagesOf(desk, x)).at(-1)?.text).toContain('[redacted]');
  });

  it('is in no request that goes on with it', async () => {
    const x = await opens({ from: EVIL, text: 'Hello.' });
    await fromOutside(x);
    await hides(x, words);
    await closedLong(x);
    const next = await opens({ ...at(x, EVIL), subject: 'Re: Codes (4711)', text: GUESSES });
    expect((await getTicket(desk, next)).links).toMatchObject([{ ticket: x, kind: 'follows' }]);
    expect(await shownTo(EVIL, next)).not.toContain('redacted');
    await learnsNothing(next);
  });
});

it('nobody’s page tells a PIN that somebody else sent the desk', async () => {
  const x = await opens({ from: EVIL, text: GUESSES });
  const mailed = desk.sent.find(({ recipient }) => recipient === EVIL)?.text ?? '';
  const link = /https:\/\/desk\.example(\/desk\/t\/\S+)/.exec(mailed)?.[1] ?? '';
  await comes({ from: ZOE, subject: `Re: [${x}] Codes`, text: SECRET });
  await hides(x, '4711');
  const page = await visit(createHandler(desk)).get(`${link}?lang=en`);
  expect(page.status).toBe(200);
  expect(PINS.flatMap(guessesOf).filter((guess) => !page.text.includes(guess))).toEqual([]);
});

describe.each(WAYS)('who guesses from outside what is hidden (%s)', (_, words) => {
  it.each(['before', 'after'])('%s, reads all that they wrote once it is filed', async (when) => {
    const x = await opens({ from: ZOE, text: SECRET });
    const guess = () => comes({ from: EVIL, subject: `Re: [${x}] Codes`, text: GUESSES });
    if (when === 'before') await guess();
    await hides(x, words);
    if (when === 'after') await guess();
    const { filed } = await fileOutside(desk, by(x));
    expect(filed).toHaveLength(1);
    await learnsNothing(filed[0]?.id ?? '');
  });
});

it('whoever is copied once it was hidden learns nothing, and who had it before quotes nothing back', async () => {
  const x = await opens({ from: ZOE, text: SECRET });
  await hides(x, '4711');
  await comes({ ...at(x, ZOE), text: 'The vendor helps us.', head: `Cc: ${EVIL}\n` });
  await comes({ ...at(x, EVIL), text: GUESSES });
  await learnsNothing(x);
  await comes({ ...at(x, ZOE), text: 'My PIN is 4711, as I said.' });
  expect((await messagesOf(desk, x)).at(-1)?.text).toContain('My PIN is [redacted]');
});

describe('what Evil has hidden', () => {
  it('on a ticket of his own takes no words from Zoe’s, which she alone reads', async () => {
    const x = await opens({ from: ZOE, text: 'The vendor helps us.', head: `Cc: ${EVIL}\n` });
    await closedLong(x);
    const own = await opens({ ...at(x, ZOE), text: 'The server db-prod-07 is down.' });
    const evils = await opens({ ...at(x, EVIL), text: 'Please hide db-prod-07.' });
    await hides(evils, 'db-prod-07', 'Please hide db-prod-07');
    expect((await messagesOf(desk, own))[0]?.text).toContain('db-prod-07');
  });

  it('from outside takes none from her ticket, nor from its subject', async () => {
    const own = await opens({ from: ZOE, subject: 'db-prod-07', text: 'The server db-prod-07 is down.' });
    await comes({ from: EVIL, subject: `Re: [${own}]`, text: 'Please hide db-prod-07.' });
    await hides(own, 'db-prod-07', 'Please hide db-prod-07');
    await comes({ ...at(own, ZOE), subject: 'Re: db-prod-07', text: 'db-prod-07 is still down.' });
    expect(await shownTo(ZOE, own)).not.toContain('redacted');
  });
});

it('of a ticket linked with it, neither the subject nor a name is hidden where somebody reads who could not have had it', async () => {
  const from = `"Evil 4710 4711 4712" <${EVIL}>`;
  const x = await opens({ from, subject: 'Codes 1234 4711 9999', text: 'Hello.', head: `Cc: ${ZOE}\n` });
  await closedLong(x);
  const own = await opens({ ...at(x, ZOE), text: SECRET });
  await hides(own, '4711');
  expect(await shownTo(EVIL, x)).not.toContain('redacted');
});
