import { beforeEach, describe, expect, it } from 'vitest';
import { agentTable, customerTable } from '../../../shared/aws/people-table.ts';
import { ticketTable } from '../../../shared/aws/ticket-table.ts';
import type { Customer } from '../../../shared/customer/customer.ts';
import { readerName } from '../../../shared/mail/signed/reply-address.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { claim } from '../../../shared/ticket/task.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import type { TicketStore } from '../../../shared/ticket/ticket-store.ts';
import { newMessage } from '../../../shared/use-cases/steps/store-message.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { DYNOXIDE, startDynoxide } from '../../support/dynoxide.ts';
import { memoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, waitingTicket } from '../../support/stories.ts';

type Stores = Pick<Desk, 'tickets' | 'customers' | 'agents'>;

/** The stores as they are on AWS, on new tables of an implementation of DynamoDB. */
const storesOn = (newTables: ReturnType<typeof dynamoTables>) => async (): Promise<Stores> => {
  const { log } = memoryDesk();
  const { tickets, people } = await newTables();
  return { tickets: ticketTable(tickets, log), customers: customerTable(people, log), agents: agentTable(people, log) };
};

const IMPLEMENTATIONS: [string, () => Promise<Stores>][] = [
  ['in DynamoDB', storesOn(dynamoTables())],
  ['in memory', async () => memoryDesk()],
];
if (DYNOXIDE) IMPLEMENTATIONS.push(['in DynamoDB by dynoxide', storesOn(dynamoTables(startDynoxide))]);
else it.skip('stores in DynamoDB by dynoxide: the registry has no binary for this platform');

/** One ticket as the desk makes it, on which the cases change what they are about. */
async function aTicket(): Promise<Ticket> {
  const desk = deskOf();
  return { ...(await waitingTicket(desk)), version: 1 };
}

