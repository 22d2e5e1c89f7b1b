import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../shared/customer/agent.ts';
import type { Customer } from '../../../shared/customer/customer.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { A_PERSON } from '../../../shared/mail/automatic/findings.ts';
import type { InboundMail } from '../../../shared/mail/inbound.ts';
import type { Settings } from '../../../shared/settings.ts';
import { addNote } from '../../../shared/use-cases/add-note.ts';
import { appendMessage } from '../../../shared/use-cases/append-message.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, requestOf, rossi, ticketsOf } from '../../support/stories.ts';
import { largestItems } from './item-sizes.ts';

/** Any text, and any character again and again: letters of one byte to four, halves of a pair, combining marks. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.integer({ min: 0xd7f0, max: 0xe010 }).map((code) => String.fromCharCode(code)), maxLength: 40 }),
  fc
    .tuple(fc.constantFrom('a', 'é', '漢', '😀', '👩‍👩‍👧', '\ud83d', '\udc00', '\u0301', '"', '\n'), fc.nat(60_000))
    .map(([unit, times]) => unit.repeat(times)),
);
/** An address that a door lets in: 320 bytes at most. */
const address = fc
  .tuple(
    fc.constantFrom('a', 'é', '漢', '😀'),
    fc.integer({ min: 1, max: 16 }),
    fc.integer({ min: 1, max: 200 }),
    fc.nat(),
  )
  .map(([unit, times, domain, number]) => `${unit.repeat(times)}${number}@${'d'.repeat(domain)}.example`);
const mailbox = fc.record({ address, name: text });

const mail = fc
  .record({ subject: text, text, replyText: text, html: text, from: mailbox, warning: text, filename: text })
  .map(({ warning, filename, ...fields }): InboundMail => {
    const content = Buffer.from('x');
    const file = { filename, contentType: 'text/plain', size: 1, content, inline: false, cid: filename };
    return {
      ...fields,
      messageId: `<${'x'.repeat(990)}@y>`,
      references: [],
      isFromDoubtful: false,
      to: Array.from({ length: 2_000 }, (_, number) => ({ address: `${number}@x.example`, name: '漢'.repeat(100) })),
      cc: [],
      attachments: Array.from({ length: 250 }, () => file),
      ...A_PERSON,
      automatic: false,
      warnings: Array.from({ length: 50 }, () => warning),
    };
  });

/** What the items may have; the entries of lists are one write unit each. */
function expectBounds(desk: MemoryDesk): void {
  const { ticket, message, batch, listEntry } = largestItems(desk);
  expect(ticket).toBeLessThanOrEqual(64 * 1024);
  expect(message).toBeLessThanOrEqual(96 * 1024);
  expect(batch).toBeLessThanOrEqual(16 * 1024);
  expect(listEntry).toBeLessThanOrEqual(1024);
}

/** Hides as much as a ticket takes: words of a note, then whole notes of many lines, then all that people wrote. */
async function redactAll(desk: MemoryDesk, by: { ticketId: string; agent: Agent; at: string }): Promise<void> {
  const line = (number: number) => `secret line ${number} ${'x'.repeat(number)}`;
  const lines = Array.from({ length: 40 }, (_, number) => line(number)).join('\n');
  const note = await addNote(desk, { ...by, source: 'note:secret', text: lines });
  for (let number = 0; number < 20; number += 1) {
    await redact(desk, { ...by, messageKey: note.key, words: line(number) });
  }
  await expect(redact(desk, { ...by, messageKey: note.key, words: line(20) })).rejects.toMatchObject({ status: 422 });
  for (let number = 0; number < 5; number += 1) {
    const { key } = await addNote(desk, {
      ...by,
      source: `note:${number}`,
      text: lines.replaceAll('line', `${number}`),
    });
    await redact(desk, { ...by, messageKey: key, words: undefined });
  }
  const { messages } = await desk.tickets.messages(by.ticketId);
  for (const { key } of messages.slice(0, 5)) await redact(desk, { ...by, messageKey: key, words: undefined });
}

