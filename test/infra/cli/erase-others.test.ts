import { beforeEach, describe, expect, it } from 'vitest';
import { scan } from '../../../infra/cli/doctor/scan.ts';
import { erasedIn, noteErased } from '../../../infra/cli/erase/erased.ts';
import { holdPage } from '../../../shared/intake/hold-page.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { confirmByLink } from '../../../shared/use-cases/by-link/confirm-by-link.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { confirmRequester } from '../../../shared/use-cases/confirm-requester.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { correctCustomer } from '../../../shared/use-cases/correct-terms.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { dismissOutside, fileOutside } from '../../../shared/use-cases/settle-outside.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { eraseDesk } from '../../support/erase-desk.ts';
import { ada, messagesOf, rossi, ticketsOf } from '../../support/stories.ts';
import { runErase } from './run-erase.ts';

/** Whoever is forgotten takes along nothing that is somebody else's: that stays, and is named. Vera is of Verdi, Bea of Bianchi; Zoe and Nadia no record knows. */

const newTables = dynamoTables();
const HELP = 'help@support.example';
const KEY = 'a signing key for tests only';
const VERA = 'vera@verdi.example';
const BEA = 'bea@bianchi.example';
const ZOE = 'zoe@private.example';
const NADIA = 'nadia@nowhere.example';
const ANYBODY = 'web@shop.example';
const LUIGI = 'luigi@verdi.example';
const MARCO = 'marco@rossi.example';

let patient: Awaited<ReturnType<typeof eraseDesk>>;
beforeEach(async () => {
  patient = await eraseDesk(await newTables());
  await patient.desk.customers.put({ ...rossi, id: 'verdi', name: 'Verdi', contacts: [VERA, 'verdi.example'] });
  await patient.desk.customers.put({ ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] });
});

const erase = (...args: string[]) => runErase(patient, args);

let mails = 0;
type Change = Partial<ReceivedMail> & { replyTo?: string; isSpam?: boolean };
async function mail(from: string, subject: string, text: string, change: Change = {}) {
  const { replyTo, isSpam = false, ...received } = change;
  patient.desk.pass(60);
  const [to = HELP] = received.recipients ?? [];
  const head = [`From: ${from}`, `To: ${to}`, ...(replyTo ? [`Reply-To: ${replyTo}`] : []), `Subject: ${subject}`];
  const id = `ses-${++mails}`;
  const raw = `Message-ID: <${id}@x.example>\n${head.join('\n')}\n\n${text}\n`;
  const envelopeFrom = from.replace(/^.*<|>$/g, '');
  const arrived = arrives(patient.desk, raw, { id, envelopeFrom, ...received });
  await receiveMail(
    patient.desk,
    isSpam ? { ...arrived, verdicts: { ...arrived.verdicts, spam: 'FAIL' as const } } : arrived,
  );
  await patient.desk.team.drain();
}

const theOne = async (subject: string): Promise<Ticket> => {
  const ticket = (await ticketsOf(patient.desk)).find((each) => each.subject.includes(subject));
  if (!ticket) throw new Error(`there is no ticket ${subject}`);
  return ticket;
};
const byAda = ({ id }: Ticket) => ({ ticketId: id, agent: ada, at: patient.desk.now().toISOString() });
const ownAddress = ({ id }: Ticket, reader: string) =>
  replyAddress(KEY, HELP, { ticketId: id, reader: readerName(reader) });
const writesOn = (from: string, ticket: Ticket, text: string) =>
  mail(from, 'Re: your question', text, { recipients: [ownAddress(ticket, from)] });

async function answerAndClose(...tickets: Ticket[]) {
  for (const ticket of tickets) {
    patient.desk.pass(60);
    const receivedAt = patient.desk.now().toISOString();
    const answer = { source: `api:${ticket.id}`, text: 'Done.', receivedAt, tellBy: 'call' } as const;
    await respond(patient.desk, { ...byAda(ticket), ...answer, attachments: [] });
    await patient.desk.team.drain();
    patient.desk.pass(60);
    await changeState(patient.desk, { ...byAda(ticket), state: 'closed' });
  }
  await patient.desk.team.drain();
  patient.desk.pass(60);
}

