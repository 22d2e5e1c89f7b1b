import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deliver, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

/** A password in a mail: once an agent hides it, no item of the ticket and no mail of the desk's shows it, whatever comes again. */

const SECRET = 'hunter2-Xyz!';
const SUBJECT = `Till ${SECRET} broken`;
const RAW = [
  'Message-ID: <m1@rossi.example>',
  'From: Anna Rossi <anna@rossi.example>',
  'To: help@support.example',
  `Subject: ${SUBJECT}`,
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=m',
  '',
  '--m',
  'Content-Type: multipart/alternative; boundary=a',
  '',
  '--a',
  'Content-Type: text/plain; charset=utf-8',
  '',
  `The till is down.\nThe password is ${SECRET} for now.\nPlease hurry.`,
  '--a',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>The till is down.</p><p>The password is hunter2-<b>Xyz</b>! for now.</p>',
  '--a--',
  '--m',
  'Content-Type: text/plain; name="notes.txt"',
  'Content-Disposition: attachment; filename="notes.txt"',
  '',
  `again: ${SECRET}`,
  '--m',
  'Content-Type: text/plain; name="log.txt"',
  'Content-Disposition: attachment; filename="log.txt"',
  '',
  'till 4 down',
  '--m--',
  '',
].join('\n');
const REPLY = [
  'Message-ID: <m2@rossi.example>',
  'In-Reply-To: <m1@rossi.example>',
  'From: Anna Rossi <anna@rossi.example>',
  'To: help@support.example',
  'Subject: Re: Till',
  '',
  'Any news?',
  '',
  'On Mon, 30 Nov 2026 at 09:00, Anna wrote:',
  `> The till is down. The password is hunter2-Xyz!`,
  '> for now. Please hurry.',
  '',
].join('\n');

let desk: MemoryDesk;
let ticketId: string;
let messageKey: string;

const comes = (raw: string, id: string) => receiveMail(desk, arrives(desk, raw, { id }));
const hiding = (words?: string) =>
  redact(desk, { ticketId, messageKey, words, agent: ada, at: desk.now().toISOString() });

beforeEach(async () => {
  desk = deskOf();
  await comes(RAW, 'ses-1');
  await comes(REPLY, 'ses-2');
  ticketId = (await ticketsOf(desk))[0]?.id ?? '';
  messageKey = (await messagesOf(desk, ticketId)).find(({ raw }) => raw === 'raw/ses-1')?.key ?? '';
  desk.sent.length = 0;
});

/** Everything of the table but the keys of what is due, and all the objects below `attachments/` that no message calls due. */
async function shown(): Promise<string> {
  const messages = await messagesOf(desk, ticketId);
  const due = new Set(messages.flatMap(({ redaction }) => redaction?.due ?? []));
  const items = [...desk.items.values()].map((item) => ({ ...item, redaction: undefined }));
  const objects = [...desk.stored]
    .filter(([key]) => key.startsWith('attachments/') && !due.has(key))
    .map(([key, { content }]) => `${key} ${content}`);
  return `${JSON.stringify(items)}\n${objects.join('\n')}`.replace(/<[^>]*>/g, '');
}

const dueOf = async () => (await messagesOf(desk, ticketId)).flatMap(({ redaction }) => redaction?.due ?? []).sort();

/** What an admin's command deletes. */
async function deleteDue(): Promise<void> {
  for (const key of await dueOf()) desk.stored.delete(key);
}

