import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../infra/cli/desk.ts';
import { doctor } from '../../../infra/cli/doctor/doctor.ts';
import { misfits } from '../../../infra/cli/doctor/fit.ts';
import { agentKey, contactKey, customerKey, messageKey, ticketKey, wordsKey } from '../../../shared/aws/keys.ts';
import type { Item, Table } from '../../../shared/aws/table.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { factOf } from '../../../shared/report/fact-of.ts';
import { findTickets } from '../../../shared/search/find-tickets.ts';
import { indexTicket } from '../../../shared/search/index-ticket.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { owed, promises } from '../../support/owed.ts';
import { ada, bruno, mailed, messagesOf, rossi, sweepLater, ticketsOf } from '../../support/stories.ts';
import { type SpoilableDesk, tableDesk } from '../../support/table-desk.ts';
import { testIo } from './io.ts';

const NONSENSE = 'nonsense';
const newTables = dynamoTables();

/** A desk, its tables, and what the command is told beside them. */
type Patient = SpoilableDesk & {
  tables: { tickets: Table; people: Table };
  sources: Record<string, unknown>;
  kept: Item[];
};

async function patient(): Promise<Patient> {
  const tables = await newTables();
  return { ...(await tableDesk(tables)), tables, sources: {}, kept: [] };
}

async function command({ desk, tables, sources, kept }: Patient, ...args: string[]) {
  const { io, out, err } = testIo();
  const status = await doctor(args, io, async (stage) => ({
    stage,
    desk,
    ...tables,
    hasFile: async (key) => desk.stored.has(key),
    schedules: async () => ({ has: ({ id, timer }) => desk.scheduled.has(`${id}.${timer.version}`) }),
    sources: async () => sources,
    keep: async (item) => void kept.push(item),
  }));
  return { status, out: out(), err: err() };
}

async function remove({ tables }: Patient, Key: Item, names: string[]): Promise<void> {
  const { client, name } = tables.tickets;
  await client.send(new UpdateCommand({ TableName: name, Key, UpdateExpression: `REMOVE ${names.join(', ')}` }));
}

/** A mail of Anna's, with a file. */
async function mails(desk: MemoryDesk, name: string, priority?: number): Promise<void> {
  const subject = priority === undefined ? name : `[P${priority}] ${name}`;
  await receiveMail(
    desk,
    arrives(
      desk,
      [
        'From: Anna <anna@rossi.example>',
        'To: help@support.example',
        `Subject: ${subject}`,
        `Message-ID: <${name}@rossi.example>`,
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        `Nobody gets in: ${name}.`,
        '--b',
        'Content-Type: application/octet-stream; name=door.bin',
        'Content-Disposition: attachment; filename=door.bin',
        '',
        `the door ${name}`,
        '--b--',
      ].join('\r\n'),
      { id: name },
    ),
  );
  await desk.team.drain();
}

/** A P1 and a P3 that wait, one taken on, a P1 whose customer was asked, one that is closed. */
async function story(given: Patient): Promise<Record<'urgent' | 'usual' | 'taken' | 'asked' | 'done', string>> {
  const { desk } = given;
  const idOf = async (name: string) =>
    (await ticketsOf(desk)).find(({ subject }) => subject.includes(name))?.id ?? 'none';
  await mails(desk, 'urgent', 1);
  await mails(desk, 'usual');
  await mails(desk, 'taken', 2);
  await mails(desk, 'asked', 1);
  await mails(desk, 'done');
  const ids = {
    urgent: await idOf('urgent'),
    usual: await idOf('usual'),
    taken: await idOf('taken'),
    asked: await idOf('asked'),
    done: await idOf('done'),
  };
  const at = desk.now().toISOString();
  await assign(desk, { ticketId: ids.taken, agent: ada, to: 'me', at });
  const answer = { agent: ada, text: 'Which door?', attachments: [], tellBy: 'call' as const, receivedAt: at };
  await respond(desk, { ...answer, ticketId: ids.asked, source: 'api:asked', asks: true });
  await respond(desk, { ...answer, ticketId: ids.done, source: 'api:done' });
  await desk.team.drain();
  desk.sent.length = 0;
  return ids;
}

let ill: Patient;
let ids: Awaited<ReturnType<typeof story>>;
beforeEach(async () => {
  ill = await patient();
  ids = await story(ill);
});

const opener = async (name: keyof typeof ids) => (await messagesOf(ill.desk, ids[name]))[0] as Message;