async function all(): Promise<string> {
  const items: unknown[] = [];
  for (const table of [patient.tickets, patient.people]) for await (const item of scan(table)) items.push(item);
  return JSON.stringify(items);
}
/** What a page sent of somebody, with an upload, and is held. */
async function holdFormOf(from: string): Promise<void> {
  const raw = 'pages/abc.json';
  for (const key of [raw, `${raw}/0`])
    patient.desk.stored.set(key, { content: Buffer.from('marzipan'), contentType: 'text/plain' });
  const at = patient.desk.now().toISOString();
  const form = {
    submission: 'abc',
    made: at,
    receivedAt: at,
    raw,
    from,
    subject: 'Oven',
    reason: 'page links',
  } as const;
  await holdPage(patient.desk, { ...form, said: { text: 'It is cold.', files: ['a.txt'] } }, { isForDigest: true });
}
const pages = () => [...patient.desk.stored.keys()].filter((key) => key.startsWith('pages/'));
const textsOf = async ({ id }: Ticket) => (await messagesOf(patient.desk, id)).map(({ text }) => text.trim());
const isNoted = async (address: string) => (await erasedIn(patient.bucket)).isErased({ address });

describe('erasing a customer', () => {
  it('leaves what another customer’s asks, who was only said to ask in its name: then, by --scan, and after a restore', async () => {
    await mail(BEA, 'For Verdi', 'Their lift.');
    const theirs = await theOne('For Verdi');
    await correctCustomer(patient.desk, { ...byAda(theirs), customer: 'verdi' });
    await mail(BEA, 'Ours', 'Our safe opens by 4711.');
    const ours = await theOne('Ours');
    await answerAndClose(theirs, ours);
    const { status, err } = await erase('verdi', '--scan', '--yes');
    expect([status, err]).toEqual([0, expect.stringContaining(`${BEA} stands for who asks there`)]);
    expect((await getTicket(patient.desk, theirs.id)).subject).toBe('erased');
    expect(await isNoted(BEA)).toBe(false);
    expect((await erase('--again', '--yes')).status).toBe(0);
    expect(await textsOf(ours)).toEqual(['Our safe opens by 4711.', 'Done.']);
    expect((await theOne('Ours')).requester.address).toBe(BEA);
  });

  it.each(['in no record', 'on its page alone', 'in its record'])(
    'leaves, and names, what who asked in its name asked for another customer, then and after a restore: %s',
    async (way) => {
      const asker = way === 'in its record' ? VERA : ZOE;
      const verdi = await patient.desk.customers.get('verdi');
      if (verdi && way === 'on its page alone')
        await patient.desk.customers.put({ ...verdi, portal: { contacts: [ZOE] } });
      await mail(asker, 'For Verdi', 'Their lift.');
      if (asker === ZOE)
        await correctCustomer(patient.desk, { ...byAda(await theOne('For Verdi')), customer: 'verdi' });
      await mail(asker, 'For Bianchi', 'The safe of Bianchi.');
      const theirs = await theOne('For Bianchi');
      await correctCustomer(patient.desk, { ...byAda(theirs), customer: 'bianchi' });
      await addReader(patient.desk, { ...byAda(theirs), address: BEA });
      await writesOn(BEA, theirs, 'Our server burns.');
      patient.desk.pass(60);
      for (const args of [['verdi', '--open', '--scan'], ['--again']]) {
        const { status, err } = await erase(...args, '--yes');
        expect([status, err]).toEqual([1, expect.stringContaining(`TICKET#${theirs.id} TICKET names them still`)]);
        expect(await textsOf(theirs)).toEqual(['The safe of Bianchi.', 'Our server burns.']);
      }
      patient.desk.pass(60);
      expect((await erase(asker, '--open', '--scan', '--yes')).status).toBe(0);
      expect(await all()).not.toContain(asker);
    },
  );

  it('takes a held form of one who asked in its name along with its uploads, without a look through the table', async () => {
    await mail(ZOE, 'For Verdi', 'Their lift.');
    await correctCustomer(patient.desk, { ...byAda(await theOne('For Verdi')), customer: 'verdi' });
    await holdFormOf(ZOE);
    patient.desk.pass(60);
    expect((await erase('verdi', '--open', '--yes')).status).toBe(0);
    expect(pages()).toEqual([]);
  });

  it('takes out who is its by a domain alone, and only reads along: but nobody whom another record names', async () => {
    const lent = 'lent@verdi.example';
    const bianchi = await patient.desk.customers.get('bianchi');
    if (bianchi) await patient.desk.customers.put({ ...bianchi, contacts: ['bianchi.example', lent] });
    await mail(BEA, 'Ours', 'Hello.');
    const ours = await theOne('Ours');
    for (const address of [LUIGI, lent]) {
      await addReader(patient.desk, { ...byAda(await getTicket(patient.desk, ours.id)), address });
      await writesOn(address, ours, `Marzipan of ${address}.`);
    }
    patient.desk.pass(60);
    expect(await erase('verdi', '--open', '--scan', '--yes')).toMatchObject({ status: 0, err: '' });
    expect(await textsOf(ours)).toEqual(['Hello.', 'erased', `Marzipan of ${lent}.`]);
    expect((await getTicket(patient.desk, ours.id)).participants).toMatchObject([{ address: lent }]);
    expect(await all()).not.toContain('luigi@');
    expect([await isNoted(LUIGI), await isNoted(lent)]).toEqual([true, false]);
  });

  it.each([BEA, ZOE])('takes nothing along of %s, whom it named by a Reply-To', async (named) => {
    await mail(VERA, 'Trap', 'Hello.', { replyTo: named });
    const trap = await theOne('Trap');
    expect(trap).toMatchObject({ customer: { id: 'verdi' }, requester: { address: named } });
    await mail(named, 'Hers', 'The safe opens by 4711.');
    const hers = await theOne('Hers');
    await answerAndClose(trap);
    expect((await erase('verdi', '--open', '--scan', '--yes')).status).toBe(0);
    expect([await textsOf(trap), await textsOf(hers)]).toEqual([['erased', 'erased'], ['The safe opens by 4711.']]);
    expect(await isNoted(named)).toBe(false);
  });

  it('takes along whom no record knows and who asked in its name by themself, and who reads its page', async () => {
    const reader = 'accounts@studio.example';
    const verdi = await patient.desk.customers.get('verdi');
    if (!verdi) throw new Error('no customer');
    await patient.desk.customers.put({ ...verdi, portal: { contacts: [reader] } });
    await mail(ZOE, 'For Verdi', 'Their lift.');
    await correctCustomer(patient.desk, { ...byAda(await theOne('For Verdi')), customer: 'verdi' });
    for (const each of [ZOE, reader]) await mail(each, `Of ${each}`, '4711');
    await answerAndClose(...(await ticketsOf(patient.desk)));
    expect(await erase('verdi', '--scan', '--yes')).toMatchObject({ status: 0, err: '' });
    expect(await all()).not.toMatch(/4711|private\.example|studio\.example/);
    expect([await isNoted(ZOE), await isNoted(reader)]).toEqual([true, true]);
  });

  it('leaves who reads the pages of two, and the held mail of one of its domain whom another record names', async () => {
    const reader = 'accounts@studio.example';
    const lent = 'lent@verdi.example';
    for (const id of ['verdi', 'bianchi']) {
      const record = await patient.desk.customers.get(id);
      const contacts = [...(record?.contacts ?? []), ...(id === 'bianchi' ? [lent] : [])];
      if (record) await patient.desk.customers.put({ ...record, contacts, portal: { contacts: [reader] } });
    }
    await mail(reader, 'Books', '4711');
    await mail(lent, 'Pills', '4712', { isSpam: true });
    await mail(VERA, 'Pills', '4713', { isSpam: true });
    patient.desk.pass(60);
    expect((await erase('verdi', '--open', '--scan', '--yes')).status).toBe(0);
    expect(await textsOf(await theOne('Books'))).toEqual(['4711']);
    expect((await patient.desk.quarantine.list({ limit: 9 })).entries).toMatchObject([{ from: lent }]);
  });

  it('leaves, and names, the ticket of whom it named, once they are there; said to be theirs, it loses who named them', async () => {
    await mail(VERA, 'Trap', 'Hello.', { replyTo: BEA });
    const trap = await theOne('Trap');
    await confirmByLink(patient.desk, { ticketId: trap.id, reader: BEA, at: patient.desk.now().toISOString() });
    await writesOn(BEA, trap, 'Our server burns.');
    patient.desk.pass(60);
    const { status, err } = await erase('verdi', '--open', '--scan', '--yes');
    expect([status, err]).toEqual([1, expect.stringContaining(`${trap.id} is somebody else's`)]);
    expect(await textsOf(trap)).toEqual(['Hello.', 'Our server burns.']);
    expect(await getTicket(patient.desk, trap.id)).toMatchObject({ state: 'waiting', requester: { from: VERA } });
    await correctCustomer(patient.desk, { ...byAda(trap), customer: 'bianchi' });
    patient.desk.pass(60);
    expect((await erase('verdi', '--scan', '--yes')).status).toBe(0);
    expect(await textsOf(trap)).toEqual(['erased', 'Our server burns.']);
    expect(await all()).not.toContain('vera@');
  });

  it.each(['the customer, twice', 'who named them, and then the customer', 'all, after a restore, twice'])(
    'never takes it, as long as nobody says whose it is: %s',
    async (way) => {
      await mail(VERA, 'Trap', 'Hello.', { replyTo: BEA });
      const trap = await theOne('Trap');
      await writesOn(BEA, trap, 'Our server burns.');
      patient.desk.pass(60);
      const at = patient.desk.now().toISOString();
      if (way.startsWith('all'))
        for (const who of [{ address: VERA }, { customer: 'verdi' }]) await noteErased(patient.desk.files, who, at);
      const [first, second] = way.startsWith('all')
        ? [['--again'], ['--again']]
        : [[way.startsWith('who') ? VERA : 'verdi'], ['verdi']];
      await erase(...(first ?? []), ...(way.startsWith('all') ? [] : ['--open', '--scan']), '--yes');
      const last = await erase(...(second ?? []), ...(way.startsWith('all') ? [] : ['--open', '--scan']), '--yes');
      expect([last.status, last.err]).toEqual([1, expect.stringContaining(trap.id)]);
      expect((await textsOf(trap)).at(-1)).toBe('Our server burns.');
      expect((await getTicket(patient.desk, trap.id)).state).toBe('waiting');
    },
  );
});