describe('whatever people write', () => {
  it('the items of a ticket stay within their bounds, on every way that writes one', async () => {
    const given = fc.record({ mail, more: mail, reason: text, note: text, bounce: text, refusal: text });
    await fc.assert(
      fc.asyncProperty(given, async ({ mail, more, reason, note, bounce, refusal }) => {
        const desk = deskOf();
        desk.faults.add({
          port: 'mailer.send',
          times: 2,
          outcome: { outcome: 'refused', what: 'mail', reason: refusal },
        });
        const { subject, text, replyText, html, attachments, warnings, messageId, to } = mail;
        const content = { subject, text, replyText, html, attachments, warnings, messageId, participants: to };
        const from = { address: 'anna@rossi.example', ...mail.from };
        const requester = { ...from, verified: true };
        const { ticket } = await openTicket(desk, { ...requestOf(desk, content), requester, by: 'customer:x' });
        const by = { ticketId: ticket.id, agent: ada, at: desk.now().toISOString() };
        const whose = {
          author: 'customer',
          verified: true,
          writer: 'proved',
          wakes: true,
          warnings: more.warnings,
        } as const;
        const received = { source: 'mail:2', receivedAt: by.at, raw: 'raw/2' };
        await appendMessage(desk, { ticket, mail: more, ...received, ...whose });
        for (const writer of ['known', 'outside'] as const) {
          await appendMessage(desk, { ticket, mail: more, ...received, source: `mail:${writer}`, ...whose, writer });
        }
        await addNote(desk, { ...by, source: 'note:1', text: note });
        await assign(desk, { ...by, to: 'ada' });
        for (const priority of [1, 2, 3, 4] as const) await changePriority(desk, { ...by, priority, reason });
        desk.setNow((await getTicket(desk, ticket.id)).timer.next?.at ?? '');
        await escalate(desk, { ticketId: ticket.id, version: (await getTicket(desk, ticket.id)).timer.version });
        const receivedAt = desk.now().toISOString();
        const answer = { ticketId: ticket.id, agent: ada, source: 'mail:3', text: note, attachments: more.attachments };
        // Not every address that writes can be written to.
        const answered = await respond(desk, { ...answer, receivedAt, tellBy: 'mail' }).catch((error: unknown) => {
          expect(error).toMatchObject({ status: 422 });
        });
        const messageKey = answered?.message.key;
        for (const part of ['', '2', '3']) {
          const failure = { recipient: from.address, reason: `${part}${bounce}`, at: receivedAt };
          await deliveryFailed(desk, { ticketId: ticket.id, ...(messageKey && { messageKey }) }, failure);
        }
        await changeState(desk, { ...by, state: 'closed', reason: 'spam' });
        expectBounds(desk);
        await redactAll(desk, by);
        expectBounds(desk);
      }),
      { numRuns: 8, seed: 7 },
    );
  });

  it('a mail of one megabyte of subject to ten thousand people with long names is a ticket as any other', async () => {
    const desk = deskOf();
    const people = Array.from({ length: 10_000 }, (_, number) => `"${'é'.repeat(150)}" <p${number}@x.example>`);
    const raw = [
      `From: "${'漢'.repeat(3_000)}" <${'a'.repeat(60)}@${'d'.repeat(150)}.example>`,
      'Cc: help@support.example',
      `To: ${people.join(',\r\n ')}`,
      `Message-ID: <${'м'.repeat(900)}@x.example>`,
      `Subject: ${'😀'.repeat(250_000)}`,
      '',
      'The door does not open.',
    ];
    const content = Buffer.from(raw.join('\r\n'));
    desk.stored.set('raw/1', { content, contentType: 'message/rfc822' });
    await receiveMail(desk, {
      ...{ id: '1', receivedAt: desk.now().toISOString(), raw: 'raw/1' },
      ...{ recipients: ['help@support.example'], authenticated: true, header: {} },
      envelopeFrom: `a@${'d'.repeat(150)}.example`,
      verdicts: { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
    });
    const [ticket] = await ticketsOf(desk);
    expect(ticket?.participants).toHaveLength(20);
    expectBounds(desk);
  });
});

describe('a ticket on which everything is as long as it can be', () => {
  /** A hundred people with the longest ids and addresses. */
  const agents = Array.from({ length: 100 }, (_, number): Agent => {
    const id = `agent-${String(number).padStart(10, '0')}`;
    return { id, name: 'é'.repeat(100), addresses: [`${id}${'x'.repeat(40)}@${'d'.repeat(180)}.example`] };
  });
  const days = Array.from({ length: 300 }, (_, day) =>
    new Date(Date.UTC(2026, 11, 1 + day)).toISOString().slice(0, 10),
  );
  const closed: Customer = {
    ...{ ...rossi, name: '漢'.repeat(200), holidays: days, holidayRegion: 'IT-RM', calendar: 'monday' },
    ...{ id: 'c'.repeat(40), plan: 'premium', targets: { 1: 3_600_000, 2: 3_600_000, 3: 3_600_000, 4: 3_600_000 } },
  };

  /** Eight levels that tell all of them, on a calendar that they are closed on. */
  const settings: Partial<Settings> = {
    calendars: [
      { name: 'monday', hours: { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] }, closesOnHolidays: true },
    ],
    escalation: {
      levels: Array.from({ length: 8 }, (_, level) => ({
        ...{ name: `${level}${'l'.repeat(29)}`, share: 0.5 + level / 10, to: ['agents'] },
      })),
      lead: [],
      manager: [],
    },
  };
  const participants = Array.from({ length: 40 }, (_, number) => {
    return { address: `${number}${'x'.repeat(60)}@${'d'.repeat(180)}.example`, name: '漢'.repeat(200) };
  });
  /** What the mail service says of the next mails: a page of text, in letters of three bytes. */
  const says = (desk: MemoryDesk, outcome: 'refused' | 'later', { skip = 0, times = 1 } = {}) => {
    const reason = '漢'.repeat(999);
    desk.faults.add({
      ...{ port: 'mailer.send', skip, times },
      outcome: outcome === 'later' ? { outcome, reason } : { outcome, what: 'mail', reason },
    });
  };

  it('has room to spare below 64 kB', async () => {
    const desk = deskOf({ agents, customers: [closed], settings });
    // The acknowledgement has to wait; of the notices that the team's mail then sends, the ticket keeps what was refused.
    says(desk, 'later');
    says(desk, 'refused', { skip: 1, times: 20 });
    const { ticket } = await openTicket(desk, {
      ...requestOf(desk, { participants, subject: '漢'.repeat(900), messageId: `<${'x'.repeat(990)}@y>` }),
      ...{ source: `webhook:${'s'.repeat(64)}:${'i'.repeat(256)}`, door: { name: 'd'.repeat(254), defaults: {} } },
    });
    const by = { ticketId: ticket.id, agent: agents[0] as Agent, at: desk.now().toISOString() };
    await assign(desk, { ...by, to: 'me' });
    const sizes = [largestItems(desk).ticket];
    // Every change of priority fires all that is past, and the last of a hundred people has to wait.
    desk.setNow('2036-01-01T00:00:00.000Z');
    for (let round = 0; round < 24; round += 1) {
      desk.faults.clear();
      says(desk, 'refused', { times: 15 });
      says(desk, 'later', { skip: 99 });
      const priority = ([1, 2, 3, 4] as const)[round % 4];
      await changePriority(desk, { ...by, priority, reason: `${round}${'😀'.repeat(125)}` });
      expectBounds(desk);
      sizes.push(largestItems(desk).ticket);
    }
    const { escalations, clock, terms, sent, opening } = await getTicket(desk, ticket.id);
    expect(opening).toMatchObject({ state: 'parked' });
    expect(escalations.length).toBe(3);
    expect(terms.holidays.length).toBeGreaterThan(300);
    expect(clock.holidays).toHaveLength(50);
    expect(sent).toHaveLength(100);
    expect(Math.max(...sizes)).toBeGreaterThan(25_000);
  });
});
