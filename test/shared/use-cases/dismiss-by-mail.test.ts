import { beforeEach, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, rossi, waitingTicket } from '../../support/stories.ts';

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const BEA = 'bea@bianchi.example';
const EVE = 'eve@evil.example';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] };
/** What an agent settles by answering a notice of what came from outside. */

let desk: MemoryDesk;
let ticket: Ticket;
let n = 0;
beforeEach(async () => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  ticket = await waitingTicket(desk);
  desk.pass(60);
});
async function writes(from: string, text: string) {
  const raw = `Message-ID: <m${++n}@x.example>\nFrom: ${from}\nTo: ${SUPPORT}\nSubject: Re: [${ticket.id}]\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `ses-m${n}`, recipients: [SUPPORT], envelopeFrom: from }));
}
const noticeOf = (text: string) =>
  desk.sent.find(({ recipient, text: body }) => recipient === 'ada@support.example' && body.includes(text));
async function answers(notice: { replyTo: string; subject: string; messageId?: string } | undefined, body: string) {
  const to = notice?.replyTo ?? replyAddress(KEY, SUPPORT, { ticketId: ticket.id, agentId: 'ada' });
  const raw = `Message-ID: <c${++n}@x.example>\nFrom: ada@support.example\nTo: ${to}\nSubject: Re: ${notice?.subject}\n\n${body}\n`;
  await receiveMail(
    desk,
    arrives(desk, raw, { id: `ses-c${n}`, recipients: [to], envelopeFrom: 'ada@support.example' }),
  );
}
const now = async () => (await desk.tickets.get(ticket.id)) as Ticket;

/** A stranger's mail that Ada has been told of, and a customer's that she has not: five notices a minute go by mails of their own. */
async function twoWrote() {
  await writes(EVE, 'Buy this.');
  await desk.team.drain();
  const notice = noticeOf('Buy this.');
  desk.pass(5);
  for (let more = 0; more < 6; more += 1) await writes(EVE, `More ${more}.`);
  await desk.team.drain();
  await writes(BEA, 'Our line is down.');
  expect(noticeOf('Our line is down.')).toBeUndefined();
  desk.pass(5);
  return notice;
}
const left = async () => [...new Set((await now()).outside?.map(({ address }) => address))];

it.each(['#dismiss', '#file'])(
  '%s for nobody by name settles nothing where several wrote, and says who did',
  async (command) => {
    const notice = await twoWrote();
    desk.sent.length = 0;
    await answers(notice, command);
    await desk.team.drain();
    expect(await left()).toEqual([EVE, BEA]);
    const [told] = desk.sent.filter(
      ({ recipient, text }) => recipient === 'ada@support.example' && text.includes(command),
    );
    expect(told?.text).toContain(`name behind the command whose you mean, of ${EVE}, ${BEA}`);
  },
);

it.each(['#dismiss', '#file'])('%s as the notice says it settles what that writer wrote', async (command) => {
  const notice = await twoWrote();
  const said = new RegExp(`${command} \\S+`).exec(notice?.text ?? '')?.[0] ?? '';
  expect(said).toBe(`${command} ${EVE}`);
  await answers(notice, said);
  expect(await left()).toEqual([BEA]);
});

it.each(['#dismiss', '#file'])('%s for nobody by name settles what one writer wrote', async (command) => {
  await writes(EVE, 'Buy this.');
  await writes(EVE, 'Buy that.');
  await desk.team.drain();
  await answers(noticeOf('Buy this.'), command);
  expect(await left()).toEqual([]);
});
