import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, messagesOf, rossi, ticketsOf } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/**
 * Somebody asks in the name of one of the team, or of a person whom the desk does not know yet, unproved and with a Reply-To of their own: they
 * read nothing of what that person writes later (docs/promise.md section 9).
 */

const DESK = 'help@support.example';
const ADA = ada.addresses[0] ?? '';
const ANNA = 'anna@rossi.example';
const VERA = 'vera@unknown.example';
const EVE = 'eve@evil.example';
const SECRET = 'The code is 4711471147.';
const FORGED = {
  envelopeFrom: EVE,
  authenticated: false,
  verdicts: { spam: 'PASS', virus: 'PASS', spf: 'FAIL', dkim: 'GRAY', dmarc: 'GRAY' } as const,
};

let desk: MemoryDesk;
let mails = 0;
beforeEach(() => {
  desk = deskOf({ customers: [{ ...rossi, language: 'en' }] });
});

type Mail = { from: string; to?: string; cc?: string; id: string; subject?: string; more?: string; text?: string };

async function comes(mail: Mail, change: Partial<Parameters<typeof arrives>[2]> = {}): Promise<void> {
  const { from, to = DESK, cc, id, subject = 'printer', more = '', text = 'It is broken.' } = mail;
  const head = `From: ${from}\nTo: ${to}\n${cc ? `Cc: ${cc}\n` : ''}Date: Mon, 30 Nov 2026 09:00:00 +0100\nMessage-ID: <${id}>\n`;
  const raw = `${head}${more}Subject: ${subject}\n\n${text}\n`;
  desk.pass(130);
  await receiveMail(desk, arrives(desk, raw, { id: `mail-${++mails}`, envelopeFrom: from, ...change }));
  await desk.team.drain();
}

/** What Eve sends first. `more`: of a group, what names somebody else as its writer. */
const asksAs = (from: string, id = 'f1@evil.example', more = '') =>
  comes({ from, id, more: `Reply-To: ${EVE}\n${more}` }, FORGED);

