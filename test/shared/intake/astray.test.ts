import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { NOTICE_DIGEST_WORDS } from '../../../shared/mail/templates/words/notice-digest.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/**
 * A mail by one of the conversation that may not be meant for its ticket is from outside (docs/promise.md section 9). What the agents read
 * of it is what is known: who wrote it, whether that is proved, and what is in doubt.
 */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const CARLA = 'carla@rossi.example';
const EVE = 'eve@evil.example';
const UNPROVED = /not proved|not verified|anybody may have written|disclose/i;

let desk: MemoryDesk;
let mails = 0;

beforeEach(() => {
  desk = deskOf();
});

type Came = { from: string; head: string; isProved: boolean; recipients?: string[]; subject?: string };

async function comes({ from, head, isProved, recipients = [DESK], subject = 'Re: Salaries' }: Came) {
  desk.pass(120);
  desk.sent.length = 0;
  const raw = `From: ${from}\nMessage-ID: <m${++mails}@x.example>\nSubject: ${subject}\n${head}\n\nWhat shall we tell them?\n`;
  const delivery = { id: `ses-${mails}`, envelopeFrom: from, recipients, authenticated: isProved };
  await receiveMail(desk, arrives(desk, raw, delivery));
  await desk.team.drain();
}

/** Anna's ticket, on which Carla reads along. */
async function annas(): Promise<Ticket> {
  const ticket = await waitingTicket(desk, { subject: 'Salaries', messageId: '<salaries@rossi.example>' });
  await comes({
    from: ANNA,
    head: `To: ${DESK}\nCc: ${CARLA}\nIn-Reply-To: <salaries@rossi.example>`,
    isProved: true,
  });
  return ticket;
}

/** A ticket that somebody opened in Anna's name, with answers to Eve. */
async function eves(): Promise<Ticket> {
  const head = `To: ${DESK}\nReply-To: ${EVE}`;
  await comes({ from: 'paula@newco.example', head, isProved: false, subject: 'Salaries' });
  return (await ticketsOf(desk))[0] as Ticket;
}

const WAYS: [string, () => Promise<Ticket>, (ticket: Ticket) => Omit<Came, 'isProved'>, RegExp][] = [
  [
    'answers a mail of the ticket without naming the requester',
    annas,
    () => ({ from: CARLA, head: `To: ${DESK}\nIn-Reply-To: <salaries@rossi.example>` }),
    /does not name the requester/,
  ],
  [
    'is brought by the envelope alone',
    annas,
    ({ id: ticketId }) => ({
      from: CARLA,
      head: `To: others@rossi.example`,
      recipients: [replyAddress('a signing key for tests only', DESK, { ticketId, reader: readerName(CARLA) })],
    }),
    /whoever has the mail could have sent it here/,
  ],
  [
    'goes on with a request that perhaps somebody else made in its writer’s name',
    eves,
    ({ id }) => ({ from: 'paula@newco.example', head: `To: ${DESK}`, subject: `Re: Salaries [${id}]` }),
    /somebody else may have opened this ticket/,
  ],
];

describe.each(WAYS)('what %s', (_, given, mailOf, why) => {
  it('is told, proved, as by who wrote it, with what is in doubt, and never as not proved', async () => {
    const ticket = await given();
    const mail = mailOf(ticket);
    await comes({ ...mail, isProved: true });
    expect((await messagesOf(desk, ticket.id)).at(-1)).toMatchObject({ fromOutside: true, verified: true });
    const [notice] = desk.sent.filter(({ recipient }) => recipient === 'ada@support.example');
    expect(notice?.text).toContain(`${mail.from}, who is in this conversation, wrote it: that is proved`);
    expect(notice?.text).toMatch(why);
    expect(notice?.text).not.toMatch(UNPROVED);
  });

  it('is told, not proved, as that', async () => {
    const ticket = await given();
    await comes({ ...mailOf(ticket), isProved: false });
    const [notice] = desk.sent.filter(({ recipient }) => recipient === 'ada@support.example');
    expect(notice?.text).toMatch(UNPROVED);
    expect(notice?.text).not.toContain('that is proved');
  });
});

it('in a mail of many notices it does not stand as not proved either', () => {
  expect(NOTICE_DIGEST_WORDS.en.kind.astray).not.toMatch(UNPROVED);
  expect(NOTICE_DIGEST_WORDS.it.kind.astray).not.toMatch(/provat/);
});
