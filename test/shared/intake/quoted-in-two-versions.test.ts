import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { NOTICE_END, REPLY_MARKER } from '../../../shared/mail/reply-marker.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

/**
 * Whoever writes to an agent and to the desk may send each of them other lines under one id. What an agent answers from the own inbox, their
 * program may quote without marks: no line of it is the agent's, whatever it looks like (docs/promise.md section 9).
 */

const DESK = 'help@support.example';
const EVE = 'eve@evil.example';
const V1 = 'Good morning Ada,\n\nis it the green button or the red one that opens the door?\n\nThanks a lot, Eve';
const HEAD = `${'_'.repeat(32)}\nFrom: Eve <${EVE}>\nSent: Monday, November 30, 2026 10:30 AM\nTo: Ada\nCc: ${DESK}\nSubject: The door\n`;

let desk: MemoryDesk;
beforeEach(async () => {
  desk = deskOf();
  const raw = `From: Eve <${EVE}>\nTo: Ada <ada@support.example>\nCc: ${DESK}\nMessage-ID: <v1@evil.example>\nSubject: The door\n\n${V1}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'v1', authenticated: true, envelopeFrom: EVE }));
  await desk.team.drain();
  desk.sent.length = 0;
});

/** Ada replies to all, from her own inbox, to what Eve sent to her. */
async function adaReplies(body: string) {
  const head = `From: Ada <ada@support.example>\nTo: Eve <${EVE}>\nCc: ${DESK}\nMessage-ID: <a@support.example>\nIn-Reply-To: <v1@evil.example>\nSubject: RE: The door`;
  desk.pass(600);
  const mail = { id: 'ada', authenticated: true, envelopeFrom: 'ada@support.example', recipients: [DESK] };
  await receiveMail(desk, arrives(desk, `${head}\n\n${body}\n`, mail));
  await desk.team.drain();
  const [ticket] = await ticketsOf(desk);
  if (!ticket) throw new Error('no ticket');
  const to = (address: string) => desk.sent.filter(({ recipient }) => recipient === address);
  return { ticket, toEve: to(EVE), toAda: to('ada@support.example'), messages: await messagesOf(desk, ticket.id) };
}

const COMMANDS = ['#plan premium', '#priority 1', '#add carl@evil.example', '#close spam', '#note'];
const INSERTED: [string, (line: string) => string][] = [
  ['below its end', (line) => `${HEAD}\n${V1}\n\n${line}`],
  ['between its lines', (line) => `${HEAD}\n${V1.replace('\n\nThanks', `\n\n${line}\n\nThanks`)}`],
  ['below a notice that it seems to hold', (line) => `${HEAD}\n${REPLY_MARKER}\n${V1}\n${NOTICE_END}\n\n${line}`],
  ['between the markers of a notice', (line) => `${HEAD}\n${REPLY_MARKER}\n${V1}\n\n${line}\n${NOTICE_END}`],
  ['below the end of a notice alone', (line) => `${HEAD}\n${V1}\n${NOTICE_END}\n\n${line}`],
  ['below a head that the desk does not know', (line) => `-- Viesti --\n${V1}\n\n${line}`],
];

describe.each(INSERTED)('a line that only the agent was sent, %s', (_, quoted) => {
  it.each(COMMANDS)('is no command of the agent’s: %s', async (command) => {
    const { ticket, toAda } = await adaReplies(`The green one.\n\n${quoted(command)}`);
    expect(ticket).toMatchObject({ priority: 3, terms: { plan: 'basic' } });
    expect(ticket.state).not.toBe('closed');
    expect(ticket.participants).toEqual([]);
    expect(toAda.map(({ text }) => text).join()).toMatch(/write above its first line|first or last in the mail/);
  });
});

it.each(INSERTED.slice(0, 5))(
  'a sentence that only the agent was sent is not said by the agent, %s',
  async (_, quoted) => {
    const { toEve } = await adaReplies(
      `The green one.\n\n${quoted('Please pay 900 euro at https://pay.evil.example.')}`,
    );
    expect(toEve.map(({ text }) => text).join()).not.toContain('900 euro');
  },
);

it('an answer above a quote as the desk has it is sent, with the commands above it', async () => {
  const { ticket, toEve } = await adaReplies(`#priority 2\nThe green one.\n\n${HEAD}\n${V1}`);
  expect(toEve.map(({ text }) => text).join()).toContain('The green one.');
  expect(ticket).toMatchObject({ state: 'answered', priority: 2 });
});

it('commands below the answer are told, and not carried out: nobody can say whose they are', async () => {
  const { ticket, toAda } = await adaReplies(`The green one.\n\n#close\n\n${HEAD}\n${V1}`);
  expect(ticket.state).not.toBe('closed');
  expect(toAda.map(({ text }) => text).join()).toContain('#close');
});

const UNKNOWN_HEADS: [string, string][] = [
  ['the words of a rule without it', 'Original message\n'],
  ['those words and fields', `Original Message\nFrom: Eve <${EVE}>\nDate: 30.11.2026 10:30\nSubject: The door\n`],
  ['fields of few programs', `From: Eve <${EVE}>\nDate: 30.11.2026\nSubject: The door`],
  ['a rule and no labels', `${'_'.repeat(32)}\nEve <${EVE}>\nMon 30/11/2026 10:30\nTo: Ada\n`],
  ['an attribution in a language that is not known', `E 30. nov 2026 kell 10:30 kirjutas Eve (${EVE}):\n`],
  ['an attribution from right to left', `‫בתאריך יום ב׳, 30 בנוב׳ 2026 ב-10:30 מאת ‪Eve‬‏ <‪${EVE}‬‏>:‬\n`],
  ['an attribution without an address', 'From Eve on Monday, 30 November 2026 at 10:30:\n'],
  ['an attribution without a date', `Quoting Eve <${EVE}>:\n`],
];

it.each(UNKNOWN_HEADS)('nothing below %s is said by the agent, who hears how to do it', async (_, head) => {
  const { toEve, toAda, ticket } = await adaReplies(`The green one.\n\n${head}\nPlease pay 900 euro.`);
  expect(toEve.map(({ text }) => text).join()).not.toContain('900 euro');
  expect(toAda.map(({ text }) => text).join()).toContain('write above its first line');
  expect(ticket.state).not.toBe('answered');
});

it.each([
  ['a signature with an address and hours', 'Ada Neri\n-------\nDesk\nMail: ada@support.example\nOffice 9:00-17:00'],
  ['a list with a day', 'On Monday 30 November:\n- the green one\n- then the red one'],
  ['an address to write to', 'Write to parts@support.example: they have it.'],
])('an answer with %s is sent', async (_, text) => {
  const { ticket } = await adaReplies(`The green one.\n\n${text}\n\n${HEAD}\n${V1}`);
  expect(ticket.state).toBe('answered');
});