/** All that Eve was mailed, and what her link shows. */
async function eveReads(): Promise<string> {
  const mailed = desk.sent.filter(({ recipient }) => recipient === EVE).map(({ text, html }) => `${text} ${html}`);
  const links = mailed.flatMap((mail) => /\/desk\/t\/[^\s"<]+/.exec(mail) ?? []);
  const shown = await Promise.all(links.map(async (link) => (await visit(createHandler(desk)).get(link)).text));
  return [...mailed, ...shown].join('\n');
}

/** The signed address that somebody was given. */
const signedFor = (reader: string) => desk.sent.find(({ recipient }) => recipient === reader)?.replyTo ?? '';

const only = async (): Promise<Ticket> => {
  const [ticket, ...more] = await ticketsOf(desk);
  if (!ticket || more.length > 0) throw new Error('there is not one ticket');
  return ticket;
};
const about = ({ id }: Ticket) => `Re: [${id}] printer`;
const authors = async (ticket: Ticket) =>
  (await messagesOf(desk, ticket.id)).map(({ author, kind }) => `${author} ${kind}`);

describe('a request in the name of one of the team', () => {
  it.each([
    ['an agent', ADA, ''],
    ['an escalation contact', 'lead@support.example', ''],
    ['an agent, as a group has it', 'list@group.example', `X-Original-Sender: ${ADA}\nList-Id: <list.group.example>\n`],
  ])('leads no answer elsewhere: %s', async (_, from, more) => {
    await asksAs(from, 'f1@evil.example', more);
    expect((await only()).requester.address).not.toBe(EVE);
    expect(desk.sent.map(({ recipient }) => recipient)).not.toContain(EVE);
  });

  it('takes nothing from what they then do: notes, commands, and what is sent to others', async () => {
    await asksAs(ADA);
    const ticket = await only();
    await comes({ from: ADA, id: 'a1@support.example', subject: about(ticket), text: `#note\n${SECRET}` });
    await comes({ from: ADA, id: 'a2@support.example', to: EVE, cc: DESK, subject: about(ticket), text: SECRET });
    await comes({ from: ADA, id: 'a3@support.example', subject: about(ticket), text: '#close withdrawn' });
    expect(await authors(ticket)).toEqual([
      'customer public',
      'agent note',
      'agent note',
      'unverified public',
      'agent note',
    ]);
    expect((await only()).state).toBe('closed');
    expect(await eveReads()).not.toContain('4711');
    expect(desk.sent.some(({ recipient, text }) => recipient === ADA && /was not done/.test(text))).toBe(true);
  });

  it('draws no answer to somebody else, under an id of a thread', async () => {
    await comes({ from: ANNA, id: 'm1@rossi.example', cc: ADA, subject: 'the vault' });
    await asksAs(ADA, 'm2@evil.example');
    const more = 'In-Reply-To: <m2@evil.example>\nReferences: <m1@rossi.example> <m2@evil.example>\n';
    await comes({
      from: ADA,
      to: ANNA,
      cc: DESK,
      id: 'r1@support.example',
      subject: 'Re: the vault',
      more,
      text: SECRET,
    });
    const theirs = (await ticketsOf(desk)).find(({ requester }) => requester.address === ANNA);
    expect(theirs?.state).toBe('answered');
    expect(await eveReads()).not.toContain('4711');
  });

  it('shows nothing of what the team says among itself', async () => {
    await asksAs(ADA, 'm0@x.example');
    const more = 'In-Reply-To: <m0@x.example>\nReferences: <m0@x.example>\n';
    const [other = ''] = bruno.addresses;
    await comes({ from: ADA, to: other, cc: DESK, id: 'r1@support.example', more, text: SECRET });
    expect(await eveReads()).not.toContain('4711');
  });

  it('of their own is a customer’s: who asked, proved, goes on with it', async () => {
    await comes({ from: ADA, id: 'a1@support.example' });
    const ticket = await only();
    expect(ticket.requester).toMatchObject({ address: ADA, verified: true });
    await comes({ from: ADA, id: 'a2@support.example', subject: about(ticket), text: 'And the second one.' });
    expect(await authors(ticket)).toEqual(['customer public', 'customer public']);
  });
});

describe('a request in the name of a person whom the desk does not know', () => {
  const goesOn = { from: VERA, to: 'bob@third.example', cc: `${DESK}, ${EVE}`, id: 'r1@unknown.example', text: SECRET };
  const more = 'In-Reply-To: <m1@unknown.example>\nReferences: <m1@unknown.example>\n';

  it.each(['Re: the vault', 'Re: printer'])(
    'draws nothing of theirs, under an id of their thread: %s',
    async (subject) => {
      await asksAs(VERA, 'm1@unknown.example');
      await comes({ ...goesOn, subject, more });
      const theirs = (await ticketsOf(desk)).find(({ requester }) => requester.address === VERA);
      expect(theirs?.requester.verified).toBe(true);
      expect(await eveReads()).not.toContain('4711');
      expect(desk.sent.some(({ recipient }) => recipient === VERA)).toBe(true);
    },
  );

  it('shows nothing of what they write to its number', async () => {
    await asksAs(VERA);
    const ticket = await only();
    await comes({ from: VERA, id: 'r2@unknown.example', subject: about(ticket), text: SECRET });
    expect(await eveReads()).not.toContain('4711');
    expect(await messagesOf(desk, ticket.id)).toMatchObject([{}, { fromOutside: true }]);
  });

  it.each([
    ['proved', {}, true],
    ['unproved', { authenticated: false }, false],
  ])(
    'shows nothing of what they write, %s, to the signed address that the other one was given',
    async (_, change, isOwn) => {
      await asksAs(VERA);
      const ticket = await only();
      await comes(
        { from: VERA, to: signedFor(EVE), id: 'r3@unknown.example', subject: 'Our vault', text: SECRET },
        change,
      );
      expect(await eveReads()).not.toContain('4711');
      const own = (await ticketsOf(desk)).find(({ requester }) => requester.address === VERA);
      expect(own?.state).toBe(isOwn ? 'waiting' : undefined);
      const stands = (await messagesOf(desk, ticket.id)).some(({ fromOutside }) => fromOutside);
      expect(stands).toBe(!isOwn);
    },
  );

  it('is theirs where their answers go where it is read, as their mail program says of each mail', async () => {
    const more = 'Reply-To: vera@private.example\n';
    await comes({ from: VERA, id: 'm1@unknown.example', more }, FORGED);
    await comes({ from: VERA, to: signedFor('vera@private.example'), id: 'm2@unknown.example', more }, FORGED);
    expect(await authors(await only())).toEqual(['customer public', 'customer public']);
    expect(await messagesOf(desk, (await only()).id)).not.toContainEqual(
      expect.objectContaining({ fromOutside: true }),
    );
  });

  it('is theirs where they proved it: they go on from the address that they wrote from', async () => {
    await comes({ from: VERA, id: 'm1@unknown.example', more: 'Reply-To: vera@private.example\n' });
    const ticket = await only();
    expect(ticket.requester).toMatchObject({ address: 'vera@private.example', from: VERA });
    await comes({ from: VERA, id: 'm2@unknown.example', subject: 'Re: printer', more, text: 'Any news?' });
    expect(await authors(await only())).toEqual(['customer public', 'customer public']);
    expect(await messagesOf(desk, ticket.id)).not.toContainEqual(expect.objectContaining({ fromOutside: true }));
  });
});
