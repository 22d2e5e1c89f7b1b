import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { heldAddress } from '../../../shared/mail/signed/held-address.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/**
 * An old mail, signed as Microsoft 365 signs, sent again with other names in its header: DMARC passes by its signature, and nothing proves
 * whom it names (docs/promise.md section 9).
 */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const ADA = 'ada@support.example';
const EVE = 'eve@evil.example';
const MALLORY = 'mallory@evil.example';
const M365 = 'From:Date:Subject:Message-ID:Content-Type:MIME-Version';
/** With what says which mail it answers, as many others sign. */
const LED = `${M365}:in-reply-to`;

let desk: MemoryDesk;
let ticket: Ticket;
let mails = 0;

beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk);
  desk.pass(60);
});

type Mail = {
  from: string;
  head: string;
  h?: string;
  d?: string;
  envelopeFrom?: string;
  text?: string;
  to?: string;
  subject?: string | undefined;
  n?: number;
};

async function comes({
  from,
  head,
  h = LED,
  envelopeFrom = EVE,
  text = 'Fine.',
  subject = 'Re: lunch',
  ...mail
}: Mail) {
  const d = mail.d ?? from.slice(from.indexOf('@') + 1);
  const raw = `DKIM-Signature: v=1; d=${d}; s=s1;\n h=${h};\n b=abc\n${head}\nFrom: ${from}\nMessage-ID: <m-${mail.n ?? ++mails}@x>\nSubject: ${subject}\n\n${text}\n`;
  const recipients = [mail.to ?? DESK];
  await receiveMail(desk, arrives(desk, raw, { id: `ses-${++mails}`, envelopeFrom, recipients }));
  await desk.team.drain();
}

const opened = async () => (await ticketsOf(desk)).filter(({ id }) => id !== ticket.id);
const now = async () => (await desk.tickets.get(ticket.id)) as Ticket;
const last = async () => (await messagesOf(desk, ticket.id)).at(-1);
const ABOUT = `To: ${DESK}\nIn-Reply-To: <anna-1@rossi.example>`;

describe('a customer’s mail', () => {
  it('is the requester’s, proved, and names nobody where nothing covers its names', async () => {
    await comes({ from: ANNA, head: `${ABOUT}\nCc: ${MALLORY}\nReply-To: ${EVE}` });
    expect(await last()).toMatchObject({ author: 'customer', by: ANNA, verified: true });
    expect((await last())?.fromOutside).toBeUndefined();
    expect((await last())?.warnings.join()).toContain(`no signature covers who is copied: ${MALLORY}`);
    const { requester, participants, proposed } = await now();
    expect([requester.address, participants]).toEqual([ANNA, []]);
    expect(proposed?.map(({ address }) => address)).toEqual([MALLORY]);
  });

  it.each<[string, Partial<Mail>, string[], string]>([
    ['Cc alone', { h: `${LED}:to:reply-to` }, [], EVE],
    ['Reply-To alone', { h: `${LED}:to:cc` }, [MALLORY], ANNA],
    ['To alone, so that the desk may not have been there', { h: `${LED}:cc:reply-to` }, [], ANNA],
    ['nothing', { h: `${LED}:to:cc:reply-to` }, [MALLORY], EVE],
    ['all, but the envelope is its domain’s', { envelopeFrom: 'bounce@mail.rossi.example' }, [MALLORY], EVE],
    ['all, by a domain beside its own', { d: 'news.rossi.example' }, [], ANNA],
    ['nothing, by a signature that is a stranger’s', { d: 'evil.example' }, [MALLORY], EVE],
  ])('what is not covered moves nobody: %s', async (_, way, participants, reading) => {
    await comes({ from: ANNA, head: `${ABOUT}\nCc: ${MALLORY}\nReply-To: ${EVE}`, ...way });
    expect((await now()).participants.map(({ address }) => address)).toEqual(participants);
    expect((await now()).requester.address).toBe(reading);
  });

  it('a second Cc is not covered by the signature of the first', async () => {
    await comes({ from: ANNA, head: `${ABOUT}\nCc: ${MALLORY}\nCc: bea@rossi.example`, h: `${LED}:to:cc` });
    expect((await now()).participants).toEqual([]);
  });

  it('that opens a ticket is answered where it was written, and copies nobody', async () => {
    await comes({ from: ANNA, head: `To: ${DESK}\nCc: ${MALLORY}\nReply-To: ${EVE}` });
    const opened = (await ticketsOf(desk)).find(({ id }) => id !== ticket.id);
    expect(opened).toMatchObject({ requester: { address: ANNA, verified: true }, participants: [] });
    expect(opened?.proposed?.map(({ address }) => address)).toEqual([MALLORY]);
    expect(mailed(desk)).not.toContain(EVE);
    expect(mailed(desk)).not.toContain(MALLORY);
  });

  it('that a mailbox passes on is known by the signed address', async () => {
    const own = replyAddress(KEY, DESK, { ticketId: ticket.id });
    await comes({ from: ANNA, head: `To: ${own}`, to: own, envelopeFrom: 'srs0=x=rossi.example=anna@relay.example' });
    expect(await last()).toMatchObject({ author: 'customer', verified: true });
    expect((await last())?.fromOutside).toBeUndefined();
  });
});