// The same contract for all: what the use cases are tested with must behave as what they run on.
describe.each(IMPLEMENTATIONS)('stores %s', (_, open) => {
  let stores: Stores;
  let tickets: TicketStore;
  let ticket: Ticket;

  beforeEach(async () => {
    stores = await open();
    tickets = stores.tickets;
    ticket = await aTicket();
  });

  it('creates a ticket once and gives it back as it was', async () => {
    expect(await tickets.create(ticket)).toMatchObject({ id: ticket.id, version: 1 });
    expect(await tickets.create({ ...ticket, subject: 'other' })).toBeUndefined();
    expect(await tickets.get(ticket.id)).toEqual(JSON.parse(JSON.stringify(ticket)));
    expect(await tickets.get('T-00000000')).toBeUndefined();
  });

  it('refuses a write over a version that somebody else has changed', async () => {
    await tickets.create(ticket);
    expect(await tickets.save({ ...ticket, subject: 'mine' })).toMatchObject({ version: 2, subject: 'mine' });
    expect(await tickets.save({ ...ticket, subject: 'theirs' })).toBeUndefined();
    expect((await tickets.get(ticket.id))?.subject).toBe('mine');
  });

  it('refuses to save a ticket that is not there', async () => {
    expect(await tickets.save(ticket)).toBeUndefined();
  });

  it('lists by deadline, page by page, across states', async () => {
    const at = (minute: number) => `2026-12-01T10:0${minute}:00.000Z`;
    const states = ['waiting', 'closed', 'answered', 'waiting', 'answered'] as const;
    for (const [index, state] of states.entries()) {
      const clock = { ...ticket.clock, deadline: at(4 - index) };
      const lastPublic = { at: at(0), by: index === 2 ? 'agent' : 'customer' } as const;
      const assignee = index > 1 ? { assignee: 'ada' } : {};
      const id = `T-0000000${index}`;
      await tickets.create({ ...ticket, id, state, clock, lastPublic, priority: index % 2 ? 1 : 4, ...assignee });
    }
    const ids = async (query: Parameters<TicketStore['list']>[0]) => {
      const found: string[][] = [];
      let cursor: string | undefined;
      do {
        const page = await tickets.list({ ...query, ...(cursor && { cursor }) });
        found.push(page.cards.map(({ id }) => id.slice(-1)));
        cursor = page.next;
      } while (cursor);
      return found;
    };
    expect(await ids({ limit: 2 })).toEqual([['4', '3'], ['2', '1'], ['0']]);
    expect(await ids({ limit: 5 })).toEqual([['4', '3', '2', '1', '0']]);
    expect(await ids({ limit: 1, state: 'waiting' })).toEqual([['3'], ['0']]);
    expect(await ids({ limit: 1, priority: 4 })).toEqual([['4'], ['2'], ['0']]);
    expect(await ids({ limit: 9, customer: 'rossi', state: 'answered' })).toEqual([['4', '2']]);
    expect(await ids({ limit: 9, customer: 'nobody' })).toEqual([[]]);
    expect(await ids({ limit: 2, customer: 'rossi' })).toEqual([['4', '3'], ['2', '1'], ['0']]);
    expect(await ids({ limit: 2, awaits: 'agent' })).toEqual([['4', '3'], ['0']]);
    expect(await ids({ limit: 9, awaits: 'customer' })).toEqual([['2']]);
    expect(await ids({ limit: 9, awaits: 'nobody' })).toEqual([['1']]);
    expect(await ids({ limit: 9, awaits: 'customer', state: 'waiting' })).toEqual([[]]);
    expect(await ids({ limit: 2, assignee: 'ada' })).toEqual([['4', '3'], ['2']]);
    expect(await ids({ limit: 2, assignee: 'ada', customer: 'rossi', priority: 4 })).toEqual([['4', '2']]);
    expect(await ids({ limit: 2, assignee: 'ada', customer: 'other' })).toEqual([[]]);
  });

  it('gives the tickets of a customer, of too many those that are due or were closed last', async () => {
    const at = (minute: number) => `2026-12-01T10:0${minute}:00.000Z`;
    const kinds: Partial<Ticket>[] = [
      { state: 'waiting', priority: 1 },
      { state: 'answered', priority: 4 },
      { state: 'closed', closedAt: at(1) },
      { state: 'closed', closedAt: at(2), priority: 2 },
      { state: 'answered', timer: { ...ticket.timer, next: { kind: 'snooze', at: at(9) } } },
      { customer: { id: 'ross', name: 'Another' } },
      { customer: undefined },
    ];
    for (const [index, kind] of kinds.entries()) {
      const clock = { ...ticket.clock, deadline: at(index === 0 ? 8 : 5) };
      await tickets.create({ ...ticket, id: `T-0000000${index}`, clock, ...kind });
    }
    const ids = async (most: number) => {
      const { cards, isWhole } = await tickets.ofCustomer('rossi', most);
      return [isWhole, ...cards.map(({ id }) => id.slice(-1)).sort()];
    };
    expect(await ids(9)).toEqual([true, '0', '1', '2', '3', '4']);
    expect(await ids(5)).toEqual([true, '0', '1', '2', '3', '4']);
    expect(await ids(4)).toEqual([false, '0', '1', '3', '4']);
    expect(await ids(1)).toEqual([false, '0']);
    expect(await tickets.ofCustomer('nobody', 9)).toEqual({ cards: [], isWhole: true });
  });

  it('shows a snoozed ticket to whoever asks for its state, and not among those that wait for somebody', async () => {
    const timer = { ...ticket.timer, next: { kind: 'snooze', at: '2026-12-04T08:00:00.000Z' } } as const;
    await tickets.create({ ...ticket, state: 'answered', timer });
    expect((await tickets.list({ limit: 9, state: 'answered' })).cards).toMatchObject([{ id: ticket.id }]);
    expect((await tickets.list({ limit: 9, awaits: 'agent' })).cards).toEqual([]);
    const [asleep] = (await tickets.list({ limit: 9, snoozed: true })).cards;
    expect(asleep).toMatchObject({ id: ticket.id, snoozedUntil: '2026-12-04T08:00:00.000Z' });
    expect((await tickets.list({ limit: 9, snoozed: false })).cards).toEqual([]);
  });

  it('shows a ticket in its new place as soon as it has changed', async () => {
    await tickets.create(ticket);
    await tickets.save({ ...ticket, state: 'closed', closedAt: '2026-12-02T08:00:00.000Z' });
    expect((await tickets.list({ limit: 9, state: 'waiting' })).cards).toEqual([]);
    expect((await tickets.list({ limit: 9, state: 'closed' })).cards).toMatchObject([{ awaits: 'nobody' }]);
  });

  it('keeps every line of the trail, the newest twenty at most on the ticket', async () => {
    await tickets.create(ticket);
    const line = (number: number) => ({
      at: ticket.createdAt,
      by: 'agent:ada',
      action: 'put right',
      detail: `line ${number}`,
    });
    for (let number = 1; number <= 45; number += 1) {
      const current = (await tickets.get(ticket.id)) as Ticket;
      await tickets.save({ ...current, audit: [...current.audit, line(number)] });
    }
    const { audit, auditMoved } = (await tickets.get(ticket.id)) as Ticket;
    const older = await tickets.olderTrail(ticket.id);
    expect(audit.length).toBeLessThanOrEqual(20);
    expect(older.batches.map(({ from }) => from)).toEqual(older.batches.map((_, index) => index * 10));
    const lines = [...older.batches.flatMap(({ entries }) => entries), ...audit];
    expect(lines).toHaveLength(auditMoved + audit.length);
    expect(lines.map(({ detail }) => detail).slice(-45)).toEqual(Array.from({ length: 45 }, (_, i) => `line ${i + 1}`));
    expect(lines.map(({ version = 0 }) => version)).toEqual(lines.map((_, index) => (index === 0 ? 1 : index + 1)));
  });

  it('writes lines that have left a ticket in place of those stored', async () => {
    await tickets.create(ticket);
    const line = { at: ticket.createdAt, by: 'agent:ada', action: 'put right', detail: 'secret' };
    for (let number = 0; number < 25; number += 1) {
      const current = (await tickets.get(ticket.id)) as Ticket;
      await tickets.save({ ...current, audit: [...current.audit, line] });
    }
    const [batch] = (await tickets.olderTrail(ticket.id)).batches;
    const entries = batch?.entries.map((entry) => ({ ...entry, detail: '[redacted]' })) ?? [];
    const before = batch ?? { ticketId: ticket.id, from: 0, entries: [] };
    expect(await tickets.rewriteTrail(before, { ...before, entries })).toBe(true);
    expect((await tickets.olderTrail(ticket.id)).batches).toEqual([{ ticketId: ticket.id, from: 0, entries }]);
    // Another one, read before that was written.
    expect(await tickets.rewriteTrail(before, before)).toBe(false);
    expect((await tickets.olderTrail(ticket.id)).batches).toEqual([{ ticketId: ticket.id, from: 0, entries }]);
  });

  it('loses no line when two write at once, and gains none of a write that was refused', async () => {
    await tickets.create(ticket);
    const line = { at: ticket.createdAt, by: 'desk', action: 'put right' };
    for (let number = 0; number < 19; number += 1) {
      const current = (await tickets.get(ticket.id)) as Ticket;
      await tickets.save({ ...current, audit: [...current.audit, line] });
    }
    const before = (await tickets.get(ticket.id)) as Ticket;
    const mine = { ...before, audit: [...before.audit, { ...line, detail: 'mine' }] };
    const theirs = { ...before, audit: [...before.audit, { ...line, detail: 'theirs' }] };
    expect(await tickets.save(mine)).toBeDefined();
    expect(await tickets.save(theirs)).toBeUndefined();
    const { audit } = (await tickets.get(ticket.id)) as Ticket;
    const { batches } = await tickets.olderTrail(ticket.id);
    const details = [...batches.flatMap(({ entries }) => entries), ...audit].map(({ detail }) => detail);
    expect(details).toHaveLength(21);
    expect(details.filter((detail) => detail === 'theirs')).toEqual([]);
  });

  it('keeps what could not be mended out of the way until its time, or until it is written', async () => {
    await tickets.create(ticket);
    const [due, later] = ['2027-01-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z'];
    expect(await tickets.overdue(due, 9)).toEqual([{ ticketId: ticket.id }]);
    await tickets.postpone({ ticketId: ticket.id }, later);
    expect(await tickets.overdue(due, 9)).toEqual([]);
    expect(await tickets.overdue('2027-02-01T00:00:00.001Z', 9)).toEqual([{ ticketId: ticket.id }]);
    await tickets.save(ticket);
    expect(await tickets.overdue(due, 9)).toEqual([{ ticketId: ticket.id }]);
    await tickets.postpone({ ticketId: 'T-00000000' }, later);
    expect(await tickets.get('T-00000000')).toBeUndefined();
  });

  it('finds tickets of floods apart, by their deadlines, and keeps those when they are set back', async () => {
    const [first, second] = ['2026-12-01T08:00:00.000Z', '2026-12-02T08:00:00.000Z'];
    const [due, later] = ['2027-01-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z'];
    const one = (id: string, deadline: string, setAt: string): Ticket => ({
      ...ticket,
      id,
      flood: true,
      clock: { ...ticket.clock, deadline },
      timer: { version: 1, next: { kind: 'ladder', level: 'warning', at: setAt }, setAt, registered: false },
    });
    await tickets.create(ticket);
    await tickets.create(one('T-00000001', second, '2026-11-30T08:00:00.000Z'));
    await tickets.create(one('T-00000002', first, '2026-11-30T09:00:00.000Z'));
    await tickets.create(one('T-00000003', first, later));
    const [urgent, other] = [
      { ticketId: 'T-00000002', urgency: first },
      { ticketId: 'T-00000001', urgency: second },
    ];
    expect(await tickets.overdue(due, 9)).toEqual([{ ticketId: ticket.id }]);
    expect(await tickets.overdueOfFloods(due, 9)).toEqual([urgent, other]);
    expect(await tickets.overdueOfFloods(due, 1)).toEqual([urgent]);
    expect(await tickets.overdueOfFloods('2026-11-30T08:00:00.000Z', 9)).toEqual([]);
    await tickets.postpone(urgent, later);
    expect(await tickets.overdueOfFloods(due, 9)).toEqual([other]);
    expect((await tickets.overdueOfFloods('2027-03-01T00:00:00.000Z', 9))[0]?.urgency).toBe(first);
    await tickets.save(one('T-00000002', first, '2026-11-30T09:00:00.000Z'));
    expect(await tickets.overdueOfFloods(due, 9)).toEqual([urgent, other]);
  });

  it('knows a mail by an id that no key could hold', async () => {
    await tickets.create(ticket);
    const ids = [`<${'x'.repeat(2_000)}@x.example>`, '<ид@почта.example>'];
    await tickets.noteReferred(ticket.id, ids);
    for (const id of ids) expect(await tickets.findByMailId(id)).toEqual([{ ticketId: ticket.id, isReferred: true }]);
  });

  it('refuses a cursor that is none of its own', async () => {
    await expect(tickets.list({ limit: 1, cursor: 'bm9uZQ' })).rejects.toMatchObject({ status: 400 });
  });

  it('finds what is overdue, and no longer when it is answered', async () => {
    await tickets.create(ticket);
    const dueAt = new Date(Date.parse(ticket.timer.next?.at ?? '') + 3 * 60_000);
    const after = (ms: number) => new Date(dueAt.getTime() + ms).toISOString();
    expect(await tickets.overdue(after(0), 10)).toEqual([]);
    expect(await tickets.overdue(after(1), 10)).toEqual([{ ticketId: ticket.id }]);
    await tickets.save({ ...ticket, timer: { version: 2, setAt: ticket.createdAt, registered: false } });
    expect(await tickets.overdue(after(1), 10)).toEqual([]);
  });

  it('adds a message once, and gives messages in order of time', async () => {
    const message = (source: string, at: string) =>
      newMessage({
        ticketId: ticket.id,
        source,
        author: 'customer',
        by: 'a@b.example',
        verified: true,
        kind: 'public',
        at,
        text: source,
        warnings: [],
      });
    const later = message('mail:2', '2026-11-30T09:00:00.000Z');
    expect(await tickets.addMessage(later)).toBe(true);
    expect(await tickets.addMessage(later)).toBe(false);
    await tickets.addMessage(message('mail:1', '2026-11-30T08:00:00.000Z'));
    expect((await tickets.messages(ticket.id)).messages.map(({ text }) => text)).toEqual(['mail:1', 'mail:2']);
    expect(await tickets.getMessage(ticket.id, later.key)).toMatchObject({ text: 'mail:2' });
    expect(await tickets.messages('T-00000000')).toEqual({ messages: [], unreadable: [] });
  });

  it('lets one of two take over a relay', async () => {
    const relay = claim(new Date('2026-11-30T08:00:00.000Z'));
    const base = {
      ticketId: ticket.id,
      source: 'mail:1',
      author: 'agent',
      by: 'ada',
      verified: true,
      kind: 'public',
    } as const;
    const message = { ...newMessage({ ...base, at: ticket.createdAt, text: 'x', warnings: [] }), relay };
    await tickets.addMessage(message);
    const mine = claim(new Date('2026-11-30T08:10:00.000Z'), relay);
    expect(await tickets.saveRelay(message, mine)).toBe(true);
    expect(await tickets.saveRelay(message, claim(new Date('2026-11-30T08:10:01.000Z')))).toBe(false);
    expect((await tickets.getMessage(ticket.id, message.key))?.relay).toEqual(mine);
    expect(await tickets.saveRelay({ ...message, relay: mine }, { state: 'done' })).toBe(true);
  });

  it('takes the first relay of a message without one, once', async () => {
    const base = {
      ticketId: ticket.id,
      source: 'mail:1',
      author: 'customer',
      by: 'a@x.example',
      verified: true,
    } as const;
    const message = newMessage({ ...base, kind: 'public', at: ticket.createdAt, text: 'x', warnings: [] });
    const mine = claim(new Date('2026-11-30T08:10:00.000Z'));
    expect(await tickets.saveRelay(message, mine)).toBe(false);
    await tickets.addMessage(message);
    expect(await tickets.saveRelay(message, mine)).toBe(true);
    expect(await tickets.saveRelay(message, claim(new Date('2026-11-30T08:10:01.000Z')))).toBe(false);
    expect((await tickets.getMessage(ticket.id, message.key))?.relay).toEqual(mine);
  });

  it('keeps the first claim on a thread, and gives it to whoever looks', async () => {
    const first = { ticketId: 'T-4F7K2M9Q', at: '2026-11-30T08:00:00.000Z', begins: false };
    const root = '<root@rossi.example>';
    expect(await tickets.threadClaim(root)).toBeUndefined();
    expect(await tickets.claimThread(root, first)).toEqual(first);
    expect(await tickets.claimThread(root, { ...first, ticketId: 'T-9Q2M7K4F' })).toEqual(first);
    expect(await tickets.threadClaim(root)).toEqual(first);
  });

  it('keeps the steps of a task apart by the claim that they were done under', async () => {
    const of = { ticketId: ticket.id, task: 'opening', until: '2026-11-30T08:01:30.000Z' };
    const done = { step: 'acknowledge', sending: { sentAs: '<1@ses.example>' } };
    await tickets.noteStep(of, done);
    await tickets.noteStep(of, done);
    await tickets.noteStep(of, { step: 'tell ada', failed: [{ to: 'ABCD2345', what: 'recipient' }] });
    expect(await tickets.stepsOf(of)).toMatchObject([
      done,
      { step: 'tell ada', failed: [{ to: 'ABCD2345', what: 'recipient' }] },
    ]);
    expect(await tickets.stepsOf({ ...of, until: '2026-11-30T08:03:00.000Z' })).toEqual([]);
    expect(await tickets.stepsOf({ ...of, task: 'open' })).toEqual([]);
  });

  it('knows a mail by the id it came with, and then by the one it went out with', async () => {
    await tickets.create({ ...ticket, acknowledgedAs: '<ack@ses.example>' });
    const base = { ticketId: ticket.id, source: 'mail:1', author: 'agent', by: 'ada', verified: true } as const;
    const message = {
      ...newMessage({
        ...base,
        kind: 'public',
        at: ticket.createdAt,
        text: 'x',
        messageId: '<in@x.example>',
        isIdShared: true,
        warnings: [],
      }),
      relay: claim(new Date('2026-11-30T08:00:00.000Z')),
    };
    await tickets.addMessage(message);
    expect(await tickets.findByMailId('<ack@ses.example>')).toEqual([{ ticketId: ticket.id }]);
    expect(await tickets.findByMailId('<in@x.example>')).toEqual([{ ticketId: ticket.id, messageKey: message.key }]);
    await tickets.saveRelay(message, { state: 'done' }, { sentAs: '<out@ses.example>' });
    expect(await tickets.findByMailId('<out@ses.example>')).toEqual([{ ticketId: ticket.id, messageKey: message.key }]);
    // Who had the agent's own mail answers that one.
    expect(await tickets.findByMailId('<in@x.example>')).toEqual([{ ticketId: ticket.id, messageKey: message.key }]);
    expect(await tickets.findByMailId('<nobody@x.example>')).toEqual([]);
  });

  it('knows a ticket by the mails that its first one referred to', async () => {
    await tickets.create(ticket);
    await tickets.noteReferred(ticket.id, ['<root@x.example>', '<last@x.example>']);
    await tickets.noteReferred(ticket.id, ['<root@x.example>']);
    expect(await tickets.findByMailId('<root@x.example>')).toEqual([{ ticketId: ticket.id, isReferred: true }]);
    expect(await tickets.messages(ticket.id)).toEqual({ messages: [], unreadable: [] });
  });

  it('keeps the first reason why a message did not arrive', async () => {
    const base = { ticketId: ticket.id, source: 'mail:1', author: 'agent', by: 'ada', verified: true } as const;
    const message = newMessage({ ...base, kind: 'public', at: ticket.createdAt, text: 'x', warnings: [] });
    await tickets.markUndelivered(message, 'too early: it is not there');
    await tickets.addMessage(message);
    await tickets.markUndelivered(message, '5.1.1');
    await tickets.markUndelivered(message, '5.2.2');
    expect((await tickets.getMessage(ticket.id, message.key))?.undelivered).toBe('5.1.1');
  });

  it('keeps the first time at which a message arrived, of its newest mail', async () => {
    const base = { ticketId: ticket.id, source: 'mail:1', author: 'agent', by: 'ada', verified: true } as const;
    const message = newMessage({ ...base, kind: 'public', at: ticket.createdAt, text: 'x', warnings: [] });
    const [first, second] = ['2026-11-30T08:01:00.000Z', '2026-11-30T08:02:00.000Z'];
    await tickets.markDelivered(message, first);
    expect(await tickets.getMessage(ticket.id, message.key)).toBeUndefined();
    await tickets.addMessage(message);
    await tickets.markDelivered({ ...message, resent: 1 }, first);
    expect((await tickets.getMessage(ticket.id, message.key))?.delivered).toBeUndefined();
    await tickets.markDelivered(message, first);
    await tickets.markDelivered(message, second);
    expect((await tickets.getMessage(ticket.id, message.key))?.delivered).toBe(first);
  });

  it('notes no report on a message that was sent again since', async () => {
    const base = { ticketId: ticket.id, source: 'mail:1', author: 'agent', by: 'ada', verified: true } as const;
    const first = newMessage({ ...base, kind: 'public', at: ticket.createdAt, text: 'x', warnings: [] });
    const read = { ...first, relay: { state: 'done' } } as const;
    await tickets.addMessage(read);
    await tickets.markUndelivered(read, '5.1.1');
    const stored = async () => tickets.getMessage(ticket.id, first.key);
    expect(await tickets.saveRelay(read, { state: 'done' }, { undelivered: undefined, resent: 1 })).toBe(true);
    await tickets.markUndelivered(read, '5.1.1');
    expect(await stored()).toMatchObject({ resent: 1 });
    expect((await stored())?.undelivered).toBeUndefined();
    await tickets.markUndelivered({ ...read, resent: 1 }, '5.2.2');
    expect((await stored())?.undelivered).toBe('5.2.2');
  });

  it('writes what is left of a redacted message over the redactions it was read with, and leaves its passing on', async () => {
    const base = { ticketId: ticket.id, source: 'mail:1', author: 'agent', by: 'ada', verified: true } as const;
    const made = newMessage({
      ...base,
      kind: 'public',
      at: ticket.createdAt,
      text: 'secret',
      subject: 'secret',
      warnings: [],
    });
    const relay = claim(new Date('2026-11-30T08:00:00.000Z'));
    await tickets.addMessage({ ...made, html: { key: 'a', size: 1 }, relay });
    const stored = async () => (await tickets.getMessage(ticket.id, made.key)) ?? made;
    const read = await stored();
    const due = { at: made.at, due: ['a'] };
    const { html: _, subject: __, ...rest } = { ...read, text: '[redacted]', redaction: { count: 1, ...due } };
    await tickets.saveRelay(read, { state: 'done' });
    expect(await tickets.rewriteMessage(read, rest)).toBe(true);
    const left = await stored();
    expect(left).toMatchObject({ text: '[redacted]', redaction: { count: 1, due: ['a'] } });
    expect([left.html, left.subject, left.relay]).toEqual([undefined, undefined, { state: 'done' }]);
    // Another one, read before that was written.
    expect(await tickets.rewriteMessage(read, { ...read, redaction: { count: 1, ...due } })).toBe(false);
    expect(await tickets.rewriteMessage(left, { ...left, redaction: { count: 2, at: made.at, due: [] } })).toBe(true);
    expect((await stored()).text).toBe('[redacted]');
    // And one that was read before a proved copy took its place, or after.
    expect(
      await tickets.rewriteMessage(
        { ...left, redaction: { count: 2, at: made.at, due: [] }, verified: !left.verified },
        left,
      ),
    ).toBe(false);
    expect(await tickets.rewriteMessage({ ...read, key: 'NONE' }, { ...rest, key: 'NONE' })).toBe(false);
  });

  it('notes another raw mail of a message once, and fifty at most', async () => {
    const base = { ticketId: ticket.id, source: 'mail:1', author: 'customer', by: 'anna', verified: true } as const;
    const made = newMessage({ ...base, kind: 'public', at: ticket.createdAt, text: 'x', subject: 'x', warnings: [] });
    await tickets.addMessage(made);
    for (const raw of ['raw/2', 'raw/3', 'raw/2']) await tickets.noteCopy(made, raw);
    const copies = async () => (await tickets.getMessage(ticket.id, made.key))?.copies;
    expect(await copies()).toEqual(['raw/2', 'raw/3']);
    expect(await tickets.getMessage(ticket.id, made.key)).not.toHaveProperty('copiesMore');
    for (let number = 4; number < 60; number += 1) await tickets.noteCopy(made, `raw/${number}`);
    expect(await copies()).toHaveLength(50);
    expect((await tickets.getMessage(ticket.id, made.key))?.copiesMore).toBe(true);
    await tickets.noteCopy({ ...made, key: 'NONE' }, 'raw/2');
    expect(await tickets.getMessage(ticket.id, 'NONE')).toBeUndefined();
  });

  it('finds a customer by address first, then by domain, in any case of letters', async () => {
    const vip: Customer = { ...rossi, id: 'vip', contacts: ['boss@rossi.example'], plan: 'premium' };
    await stores.customers.put(rossi);
    await stores.customers.put(vip);
    expect((await stores.customers.find('Boss@Rossi.example'))?.id).toBe('vip');
    expect((await stores.customers.find('anna@rossi.example'))?.id).toBe('rossi');
    expect(await stores.customers.find('anna@other.example')).toBeUndefined();
    expect(await stores.customers.find('rossi.example')).toMatchObject({ id: 'rossi' });
  });

  it('finds a customer by id', async () => {
    const named = { ...rossi, portal: { contacts: ['boss@rossi.example'] } };
    await stores.customers.put({ ...rossi, id: 'ross' });
    await stores.customers.put(named);
    expect(await stores.customers.get('rossi')).toEqual(named);
    expect(await stores.customers.get('ros')).toBeUndefined();
    await stores.customers.remove('rossi');
    expect(await stores.customers.get('rossi')).toBeUndefined();
  });

  it('takes a contact away from a customer who no longer has it', async () => {
    await stores.customers.put({ ...rossi, contacts: ['rossi.example', 'old.example'] });
    await stores.customers.put(rossi);
    expect(await stores.customers.find('x@old.example')).toBeUndefined();
    expect(await stores.customers.list()).toEqual([rossi]);
  });

  it('takes no contact away from whoever has been given it since', async () => {
    await stores.customers.put({ ...rossi, contacts: ['rossi.example', 'shared.example'] });
    await stores.customers.give('shared.example', { ...rossi, id: 'verdi', contacts: ['shared.example'] });
    await stores.customers.put(rossi);
    expect((await stores.customers.find('x@shared.example'))?.id).toBe('verdi');
    expect((await stores.customers.find('x@rossi.example'))?.id).toBe('rossi');
  });

  it('removes a customer with the contacts that are still theirs', async () => {
    await stores.customers.put({ ...rossi, contacts: ['rossi.example', 'shared.example'] });
    await stores.customers.put({ ...rossi, id: 'verdi', contacts: ['shared.example'] });
    await stores.customers.remove('rossi');
    await stores.customers.remove('rossi');
    expect((await stores.customers.list()).map(({ id }) => id)).toEqual(['verdi']);
    expect(await stores.customers.find('anna@rossi.example')).toBeUndefined();
    expect((await stores.customers.find('x@shared.example'))?.id).toBe('verdi');
  });

  it('counts the agents of an id that were removed, whatever is imported in between', async () => {
    const serials = async () => (await stores.agents.list()).map(({ id, serial }) => [id, serial]);
    await stores.agents.put(ada);
    expect(await stores.agents.wasRemoved('ada')).toBe(false);
    await stores.agents.remove('ada');
    await stores.agents.remove('ada');
    expect([await serials(), await stores.agents.wasRemoved('ada')]).toEqual([[], true]);
    await stores.agents.put(ada);
    await stores.agents.put({ ...ada, name: 'Ada L.', serial: 7 });
    expect(await serials()).toEqual([['ada', 1]]);
    await stores.agents.remove('ada');
    await stores.agents.put(ada);
    expect(await serials()).toEqual([['ada', 2]]);
  });

  it('remembers the addresses of agents who were removed, by a hash', async () => {
    const known = async () => (await stores.agents.former()).map(({ id, addresses }) => [id, addresses]);
    expect(await known()).toEqual([]);
    await stores.agents.put(ada);
    await stores.agents.remove('ada');
    const [first = ''] = ada.addresses.map(readerName);
    expect(await known()).toEqual([['ada', [first]]]);
    await stores.agents.put({ ...ada, addresses: ['ada.l@support.example'] });
    expect(await known()).toEqual([['ada', [first]]]);
    await stores.agents.remove('ada');
    await stores.agents.remove('ada');
    expect(await known()).toEqual([['ada', [first, readerName('ada.l@support.example')]]]);
  });

  it('notes when an agent is away and nothing else of them, and of who has left nothing', async () => {
    await stores.agents.put({ ...ada, role: 'lead', absent: { from: '2026-12-01', until: '2026-12-02' } });
    expect(await stores.agents.setAbsent(ada, { until: '2026-12-24' })).toBe(true);
    expect(await stores.agents.list()).toEqual([{ ...ada, role: 'lead', absent: { until: '2026-12-24' } }]);
    expect(await stores.agents.setAbsent(ada, undefined)).toBe(true);
    expect(await stores.agents.list()).toEqual([{ ...ada, role: 'lead' }]);
    await stores.agents.remove('ada');
    expect(await stores.agents.setAbsent(ada, { until: '2026-12-24' })).toBe(false);
    await stores.agents.put(ada);
    expect(await stores.agents.setAbsent(ada, { until: '2026-12-24' })).toBe(false);
    expect(await stores.agents.setAbsent({ ...ada, serial: 1 }, { until: '2026-12-24' })).toBe(true);
    expect(await stores.agents.setAbsent({ ...ada, serial: 1 }, undefined)).toBe(true);
    expect((await stores.agents.list()).map(({ absent }) => absent)).toEqual([undefined]);
  });

  it('lists agents, each once', async () => {
    await stores.agents.put(ada);
    await stores.agents.put({ ...ada, name: 'Ada L.' });
    expect(await stores.agents.list()).toEqual([{ ...ada, name: 'Ada L.' }]);
  });
});