describe('a desk of which each kind of item is spoilt', () => {
  it('owes after doctor --repair what it owed before, to whom it owed it', async () => {
    const well = await patient();
    await story(well);
    const before = await promises(well.desk);
    const { desk, overwrite } = ill;
    for (const id of [ids.urgent, ids.usual]) await indexTicket(desk, id);

    await overwrite(ticketKey(ids.urgent), { clock: NONSENSE, terms: 7, dueKey: '2099-01-01T00:00:00.000Z' });
    await overwrite(ticketKey(ids.usual), { timer: NONSENSE, audit: NONSENSE });
    await overwrite(ticketKey(ids.taken), { view: 'closed#4', card: NONSENSE, viewKey: NONSENSE });
    await remove(ill, ticketKey(ids.taken), ['dueShard', 'dueKey', 'assigneeId']);
    await overwrite(ticketKey(ids.asked), { timer: NONSENSE, state: NONSENSE });
    await overwrite(ticketKey(ids.done), { priority: NONSENSE });
    const { key, attachments } = await opener('usual');
    await overwrite(messageKey(ids.usual, key), { text: 7, attachments: NONSENSE, mailId: '<other@x.example>' });
    const [file] = (await opener('urgent')).attachments;
    desk.stored.delete(file?.key ?? '');
    await overwrite(customerKey('rossi'), { plan: NONSENSE });
    await overwrite(agentKey('bruno'), { addresses: NONSENSE });
    desk.scheduled.clear();
    await overwrite(wordsKey(ids.urgent), { version: NONSENSE, at: NONSENSE });
    await overwrite(wordsKey(ids.usual), { words: 7, ticket: NONSENSE });

    const { status, out } = await command(ill, '--repair');
    expect(out).toMatch(/^left: unreadable, agent bruno: .+ → import it again: npm run desk -- agents import FILE/m);
    expect(out).toMatch(/\n\d+ mended, 1 left\n$/);
    expect((await command(ill, '--stage', 'prod')).out).toContain(
      'desk -- agents import FILE --stage prod, with a row',
    );
    expect(status).toBe(1);
    await desk.agents.put(bruno);
    expect(await command(ill)).toEqual({ status: 0, out: 'all is well\n', err: '' });

    expect(await promises(desk)).toEqual(before);
    for (const name of ['urgent', 'usual'] as const) {
      expect((await findTickets(desk.words, `${name} anna`, 9)).tickets).toEqual([ids[name]]);
      expect(await desk.words.of(ids[name])).not.toHaveProperty('open');
    }
    expect(await opener('usual')).toMatchObject({ text: 'Nobody gets in: usual.', attachments });
    expect(
      desk.stored
        .get(file?.key ?? '')
        ?.content.toString()
        .trim(),
    ).toBe('the door urgent');
    expect(await desk.customers.list()).toEqual([rossi]);
    expect(await owed(desk)).toEqual(await owed(well.desk));
  });
});