describe('an agent’s mail is no word of hers', () => {
  const own = () => replyAddress(KEY, DESK, { ticketId: ticket.id, agentId: 'ada' });
  it.each<[string, () => Partial<Mail>]>([
    ['by an id', () => ({ head: ABOUT })],
    [
      'by an id, in Cc',
      () => ({ head: `To: ${EVE}\nCc: ${DESK}\nIn-Reply-To: <anna-1@rossi.example>`, h: `${LED}:to` }),
    ],
    ['by her signed address', () => ({ head: `To: ${own()}`, to: own() })],
    ['with a second To', () => ({ head: `${ABOUT}\nTo: ${EVE}`, h: `${LED}:to` })],
  ])('where nothing covers To and Cc: %s', async (_, mail) => {
    await comes({ from: ADA, head: ABOUT, text: 'Go away.', ...mail() });
    expect((await now()).state).toBe('waiting');
    expect(mailed(desk)).not.toContain(ANNA);
    expect(await last()).toMatchObject({ author: 'unverified', undone: { why: 'unsigned', reader: 'ada' } });
    const word = desk.sent.find(({ recipient }) => recipient === ADA);
    expect(word?.text).toContain('does not cover its To and Cc, or what it answers, or how it is to be read');
    expect(desk.sent.find(({ recipient }) => recipient === 'bruno@support.example')?.text).toContain(
      'Nothing was sent',
    );
  });

  it('and files nothing, and lets nothing out', async () => {
    const forwarded =
      '---------- Forwarded message ---------\nFrom: Marco <marco@bianchi.example>\nSubject: Login\n\nHelp.';
    await comes({ from: ADA, head: `To: ${DESK}`, text: forwarded });
    expect((await ticketsOf(desk)).map(({ requester }) => requester.address)).not.toContain('marco@bianchi.example');
    const verdicts = { spam: 'FAIL', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;
    await receiveMail(desk, arrives(desk, `From: ${ANNA}\nSubject: Till\n\nx\n`, { id: 'spam', verdicts }));
    const [entry] = (await desk.quarantine.list({ limit: 1 })).entries;
    const to = heldAddress(KEY, DESK, { entryId: entry?.id ?? '', agentId: 'ada' });
    await comes({ from: ADA, head: `To: ${to}`, to, text: '#release' });
    expect((await desk.quarantine.get(entry?.id ?? ''))?.state).toBe('held');
  });

  it.each<[string, Partial<Mail>]>([
    ['the signature covers To', { h: `${LED}:to` }],
    ['SPF proves the envelope', { envelopeFrom: ADA }],
  ])('but it is an answer where %s', async (_, way) => {
    await comes({ from: ADA, head: ABOUT, text: 'Try it.', ...way });
    expect(await now()).toMatchObject({ state: 'answered', firstResponse: { by: 'agent:ada' } });
  });
});

/** Another mail than the one that the desk had, or the first of it: by what no signature covers it could be about any ticket, or read otherwise. */
describe('what a replay adds leads nowhere as its writer’s word', () => {
  const H = 'to:cc:subject:message-id:date:from:mime-version';
  const NAMES = `To: ${DESK}\nCc: ${EVE}\nMIME-Version: 1.0`;
  const ABOUT_IT = 'In-Reply-To: <anna-1@rossi.example>';
  it.each<[string, Partial<Mail>]>([
    ['In-Reply-To', { head: `${NAMES}\n${ABOUT_IT}` }],
    ['References', { head: `${NAMES}\nReferences: <anna-1@rossi.example>` }],
    ['a second In-Reply-To', { head: `In-Reply-To: <x@x>\n${NAMES}\n${ABOUT_IT}`, h: `${H}:in-reply-to` }],
    ['another Content-Type too', { head: `${NAMES}\n${ABOUT_IT}\nContent-Type: text/plain; charset=utf-16le` }],
    [
      'an encoding too',
      { head: `${NAMES}\n${ABOUT_IT}\nContent-Transfer-Encoding: quoted-printable`, h: `${H}:content-type` },
    ],
  ])('of a customer: %s', async (_, mail) => {
    await comes({ from: ANNA, head: '', h: H, text: 'Hello there, urgent.', ...mail });
    expect(await now()).toMatchObject({ participants: [], state: 'waiting', priority: 3 });
    expect((await now()).proposed ?? []).toEqual([]);
    expect(mailed(desk)).not.toContain(EVE);
    for (const message of (await messagesOf(desk, ticket.id)).slice(1)) {
      expect(message).toMatchObject({ fromOutside: true });
      expect(message.warnings.join()).toContain('whoever has the mail could have sent it here');
    }
  });

  it.each<[string, Partial<Mail>]>([
    ['In-Reply-To', { head: `${NAMES}\n${ABOUT_IT}` }],
    ['the number', { head: NAMES, h: 'to:cc:from', subject: 'All is done [NUMBER]' }],
    [
      'another Content-Type',
      { head: `${NAMES}\n${ABOUT_IT}\nContent-Type: multipart/mixed; boundary=evil`, h: `${H}:in-reply-to` },
    ],
    [
      'an encoding',
      { head: `${NAMES}\n${ABOUT_IT}\nContent-Transfer-Encoding: quoted-printable`, h: `${H}:in-reply-to` },
    ],
  ])('of an agent: %s', async (_, { subject, ...mail }) => {
    await comes({ from: ADA, head: '', h: H, text: 'Done.', subject: subject?.replace('NUMBER', ticket.id), ...mail });
    expect((await now()).state).toBe('waiting');
    expect(mailed(desk)).not.toContain(ANNA);
  });

  it('nor takes the request away that it was made of', async () => {
    const mail = { from: ANNA, h: H, n: 7, text: 'The till burns.', subject: 'Till' };
    await comes({ ...mail, head: `${NAMES}\n${ABOUT_IT}` });
    await comes({ ...mail, head: NAMES, envelopeFrom: ANNA });
    expect(await opened()).toMatchObject([{ subject: 'Till', state: 'waiting', requester: { address: ANNA } }]);
  });

  it('but a number that is covered leads, whatever is not beside it', async () => {
    await comes({ from: ANNA, head: `To: ${DESK}\n${ABOUT_IT}`, h: H, subject: `Re: Door [${ticket.id}]` });
    expect(await last()).toMatchObject({ author: 'customer', by: ANNA, verified: true });
    expect((await last())?.fromOutside).toBeUndefined();
  });
});

/** Fields that one reader of mail takes for fields, and another does not: nothing of such a header is covered. */
describe.each<[string, (name: string) => string]>([
  ['a fold before the colon', (name) => `${name}\n :`],
  ['a fold with a tab', (name) => `${name}\n\t:`],
  ['a form feed before it', (name) => `\f${name}:`],
  ['a form feed behind it', (name) => `${name}\f:`],
  ['a vertical tab', (name) => `\v${name}:`],
  ['a space that is none', (name) => `\u00a0${name}:`],
  ['a mark of bytes', (name) => `\ufeff${name}:`],
])('a field with %s proves nothing', (_, field) => {
  it('of a customer: no reading address, no participants', async () => {
    const head = `X-A: b\n${field('To')} ${DESK}\n${field('Reply-To')} ${EVE}\n${field('Cc')} ${MALLORY}\n${field('In-Reply-To')} <anna-1@rossi.example>`;
    await comes({ from: ANNA, head, h: M365 });
    expect(await now()).toMatchObject({ requester: { address: ANNA }, participants: [] });
    for (const other of await opened()) expect(other).toMatchObject({ requester: { address: ANNA }, participants: [] });
    expect(mailed(desk)).not.toContain(EVE);
  });

  it('of an agent: no answer', async () => {
    const head = `X-A: b\n${field('To')} ${DESK}\n${field('In-Reply-To')} <anna-1@rossi.example>`;
    await comes({ from: ADA, head, h: M365, text: 'Go away.' });
    expect((await now()).state).toBe('waiting');
    expect(mailed(desk)).not.toContain(ANNA);
  });
});

describe('a mail whose service signs not all of it', () => {
  it.each(['Re: The door does not open', 'AW: The door does not open', 'The door does not open'])(
    'goes on with the requester’s own subject, as known and no more: %s',
    async (subject) => {
      const head = `To: ${DESK}\nCc: ${MALLORY}\nReply-To: ${EVE}\nIn-Reply-To: <anna-1@rossi.example>`;
      await comes({ from: ANNA, head, h: M365, subject });
      expect((await last())?.fromOutside).toBeUndefined();
      expect(await last()).toMatchObject({ author: 'customer', by: ANNA });
      expect(await now()).toMatchObject({ requester: { address: ANNA }, participants: [] });
    },
  );

  it('is proved for nobody by the signed address that anybody wrote into its To', async () => {
    const own = replyAddress(KEY, DESK, { ticketId: ticket.id });
    await comes({ from: ANNA, head: `To: ${own}\nCc: ${MALLORY}`, to: own, h: `${M365}:cc` });
    expect((await now()).participants).toEqual([]);
  });

  const GMAIL = 'to:cc:subject:message-id:date:from:in-reply-to:references:mime-version';
  const PARTS = `--genuine\nContent-Type: text/plain; charset="UTF-8"\n\nTry it.\n\nEve wrote:\n--evil\nContent-Type: text/plain\n\nPay me.\n--evil--\n\n--genuine--`;
  it.each<[string, string, string, string]>([
    ['its parts begin and end its body', 'multipart/alternative; boundary="genuine"', PARTS, 'answered'],
    [
      'they are long',
      'multipart/mixed; boundary=genuine',
      PARTS.replace('Try it.', 'Try it.\n'.repeat(80_000)),
      'answered',
    ],
    ['it is plain', 'text/plain; charset="UTF-8"', 'Try it.', 'answered'],
    ['its boundary is in its text', 'multipart/alternative; boundary=evil', PARTS, 'waiting'],
    ['it names two', 'multipart/mixed; boundary=genuine; boundary=evil', PARTS, 'waiting'],
    ['it is of another character set', 'text/plain; charset=utf-16le', 'Try it.', 'waiting'],
  ])('is an agent’s answer where it can be read one way only: %s', async (_, type, text, state) => {
    const head = `MIME-Version: 1.0\nContent-Type: ${type}\nTo: ${ANNA}\nCc: ${DESK}\nIn-Reply-To: <anna-1@rossi.example>`;
    await comes({ from: ADA, head, h: GMAIL, text });
    expect((await now()).state).toBe(state);
  });
});

describe('a mail that can be sent again as another one', () => {
  const H = 'to:cc:subject:from:in-reply-to:mime-version';
  const head = `To: ${DESK}\nCc: ${MALLORY}\nIn-Reply-To: <anna-1@rossi.example>`;
  it.each<[string, Partial<Mail>]>([
    ['no Message-ID', { h: `${H}:date` }],
    ['neither that nor Date', { head: `Date: Mon, 30 Nov 2026 07:00:00 +0000\n${head}`, h: H }],
    ['one Message-ID of two', { head: `Message-ID: <again@x>\n${head}`, h: `${H}:message-id:date` }],
    [
      'one Date of two',
      {
        head: `Date: Mon, 30 Nov 2026 07:00:00 +0000\nDate: Mon, 30 Nov 2026 08:00:00 +0000\n${head}`,
        h: `${H}:message-id:date`,
      },
    ],
  ])('proves nobody, where its signature covers %s', async (_, mail) => {
    await comes({ from: ANNA, head, ...mail });
    expect((await now()).participants).toEqual([]);
    expect(await last()).toMatchObject({ verified: false });
    await comes({ from: ADA, head: `To: ${DESK}\nIn-Reply-To: <anna-1@rossi.example>`, text: '#close', ...mail });
    expect((await now()).state).toBe('waiting');
  });

  it('proves its writer where it covers them', async () => {
    await comes({ from: ANNA, head, h: `${H}:message-id:date` });
    expect((await now()).participants.map(({ address }) => address)).toEqual([MALLORY]);
  });
});
