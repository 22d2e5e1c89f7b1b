import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/api/handler.ts';
import {
  agentKey,
  auditKey,
  contactKey,
  customerKey,
  messageKey,
  quarantineKey,
  ticketKey,
} from '../../../shared/aws/keys.ts';
import { ticketItem } from '../../../shared/aws/ticket-items.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { threadId } from '../../../shared/mail/signed/thread-id.ts';
import { METRIC } from '../../../shared/names.ts';
import { quarantineIdFor, quarantineMonth } from '../../../shared/ticket/quarantine.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { addNote } from '../../../shared/use-cases/add-note.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { ask } from '../../support/http.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, mailed, messagesOf, rossi, waitingTicket } from '../../support/stories.ts';
import { memoryTableDesk, type SpoilableDesk, tableDesk, writeItems } from '../../support/table-desk.ts';

/** What no schema takes. */
const NONSENSE = 'nonsense';

const newTables = dynamoTables();

const DESKS: [string, () => Promise<SpoilableDesk>][] = [
  ['in DynamoDB', async () => tableDesk(await newTables())],
  ['in memory', memoryTableDesk],
];

const get = (desk: MemoryDesk, path: string, query = '') =>
  ask(createHandler(desk), { path, query, claims: { email: 'ada@support.example' } });

const unreadable = ({ counted }: MemoryDesk) => counted.get(METRIC.unreadableItem) ?? 0;

/** A mail of Anna's as SES hands it on. */
function arrives(desk: MemoryDesk, fields: string[], change: Partial<ReceivedMail> = {}): ReceivedMail {
  const raw = ['From: anna@rossi.example', 'Message-ID: <again@rossi.example>', ...fields, '', 'Still locked.'];
  desk.stored.set('raw/1', { content: Buffer.from(raw.join('\r\n')), contentType: 'message/rfc822' });
  return {
    ...{ id: '1', receivedAt: desk.now().toISOString(), raw: 'raw/1', envelopeFrom: 'anna@rossi.example' },
    ...{ recipients: ['help@support.example'], authenticated: true, header: {} },
    verdicts: { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
    ...change,
  };
}

describe.each(DESKS)('an item %s that cannot be read', (_, open) => {
  let desk: MemoryDesk;
  let overwrite: SpoilableDesk['overwrite'];
  let broken: Ticket;
  let sound: Ticket;
  beforeEach(async () => {
    ({ desk, overwrite } = await open());
    broken = await waitingTicket(desk, { priority: 1 });
    sound = await waitingTicket(desk, { priority: 1, source: 'mail:two' });
  });

  it('as the card of a ticket is left out of the list, named and counted', async () => {
    await overwrite(ticketKey(broken.id), { card: NONSENSE });
    for (const query of ['', 'state=waiting', 'priority=1', 'customer=rossi', 'awaits=agent']) {
      const before = unreadable(desk);
      const { status, json } = await get(desk, '/api/tickets', query);
      expect({ status, ...json }).toMatchObject({ status: 200, tickets: [{ id: sound.id }], unreadable: [broken.id] });
      expect(unreadable(desk)).toBe(before + 1);
    }
  });

  it('as the card of one of an agent does not hide the others of the agent', async () => {
    const by = { agent: ada, to: 'me', at: desk.now().toISOString() };
    for (const { id } of [broken, sound]) await assign(desk, { ...by, ticketId: id });
    await overwrite(ticketKey(broken.id), { card: NONSENSE });
    const { json } = await get(desk, '/api/tickets', 'assignee=ada');
    expect(json).toMatchObject({ tickets: [{ id: sound.id }], unreadable: [broken.id] });
  });

  it('as a ticket stops neither the list nor the sweep', async () => {
    await overwrite(ticketKey(broken.id), { clock: NONSENSE });
    expect((await get(desk, '/api/tickets')).json.tickets).toHaveLength(2);
    desk.setNow('2026-11-30T09:40:00.000Z');
    await expect(sweep(desk, takeInAgain)).rejects.toThrow(`could not be mended: ${broken.id}`);
    expect((await desk.tickets.get(sound.id))?.escalations).toHaveLength(1);
    expect(unreadable(desk)).toBe(1);
  });

  it('as a ticket loses no mail about it: that opens another one, which says so', async () => {
    await overwrite(ticketKey(broken.id), { clock: NONSENSE });
    const [key = ''] = await desk.secrets.signingKeys();
    const id = threadId(key, desk.settings.supportAddress, broken.id);
    await receiveMail(desk, arrives(desk, [`In-Reply-To: ${id}`, `Subject: Re: [${broken.id}] The door`]));
    const { cards } = await desk.tickets.list({ limit: 9 });
    const [opened] = cards.filter((card) => ![broken.id, sound.id].includes(card.id));
    const [message] = await messagesOf(desk, opened?.id ?? '');
    expect(message).toMatchObject({
      text: expect.stringContaining('Still locked.'),
      warnings: [`it is about ticket ${broken.id}, which cannot be read`],
    });
    expect(mailed(desk)).toContain('anna@rossi.example');
  });

  it('as a message is left out of its ticket, named and counted, and keeps nobody from hearing of the breach', async () => {
    const [first] = await messagesOf(desk, sound.id);
    const note = { ticketId: sound.id, agent: ada, source: 'note:1', text: 'Called.', at: desk.now().toISOString() };
    await addNote(desk, note);
    const key = first?.key ?? '';
    await overwrite(messageKey(sound.id, key), { text: { not: 'a text' } });
    const story = await get(desk, `/api/tickets/${sound.id}`);
    expect(story.json).toMatchObject({ messages: [{ text: 'Called.' }], unreadableMessages: [key] });
    const page = await get(desk, `/api/tickets/${sound.id}/messages`);
    expect(page.json).toMatchObject({ messages: [{ text: 'Called.' }], unreadableMessages: [key] });
    expect(unreadable(desk)).toBe(2);
    desk.setNow(sound.timer.next?.at ?? '');
    await escalate(desk, { ticketId: sound.id, version: sound.timer.version });
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });

  it('as lines of the trail are left out of it, named and counted, and all others are there once', async () => {
    for (let number = 0; number < 45; number += 1) {
      const current = (await desk.tickets.get(sound.id)) as Ticket;
      const line = { at: desk.now().toISOString(), by: 'desk', action: 'put right', detail: `line ${number}` };
      await desk.tickets.save({ ...current, audit: [...current.audit, line] });
    }
    await overwrite(auditKey(sound.id, 10), { entries: NONSENSE });
    const details: string[] = [];
    let path = `/api/tickets/${sound.id}/trail`;
    for (let before = ''; path !== ''; ) {
      const { json } = await get(desk, path, before && `before=${before}`);
      expect(json.unreadableTrail).toEqual([10]);
      details.unshift(...json.trail.map(({ detail }: { detail: string }) => detail));
      before = json.olderTrail;
      if (before === null) path = '';
    }
    // The line of the opening is the first of all.
    const lost = Array.from({ length: 10 }, (_, number) => `line ${number + 9}`);
    const expected = Array.from({ length: 45 }, (_, number) => `line ${number}`).filter((line) => !lost.includes(line));
    expect(details.slice(1)).toEqual(expected);
    expect(unreadable(desk)).toBeGreaterThan(0);
  });
});

describe('a record of people in DynamoDB that cannot be read', () => {
  it('as an agent keeps no other from being told, and an import mends it', async () => {
    const { desk, overwrite } = await tableDesk(await newTables());
    await overwrite(agentKey('ada'), { addresses: NONSENSE });
    await receiveMail(desk, arrives(desk, ['Subject: The door']));
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'bruno@support.example']);
    expect(unreadable(desk)).toBeGreaterThan(0);
    await desk.agents.put(ada);
    expect(await desk.agents.list()).toEqual([ada, bruno]);
  });

  it("as a customer makes a ticket on the desk's own terms, and an import mends it", async () => {
    const { desk, overwrite } = await tableDesk(await newTables());
    await desk.customers.put({ ...rossi, id: 'verdi', contacts: ['verdi.example'] });
    await overwrite(contactKey('rossi.example'), { plan: NONSENSE });
    await overwrite(customerKey('rossi'), { contacts: NONSENSE });
    const ticket = await waitingTicket(desk);
    expect(ticket.customer).toBeUndefined();
    expect(ticket.terms.plan).toBe('basic');
    expect((await desk.customers.list()).map(({ id }) => id)).toEqual(['verdi']);
    expect(unreadable(desk)).toBe(2);
    await desk.customers.put(rossi);
    expect((await desk.customers.find('anna@rossi.example'))?.id).toBe('rossi');
  });
});

