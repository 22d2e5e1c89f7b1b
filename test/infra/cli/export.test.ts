import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../infra/cli/desk.ts';
import { customersExport } from '../../../infra/cli/erase/export.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { addNote } from '../../../shared/use-cases/add-note.ts';
import { arrives } from '../../support/arrives.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { eraseDesk } from '../../support/erase-desk.ts';
import { ada, messagesOf, ticketsOf } from '../../support/stories.ts';
import { testIo } from './io.ts';

const newTables = dynamoTables();
const NADIA = 'nadia@nowhere.example';

let patient: Awaited<ReturnType<typeof eraseDesk>>;
let folder: string;
beforeEach(async () => {
  patient = await eraseDesk(await newTables());
  folder = join(await mkdtemp(join(tmpdir(), 'desk-export-')), 'out');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

async function command(...args: string[]) {
  const { io, out, err } = testIo();
  let failure = '';
  const status = await customersExport(args, io, async () => patient).catch((error: Error) => {
    failure = error.message;
    return 'threw';
  });
  return { status, out: out(), err: err() + failure };
}

async function mail(from: string, subject: string, { id, isSpam = false }: { id: string; isSpam?: boolean }) {
  const file = `Content-Type: text/plain; name="../../../etc/${id}.txt"\nContent-Disposition: attachment; filename="../../../etc/${id}.txt"`;
  const raw = `Message-ID: <${id}@x.example>\nFrom: ${from}\nSubject: ${subject}\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/plain\n\nWords of ${subject}.\n--m\n${file}\n\nfile of ${id}\n--m--\n`;
  const verdicts = { spam: isSpam ? 'FAIL' : 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;
  await receiveMail(patient.desk, arrives(patient.desk, raw, { id, envelopeFrom: from, verdicts }));
}

const json = async (path: string) => JSON.parse(await readFile(join(folder, path), 'utf8'));

describe('customers export', () => {
  beforeEach(async () => {
    await mail(NADIA, 'Hers', { id: 'ses-1' });
    await mail(NADIA, 'Pills', { id: 'ses-2', isSpam: true });
    await mail('carlo@other.example', 'His', { id: 'ses-3' });
  });

  it('puts tickets, messages, trail, held mail and every object into a folder for this user alone, with a manifest that counts them', async () => {
    const { status, out } = await command(NADIA, '--out', folder);
    expect({ status, out }).toEqual({
      status: 0,
      out: `${folder}: 1 ticket, 1 message, 0 notes, 1 held mail, 3 objects\n`,
    });
    const manifest = await json('manifest.json');
    expect(manifest).toMatchObject({ of: NADIA, tickets: 1, messages: 1, notes: 0, held: 1, unreadable: [] });
    expect(Object.keys(manifest.objects)).toEqual([
      'raw/ses-1',
      expect.stringMatching(/^attachments\/T-.*ses-1\.txt$/),
      'raw/ses-2',
    ]);
    for (const path of Object.values<string>(manifest.objects)) {
      expect(path).toMatch(/^objects\/(?:raw|attachments)\//);
      expect((await readFile(join(folder, path))).length).toBeGreaterThan(5);
      expect((await stat(join(folder, path))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const [id = ''] = await readdir(join(folder, 'tickets'));
    expect(await json(`tickets/${id}/ticket.json`)).toMatchObject({ subject: 'Hers', requester: { address: NADIA } });
    expect(await json(`tickets/${id}/messages.json`)).toMatchObject([
      { text: expect.stringContaining('Words of Hers') },
    ]);
    expect(await json(`tickets/${id}/trail.json`)).toMatchObject([{ action: 'opened' }]);
  });

  it('has the record of a customer, and notes of the team apart', async () => {
    await mail('anna@rossi.example', 'Rossi’s', { id: 'ses-4' });
    const ticket = (await ticketsOf(patient.desk)).find(({ customer }) => customer?.id === 'rossi');
    const at = patient.desk.now().toISOString();
    await addNote(patient.desk, {
      ticketId: ticket?.id ?? '',
      agent: ada,
      text: 'An inner word.',
      at,
      source: 'api:n',
    });
    expect((await command('rossi', '--out', folder)).status).toBe(0);
    expect(await json('customer.json')).toMatchObject({ id: 'rossi', contacts: ['rossi.example'] });
    expect(JSON.stringify(await json(`tickets/${ticket?.id}/messages.json`))).not.toContain('inner word');
    expect(await json(`tickets/${ticket?.id}/notes.json`)).toMatchObject([{ text: 'An inner word.' }]);
  });

  it.each([
    'the answer of an escalation contact',
    'an agent’s answer from an address that is not registered',
    'an agent’s answer that nothing proves',
    'a mail in an agent’s name that nothing proves, to nobody’s ticket',
  ])('has what was written to the team among the notes, and no mail of it as it came: %s', async (what) => {
    const { desk } = patient;
    const { id } = (await ticketsOf(desk)).find(({ subject }) => subject === 'Hers') ?? { id: '' };
    const [lead = ''] = desk.settings.escalation.lead;
    const own = replyAddress('a signing key for tests only', 'help@support.example', { ticketId: id, agentId: 'ada' });
    const [from, to, authenticated] = {
      t: [lead, 'help@support.example', true] as const,
      r: ['ada@home.example', own, true] as const,
      p: ['ada@support.example', own, false] as const,
      n: ['ada@support.example', 'help@support.example', false] as const,
    }[what.includes('contact') ? 't' : what.includes('registered') ? 'r' : what.includes('nobody') ? 'n' : 'p'];
    const type = 'Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/plain';
    const file = 'Content-Type: text/plain; name=x.txt\nContent-Disposition: attachment; filename=x.txt\n\nINNER file';
    const words = 'Do not tell her.\n\n> Internal note: INNER words.';
    const head = `Message-ID: <team@x.example>\nFrom: ${from}\nTo: ${to}\nSubject: Re: [${id}] Hers\n${type}`;
    desk.pass(60);
    await receiveMail(
      desk,
      arrives(desk, `${head}\n\n${words}\n--m\n${file}\n--m--\n`, {
        id: 'ses-team',
        envelopeFrom: from,
        recipients: [to],
        authenticated,
      }),
    );
    const last = (await messagesOf(desk, id)).at(-1);
    expect(last?.author).toBe('unverified');
    expect((await command(NADIA, '--out', folder)).status).toBe(0);
    const { objects } = await json('manifest.json');
    expect(Object.keys(objects)).not.toContain('raw/ses-team');
    const contents = await Promise.all(
      Object.values<string>(objects).map((path) => readFile(join(folder, path), 'utf8')),
    );
    expect(contents.join()).not.toContain('INNER');
    expect(JSON.stringify(await json(`tickets/${id}/messages.json`))).not.toContain('INNER');
    expect(JSON.stringify(await json(`tickets/${id}/notes.json`))).toContain('INNER words');
  });

  it('names what the bucket has no more', async () => {
    patient.desk.stored.delete('raw/ses-1');
    await command(NADIA, '--out', folder);
    expect((await json('manifest.json')).gone).toContain('raw/ses-1');
  });

  it('refuses a folder that is not empty, and one whose person is not known, and writes nothing', async () => {
    expect((await command('nobody@nowhere.example', '--out', folder)).err).toContain('nothing is found');
    await writeFile(join(folder, '..', 'mine.txt'), 'mine');
    expect((await command(NADIA, '--out', join(folder, '..'))).err).toContain('is not empty');
    expect(await readdir(join(folder, '..'))).toEqual(['mine.txt']);
    expect((await command()).err).toContain('give one ID');
  });

  it('says what it is in its help', async () => {
    const { io, out } = testIo();
    expect(await run(['customers', 'export', '--help'], io)).toBe(0);
    expect(out()).toContain('Example:');
  });
});