describe('words that an agent hides', () => {
  it('are there before', async () => {
    expect(await shown()).toContain(SECRET);
  });

  it('are nowhere any more: text, subject, HTML, files, quotes; all else stays', async () => {
    const { message } = await hiding(SECRET);
    expect(await shown()).not.toMatch(/hunter2/i);
    expect(message.text).toBe('The till is down.\nThe password is [redacted] for now.\nPlease hurry.');
    expect(message.attachments).toMatchObject([{ filename: '[redacted]', redacted: true }, { filename: 'log.txt' }]);
    const ticket = await desk.tickets.get(ticketId);
    expect(ticket?.subject).toBe('Till [redacted] broken');
    expect(ticket?.audit.at(-1)).toMatchObject({
      by: 'agent:ada',
      action: 'redacted',
      detail: `words of message ${messageKey}`,
    });
    expect((await messagesOf(desk, ticketId)).find(({ raw }) => raw === 'raw/ses-2')?.text).toContain(
      '> The till is down. The password is [redacted]\n> for now.',
    );
  });

  it('leave due what the bucket has of them: raw mails, HTML, files', async () => {
    await hiding(SECRET);
    const due = await dueOf();
    expect(due).toHaveLength(6);
    expect(due).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^attachments\/.*-message\.html$/),
        expect.stringMatching(/^attachments\/.*-notes\.txt$/),
        'raw/ses-1',
        'raw/ses-2',
        'received/ses-1.json',
        'received/ses-2.json',
      ]),
    );
  });

  it.each([
    ['once more', RAW, 'ses-1'],
    ['by another alias', RAW, 'ses-3'],
    [
      'as somebody sends it to the ticket, with a foot',
      RAW.replace('m1@', 'm4@')
        .replace('Subject:', 'In-Reply-To: <m1@rossi.example>\nSubject:')
        .replace('Please hurry.', 'Please hurry.\n-- \nlist@rossi.example'),
      'ses-4',
    ],
    ['in another quote', REPLY.replace('m2@', 'm5@').replace('Any news?', 'Still nothing?'), 'ses-5'],
    ['as a quote of everything in one line', REPLY.replace('m2@', 'm6@').replaceAll('\n> ', ' '), 'ses-6'],
  ])('do not come back when a mail comes %s', async (_, raw, id) => {
    await hiding(SECRET);
    await deleteDue();
    await comes(raw, id);
    expect(await shown()).not.toMatch(/hunter2/i);
    expect([...desk.stored.keys()].filter((key) => /notes|html/.test(key))).toEqual([]);
    expect(desk.sent.map((mail) => `${mail.subject} ${mail.text} ${mail.html}`).join('\n')).not.toMatch(/hunter2/i);
    if (id !== 'ses-1') expect(await dueOf()).toEqual(expect.arrayContaining([`raw/${id}`, `received/${id}.json`]));
  });

  it('leave due each raw mail of one that came several times before', async () => {
    await comes(RAW, 'ses-7');
    await comes(RAW, 'ses-8');
    await comes(RAW, 'ses-8');
    await hiding(SECRET);
    expect(await dueOf()).toEqual(
      expect.arrayContaining(['raw/ses-1', 'raw/ses-7', 'raw/ses-8', 'received/ses-8.json']),
    );
  });

  it('do not come back by a sweep, a request that is taken in again, or an escalation', async () => {
    await hiding(SECRET);
    const ticket = await desk.tickets.get(ticketId);
    if (ticket) await takeInAgain(desk, ticket);
    for (const notification of desk.again) expect(notification).not.toBe('');
    await comes(RAW, 'ses-1');
    desk.setNow('2026-12-02T16:00:00.000Z');
    await escalate(desk, { ticketId, version: ticket?.timer.version ?? 0 });
    await sweep(desk, takeInAgain);
    expect(desk.sent.length).toBeGreaterThan(0);
    expect(desk.sent.map((mail) => `${mail.subject} ${mail.text} ${mail.html}`).join('\n')).not.toMatch(/hunter2/i);
    expect(await shown()).not.toMatch(/hunter2/i);
  });

  it('two agents hide at once: neither brings back what the other hid', async () => {
    await Promise.all([
      hiding(SECRET),
      redact(desk, { ticketId, messageKey, words: 'Please hurry', agent: bruno, at: desk.now().toISOString() }),
    ]);
    expect(await shown()).not.toMatch(/hunter2|please hurry/i);
  });

  it('in a text that goes on in the bucket: it is kept anew without them', async () => {
    const long = `${'All is down. '.repeat(614)}${SECRET} ${'and so on '.repeat(300)}`;
    await comes(
      `Message-ID: <m9@rossi.example>\nFrom: anna@rossi.example\nTo: help@support.example\nSubject: Long\n\n${long}\n`,
      'ses-9',
    );
    const other = (await ticketsOf(desk)).find(({ subject }) => subject === 'Long')?.id ?? '';
    const [message] = await messagesOf(desk, other);
    [ticketId, messageKey] = [other, message?.key ?? ''];
    const { message: left } = await hiding(SECRET);
    const whole = desk.stored.get(left.wholeText?.key ?? '')?.content.toString();
    expect(whole).toContain('and so on and so on');
    expect(`${whole}\n${left.text}\n${left.replyText}`).not.toMatch(/hunter|hunt/i);
    expect(await dueOf()).toContain(message?.wholeText?.key);
  });
});

