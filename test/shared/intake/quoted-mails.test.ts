import MailComposer from 'nodemailer/lib/mail-composer';
import { beforeAll, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { htmlToText } from '../../../shared/mail/reading/html-to-text.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { MAILS_OF_OURS, OTHERS } from './fixtures/mails-of-ours.ts';
import { OWN, WAYS } from './fixtures/ways-to-quote.ts';

/** Whatever mail of ours an agent quotes, and however: nothing of it leaves for a customer (docs/promise.md section 5). */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const CUSTOMER = 'anna@rossi.example';
/** By their beginnings: addresses and links of ours, and what other customers wrote. */
const OF_OURS = new RegExp(`${OTHERS}|help\\+[tbqd]|desk\\.example/|bea@verdi|carl@verdi|##-`, 'i');

let desk: MemoryDesk;
let ticket: Ticket;
let mails = 0;
/** One for all ways to quote a mail: what was answered before does not change what an answer quotes. */
async function openTicket() {
  desk = deskOf();
  ticket = await waitingTicket(desk);
}

/** Ada answers; gives what her customer got, and what she did. */
async function adaWrites(body: { text?: string; html?: string }) {
  const id = `quote-${++mails}`;
  const to = replyAddress(KEY, SUPPORT, { ticketId: ticket.id, agentId: 'ada' });
  const head = { from: 'Ada <ada@support.example>', to, subject: 'Re: The door', messageId: `<${id}@x.example>` };
  const raw = (await new MailComposer({ ...head, ...body }).compile().build()).toString('latin1');
  desk.pass(700);
  desk.sent.length = 0;
  await receiveMail(desk, arrives(desk, raw.replaceAll('\r\n', '\n'), { id, recipients: [to] }));
  const of = (address: string) => desk.sent.filter(({ recipient }) => recipient === address);
  return { customer: of(CUSTOMER), ada: of('ada@support.example') };
}

/** The mail brings its customer the link by which they follow their own ticket. */
const withoutOwnLink = (part: string) => part.replaceAll(`https://desk.example/desk/t/${ticket.id.toLowerCase()}.`, '');

describe.each(MAILS_OF_OURS)('%s', (_, mail) => {
  beforeAll(openTicket);

  it.each(WAYS)('leaves nothing of it behind: $name', async ({ body, isSure = false }) => {
    const { customer, ada } = await adaWrites(body(mail));
    for (const { text, html } of customer) {
      expect(withoutOwnLink(text)).not.toMatch(OF_OURS);
      expect(withoutOwnLink(html)).not.toMatch(OF_OURS);
      expect(text).toContain(OWN);
    }
    // Sent, or its writer is told why not.
    if (isSure) expect(customer).toHaveLength(1);
    else expect(customer.length + ada.length).toBe(1);
    if (customer.length === 0) expect(ada[0]?.text).toContain('Nothing went to the customer');
  });
});

/** What somebody copies of a mail of many: one row, with or without the targets of its links, in text or in HTML. */
const ROWS = MAILS_OF_OURS.filter(([name]) => /digest|flood/.test(name)).flatMap(([name, { text, html }]) => {
  const paragraphs = text.split('\n\n').filter((each) => each.includes(OTHERS));
  const cells = [...html.matchAll(/<td class="box ink"[^>]*>([\s\S]*?)<\/td>/g)].flatMap(([, cell = '']) =>
    cell.includes(OTHERS) ? [cell] : [],
  );
  const shown = cells.map((cell) => htmlToText(cell).replace(/\s*<(?:mailto|https?):[^>]*>/g, ''));
  return [
    ...paragraphs.map((row) => [`${name}: ${row.slice(0, 22)}`, { text: `${OWN}\n\n${row}` }] as const),
    ...shown.map((row) => [`${name}, without links: ${row.slice(0, 22)}`, { text: `${row}\n\n${OWN}` }] as const),
    ...cells.map((cell) => [`${name}, in HTML`, { html: `<p>${OWN}</p><p>${cell}</p>` }] as const),
  ];
});

describe('a row alone of a mail of many', () => {
  beforeAll(openTicket);

  it('is there to be copied', () => expect(ROWS.length).toBeGreaterThan(50));

  it.each(ROWS)('is held, and its writer told: %j', async (_, body) => {
    const { customer, ada } = await adaWrites(body);
    expect(customer).toEqual([]);
    expect(ada[0]?.text).toContain('take out all that is quoted');
  });
});