describe('erasing an address', () => {
  it.each([true, false])(
    'leaves, and names, what waits from outside of one whose Reply-To names them (proved: %s), until an agent has seen to it',
    async (authenticated) => {
      await mail(BEA, 'Ours', 'Hello.');
      const ours = await theOne('Ours');
      const recipients = [ownAddress(ours, BEA)];
      await mail(ANYBODY, 'Re: Ours', 'My server burns.', { authenticated, replyTo: ZOE, recipients });
      const before = await messagesOf(patient.desk, ours.id);
      expect(before[1]).toMatchObject({ fromOutside: true, answersTo: { address: ZOE } });
      patient.desk.pass(60);
      const left = await erase(ZOE, '--open', '--scan', '--yes');
      expect([left.status, left.err]).toEqual([
        1,
        expect.stringContaining(`note: what ${ANYBODY} wrote on ${ours.id}`),
      ]);
      expect(left.err).toContain(`${before[1]?.key} names them still`);
      expect(await messagesOf(patient.desk, ours.id)).toEqual(before);
      expect(String(await patient.desk.files.read(before[1]?.raw ?? ''))).toContain('My server burns.');
      await dismissOutside(patient.desk, byAda(ours));
      expect((await erase(ZOE, '--scan', '--yes')).status).toBe(0);
      expect(await textsOf(ours)).toEqual(['Hello.', 'My server burns.']);
      expect(await all()).not.toContain('zoe@');
    },
  );

  it('leaves, and names, what waits from outside and only mentions them, where they go out of the ticket', async () => {
    await mail(BEA, 'Ours', 'Hello.');
    const ours = await theOne('Ours');
    await addReader(patient.desk, { ...byAda(ours), address: ZOE });
    await mail(MARCO, `Re: [${ours.id}] Ours`, `My server burns, as ${ZOE} says.`, { authenticated: false });
    const before = (await messagesOf(patient.desk, ours.id)).at(-1);
    patient.desk.pass(60);
    const left = await erase(ZOE, '--open', '--scan', '--yes');
    expect([left.status, left.err]).toEqual([1, expect.stringContaining(`${before?.key} names them still`)]);
    expect((await messagesOf(patient.desk, ours.id)).at(-1)).toEqual(before);
    expect(String(await patient.desk.files.read(before?.raw ?? ''))).toContain('My server burns');
  });

  it('leaves, and names, the words of one who reads along and whose Reply-To names them', async () => {
    await mail(VERA, 'Ours', 'Hello.');
    const ours = await theOne('Ours');
    await addReader(patient.desk, { ...byAda(ours), address: MARCO });
    await mail(MARCO, 'Re: Ours', 'My server burns.', { replyTo: ZOE, recipients: [ownAddress(ours, MARCO)] });
    patient.desk.pass(60);
    const { status, err } = await erase(ZOE, '--open', '--scan', '--yes');
    expect([status, err]).toEqual([0, expect.stringContaining(`note: what ${MARCO} wrote on ${ours.id}`)]);
    expect(await textsOf(ours)).toEqual(['Hello.', 'My server burns.']);
    expect(await all()).not.toContain('zoe@');
  });

  it.each(['confirms', 'corrects to her'])(
    'takes a ticket that is said to be another customer’s, and nobody proved: once an agent %s',
    async (way) => {
      await mail(NADIA, 'Oven', 'It is cold.', { authenticated: false });
      const oven = await theOne('Oven');
      await correctCustomer(patient.desk, { ...byAda(oven), customer: 'verdi' });
      await answerAndClose(oven);
      expect((await erase(NADIA, '--scan', '--yes')).status).toBe(1);
      if (way === 'confirms') await confirmRequester(patient.desk, byAda(oven));
      else await correctRequester(patient.desk, { ...byAda(oven), requester: { address: NADIA } });
      await patient.desk.team.drain();
      patient.desk.pass(60);
      expect((await erase(NADIA, '--open', '--scan', '--yes')).status).toBe(0);
      expect((await getTicket(patient.desk, oven.id)).subject).toBe('erased');
      expect(await all()).not.toMatch(/nadia|It is cold/);
    },
  );

  it('after a restore takes nothing out of a ticket that came after they were erased', async () => {
    await noteErased(patient.desk.files, { address: NADIA }, patient.desk.now().toISOString());
    patient.desk.pass(60);
    await mail(BEA, 'Ours', 'Hello.');
    await addReader(patient.desk, { ...byAda(await theOne('Ours')), address: NADIA });
    await mail(`Nadia Kumquat <${NADIA}>`, 'Kumquat', 'Marzipan.', { replyTo: BEA });
    await writesOn(BEA, await theOne('Kumquat'), 'Our server burns.');
    patient.desk.pass(60);
    const before = [await theOne('Ours'), await theOne('Kumquat')];
    expect(await erase('--again', '--yes')).toMatchObject({ status: 0, err: '' });
    expect([await theOne('Ours'), await theOne('Kumquat')]).toEqual(before);
    expect([...patient.desk.stored.keys()].filter((key) => key.startsWith('raw/'))).toHaveLength(3);
  });

  it.each(['by her link', 'by an agent', 'by her mail'])(
    'leaves the ticket of whom they named, who has confirmed since: %s; they and what they wrote go out of it',
    async (way) => {
      await mail(`Nadia Kumquat <${NADIA}>`, 'Kumquat trap', 'Marzipan.', { replyTo: BEA });
      const trap = await theOne('Kumquat trap');
      const at = patient.desk.now().toISOString();
      if (way === 'by her link') await confirmByLink(patient.desk, { ticketId: trap.id, reader: BEA, at });
      if (way === 'by an agent') await confirmRequester(patient.desk, byAda(trap));
      await writesOn(BEA, trap, 'Our server burns.');
      const { clock } = await getTicket(patient.desk, trap.id);
      patient.desk.pass(60);
      const { status, err } = await erase(NADIA, '--open', '--scan', '--yes');
      expect([status, err]).toEqual([0, expect.stringContaining(`note: ${trap.id} was opened by them`)]);
      expect(await textsOf(trap)).toEqual(['erased', 'Our server burns.']);
      const after = await getTicket(patient.desk, trap.id);
      expect(after).toMatchObject({ state: 'waiting', clock, requester: { address: BEA } });
      expect(after.requester.from).toBeUndefined();
      expect(await all()).not.toMatch(/nadia|marzipan|kumquat/i);
      expect((await erase(NADIA, '--scan', '--yes')).err).toBe('');
    },
  );

  it('takes it whole as long as nobody has been there whom they named', async () => {
    await mail(NADIA, 'Trap', 'Marzipan.', { replyTo: BEA });
    const trap = await theOne('Trap');
    await answerAndClose();
    await changeState(patient.desk, { ...byAda(trap), state: 'closed', reason: 'withdrawn' });
    patient.desk.pass(60);
    expect(await erase(NADIA, '--scan', '--yes')).toMatchObject({ status: 0, err: '' });
    expect((await getTicket(patient.desk, trap.id)).requester.address).toBe('erased');
    expect(await all()).not.toMatch(/nadia|marzipan/i);
  });

  it('leaves, and names, a ticket of another customer’s where they were only named', async () => {
    await mail(VERA, 'Ours', 'Our safe opens by 4711.', { replyTo: ZOE });
    const ours = await theOne('Ours');
    await answerAndClose(ours);
    const { status, err } = await erase(ZOE, '--scan', '--yes');
    expect([status, err]).toEqual([1, expect.stringContaining(`TICKET#${ours.id} TICKET names them still`)]);
    expect(await textsOf(ours)).toEqual(['Our safe opens by 4711.', 'Done.']);
    await correctRequester(patient.desk, { ...byAda(ours), requester: { address: VERA } });
    await patient.desk.team.drain();
    patient.desk.pass(60);
    expect((await erase(ZOE, '--scan', '--yes')).status).toBe(0);
    expect(await textsOf(ours)).toEqual(['Our safe opens by 4711.', 'Done.']);
    expect((await messagesOf(patient.desk, ours.id))[0]?.by).toBe(VERA);
    expect(await all()).not.toContain('zoe@');
  });

  it.each(['open', 'closed'])(
    'is refused where somebody else wrote from outside and no agent has seen to it: %s',
    async (state) => {
      await mail(NADIA, 'Oven', 'It is cold.');
      const { id } = await theOne('Oven');
      await mail(MARCO, `Re: [${id}] Oven`, 'My server burns.', { authenticated: false });
      if (state === 'closed') await answerAndClose(await theOne('Oven'));
      patient.desk.pass(60);
      const ticket = await getTicket(patient.desk, id);
      expect(ticket).toMatchObject({ outside: [{ address: MARCO }] });
      for (const flags of [[], ['--yes'], ['--yes', '--open', '--scan']]) {
        const { status, err } = await erase(NADIA, ...flags);
        expect([status, err]).toEqual(['threw', expect.stringContaining(`${id} has words of ${MARCO}`)]);
        expect(err).toContain(`POST /tickets/${id}/outside/file`);
        expect(err).not.toContain('duplicate');
        const json = JSON.parse((await erase(NADIA, ...flags, '--json')).out);
        expect(json.fromOutside).toEqual([{ ticket: id, messages: 1 }]);
      }
      await noteErased(patient.desk.files, { address: NADIA }, patient.desk.now().toISOString());
      const again = await erase('--again', '--yes');
      expect([again.status, again.err]).toEqual([1, expect.stringContaining(`${id} names them still`)]);
      expect(await getTicket(patient.desk, id)).toEqual(ticket);
      expect(await textsOf(ticket)).toContain('My server burns.');
    },
  );

  it.each(['filed', 'dismissed'])('is done once that is %s', async (way) => {
    await mail(NADIA, 'Oven', 'It is cold.');
    const ticket = await theOne('Oven');
    await mail(MARCO, `Re: [${ticket.id}] Server`, 'My server burns.', { authenticated: false });
    if (way === 'filed') await fileOutside(patient.desk, byAda(ticket));
    else await dismissOutside(patient.desk, byAda(ticket));
    await patient.desk.team.drain();
    patient.desk.pass(60);
    expect(await erase(NADIA, '--open', '--yes')).toMatchObject({ status: 0, err: '' });
    const left = (await ticketsOf(patient.desk)).filter(({ requester }) => requester.address === MARCO);
    expect(await Promise.all(left.map(textsOf))).toEqual(way === 'filed' ? [['My server burns.']] : []);
  });

  it('leaves, and names, held mail of somebody else that only names them, until it is let out or discarded', async () => {
    await mail(NADIA, 'Oven', 'It is cold.');
    await mail(MARCO, `Server, as ${NADIA} has`, `My server burns. I have it from ${NADIA}.`, { isSpam: true });
    await mail(MARCO, 'Server', `${'My server burns. '.repeat(200)}\nAs ${NADIA} says.`, { isSpam: true });
    await mail(NADIA, 'Pills', 'Marzipan', { isSpam: true });
    patient.desk.pass(60);
    const held = async () => (await patient.desk.quarantine.list({ limit: 9 })).entries;
    const [long, short] = (await held()).filter(({ from }) => from === MARCO);
    for (const _ of ['once', 'again']) {
      const { status, err } = await erase(NADIA, '--open', '--scan', '--yes');
      expect(status).toBe(1);
      for (const each of [long, short]) expect(err).toContain(`${each?.id} names them still`);
    }
    const left = await held();
    expect(left.map(({ id, received }) => ({ id, received }))).toEqual(
      [long, short].map((each) => ({ id: each?.id, received: each?.received })),
    );
    expect(JSON.stringify(left.map(({ subject, excerpt }) => ({ subject, excerpt })))).not.toContain(NADIA);
    for (const { received } of left) expect(String(await patient.desk.files.read(received.raw))).toContain(NADIA);
    for (const { id } of left)
      await patient.desk.quarantine.markDiscarded(id, { by: 'agent:ada', at: patient.desk.now().toISOString() });
    expect((await erase(NADIA, '--scan', '--yes')).err).not.toContain(short?.id);
  });

  it('leaves held mail of somebody else that their mailbox passed on', async () => {
    await mail(MARCO, 'Server', 'My server burns.', { isSpam: true, envelopeFrom: NADIA, from: [`Marco <${MARCO}>`] });
    patient.desk.pass(60);
    expect((await erase(NADIA)).out).toContain('0 held mails');
  });

  it.each([
    ['without a name', undefined],
    ['of a name', 'Marco Rossi'],
  ])(
    'takes their name along where it stands beside the address, in fields and in lines of the trail: corrected to somebody %s',
    async (_, name) => {
      await mail(`Nadia Kumquat <${NADIA}>`, 'Oven of Kumquat', 'Marzipan.');
      const { id } = await theOne('Oven');
      const at = () => patient.desk.now().toISOString();
      const answer = {
        source: 'api:1',
        text: 'Here it is.',
        receivedAt: at(),
        tellBy: 'call',
      } as const;
      await respond(patient.desk, { ...byAda(await theOne('Oven')), ...answer, attachments: [] });
      await patient.desk.team.drain();
      const marco = { address: MARCO, ...(name && { name }) };
      const nadia = { address: NADIA, name: 'Nadia Kumquat' };
      for (const requester of [marco, nadia, marco]) {
        patient.desk.pass(60);
        await correctRequester(patient.desk, { ...byAda(await getTicket(patient.desk, id)), requester });
        await patient.desk.team.drain();
      }
      patient.desk.pass(60);
      expect((await erase(NADIA, '--open', '--scan', '--yes')).status).toBe(0);
      expect(await all()).not.toMatch(/kumquat|nadia|marzipan/i);
      const after = await getTicket(patient.desk, id);
      expect(after).toMatchObject({ subject: 'erased', requester: { address: MARCO } });
      const shown = name ? `${name} <${MARCO}>` : MARCO;
      expect(after.audit.filter(({ action }) => action === 'requester changed').map(({ detail }) => detail)).toEqual([
        `erased to ${shown}, customer rossi`,
        `${shown} to erased`,
        `erased to ${shown}`,
      ]);
    },
  );
});