describe('a whole message', () => {
  it('leaves who wrote it and when; its files and its quotes are gone, and a copy brings nothing', async () => {
    const { message, ticket } = await hiding();
    expect(message).toMatchObject({ text: '[redacted]', subject: '[redacted]', by: 'anna@rossi.example' });
    expect(message).not.toHaveProperty('replyText');
    expect(ticket.subject).toBe('[redacted]');
    expect(await shown()).not.toMatch(/hunter2|please hurry|till 4/i);
    await deleteDue();
    await comes(RAW, 'ses-3');
    await comes(RAW, 'ses-1');
    expect(await shown()).not.toMatch(/hunter2|please hurry|till 4/i);
    expect([...desk.stored.keys()].filter((key) => key.startsWith('attachments/'))).toEqual([]);
  });
});

describe('a redaction is refused', () => {
  it.each([
    ['not in the message', 'swordfish', 'these words are not in the message: copy them as it shows them'],
    ['too short', 'a b c', 'needs 4 letters at least: give more of the line, or "whole": true'],
  ])('of words that are %s, and nothing is changed', async (_, words, message) => {
    const before = await shown();
    await expect(hiding(words)).rejects.toMatchObject({ status: 422, errors: [{ field: 'text', message }] });
    expect(await shown()).toBe(before);
  });

  it('of a message that is none', async () => {
    messageKey = 'NONE';
    await expect(hiding(SECRET)).rejects.toMatchObject({ status: 404 });
  });
});

describe('a redaction that breaks off', () => {
  const PORTS = ['tickets.save', 'tickets.rewriteMessage', 'tickets.messages', 'tickets.getMessage', 'files.read'];
  const calls = PORTS.flatMap((port) => [0, 1, 2, 3].map((skip) => [port, skip] as const));

  it.each(calls)('at %s, call %i, is whole once it is repeated', async (port, skip) => {
    desk.faults.add({ port, skip, times: 1 });
    await deliver(desk, () => hiding(SECRET));
    desk.faults.clear();
    expect(await shown()).not.toMatch(/hunter2/i);
    expect((await desk.tickets.get(ticketId))?.redactions).toHaveLength(1);
  });

  it.each([0, 1])('after its %i-th message is finished by the sweep, though nobody repeats it', async (skip) => {
    desk.faults.add({ port: 'tickets.rewriteMessage', skip, times: 1 });
    await expect(hiding(SECRET)).rejects.toThrow();
    expect(await shown()).toMatch(/hunter2/i);
    desk.pass(11 * 60);
    await sweep(desk, takeInAgain);
    expect(await shown()).not.toMatch(/hunter2/i);
    expect((await desk.tickets.get(ticketId))?.redactions).toEqual([
      expect.not.objectContaining({ again: expect.anything() }),
    ]);
    const { version } = (await desk.tickets.get(ticketId)) ?? {};
    desk.pass(11 * 60);
    await sweep(desk, takeInAgain);
    expect((await desk.tickets.get(ticketId))?.version).toBe(version);
  });
});
