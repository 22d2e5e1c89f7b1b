import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { confirmRequester } from '../../../shared/use-cases/confirm-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, messagesOf, rossi, ticketsOf } from '../../support/stories.ts';

/** Who wrote a mail, and which address reads the answer (docs/promise.md section 9). `rossi.example` is a customer, Verdi is premium. */

const verdi = { ...rossi, id: 'verdi', name: 'Verdi', contacts: ['verdi.example'], plan: 'premium' as const };
const GROUP = 'help-group@lists.example';
const settings = { certifiedMail: { asOf: '2026-11-01', providers: ['pec.example'] } };

async function opened(header: string, change: Partial<ReceivedMail> = {}, body = 'Help.') {
  const desk = deskOf({ customers: [rossi, verdi], agents: [ada, bruno], settings });
  await receiveMail(desk, arrives(desk, `Message-ID: <m@x.example>\nSubject: Hello\n${header}\n\n${body}\n`, change));
  const [ticket, ...others] = await ticketsOf(desk);
  if (!ticket || others.length > 0) throw new Error('there is not one ticket');
  const [message] = await messagesOf(desk, ticket.id);
  const to = mailed(desk).filter((each) => !each.endsWith('@support.example'));
  const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example')?.text ?? '';
  return { desk, ticket, message, acknowledged: to, notice };
}

const at = (desk: MemoryDesk) => desk.now().toISOString();

/** Who was named by another one writes to the signed address. */
const verdiWrites = (desk: MemoryDesk, ticketId: string, more = '') => {
  const signed = { ticketId, reader: readerName('v@verdi.example') };
  const to = replyAddress('a signing key for tests only', 'help@support.example', signed);
  return writes(desk, ticketId, 'v@verdi.example', { more, to });
};

