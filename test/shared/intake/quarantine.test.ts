import { describe, expect, it } from 'vitest';
import { holdMail } from '../../../shared/intake/hold-mail.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { quarantineIdFor } from '../../../shared/ticket/quarantine.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf } from '../../support/stories.ts';

const RECEIVED: ReceivedMail = {
  id: 'ses-1',
  receivedAt: '2026-11-30T08:00:00.000Z',
  raw: 'raw/ses-1',
  envelopeFrom: 'eve@evil.example',
  recipients: ['help@support.example'],
  authenticated: false,
  verdicts: { spam: 'FAIL', virus: 'PASS', spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' },
  header: { subject: 'You have won' },
};

/** A desk that holds one mail, whose raw form is in the bucket. */
async function holding(reason: 'spam' | 'virus' = 'spam') {
  const desk = deskOf();
  desk.stored.set('raw/ses-1', { content: Buffer.from('Subject: x\r\n\r\n'), contentType: 'message/rfc822' });
  const entry = await holdMail(desk, { received: RECEIVED, reason });
  const received: ReceivedMail[] = [];
  const receive = async (_: MemoryDesk, mail: ReceivedMail) => void received.push(mail);
  const letOut = (change = {}) =>
    release(desk, entry.id, {
      by: 'agent:ada',
      receive: receive as Parameters<typeof release>[2]['receive'],
      ...change,
    });
  return { desk, entry, received, letOut };
}

describe('a quarantined mail', () => {
  it('is listed with the reason, and counted', async () => {
    const { desk } = await holding();
    expect((await desk.quarantine.list({ limit: 9 })).entries).toMatchObject([
      { at: RECEIVED.receivedAt, reason: 'spam', from: 'eve@evil.example', subject: 'You have won', state: 'held' },
    ]);
    expect(desk.counted.get('QuarantinedMail')).toBe(1);
  });

  it('is one entry however often it is delivered', async () => {
    const { desk, entry } = await holding();
    expect((await holdMail(desk, { received: RECEIVED, reason: 'spam' })).id).toBe(entry.id);
    expect((await desk.quarantine.list({ limit: 9 })).entries).toHaveLength(1);
    expect(desk.counted.get('QuarantinedMail')).toBe(1);
  });

  it('shows a subject that cannot hurt the reader’s terminal, and fits a line', async () => {
    const desk = deskOf();
    const subject = `\u001b[31mred\r\n\u202egpj.exe${'x'.repeat(2_000)}`;
    const header = { subject };
    const made = await holdMail(desk, { received: { ...RECEIVED, header }, reason: 'spam', detail: 'a\nb', subject });
    expect(made.subject).toMatch(/^\[31mred gpj\.exex+…$/);
    expect(made.subject).toHaveLength(200);
    expect(made.detail).toBe('a b');
    expect(made.received.header.subject?.length).toBeLessThanOrEqual(500);
  });

  it('has no sender when it has none', async () => {
    const entry = await holdMail(deskOf(), { received: { ...RECEIVED, envelopeFrom: '' }, reason: 'spam' });
    expect(entry).not.toHaveProperty('from');
  });

  it('has an id in order of time', () => {
    const id = (receivedAt: string) => quarantineIdFor({ id: 'ses', receivedAt });
    const ids = ['2026-11-30T08:00:00.000Z', '2026-11-30T08:00:00.001Z', '2026-12-01T00:00:00.000Z'].map(id);
    expect(ids).toEqual([...ids].sort());
    expect(ids[0]).toMatch(/^Q-[0-9A-HJKMNP-TV-Z]{20}$/);
  });
});

describe('a release', () => {
  it('receives the mail as it came, past what held it, and says who let it out', async () => {
    const { desk, entry, received, letOut } = await holding();
    desk.pass(600);
    expect(await letOut()).toMatchObject({
      state: 'released',
      releasedBy: 'agent:ada',
      releasedAt: '2026-11-30T08:10:00.000Z',
    });
    expect(received).toEqual([{ ...RECEIVED, released: true, releasedBy: 'agent:ada' }]);
    expect(await desk.quarantine.get(entry.id)).toMatchObject({ state: 'released' });
  });

  it('happens once', async () => {
    const { received, letOut } = await holding();
    await letOut();
    expect(await letOut({ by: 'agent:bruno' })).toMatchObject({ releasedBy: 'agent:ada' });
    expect(received).toHaveLength(1);
  });

  it('that broke off is repeated', async () => {
    const { desk, received, letOut } = await holding();
    desk.faults.add({ port: 'quarantine.markReleased', times: 1 });
    await expect(letOut()).rejects.toThrow('down');
    expect(await letOut()).toMatchObject({ state: 'released' });
    expect(received).toHaveLength(2);
  });

  it('leaves a mail held that could not be received', async () => {
    const { desk, entry, letOut } = await holding();
    const receive = async () => {
      throw new Error('busy');
    };
    await expect(letOut({ receive })).rejects.toThrow('busy');
    expect(await desk.quarantine.get(entry.id)).toMatchObject({ state: 'held' });
  });

  it('of a virus must be meant', async () => {
    const { received, letOut } = await holding('virus');
    await expect(letOut()).rejects.toMatchObject({ status: 422, errors: [{ field: 'accept' }] });
    expect(received).toEqual([]);
    expect(await letOut({ acceptVirus: true })).toMatchObject({ state: 'released' });
  });

  it('is over when the raw mail’s days are', async () => {
    const { desk, letOut } = await holding();
    desk.stored.clear();
    await expect(letOut()).rejects.toMatchObject({ status: 410 });
  });

  it('waits for files that cannot be read now, and says nothing of days', async () => {
    const { desk, entry, letOut } = await holding();
    desk.faults.add({ port: 'files.read', times: 1 });
    await expect(letOut()).rejects.toThrow('down');
    expect(await desk.quarantine.get(entry.id)).toMatchObject({ state: 'held' });
    expect(await letOut()).toMatchObject({ state: 'released' });
  });

  it('of what was never held is a 404', async () => {
    const { desk } = await holding();
    const none = quarantineIdFor({ id: 'other', receivedAt: RECEIVED.receivedAt });
    const refused = release(desk, none, { by: 'agent:ada', receive: async () => {} });
    await expect(refused).rejects.toMatchObject({ status: 404 });
  });
});
