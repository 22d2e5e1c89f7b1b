import { beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../../infra/cli/desk.ts';
import { scan } from '../../../infra/cli/doctor/scan.ts';
import { eraseTicket } from '../../../infra/cli/erase/erase-ticket.ts';
import { erasedIn, noteErased } from '../../../infra/cli/erase/erased.ts';
import { OF_MESSAGE, OF_TICKET } from '../../../infra/cli/erase/erased-parts.ts';
import { eraseDeskOf } from '../../../infra/cli/erase/open.ts';
import type { Item } from '../../../shared/aws/table.ts';
import { fileByAgent } from '../../../shared/intake/file-by-agent.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { ENV } from '../../../shared/names.ts';
import { findTickets } from '../../../shared/search/find-tickets.ts';
import { indexTicket } from '../../../shared/search/index-ticket.ts';
import { wordsOf } from '../../../shared/search/words.ts';
import { messageSchema } from '../../../shared/ticket/message.ts';
import { receivedKey } from '../../../shared/ticket/redaction.ts';
import { type Ticket, ticketSchema } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { dismissOutside } from '../../../shared/use-cases/settle-outside.ts';
import { getTicket, update } from '../../../shared/use-cases/steps/update.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { formDesk, send } from '../../functions/ingest-webhook/form.ts';
import { arrives } from '../../support/arrives.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { eraseDesk } from '../../support/erase-desk.ts';
import { pageFile, submit } from '../../support/page.ts';
import { ada, messagesOf, rossi, ticketsOf } from '../../support/stories.ts';
import { writeItems } from '../../support/table-desk.ts';
import { testIo } from './io.ts';
import { runErase } from './run-erase.ts';

/** Nadia, whom no record knows, and Anna of Rossi: by whatever door they wrote, once they are erased nothing of them is left anywhere. */

const newTables = dynamoTables();
const NADIA = 'nadia@nowhere.example';
const ANNA = 'anna@rossi.example';
const RENZO = 'renzo@rossi.example';
const VERA = 'vera@verdi.example';
const CONSULTANT = 'con@studio.example';
/** All that is hers, wherever it stands: in what she wrote, and in what others did of it; a search has her words without their ends. */
const HERS = /nadi|nowher|kumquat|marzipan/i;

type Patient = Awaited<ReturnType<typeof eraseDesk>>;
let patient: Patient;
beforeEach(async () => {
  patient = await eraseDesk(await newTables());
});

const erase = (...args: string[]) => runErase(patient, args);

let mails = 0;
async function mail(from: string, subject: string, change: Partial<ReceivedMail> & { fields?: string } = {}) {
  const { fields = '', ...received } = change;
  const id = received.id ?? `ses-${++mails}`;
  const lines = [
    `Message-ID: <${id}@${from.split('@')[1]}>`,
    `From: ${from.split('@')[0]} Kumquat <${from}>`,
    `Subject: ${subject}`,
    ...(fields ? [fields] : []),
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=m',
    '',
    '--m',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<p>The <b>marzipan</b> of ${from} is stuck: ${subject}. ${'Long marzipan. '.repeat(900)}</p>`,
    '--m',
    'Content-Type: text/plain; name="marzipan.txt"',
    'Content-Disposition: attachment; filename="marzipan.txt"',
    '',
    `marzipan ${id}`,
    '--m--',
    '',
  ];
  const arrived = {
    ...arrives(patient.desk, lines.join('\n'), { ...received, id, envelopeFrom: from }),
    from: [`N <${from}>`],
  };
  await patient.desk.files.write(receivedKey(arrived.raw), Buffer.from(JSON.stringify(arrived)), 'application/json');
  await receiveMail(patient.desk, arrived);
  await patient.desk.team.drain();
}

const theOne = async (subject: string) => {
  const ticket = (await ticketsOf(patient.desk)).find((each) => each.subject.includes(subject));
  if (!ticket) throw new Error(`there is no ticket ${subject}`);
  return ticket;
};
const answer = ({ id }: Ticket, text = 'Dear Nadia, your marzipan is here.') =>
  respond(patient.desk, {
    ticketId: id,
    agent: ada,
    text,
    receivedAt: patient.desk.now().toISOString(),
    source: `api:${id}`,
    attachments: [],
    tellBy: 'call',
  });
const close = async ({ id }: Ticket, reason?: string) =>
  changeState(patient.desk, {
    ticketId: id,
    agent: ada,
    at: patient.desk.now().toISOString(),
    state: 'closed',
    reason,
  });
const duplicateOf = ({ id }: Ticket, twin: Ticket) => {
  const at = patient.desk.now().toISOString();
  return changeState(patient.desk, {
    ticketId: id,
    agent: ada,
    at,
    state: 'closed',
    reason: 'duplicate',
    twin: twin.id,
  });
};
/** As the reader of the stream does after each change. */
async function indexAll() {
  for (const { id } of await ticketsOf(patient.desk)) await indexTicket(patient.desk, id);
}
async function closeAll() {
  for (const ticket of await ticketsOf(patient.desk)) await close(ticket, 'withdrawn');
  await patient.desk.team.drain();
  await indexAll();
  patient.desk.pass(60);
}

async function items(): Promise<Item[]> {
  const found: Item[] = [];
  for (const table of [patient.tickets, patient.people]) for await (const item of scan(table)) found.push(item);
  return found;
}

/** Where something of hers stands: items, objects, lines of the log. */
async function traces(pattern = HERS): Promise<string[]> {
  const found = (await items()).filter((item) => pattern.test(JSON.stringify(item))).map(({ pk, sk }) => `${pk} ${sk}`);
  const objects = [...patient.desk.stored].filter(
    ([key, { content }]) => pattern.test(key) || pattern.test(content.toString()),
  );
  const lines = patient.desk.lines.filter((line) => pattern.test(JSON.stringify(line)));
  return [...found, ...objects.map(([key]) => key), ...lines.map(({ message }) => message)];
}

/** From this write on (0: the first) nothing is written any more, to tables or bucket, until what it gives is called. */
function killBefore(count: number): () => void {
  let left = count;
  const orKilled = () => {
    if (left-- <= 0) throw new Error('killed');
  };
  const { bucket, desk, tickets } = patient;
  const { files } = desk;
  const plain = tickets.client.send.bind(tickets.client) as (command: object) => Promise<unknown>;
  const watched = vi.spyOn(tickets.client, 'send').mockImplementation(async (command: object) => {
    if (/Put|Delete|Update|Write/.test(command.constructor.name)) orKilled();
    return plain(command);
  });
  patient.bucket = {
    ...bucket,
    async erase(key) {
      orKilled();
      return bucket.erase(key);
    },
  };
  desk.files = {
    ...files,
    async write(...args) {
      orKilled();
      return files.write(...args);
    },
  };
  return () => {
    watched.mockRestore();
    patient.bucket = bucket;
    desk.files = files;
  };
}

/** What Nadia says by every door, answered and closed. */
async function wholeStory() {
  const { desk } = patient;
  await mail(NADIA, 'kumquat by mail');
  const first = await theOne('kumquat by mail');
  await answer(first);
  await mail(NADIA, 'Re: kumquat by mail', {
    recipients: [replyAddress('a signing key for tests only', 'help@support.example', { ticketId: first.id })],
  });
  // Twice by another way, and held.
  await mail(NADIA, 'kumquat by mail', { id: 'ses-again' });
  await mail(NADIA, 'kumquat pills', {
    verdicts: { spam: 'FAIL', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
  });
  const files = [pageFile('marzipan.txt', 'marzipan')];
  await submit(desk, { email: NADIA, name: 'Nadia', subject: 'kumquat by page', text: 'marzipan', files });
  await submit(
    desk,
    { email: NADIA, submission: 'p4k9g7m2p4k9g7m2', subject: 'kumquat trap', text: 'marzipan', files },
    { trap: true },
  );
  const filing = {
    email: NADIA,
    name: 'Nadia',
    subject: 'kumquat by Ada',
    body: 'marzipan',
    channel: 'agent',
  } as const;
  await fileByAgent(desk, { agent: ada, filing, source: 'api:one' });
  await desk.team.drain();
  await closeAll();
}

describe('customers erase', () => {
  it('leaves nothing of a person whom no record knows: in no item, no object, and no line of the log', async () => {
    await wholeStory();
    expect((await traces()).length).toBeGreaterThan(25);
    expect(await erase(NADIA, '--yes')).toMatchObject({ status: 0, err: '' });
    expect(await traces()).toEqual([]);
  });

  it('has nobody found by her words any more, and others by theirs, though the desk enters them while it runs', async () => {
    await wholeStory();
    await mail('carlo@other.example', 'A window');
    await indexAll();
    const { bucket, desk } = patient;
    const found = async (word: string) => (await findTickets(desk.words, word, 10)).tickets.length;
    expect([await found(NADIA), await found('kumquat'), await found('window')]).toEqual([4, 5, 1]);
    patient.bucket = {
      ...bucket,
      async erase(key) {
        await indexAll();
        return bucket.erase(key);
      },
    };
    expect(await erase(NADIA, '--yes')).toMatchObject({ status: 0, err: '' });
    expect([await found(NADIA), await found('nadia'), await found('window')]).toEqual([0, 0, 1]);
    expect(await traces(/nadi|nowher/i)).toEqual([]);
  });

  it('names a ticket whose words cannot be read, and leaves it to be found again', async () => {
    await wholeStory();
    const { id } = await theOne('kumquat by mail');
    await writeItems(patient.tickets, [{ pk: `WORDS#${id}`, sk: 'WORDS', words: 'kumquat', version: 'x' }]);
    const { status, err } = await erase(NADIA, '--yes');
    expect([status, err]).toEqual([1, expect.stringContaining(`${id} cannot be read: desk doctor --repair`)]);
    expect((await getTicket(patient.desk, id)).requester.address).toBe(NADIA);
  });

  it('keeps figures, clocks and who answered, with one line of the trail that names nobody', async () => {
    await wholeStory();
    const before = await theOne('kumquat by mail');
    await erase(NADIA, '--yes');
    const after = await getTicket(patient.desk, before.id);
    const { id, clock, firstResponse, state, priority, createdAt, terms, closedAt } = before;
    expect(after).toMatchObject({ id, clock, firstResponse, state, priority, createdAt, terms, closedAt });
    expect(after).toMatchObject({ subject: 'erased', requester: { address: 'erased' }, participants: [] });
    expect(after.audit.at(-1)).toMatchObject({ action: 'erased', by: 'admin' });
    const responses = (await messagesOf(patient.desk, id)).filter(({ author }) => author === 'agent');
    expect(responses).toMatchObject([{ by: 'ada', text: 'erased' }]);
  });

  it('shows what would go, and until when backups have it; nothing goes without --yes', async () => {
    await wholeStory();
    const before = await traces();
    const { status, out, err } = await erase(NADIA);
    expect({ status, err }).toEqual({ status: 1, err: 'nothing was erased: add --yes to do it for good\n' });
    expect(out).toContain('nadia@nowhere.example: 4 tickets, of which 0 open; 6 messages');
    expect(out).toContain('2 held mails');
    expect(out).toContain('until 2027-01-04');
    expect(await traces()).toEqual(before);
  });

  it('is refused while a ticket is open; with --open it is closed as withdrawn, and nobody is mailed, then or later', async () => {
    await mail(NADIA, 'kumquat');
    const ticket = await theOne('kumquat');
    patient.desk.pass(60);
    const refused = await erase(NADIA, '--yes');
    expect(refused.status).toBe('threw');
    expect(refused.err).toContain(ticket.id);
    expect(await theOne('kumquat')).toEqual(ticket);
    patient.desk.sent.length = 0;
    expect(await erase(NADIA, '--yes', '--open')).toMatchObject({ status: 0 });
    expect(await getTicket(patient.desk, ticket.id)).toMatchObject({ state: 'closed', cancelled: 'withdrawn' });
    expect((await getTicket(patient.desk, ticket.id)).timer.next).toBeUndefined();
    patient.desk.pass(3600);
    await sweep(patient.desk, async () => false);
    expect(patient.desk.sent.filter(({ subject }) => !subject.startsWith('Held'))).toEqual([]);
    expect(await traces()).toEqual([]);
  });

  it('is refused, whatever is added, where it would end what somebody else waits for; the mend that it names is one', async () => {
    await mail(ANNA, 'kumquat');
    await mail(RENZO, '[P1] the door');
    const [twin, duplicate] = [await theOne('kumquat'), await theOne('the door')];
    await duplicateOf(duplicate, twin);
    patient.desk.pass(60);
    const before = await traces();
    const ticket = await getTicket(patient.desk, twin.id);
    const found = [{ ticket: twin.id, duplicates: [duplicate.id] }];
    for (const flags of [[], ['--yes'], ['--yes', '--open', '--scan']]) {
      const refused = await erase(ANNA, ...flags);
      expect(refused.status).toBe('threw');
      expect(refused.err).toContain(`${twin.id} goes on for ${duplicate.id}`);
      expect(refused.err).toContain(`PATCH /tickets/${duplicate.id} {"state": "waiting"}`);
      const json = await erase(ANNA, ...flags, '--json');
      expect([json.status, JSON.parse(json.out).goesOnForOthers]).toEqual(['threw', found]);
    }
    expect(await traces()).toEqual(before);
    expect(await getTicket(patient.desk, twin.id)).toEqual(ticket);
    await changeState(patient.desk, {
      ticketId: duplicate.id,
      agent: ada,
      at: patient.desk.now().toISOString(),
      state: 'waiting',
    });
    expect(await erase(ANNA, '--yes', '--open')).toMatchObject({ status: 0, err: '' });
    const own = await getTicket(patient.desk, duplicate.id);
    expect(own).toMatchObject({ state: 'waiting', priority: 1, clock: { deadline: duplicate.clock.deadline } });
    expect(own.timer.next).toBeDefined();
  });

  it('is not refused for a duplicate of their own, erased or to be', async () => {
    await mail(NADIA, 'kumquat one');
    await mail(NADIA, 'kumquat two');
    const [twin, duplicate] = [await theOne('kumquat one'), await theOne('kumquat two')];
    await duplicateOf(duplicate, twin);
    patient.desk.pass(60);
    expect(await erase(NADIA, '--yes', '--open')).toMatchObject({ status: 0, err: '' });
    expect(await traces()).toEqual([]);
  });

  it('takes an erased duplicate and its asker off the ticket that goes on, where nobody brings them back', async () => {
    await mail(ANNA, 'kumquat');
    await mail(RENZO, 'the door');
    const [twin, duplicate] = [await theOne('kumquat'), await theOne('the door')];
    await duplicateOf(duplicate, twin);
    patient.desk.pass(60);
    const joined = await getTicket(patient.desk, twin.id);
    expect(joined.participants).toMatchObject([{ address: RENZO }]);
    expect(await erase(RENZO, '--yes')).toMatchObject({ status: 0, err: '' });
    const after = await getTicket(patient.desk, twin.id);
    expect([after.participants, after.duplicates, after.state]).toEqual([[], undefined, 'waiting']);
    expect(after.clock).toEqual(joined.clock);
    expect(after.audit.at(-1)).toMatchObject({ by: 'admin', action: 'erased', detail: `who asked ${duplicate.id}` });
    // As an erasure of before had left it.
    const { participants, duplicates } = joined;
    await update(patient.desk, after, (current) => ({ ...current, participants, ...(duplicates && { duplicates }) }));
    const at = patient.desk.now().toISOString();
    const opening = changeState(patient.desk, { ticketId: duplicate.id, agent: ada, at, state: 'waiting' });
    await expect(opening).rejects.toMatchObject({ status: 422, why: { code: 'openErased' } });
    expect((await getTicket(patient.desk, duplicate.id)).requester).toEqual({ address: 'erased', verified: false });
    await close(twin, 'withdrawn');
    expect((await getTicket(patient.desk, twin.id)).state).toBe('closed');
  });

  it('leaves whoever asks another duplicate there, until that is erased', async () => {
    await mail(ANNA, 'kumquat');
    await mail(RENZO, 'the door');
    await mail(RENZO, 'the gate');
    const [twin, door, gate] = [await theOne('kumquat'), await theOne('the door'), await theOne('the gate')];
    for (const each of [door, gate]) await duplicateOf(each, twin);
    patient.desk.pass(60);
    const now = patient.desk.now().toISOString();
    const person = { addresses: [RENZO], domains: [] };
    const left = async () => (await getTicket(patient.desk, twin.id)).participants.map(({ address }) => address);
    await eraseTicket(patient, door.id, { at: now, before: now, person });
    expect(await left()).toEqual([RENZO]);
    await eraseTicket(patient, gate.id, { at: now, before: now, person });
    expect(await left()).toEqual([]);
  });

  it('with --again leaves such a ticket as it is, and names it', async () => {
    await mail(ANNA, 'kumquat');
    await mail(RENZO, '[P1] the door');
    const [twin, duplicate] = [await theOne('kumquat'), await theOne('the door')];
    await duplicateOf(duplicate, twin);
    patient.desk.pass(60);
    await noteErased(patient.desk.files, { address: ANNA }, patient.desk.now().toISOString());
    const again = await erase('--again', '--yes');
    expect(again.status).toBe(1);
    expect(again.err).toContain(`${twin.id} names them still`);
    expect((await getTicket(patient.desk, twin.id)).state).toBe('waiting');
  });

  it('is done by being run again, wherever it broke off', async () => {
    for (const at of [0, 3, 9]) {
      patient = await eraseDesk(await newTables());
      await wholeStory();
      const { bucket } = patient;
      let left = at;
      patient.bucket = {
        ...bucket,
        erase: async (key) => {
          if (left-- === 0) throw new Error('broken off');
          return bucket.erase(key);
        },
      };
      expect((await erase(NADIA, '--yes')).status).toBe('threw');
      patient.bucket = bucket;
      expect((await erase(NADIA, '--yes')).status).toBe(0);
      expect(await traces()).toEqual([]);
    }
    expect(await erase(NADIA, '--yes')).toMatchObject({ status: 0 });
  }, 120_000);

  it.each(['the mark', 'a ticket', 'the record'])('likewise after a failure at %s', async (what) => {
    await wholeStory();
    const { desk } = patient;
    const { files, tickets, customers } = desk;
    const fail = async () => Promise.reject(new Error('broken off'));
    if (what === 'the mark') desk.files = { ...files, write: fail };
    if (what === 'a ticket') desk.tickets = { ...tickets, save: fail };
    if (what === 'the record') desk.customers = { ...customers, put: fail, list: fail };
    expect((await erase(NADIA, '--yes')).status).toBe('threw');
    Object.assign(desk, { files, tickets, customers });
    expect((await erase(NADIA, '--yes')).status).toBe(0);
    expect(await traces()).toEqual([]);
  });

  it('of a customer is done by being run again, killed before whichever write', async () => {
    await patient.desk.customers.put({ ...rossi, id: 'verdi', name: 'Verdi', contacts: [VERA] });
    await mail(VERA, 'kumquat');
    await mail(CONSULTANT, 'marzipan');
    const corrected = await theOne('marzipan');
    await update(patient.desk, corrected, (current) => ({ ...current, customer: { id: 'verdi', name: 'Verdi' } }));
    await mail('carlo@other.example', `A window for ${VERA}`, {
      fields: `To: help@support.example\nCc: ${VERA}, ${CONSULTANT}`,
    });
    const window = await theOne('A window');
    await closeAll();
    const [before, stored] = [await items(), new Map(patient.desk.stored)];
    const { desk } = patient;
    const pattern = /vera|verdi|studio\.example/i;
    const left = async () => (await traces(pattern)).filter((trace) => !/^FLOOD#/.test(trace));
    const flags = ['verdi', '--yes', '--open', '--scan'];
    let isDone = false;
    let killed = 0;
    for (; !isDone; killed += 1) {
      patient = await eraseDesk(await newTables());
      patient.desk.setNow(desk.now().toISOString());
      for (const [key, object] of stored) patient.desk.stored.set(key, object);
      const isOfPeople = ({ pk }: Item) => /^(?:AGENTS|CUSTOMERS|CONTACT)/.test(String(pk));
      await writeItems(patient.people, before.filter(isOfPeople));
      await writeItems(
        patient.tickets,
        before.filter((item) => !isOfPeople(item)),
      );
      const revive = killBefore(killed);
      isDone = (await erase(...flags)).status === 0;
      revive();
      patient.desk.pass(60);
      expect(await erase(...flags), `killed before write ${killed}`).toMatchObject({ status: 0, err: '' });
      expect(await left(), `killed before write ${killed}`).toEqual([]);
      const [request] = await messagesOf(patient.desk, window.id);
      const { html, wholeText } = request ?? {};
      for (const file of [html, wholeText])
        if (file) expect(String(await patient.desk.files.read(file.key))).toContain('Long marzipan. Long');
    }
    expect(killed).toBeGreaterThan(30);
  }, 300_000);

  it('of a customer leaves the record while a ticket is left', async () => {
    await mail(ANNA, 'kumquat');
    await closeAll();
    const { bucket, desk } = patient;
    let isSent = false;
    const erasing = async (key: string) => {
      const count = await bucket.erase(key);
      if (isSent) return count;
      isSent = true;
      desk.pass(5);
      await mail(ANNA, 'kumquat anew');
      return count;
    };
    patient.bucket = { ...bucket, erase: erasing };
    const { status, err } = await erase('rossi', '--yes');
    expect([status, err]).toEqual([1, expect.stringContaining('what the records have of them stays until then')]);
    expect(await desk.customers.get('rossi')).toBeDefined();
    await closeAll();
    expect(await erase('rossi', '--yes')).toMatchObject({ status: 0, err: '' });
    expect(await desk.customers.get('rossi')).toBeUndefined();
  });

  it('of a customer takes its people out of other tickets, though the first run did not look there', async () => {
    await patient.desk.customers.put({ ...rossi, id: 'verdi', name: 'Verdi', contacts: [VERA] });
    await mail(VERA, 'kumquat');
    await mail('carlo@other.example', 'A window', { fields: `To: help@support.example\nCc: ${VERA}` });
    await closeAll();
    expect(await erase('verdi', '--yes')).toMatchObject({ status: 0 });
    expect((await theOne('A window')).participants).toMatchObject([{ address: VERA }]);
    expect(await erase('verdi', '--yes', '--scan')).toMatchObject({ status: 0, err: '' });
    expect((await theOne('A window')).participants).toEqual([]);
  });

  it('touches nothing of others, and nothing that she sends while it runs: that is named', async () => {
    await wholeStory();
    await mail('carlo@other.example', 'A window');
    const others = await theOne('A window');
    const [ticket] = await ticketsOf(patient.desk);
    const { bucket } = patient;
    let isSent = false;
    patient.bucket = {
      ...bucket,
      async erase(key) {
        const count = await bucket.erase(key);
        if (!isSent) {
          isSent = true;
          patient.desk.pass(5);
          await mail(NADIA, 'kumquat anew');
        }
        return count;
      },
    };
    const { status, err } = await erase(NADIA, '--yes');
    const anew = await theOne('kumquat anew');
    expect(status).toBe(1);
    expect(err).toContain(`${anew.id} was opened while this ran`);
    expect(ticket?.id).not.toBe(anew.id);
    expect(await messagesOf(patient.desk, anew.id)).toHaveLength(1);
    expect(await getTicket(patient.desk, others.id)).toEqual(others);
    expect((await traces(/carlo@other/)).length).toBeGreaterThan(3);
  });

  it('takes an address out of its company’s record, and leaves the tickets of colleagues', async () => {
    const { desk } = patient;
    const [rossi] = await desk.customers.list();
    if (!rossi) throw new Error('no customer');
    await desk.customers.put({ ...rossi, contacts: [...rossi.contacts, ANNA], portal: { contacts: [ANNA] } });
    await mail(ANNA, 'Hers');
    await mail('carlo@rossi.example', 'His');
    await closeAll();
    expect((await erase(ANNA, '--yes')).status).toBe(0);
    expect(await traces(/anna@rossi/)).toEqual([]);
    expect((await desk.customers.list())[0]).toMatchObject({ id: 'rossi', contacts: ['rossi.example'] });
    expect(await theOne('His')).toMatchObject({ requester: { address: 'carlo@rossi.example' } });
  });

  it('of a customer takes the record, its contacts and the tickets of all who asked', async () => {
    await mail(ANNA, 'Hers');
    await mail('carlo@rossi.example', 'His');
    await closeAll();
    const { out } = await erase('rossi');
    expect(out).toContain('the record rossi, Rossi S.r.l., and its contacts');
    expect((await erase('rossi', '--yes')).status).toBe(0);
    expect(await traces(/rossi/i)).toEqual([]);
    expect(await erase('rossi', '--yes')).toMatchObject({ status: 0, err: '' });
  });

  it('with --scan takes her out of tickets that she only read along, and what she wrote there', async () => {
    await mail('carlo@other.example', 'A window', {
      fields: `To: help@support.example\nCc: Nadia Kumquat <${NADIA}>, eva@other.example`,
    });
    const ticket = await theOne('A window');
    patient.desk.pass(60);
    await answer(ticket, `We look at the window.\n${NADIA} asked for it.`);
    const elsewhere = { address: 'eva@other.example', from: 'eva@home.example' };
    const alsoFrom = [
      elsewhere,
      { address: 'eva@other.example', from: NADIA },
      { address: NADIA, from: 'n@x.example' },
    ];
    const duplicates = [
      { ticket: 'T-AAAAAAAA', asks: NADIA },
      { ticket: 'T-BBBBBBBB', asks: 'eva@other.example' },
    ];
    await update(patient.desk, ticket, (current) => ({ ...current, alsoFrom, duplicates }));
    patient.desk.pass(60);
    await mail(NADIA, 'Re: A window, kumquat', {
      recipients: [replyAddress('a signing key for tests only', 'help@support.example', { ticketId: ticket.id })],
    });
    await closeAll();
    const reply = { id: 'one', name: 'Hers', language: 'en', text: `Write to ${NADIA}, please.` } as const;
    await patient.desk.savedReplies.add('team', reply);
    expect((await erase(NADIA)).out).toContain('--scan');
    expect((await erase(NADIA, '--yes', '--scan')).status).toBe(0);
    expect(await traces(/nadi|nowher/i)).toEqual([]);
    expect(await patient.desk.savedReplies.of('team')).toMatchObject([
      { name: 'Hers', text: 'Write to erased, please.' },
    ]);
    const after = await getTicket(patient.desk, ticket.id);
    expect(after.participants.map(({ address }) => address)).toEqual(['eva@other.example']);
    expect(after.alsoFrom).toEqual([elsewhere]);
    expect(after.duplicates).toEqual([duplicates[1]]);
    expect(after.linksFrom).toBeDefined();
    expect(after.requester.address).toBe('carlo@other.example');
    expect((await messagesOf(patient.desk, ticket.id)).map(({ text }) => text.slice(0, 22))).toEqual([
      expect.stringContaining('The marzipan of carlo@'),
      'We look at the window.',
      'erased',
    ]);
  });

  it('with --scan leaves, and names, what another address brought for her to a ticket from outside, until an agent has seen to it', async () => {
    await mail('carlo@other.example', 'A window');
    const { id } = await theOne('A window');
    patient.desk.pass(60);
    const recipients = [replyAddress('a signing key for tests only', 'help@support.example', { ticketId: id })];
    await mail('web@shop.example', 'kumquat', { recipients, fields: `To: ${recipients[0]}\nReply-To: ${NADIA}` });
    const brought = async () => (await messagesOf(patient.desk, id)).at(-1);
    expect(await brought()).toMatchObject({ by: 'web@shop.example', answersTo: { address: NADIA } });
    await closeAll();
    const waiting = await brought();
    const left = await erase(NADIA, '--yes', '--scan');
    expect([left.status, left.err]).toEqual([
      1,
      expect.stringContaining(`web@shop.example wrote on ${id} asked for its`),
    ]);
    expect(left.err).toContain(`${waiting?.key} names them still`);
    expect(await brought()).toEqual(waiting);
    await dismissOutside(patient.desk, { ticketId: id, agent: ada, at: patient.desk.now().toISOString() });
    expect((await erase(NADIA, '--yes', '--scan')).status).toBe(0);
    expect(await traces(/nadi|nowher/i)).toEqual([]);
    expect(await brought()).toMatchObject({ by: 'web@shop.example', text: waiting?.text, fromOutside: true });
    expect((await brought())?.answersTo).toBeUndefined();
  });

  it('with --scan takes her off the index, wherever a run broke off, or nobody knows what she stands below', async () => {
    const { desk, tickets } = patient;
    await mail('carlo@other.example', 'A window', { fields: `To: help@support.example\nCc: ${NADIA}` });
    await closeAll();
    const window = await theOne('A window');
    await update(desk, window, (current) => ({ ...current, participants: [] }));
    const stray = { ticket: window.id, at: '2026-11-01T08:00:00.000Z' };
    await desk.words.enter(stray, wordsOf(NADIA).slice(0, 1));
    const isIndex = (trace: string) => /^WORDS?#/.test(trace);
    expect((await traces(/nadi|nowher/i)).filter(isIndex)).toHaveLength(6);
    expect(await erase(NADIA, '--yes', '--scan')).toMatchObject({ status: 0, err: '' });
    expect((await traces(/nadi|nowher/i)).filter(isIndex)).toEqual([]);
    expect((await findTickets(desk.words, 'window', 10)).tickets).toEqual([window.id]);
    await writeItems(tickets, [{ pk: `WORDS#${window.id}`, sk: 'WORDS', words: wordsOf(NADIA).join(' ') }]);
    const left = await erase(NADIA, '--yes', '--scan');
    expect([left.status, left.err]).toEqual([1, expect.stringContaining(`WORDS#${window.id} WORDS names them still`)]);
  });

  it('refuses whoever works here, an address that is none, and a customer that is not there', async () => {
    expect((await erase('ada@support.example')).err).toContain('of the agent ada');
    expect((await erase('lead@support.example')).err).toContain('told of escalations');
    expect((await erase('nadia@')).err).toContain('is no mail address');
    expect((await erase('nobody')).err).toContain('there is no customer nobody');
    expect((await erase()).err).toContain('give one ID');
  });

  it('says what it is in its help', async () => {
    const { io, out } = testIo();
    expect(await run(['customers', 'erase', '--help'], io)).toBe(0);
    expect(out()).toContain('Example:');
  });
});