async function writes(
  desk: MemoryDesk,
  id: string,
  from: string,
  { more = '', to = 'help@support.example' } = {},
): Promise<void> {
  desk.pass(60);
  const raw = `Message-ID: <${from}.${desk.now().getTime()}@x.example>\nFrom: ${from}\nTo: ${to}\n${more}Subject: Re: [${id}]\n\nMore.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `${from}${desk.now().getTime()}`, authenticated: true }));
}

const answered = (desk: MemoryDesk, ticketId: string) =>
  respond(desk, {
    ...{ ticketId, agent: ada, source: 'api:1', text: 'Try it.', attachments: [], tellBy: 'call' as const },
    receivedAt: at(desk),
  });

const proved = { authenticated: true };
const unproved = { authenticated: false };

describe('Reply-To', () => {
  it.each([
    [
      'a proved customer, an address of their own',
      'anna@rossi.example',
      'anna@home.example',
      proved,
      'anna@home.example',
    ],
    ['a proved stranger', 'eva@else.example', 'eva@home.example', proved, 'eva@home.example'],
    ['an unproved stranger', 'eva@else.example', 'eva@home.example', unproved, 'eva@home.example'],
    ['an unproved stranger, and a customer', 'eva@else.example', 'v@verdi.example', unproved, 'v@verdi.example'],
    ['an unproved customer: answers stay', 'anna@rossi.example', 'm@evil.example', unproved, 'anna@rossi.example'],
    ['an unproved customer of a whole domain', 'new@verdi.example', 'm@evil.example', unproved, 'new@verdi.example'],
    ['our own address', 'anna@rossi.example', 'help@support.example', proved, 'anna@rossi.example'],
    ['our own address with a label', 'anna@rossi.example', 'help+x@support.example', proved, 'anna@rossi.example'],
    ['a no-reply', 'anna@rossi.example', 'no-reply@rossi.example', proved, 'anna@rossi.example'],
    ['a no-reply in German', 'eva@else.example', 'nicht-antworten@else.example', unproved, 'eva@else.example'],
    ['nothing that mail goes to', 'anna@rossi.example', 'jörg@rossi.example', proved, 'anna@rossi.example'],
    ['ours first, then a person', 'eva@else.example', 'help@support.example, e@home.example', proved, 'e@home.example'],
    ['an agent', 'anna@rossi.example', 'ada@support.example', proved, 'anna@rossi.example'],
    ['an agent, unproved', 'eva@else.example', 'ada@support.example', unproved, 'eva@else.example'],
    ['a lead, then a person', 'eva@else.example', 'lead@support.example, e@home.example', proved, 'e@home.example'],
    ['From among others', 'eva@else.example', 'e@home.example, eva@else.example', proved, 'eva@else.example'],
  ])('%s', async (_, from, replyTo, change, reads) => {
    const { ticket, acknowledged } = await opened(`From: ${from}\nReply-To: ${replyTo}`, change);
    expect(ticket.requester.address).toBe(reads);
    expect(ticket.requester.from).toBe(reads === from ? undefined : from);
    expect(acknowledged).toEqual([reads]);
  });

  it.each([
    ['an answer', async (desk: MemoryDesk, id: string) => void (await answered(desk, id))],
    ['#confirm', (desk: MemoryDesk, id: string) => confirmRequester(desk, { ticketId: id, agent: ada, at: at(desk) })],
    ['a mail from the reading address', (desk: MemoryDesk, id: string) => verdiWrites(desk, id)],
  ])('of another’s address is confirmed for that address alone, by %s', async (_, confirm) => {
    const { ticket, desk } = await opened('From: eva@else.example\nReply-To: v@verdi.example', proved);
    await confirm(desk, ticket.id);
    expect((await getTicket(desk, ticket.id)).requester.unconfirmed).toBeUndefined();
    await writes(desk, ticket.id, 'eva@else.example', { more: 'Cc: eva2@else.example\n' });
    const after = await getTicket(desk, ticket.id);
    expect(after.participants).toEqual([]);
    expect(after.requester.address).toBe('v@verdi.example');
    expect((await messagesOf(desk, ticket.id)).at(-1)?.by).toBe('eva@else.example');
    await verdiWrites(desk, ticket.id, 'Cc: w@verdi.example\n');
    expect((await getTicket(desk, ticket.id)).participants.map(({ address }) => address)).toEqual(['w@verdi.example']);
  });

  it('of whom nobody knows gives plan and terms only', async () => {
    const { ticket, desk } = await opened(
      'From: eva@else.example\nReply-To: v@verdi.example\nTo: help@support.example\nCc: c@verdi.example',
      proved,
    );
    expect(ticket).toMatchObject({ customer: { id: 'verdi' }, terms: { plan: 'premium' }, participants: [] });
    expect(ticket.requester).toMatchObject({ verified: false, unconfirmed: 'reply-to' });
    expect(ticket.proposed).toMatchObject([{ address: 'c@verdi.example' }]);
    expect(desk.sent[0]?.subject).not.toContain('Hello');
  });

  it('of a proved customer needs no confirming', async () => {
    const { ticket } = await opened('From: anna@rossi.example\nReply-To: anna@home.example', proved);
    expect(ticket.requester).toMatchObject({ verified: true, from: 'anna@rossi.example' });
    expect(ticket.requester.unconfirmed).toBeUndefined();
  });

  it('that does not count is shown to the agents with From', async () => {
    const { notice } = await opened('From: anna@rossi.example\nReply-To: m@evil.example', unproved);
    expect(notice).toMatch(/m@evil\.example[\s\S]*answers stay with anna@rossi\.example/);
  });
});

describe('a form', () => {
  it.each([
    'www-data@shop.example',
    'wordpress@shop.example',
    'Apache <apache@shop.example>',
    'noreply@forms.example',
    'DO-NOT-REPLY@forms.example',
    'notifications@forms.example',
    'Kontakt <kontaktformular@shop.example>',
    'contact-form@shop.example',
    'help@support.example',
    'help+web@support.example',
  ])('sends as %s, and its customer is in Reply-To', async (from) => {
    for (const change of [proved, unproved]) {
      const path = { ...change, envelopeFrom: /<?([^<\s>]+)>?$/.exec(from)?.[1] ?? '' };
      const { ticket, acknowledged, message } = await opened(`From: ${from}\nReply-To: Vera <v@verdi.example>`, path);
      expect(ticket).toMatchObject({
        customer: { id: 'verdi' },
        requester: { address: 'v@verdi.example', name: 'Vera', verified: false, unconfirmed: 'reply-to' },
      });
      expect(ticket.requester.from).toBeUndefined();
      expect(acknowledged).toEqual(['v@verdi.example']);
      expect(message).toMatchObject({ by: 'v@verdi.example', verified: false });
    }
  });

  it.each(['', 'Reply-To: no-reply@shop.example', 'Reply-To: help@support.example'])(
    'that names nobody who reads is acknowledged to nobody: %s',
    async (replyTo) => {
      const { acknowledged } = await opened(`From: no-reply@shop.example\n${replyTo}`.trim(), proved);
      expect(acknowledged).toEqual([]);
    },
  );
});

describe('a mailing group', () => {
  it.each([
    [
      'Google',
      `From: "'Eva' via Help" <${GROUP}>\nX-Original-Sender: eva@else.example\nPrecedence: list\nList-ID: <x.lists.example>`,
    ],
    [
      'Google in Italian',
      `From: Eva tramite Help <${GROUP}>\nX-Original-From: Eva <eva@else.example>\nList-ID: <x.lists.example>`,
    ],
    [
      'one that leaves the name',
      `From: Help <${GROUP}>\nX-Original-Sender: eva@else.example\nMailing-list: list ${GROUP}; contact o@x.example`,
    ],
    ['Mailman', `From: Eva via Help <${GROUP}>\nReply-To: Eva <eva@else.example>\nX-BeenThere: ${GROUP}`],
    [
      'Mailman, with the list first',
      `From: Eva via Help <${GROUP}>\nReply-To: ${GROUP}, eva@else.example\nList-Post: <mailto:${GROUP}>`,
    ],
    [
      'a list with its own address',
      `From: Help <${GROUP}>\nReply-To: eva@else.example\nList-Post: <mailto:${GROUP}?subject=x>`,
    ],
    [
      'one that puts the writer into its address',
      `From: Eva via Help <eva=else.example@lists.example>\nReply-To: ${GROUP}\nList-Post: <mailto:${GROUP}>`,
    ],
    [
      'one in German',
      `From: "Eva über Help" <${GROUP}>\nX-Original-Sender: eva@else.example\nReply-To: ${GROUP}\nList-Id: x <help-group.lists.example>`,
    ],
  ])('passes on what its member wrote: %s', async (_, header) => {
    const { ticket, acknowledged } = await opened(header, proved);
    expect(ticket.requester).toMatchObject({ address: 'eva@else.example', verified: false });
    expect(acknowledged).toEqual(['eva@else.example']);
  });

  it('that leaves From alone is a list: its Reply-To is nobody’s, and nobody is acknowledged', async () => {
    const { ticket, acknowledged } = await opened(
      `From: eva@else.example\nReply-To: ${GROUP}\nList-Post: <mailto:${GROUP}>`,
      proved,
    );
    expect(ticket.requester).toMatchObject({ address: 'eva@else.example', verified: true });
    expect(acknowledged).toEqual([]);
  });

  it('is none where only somebody says whose mail it is', async () => {
    const { ticket } = await opened('From: Mallory <m@evil.example>\nX-Original-Sender: anna@rossi.example', proved);
    expect(ticket.requester.address).toBe('m@evil.example');
  });

  it('makes nobody an agent', async () => {
    const header = `From: "'Ada' via Help" <${GROUP}>\nX-Original-Sender: ada@support.example\nList-ID: <x.lists.example>`;
    const { message } = await opened(header, proved);
    expect(message).toMatchObject({ author: 'customer', verified: false });
  });
});

describe('certified mail (PEC)', () => {
  const data = (sender: string, fault = 'nessuno', kind = 'posta-certificata') =>
    `<?xml version="1.0"?><postacert tipo="${kind}" errore="${fault}"><intestazione><mittente>${sender}</mittente></intestazione></postacert>`;
  const pec = async (given: { from?: string; inner?: string; xml?: string; change?: Partial<ReceivedMail> } = {}) => {
    const {
      from = '"Per conto di: anna@rossi.example" <posta-certificata@pec.example>',
      inner = 'anna@rossi.example',
    } = given;
    const header = `From: ${from}\nReply-To: anna@rossi.example\nX-Trasporto: posta-certificata\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m`;
    const body = `--m\nContent-Type: application/xml; name="daticert.xml"\n\n${given.xml ?? data('anna@rossi.example')}\n--m\nContent-Type: message/rfc822; name="postacert.eml"\n\nFrom: ${inner}\nSubject: Inner\n\nHelp.\n--m--`;
    return opened(header, { ...proved, ...given.change }, body);
  };

  it('is proved by a listed provider whose domain passes DMARC and whose daticert.xml names the sender', async () => {
    const { ticket, message } = await pec();
    expect(ticket.requester).toEqual({ address: 'anna@rossi.example', verified: true });
    expect(message?.warnings[0]).toBe('certified mail (PEC) by pec.example, a provider as of 2026-11-01: proved');
  });

  it.each([
    ['the provider is not listed', { from: '"Per conto di: anna@rossi.example" <p@other.example>' }],
    ['the provider is below a listed one', { from: '<p@evil.pec.example>' }],
    ['the envelope can be read in two ways', { from: 'm@evil.example <posta-certificata@pec.example>' }],
    ['DMARC does not pass', { change: unproved }],
    ['daticert.xml names another', { xml: data('other@rossi.example') }],
    ['daticert.xml names two', { xml: data('anna@rossi.example</mittente><mittente>m@evil.example') }],
    ['daticert.xml names nobody', { xml: '<postacert/>' }],
    ['daticert.xml tells of a fault', { xml: data('anna@rossi.example', 'virus') }],
    ['daticert.xml is of a receipt', { xml: data('anna@rossi.example', 'nessuno', 'avvenuta-consegna') }],
    ['its name stands in a comment', { xml: `<!-- ${data('anna@rossi.example')} --><postacert/>` }],
    ['the message inside hides its sender', { inner: 'm@evil.example, anna@rossi.example' }],
    ['the message inside is of another', { inner: 'Boss <boss@rossi.example>' }],
  ])('is not when %s', async (_, given) => {
    const { ticket, message } = await pec(given);
    expect(ticket.requester).toMatchObject({ verified: false, unconfirmed: 'reply-to' });
    expect(ticket.subject).toBe('Inner');
    expect(message?.warnings.join('\n')).toContain('certified mail (PEC), unproved: ');
  });
});

describe('a mail that somebody sent again', () => {
  it('is its writer’s, and the agents read who sent it again', async () => {
    const { ticket, notice } = await opened(
      'Resent-From: bob@else.example\nFrom: anna@rossi.example\nTo: bob@else.example',
      proved,
    );
    expect(ticket.requester).toMatchObject({ address: 'anna@rossi.example', verified: true });
    expect(notice).toContain('bob@else.example sent it again');
  });

  it('is no agent’s answer', async () => {
    const { desk, ticket } = await opened('From: anna@rossi.example', proved);
    const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example');
    for (const by of ['m@evil.example', 'Anna <anna@rossi.example>', 'bruno@support.example']) {
      const raw = `Message-ID: <${by.length}@x.example>\nResent-From: ${by}\nFrom: ada@support.example\nTo: ${notice?.replyTo}\n\nYes.\n`;
      await receiveMail(desk, arrives(desk, raw, { id: by, recipients: [notice?.replyTo ?? ''] }));
    }
    expect((await desk.tickets.get(ticket.id))?.state).toBe('waiting');
  });
});

it.each(['', 'Reply-To: eva@else.example'])(
  'a mail without a sender is a ticket with nobody to acknowledge: %s',
  async (header) => {
    const { ticket, acknowledged } = await opened(`X-Odd: 1\n${header}`.trim(), proved);
    expect(ticket.requester.address).toBe('unknown@invalid');
    expect(acknowledged).toEqual([]);
  },
);