describe('doctor', () => {
  it('finds a saved reply that cannot be read, and says nothing of one that was removed', async () => {
    const { desk, overwrite } = ill;
    for (const id of ['one', 'two']) await desk.savedReplies.add('team', { id, name: 'x', language: 'en', text: 'x' });
    await desk.savedReplies.remove('team', { id: 'two', version: 1 }, desk.machineNow().toISOString());
    expect(await command(ill)).toMatchObject({ status: 0, out: 'all is well\n' });
    await overwrite({ pk: 'REPLIES', sk: 'REPLY#one' }, { language: NONSENSE });
    const { out } = await command(ill);
    expect(out).toContain('unreadable, saved reply REPLIES / REPLY#one: nobody is offered it any more');
    expect(out).toContain('language');
  });

  it('finds a fact that cannot be read, and says how it is made anew', async () => {
    const { desk, overwrite } = ill;
    const [ticket] = await ticketsOf(desk);
    const fact = ticket && factOf(ticket, desk.settings);
    if (!fact) throw new Error('there is no ticket');
    await desk.facts.put(fact);
    expect(await command(ill)).toMatchObject({ status: 0, out: 'all is well\n' });
    await overwrite({ pk: `FACT#${fact.opened.slice(0, 10)}`, sk: fact.ticket }, { due: 12 });
    expect((await command(ill)).out).toMatch(/^unreadable, fact FACT#.*: a ticket is in no report.*report rebuild/m);
  });

  it('finds nothing in a sound desk, also in days to come', async () => {
    expect(await command(ill)).toEqual({ status: 0, out: 'all is well\n', err: '' });
    await owed(ill.desk);
    expect(await command(ill)).toMatchObject({ status: 0 });
  });

  it('without --repair only says what it would do, a line a finding', async () => {
    await ill.overwrite(ticketKey(ids.usual), { timer: NONSENSE });
    ill.desk.scheduled.delete(`${ids.urgent}.1`);
    const { status, out } = await command(ill);
    expect(status).toBe(1);
    expect(out.split('\n').sort()).toEqual([
      '',
      '2 findings; --repair mends 2 of them',
      expect.stringMatching(
        `^timer, ticket ${ids.urgent}: its clock runs and has no schedule for .+ → give it its schedule`,
      ),
      `unreadable, ticket ${ids.usual}: it cannot be read: timer → write it again with these computed anew, or from its card`,
    ]);
    expect(ill.kept).toEqual([]);
    const lines = (await command(ill, '--json')).out.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).kind).sort()).toEqual(['timer', 'unreadable']);
  });

  it('keeps what could not be read before it writes it again, and says so in the trail', async () => {
    await ill.overwrite(ticketKey(ids.usual), { clock: NONSENSE });
    const { err } = await command(ill, '--repair');
    expect(ill.kept).toMatchObject([{ pk: `TICKET#${ids.usual}`, clock: NONSENSE }]);
    expect(err).toMatch(/^1 item that could not be read: kept as found in desk-doctor-\S+\.jsonl\n$/);
    expect((await getTicket(ill.desk, ids.usual)).audit.at(-1)).toMatchObject({
      ...{ by: 'admin', action: 'put right', detail: 'desk doctor: clock' },
    });
  });

  it.each([
    'state',
    'priority',
    'channel',
    'subject',
    'requester',
    'customer',
    'assignee',
    'createdAt',
    'terms',
    'clock',
    'timer',
    'audit',
    'sent',
    'tags',
  ] as const)('has the promise of a ticket as it was when its %s broke', async (field) => {
    const before = await promises(ill.desk);
    await ill.overwrite(ticketKey(ids.taken), { [field]: { of: 7 } });
    expect((await command(ill, '--repair')).out).toContain(`it cannot be read: ${field}\n`);
    expect(await promises(ill.desk)).toEqual(before);
  });

  it('leaves to a person who reads a ticket, and whom an answer reached', async () => {
    await ill.overwrite(ticketKey(ids.usual), { participants: NONSENSE });
    const answer = (await messagesOf(ill.desk, ids.done)).find(({ author }) => author === 'agent');
    await ill.overwrite(messageKey(ids.done, answer?.key ?? ''), { leftFor: NONSENSE });
    const { status, out } = await command(ill, '--repair');
    expect(status).toBe(1);
    expect(out).toMatch(new RegExp(`^left: unreadable, ticket ${ids.usual}: .+ → put participants right by hand`, 'm'));
    expect(out).toMatch(/^left: unreadable, message .+ → put leftFor right by hand/m);
    expect(out).toMatch(/0 mended, 2 left\n$/);
  });

  it('is no guess at a promise: a clock that does not give the deadline of the lists is left', async () => {
    await ill.desk.customers.put({ ...rossi, plan: 'premium' });
    await ill.overwrite(ticketKey(ids.usual), { clock: NONSENSE, terms: NONSENSE });
    expect((await command(ill, '--repair')).out).toMatch(
      /^left: unreadable, ticket \S+: it cannot be read: terms, clock/m,
    );
  });

  it('does what is overdue, once', async () => {
    const { desk } = ill;
    // The cap on acknowledgements is of ten minutes.
    desk.pass(20 * 60);
    desk.faults.add({ port: 'mailer.send' });
    await mails(desk, 'late');
    desk.faults.clear();
    desk.pass(30 * 60);
    const { out } = await command(ill);
    expect(out).toMatch(/^overdue, ticket \S+: it owes acknowledgement and word to the team since /m);
    desk.sent.length = 0;
    await command(ill, '--repair');
    expect(mailed(desk).filter((each) => each === 'anna@rossi.example')).toHaveLength(1);
  });

  it('has the telling of a customer’s message gone on with when its record broke, and tells nobody twice', async () => {
    const { desk } = ill;
    // In order of time, it is the last one.
    desk.pass(60);
    await receiveMail(
      desk,
      arrives(desk, `From: anna@rossi.example\nSubject: Re: [${ids.usual}]\nMessage-ID: <more@x.example>\n\nMore.`, {
        id: 'more',
      }),
    );
    await desk.team.drain();
    const reply = (await messagesOf(desk, ids.usual)).at(-1);
    expect(reply?.relay).toEqual({ state: 'done' });
    desk.sent.length = 0;
    await ill.overwrite(messageKey(ids.usual, reply?.key ?? ''), { relay: NONSENSE });
    expect(await command(ill, '--repair')).toMatchObject({ status: 0 });
    await sweepLater(desk);
    await desk.team.drain();
    expect((await messagesOf(desk, ids.usual)).at(-1)?.relay).toEqual({ state: 'done' });
    expect(desk.sent.filter(({ text }) => text.includes('More.'))).toEqual([]);
  });

  it('takes what the sweep has set back for no fault, and what it would never look at for one', () => {
    const now = new Date('2026-11-30T10:00:00.000Z');
    const [due, later] = ['2026-11-30T09:50:00.000Z', '2026-11-30T10:10:00.000Z'];
    const fits = (dueKey: string | undefined, expected: string) =>
      misfits({ dueShard: '1', dueKey }, { dueShard: '1', dueKey: expected }, now);
    expect([fits(due, due), fits(later, due), fits(`${later}#P`, `${due}#P`)]).toEqual([[], [], []]);
    expect([fits('2099-01-01T00:00:00.000Z', due), fits(due, later), fits(undefined, due)]).toEqual(
      Array(3).fill(['dueKey']),
    );
    expect(misfits({ dueShard: '2', dueKey: due }, { dueShard: '1', dueKey: due }, now)).toEqual(['dueShard']);
  });

  it('takes nothing that was hidden from the mail again', async () => {
    const { key } = await opener('usual');
    const ticket = await getTicket(ill.desk, ids.usual);
    await redact(ill.desk, {
      ...{ ticketId: ticket.id, messageKey: key, agent: ada, at: ill.desk.now().toISOString() },
      words: 'Nobody gets in',
    });
    await ill.overwrite(messageKey(ids.usual, key), { text: 7 });
    const { out } = await command(ill, '--repair');
    expect(out).toMatch(/^left: unreadable, message /m);
    expect(out).not.toContain('Nobody gets in');
  });

  it('writes nothing of an agent’s mail in the place of an answer whose text broke: the mail has more than was sent of it', async () => {
    const { messages } = await ill.desk.tickets.messages(ids.done);
    const answer = messages.find(({ author }) => author === 'agent');
    ill.desk.stored.set('raw/answer', {
      content: Buffer.from('From: ada@support.example\n\nNotes below.\n'),
      contentType: 'message/rfc822',
    });
    await ill.overwrite(messageKey(ids.done, answer?.key ?? ''), { text: 7, raw: 'raw/answer' });
    const { out } = await command(ill, '--repair');
    expect(out).toMatch(/^left: unreadable, message .+put text right by hand/m);
    const { unreadable } = await ill.desk.tickets.messages(ids.done);
    expect(unreadable).toEqual([answer?.key]);
  });

  it('says of files that no mail has that they are to be asked for', async () => {
    const { attachments } = await opener('usual');
    for (const { key } of attachments) ill.desk.stored.delete(key);
    ill.desk.stored.delete('raw/usual');
    const { status, out } = await command(ill, '--repair');
    expect(status).toBe(1);
    expect(out).toMatch(/^left: files, message .+not done: not in its mail, or that is gone: attachments\//m);
  });

  it('makes each contact lead to its customer again', async () => {
    await ill.overwrite(contactKey('rossi.example'), { plan: 'premium' });
    const { status, out } = await command(ill, '--repair');
    expect([status, out]).toEqual([0, expect.stringContaining('mended: contact, customer rossi')]);
    expect(await ill.desk.customers.find('anna@rossi.example')).toEqual(rossi);
  });

  it('names sources of forms of which nothing can be used, and shows no secret', async () => {
    Object.assign(ill.sources, {
      shop: { type: 'standard', secrets: [{ secret: 'whsec_short' }] },
      odd: { type: 'carrier pigeon' },
    });
    const { status, out } = await command(ill);
    expect(status).toBe(1);
    expect(out).toMatch(/^source, form shop: secrets\.0 .+ → npm run desk -- sources rotate shop$/m);
    expect(out).toMatch(/^source, form shop: no secret counts/m);
    expect(out).toMatch(/^source, form odd: type is no type of source → npm run desk -- sources remove odd/m);
    expect(out).not.toContain('whsec_short');
  });

  it('names forms whose owner cannot be reached', async () => {
    const at = '2026-11-30T08:00:00.000Z';
    await ill.desk.formRecords.set('shop', { owner: 'olga@acme.example', at, inUse: true });
    await ill.desk.formRecords.unreached('shop', { at, why: '5.1.1 no such user' });
    const { status, out } = await command(ill);
    expect(status).toBe(1);
    expect(out).toMatch(
      /^source, form shop: its owner is not reached since 2026-11-30T08:00:00.000Z: 5.1.1 no such user → npm run desk -- sources change shop --owner ADDRESS$/m,
    );
    expect((await command(ill, '--stage', 'prod')).out).toMatch(
      / → npm run desk -- sources change shop --owner ADDRESS --stage prod$/m,
    );
  });

  it('has its own help, with an example', async () => {
    const { io, out } = testIo();
    expect(await run(['doctor', '--help'], io)).toBe(0);
    expect(out()).toMatch(/Example[\s\S]+npm run desk -- doctor --stage/);
    await expect(command(ill, '--frob')).rejects.toThrow('--frob');
  });
});