it('an entry of the quarantine that cannot be read is left out of the list, named and counted', async () => {
  const { desk, overwrite } = await tableDesk(await newTables());
  const spam = { spam: 'FAIL', virus: 'PASS', spf: 'FAIL', dkim: 'FAIL', dmarc: 'FAIL' } as const;
  const received = ['1', '2', '3'].map((id) => arrives(desk, [`Subject: Offer ${id}`], { id, verdicts: spam }));
  for (const each of received) await receiveMail(desk, each);
  const id = quarantineIdFor(received[1] as ReceivedMail);
  await overwrite(quarantineKey(quarantineMonth(id), id), { received: NONSENSE });
  const { status, json } = await get(desk, '/api/quarantine');
  expect({ status, unreadable: json.unreadable }).toEqual({ status: 200, unreadable: [id] });
  expect(json.entries).toHaveLength(2);
  expect(unreadable(desk)).toBe(1);
});

it('six hundred broken items in the due index starve no good ticket (A11)', async () => {
  const tables = await newTables();
  const { desk } = await tableDesk(tables);
  const sample = await waitingTicket(desk, { priority: 1 });
  const ids = Array.from({ length: 600 }, (_, number) => `T-${String(number).padStart(8, '0')}`);
  // Due before the good one, each of them.
  const dueKey = '2026-11-30T08:10:00.000Z';
  await writeItems(
    tables.tickets,
    ids.map((id) => ({ ...ticketItem({ ...sample, id }), clock: NONSENSE, dueKey })),
  );
  desk.setNow('2026-11-30T09:40:00.000Z');
  await expect(sweep(desk, takeInAgain)).rejects.toThrow('600 tickets could not be mended');
  expect((await desk.tickets.get(sample.id))?.escalations).toMatchObject([{ level: 'warning' }]);
  expect(unreadable(desk)).toBe(600);
  // The next run finds them set back, and the one after finds them again.
  desk.pass(300);
  await sweep(desk, takeInAgain);
  desk.pass(600);
  expect(await desk.tickets.overdue(desk.now().toISOString(), 1_000)).toHaveLength(600);
});
