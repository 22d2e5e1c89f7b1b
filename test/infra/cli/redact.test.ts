import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { redactCommand } from '../../../infra/cli/redact/redact.ts';
import { fileByAgent } from '../../../shared/intake/file-by-agent.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import { renderToken } from '../../../shared/mail/signed/render-token.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import { uploadKey } from '../../../shared/ticket/upload.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { formDesk, send } from '../../functions/ingest-webhook/form.ts';
import { arrives } from '../../support/arrives.ts';
import { sayByLink, ticketWithLink } from '../../support/by-link.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { pageFile, submit } from '../../support/page.ts';
import { ada, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';
import { connectionTo, testIo } from './io.ts';

/** By whatever door a message came: once it is hidden and an admin has deleted what is due, nothing of it is left anywhere. */

const SECRET = 'hunter2-Xyz!';
const SUBJECT = `Till ${SECRET}`;
const TEXT = `The password is ${SECRET} for now.`;
const FILE = Buffer.from(`again: ${SECRET}`);
const MAIL = [
  'Message-ID: <m1@rossi.example>',
  'From: Anna Rossi <anna@rossi.example>',
  `Subject: ${SUBJECT}`,
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=m',
  '',
  '--m',
  'Content-Type: text/html; charset=utf-8',
  '',
  `<p>${TEXT}</p>`,
  '--m',
  'Content-Type: text/plain; name="notes.txt"',
  'Content-Disposition: attachment; filename="notes.txt"',
  '',
  FILE.toString(),
  '--m--',
  '',
].join('\n');

/** A mail, which is in the bucket with what the service said of it. */
function mailTo(desk: MemoryDesk) {
  const mail = { ...arrives(desk, MAIL), header: { subject: SUBJECT } };
  desk.stored.set('received/ses-1.json', { content: Buffer.from(SUBJECT), contentType: 'application/json' });
  return mail;
}

/** A file that a browser has put into the bucket for a submission. */
function uploaded(desk: MemoryDesk, submission: string) {
  const upload = uploadKey(submission, 0);
  desk.stored.set(upload, { content: FILE, contentType: 'text/plain' });
  return { filename: 'notes.txt', contentType: 'text/plain', size: FILE.length, upload };
}

async function letOut(desk: MemoryDesk): Promise<void> {
  const [entry] = (await desk.quarantine.list({ limit: 1 })).entries;
  expect(entry?.state).toBe('held');
  await release(desk, entry?.id ?? '', { by: 'agent:ada', receive: receiveMail });
}

/** What Anna says by each door, on a desk of its own. */
const DOORS: Record<string, () => Promise<MemoryDesk>> = {
  'a mail': async () => {
    const desk = deskOf();
    await receiveMail(desk, mailTo(desk));
    return desk;
  },
  'a mail that was held and let out': async () => {
    const desk = deskOf();
    const mail = mailTo(desk);
    await receiveMail(desk, { ...mail, verdicts: { ...mail.verdicts, spam: 'FAIL' } });
    await letOut(desk);
    return desk;
  },
  'a mail that came again by another way': async () => {
    const desk = deskOf();
    await receiveMail(desk, mailTo(desk));
    await receiveMail(desk, arrives(desk, MAIL, { id: 'ses-2' }));
    return desk;
  },
  'a form of a provider': async () => {
    const desk = formDesk();
    const { status } = await send(desk, { email: 'anna@rossi.example', subject: SUBJECT, body: TEXT });
    expect(status).toBe(200);
    return desk;
  },
  'a form of a plain page': async () => {
    const desk = deskOf();
    const form = { name: 'contact', defaults: {}, warnings: [`not read: ${SECRET}`] };
    await submit(desk, { subject: SUBJECT, text: TEXT, files: [pageFile('notes.txt', FILE.toString())], form });
    return desk;
  },
  'a form of the online desk, with a file in it': async () => {
    const desk = deskOf();
    const token = renderToken('a signing key for tests only', desk.machineNow().toISOString());
    desk.pass(60);
    const files = new File([FILE], 'notes.txt', { type: 'text/plain' });
    const said = { name: 'Anna', email: 'anna@rossi.example', subject: SUBJECT, text: TEXT, priority: '3' };
    expect((await visit(createHandler(desk)).post('/desk/new', { ...said, token, files })).status).toBe(303);
    return desk;
  },
  'a form of the online desk, with a file that was uploaded': async () => {
    const desk = deskOf();
    await submit(desk, { subject: SUBJECT, text: TEXT, files: [uploaded(desk, 'k9g7m2p4k9g7m2p4')] });
    return desk;
  },
  'a form of the online desk that was held and let out': async () => {
    const desk = deskOf();
    const files = [uploaded(desk, 'k9g7m2p4k9g7m2p4'), pageFile('log.txt', FILE.toString())];
    await submit(desk, { subject: SUBJECT, text: TEXT, files }, { trap: true });
    await letOut(desk);
    return desk;
  },
  'a message by link': async () => {
    const by = await ticketWithLink();
    await sayByLink(by, { submission: 'one', text: TEXT, files: [uploaded(by.desk, 'one')] });
    return by.desk;
  },
  'a message by link that was held and let out': async () => {
    const by = await ticketWithLink();
    for (let which = 0; which < 20; which += 1) await sayByLink(by, { submission: `s${which}`, text: `No. ${which}` });
    await sayByLink(by, { submission: 'more', text: TEXT, files: [uploaded(by.desk, 'more')] });
    await letOut(by.desk);
    for (const [key, { content }] of by.desk.stored) if (/No\. \d/.test(String(content))) by.desk.stored.delete(key);
    return by.desk;
  },
  'what an agent files': async () => {
    const desk = deskOf();
    const filing = { email: 'anna@rossi.example', subject: SUBJECT, body: TEXT, channel: 'agent' } as const;
    await fileByAgent(desk, { agent: ada, filing, source: 'api:ada:1' });
    return desk;
  },
};

async function withSecret(desk: MemoryDesk): Promise<Message> {
  const all = await Promise.all((await ticketsOf(desk)).map(({ id }) => messagesOf(desk, id)));
  return all.flat().find(({ text }) => text.includes(SECRET)) as Message;
}

async function admin(desk: MemoryDesk, id: string): Promise<{ status: number; out: string }> {
  const { io, out } = testIo();
  const erase = async (key: string) => Number(desk.stored.delete(key));
  const status = await redactCommand([id, '--yes'], io, connectionTo(desk), () => ({ erase }));
  return { status, out: out() };
}

/** Everything that the desk has in its tables, and what it logged. */
async function tables(desk: MemoryDesk): Promise<string> {
  const { entries } = await desk.quarantine.list({ limit: 500 });
  return JSON.stringify([[...desk.items.values()], entries, await desk.formRecords.list(), desk.lines]);
}

const hide = (desk: MemoryDesk, { ticketId, key }: Message, words?: string) =>
  redact(desk, { ticketId, messageKey: key, words, agent: ada, at: desk.now().toISOString() });

describe.each(Object.entries(DOORS))('%s', (_, come) => {
  it.each([
    ['all of it', undefined],
    ['its words', SECRET],
  ])('is gone when %s is hidden and what is due is deleted', async (_what, words) => {
    const desk = await come();
    const message = await withSecret(desk);
    await hide(desk, message, words);
    expect(await tables(desk)).not.toContain('hunter2');
    expect(await admin(desk, message.ticketId)).toMatchObject({ status: 0 });
    // Nothing else was said: not by words, not in base64.
    expect([...desk.stored.keys()]).toEqual([]);
    expect((await admin(desk, message.ticketId)).out).toContain('nothing of');
  });
});

describe('what was deleted and is kept again, since it came again', () => {
  it.each(['a form of a provider', 'what an agent files'])('is due again: %s', async (door) => {
    const desk = await (DOORS[door] as () => Promise<MemoryDesk>)();
    const message = await withSecret(desk);
    await hide(desk, message);
    await admin(desk, message.ticketId);
    const filing = { email: 'anna@rossi.example', subject: SUBJECT, body: TEXT, channel: 'agent' } as const;
    if (door === 'what an agent files') await fileByAgent(desk, { agent: ada, filing, source: 'api:ada:1' });
    else await send(desk, { email: 'anna@rossi.example', subject: SUBJECT, body: TEXT });
    expect([...desk.stored.keys()]).not.toEqual([]);
    await admin(desk, message.ticketId);
    expect([...desk.stored.keys()]).toEqual([]);
    expect(await tables(desk)).not.toContain('hunter2');
  });
});
