import { describe, expect, it } from 'vitest';
import { keepNotification } from '../../../shared/intake/keep-notification.ts';
import { readNotification } from '../../../shared/intake/notification.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import { FORM, formDesk, post, signed } from '../../functions/ingest-webhook/form.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, messagesOf, sweepLater, ticketsOf } from '../../support/stories.ts';

const NOTIFICATION = JSON.stringify({
  notificationType: 'Received',
  receipt: {
    timestamp: '2026-11-30T08:00:00.000Z',
    recipients: ['help@support.example'],
    dmarcVerdict: { status: 'PASS' },
    action: { type: 'S3', objectKey: 'raw/ses-1' },
  },
  mail: { messageId: 'ses-1', source: 'anna@rossi.example' },
});
const MAIL = [
  'From: Anna <anna@rossi.example>',
  'To: help@support.example',
  'Subject: The door',
  'Message-ID: <m1@rossi.example>',
  'Content-Type: multipart/mixed; boundary=x',
  '',
  '--x',
  '',
  'It does not open.',
  '--x',
  'Content-Type: text/plain; name=log.txt',
  'Content-Disposition: attachment; filename=log.txt',
  '',
  'the whole log',
  '--x--',
  '',
].join('\r\n');

/** What ingest-email does with a message of its queue. */
async function ingest(desk: MemoryDesk, notification: string): Promise<void> {
  const announced = readNotification(JSON.stringify({ Message: notification }));
  if (!announced) throw new Error('it is about no mail');
  await keepNotification(desk, announced);
  await receiveMail(desk, announced.received);
}

/** When the sender signs for the first time. */
const START = Date.parse('2026-11-30T08:00:00.000Z');

const EVERYBODY = ['ada@support.example', 'anna@rossi.example', 'bruno@support.example'];

/** Runs the sweep, and whatever it puts on the intake queue, as often as it takes. */
async function heal(desk: MemoryDesk): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await sweepLater(desk);
    for (const notification of desk.again.splice(0)) await ingest(desk, notification);
  }
}

describe('the sweep comes before the redelivery', () => {
  it.each([...Array(22).keys()])('call %i of a mail never returns: its text and files are not lost', async (skip) => {
    const desk = deskOf();
    await desk.files.write('raw/ses-1', Buffer.from(MAIL), 'message/rfc822');
    desk.faults.add({ skip: skip + 1 });
    await ingest(desk, NOTIFICATION).catch(() => {});
    desk.faults.clear();
    await heal(desk);
    await ingest(desk, NOTIFICATION);
    await heal(desk);
    const [ticket, ...others] = await ticketsOf(desk);
    expect(others).toEqual([]);
    const messages = await messagesOf(desk, ticket?.id ?? '');
    expect(messages).toMatchObject([{ text: 'It does not open.', attachments: [{ filename: 'log.txt' }] }]);
    expect(desk.stored.get(messages[0]?.attachments[0]?.key ?? '')?.content.toString()).toBe('the whole log');
    expect(ticket).toMatchObject({ opening: { state: 'done' }, timer: { registered: true } });
    expect([...new Set(mailed(desk))].sort()).toEqual(EVERYBODY);
  });

  it.each([...Array(20).keys()])('call %i of a form’s request never returns: its text is not lost', async (skip) => {
    const desk = formDesk();
    desk.faults.add({ skip: skip + 2 });
    await post(desk);
    desk.faults.clear();
    await heal(desk);
    const healed = await ticketsOf(desk);
    for (const { id } of healed) expect(await messagesOf(desk, id)).toMatchObject([{ text: FORM.body }]);
    await post(desk, { headers: signed(JSON.stringify(FORM), { age: (START - desk.now().getTime()) / 1000 }) });
    await heal(desk);
    const [ticket, ...others] = await ticketsOf(desk);
    expect(others).toEqual([]);
    expect(await messagesOf(desk, ticket?.id ?? '')).toMatchObject([{ text: FORM.body }]);
    expect([...new Set(mailed(desk))].sort()).toEqual(EVERYBODY);
  });
});

describe('a request whose text was not stored', () => {
  it('is taken in again when its body begins with a byte order mark', async () => {
    const desk = formDesk();
    const body = `\ufeff${JSON.stringify(FORM)}`;
    desk.faults.add({ port: 'tickets.addMessage' });
    await post(desk, { body: Buffer.from(body), headers: signed(body) });
    desk.faults.clear();
    await heal(desk);
    const [ticket] = await ticketsOf(desk);
    expect((await messagesOf(desk, ticket?.id ?? '')).map(({ text }) => text)).toEqual([FORM.body]);
    expect(mailed(desk)).toContain('ada@support.example');
  });

  it('is taken in again when it was kept before what is asked was kept beside it', async () => {
    const desk = formDesk();
    desk.faults.add({ port: 'tickets.addMessage' });
    await post(desk);
    desk.faults.clear();
    for (const key of desk.stored.keys()) if (key.endsWith('.asked')) desk.stored.delete(key);
    await heal(desk);
    const [ticket] = await ticketsOf(desk);
    expect((await messagesOf(desk, ticket?.id ?? '')).map(({ text }) => text)).toEqual([FORM.body]);
  });

  it('and of which nothing can be read any more, is acknowledged and told all the same', async () => {
    const desk = formDesk();
    const body = JSON.stringify(FORM);
    desk.faults.add({ port: 'tickets.addMessage' });
    await post(desk, { body: Buffer.from(body), headers: signed(body) });
    desk.faults.clear();
    for (const file of desk.stored.values()) file.content = Buffer.from('{');
    await heal(desk);
    const [ticket] = await ticketsOf(desk);
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    expect(message).toMatchObject({ raw: ticket?.raw, warnings: [expect.stringContaining('could not be read again')] });
    expect(mailed(desk)).toContain('ada@support.example');
    expect(desk.lines.filter(({ level }) => level === 'error')).not.toEqual([]);
  });

  it('was let out of quarantine, and is not held for a second time', async () => {
    const desk = deskOf();
    desk.stored.set('raw/ses-1', { content: Buffer.from(MAIL), contentType: 'message/rfc822' });
    const notification = JSON.parse(NOTIFICATION);
    notification.receipt.spamVerdict = { status: 'FAIL' };
    await ingest(desk, JSON.stringify(notification));
    const { entries } = await desk.quarantine.list({ limit: 1 });
    desk.faults.add({ port: 'tickets.addMessage' });
    const out = release(desk, entries[0]?.id ?? '', { by: 'agent:ada', receive: receiveMail });
    await expect(out).rejects.toThrow();
    desk.faults.clear();
    await heal(desk);
    const [ticket] = await ticketsOf(desk);
    expect(await messagesOf(desk, ticket?.id ?? '')).toMatchObject([{ attachments: [{ filename: 'log.txt' }] }]);
    expect(mailed(desk)).toContain('ada@support.example');
  });
});