it('a form’s delivery goes with what it asks; with --scan one of hers, too, that was refused for its id', async () => {
  const desk = { ...patient.desk, forms: formDesk().forms };
  const form = { email: NADIA, name: 'Nadia', subject: 'kumquat by form', body: 'marzipan' };
  expect((await send(desk, form)).status).toBe(200);
  expect((await send(desk, { ...form, body: 'another marzipan' })).status).toBe(409);
  await closeAll();
  expect((await traces()).filter((trace) => trace.startsWith('webhooks/form/'))).toHaveLength(3);
  await erase(NADIA, '--yes');
  // The domain's count of an hour goes by itself.
  const left = async () => (await traces()).filter((trace) => !trace.startsWith('FLOOD#'));
  expect(await left()).toEqual([expect.stringMatching(/^webhooks\/form\/[0-9a-f]+$/)]);
  await erase(NADIA, '--yes', '--scan');
  expect(await left()).toEqual([]);
});

describe('after a restore', () => {
  it('whoever was erased is erased again, also where they only read along; nobody else, and nothing that came since', async () => {
    await wholeStory();
    await mail('carlo@other.example', 'A window', { fields: `To: help@support.example\nCc: ${NADIA}` });
    await closeAll();
    const [before, objects] = [await items(), new Map(patient.desk.stored)];
    await erase(NADIA, '--yes', '--scan');
    patient.desk.pass(3600);
    // The tables are those of an hour ago; the bucket is as it is.
    const { desk } = patient;
    const stored = new Map(desk.stored);
    patient = await eraseDesk(await newTables());
    for (const [key, object] of stored) patient.desk.stored.set(key, object);
    patient.desk.setNow(desk.now().toISOString());
    const isOfPeople = ({ pk }: Item) => /^(?:AGENTS|CUSTOMERS|CONTACT)/.test(String(pk));
    await writeItems(
      patient.tickets,
      before.filter((item) => !isOfPeople(item)),
    );
    await mail(NADIA, 'kumquat since');
    expect((await traces()).length).toBeGreaterThan(20);
    expect(objects.size).toBeGreaterThan(stored.size);

    expect((await erase('--again')).out).toContain('1 name of those');
    expect(await erase('--again', '--yes')).toMatchObject({ status: 0, err: '' });
    const since = await theOne('kumquat since');
    const isHers = (trace: string) => trace.includes(since.id) || /ses-|SENT#|FLOOD|THREAD/.test(trace);
    expect((await traces(/nadi|nowher/i)).filter((trace) => !isHers(trace))).toEqual([]);
    expect(await messagesOf(patient.desk, since.id)).toMatchObject([{ by: NADIA }]);
    expect((await theOne('A window')).requester.address).toBe('carlo@other.example');
  });

  it('is done on the tables that the environment names, which may not be those of the desk', async () => {
    const env = { [ENV.ticketTable]: 'restored', [ENV.peopleTable]: 'people', [ENV.mailBucket]: 'mail' };
    const { tickets, people } = await eraseDeskOf({ env, desk: async () => patient.desk });
    expect([tickets.name, people.name]).toEqual(['restored', 'people']);
  });

  it('who was erased is a hash, and holds for what came before', async () => {
    const at = '2026-11-30T08:00:00.000Z';
    await noteErased(patient.desk.files, { address: ' Nadia@Nowhere.example' }, at);
    await noteErased(patient.desk.files, { customer: 'rossi' }, at);
    const erased = await erasedIn(patient.bucket);
    expect(erased.isErased({ address: NADIA })).toBe(true);
    expect(erased.isErased({ address: NADIA }, '2026-11-30T07:59:59.999Z')).toBe(true);
    expect(erased.isErased({ address: NADIA }, at)).toBe(false);
    expect(erased.isErased({ customer: 'rossi' })).toBe(true);
    expect(erased.isErased({ address: 'rossi' })).toBe(false);
    expect(erased.all).toHaveLength(2);
    expect(await traces(/nadia/i)).toEqual([]);
  });
});

it('what stays of a ticket and of a message is a list: whatever is added to either goes until it is on it', () => {
  const gone = (shape: object, stays: readonly string[]) => Object.keys(shape).filter((name) => !stays.includes(name));
  // Some of them are written anew, with nobody in them.
  expect(gone(ticketSchema.shape, OF_TICKET).join(' ')).toBe(
    'raw subject requester promiseChange telling messageId acknowledgedAs participants proposed alsoFrom removedReaders outside readersVersion readerAddresses linksFrom asksSince redactions silent putElsewhere opening overtaken goesOnForOthers duplicates tags sent audit',
  );
  expect(gone(messageSchema.shape, OF_MESSAGE).join(' ')).toBe(
    'by name answersTo subject text wholeText replyText hiddenLines html attachments raw messageId isIdShared request sentAs leftFor writtenFor notSent undelivered undone warnings copies copiesMore replaced redaction relay',
  );
});
