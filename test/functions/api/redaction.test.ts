import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/api/handler.ts';
import { redactCommand } from '../../../infra/cli/redact/redact.ts';
import { connectionTo, testIo } from '../../infra/cli/io.ts';
import { ask } from '../../support/http.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { messagesOf, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk, respond } from './requests.ts';

/** POST /api/tickets/{id}/messages/{message}/redact, and what an admin does after it (docs/api.md, docs/runbook.md). */

const SECRET = 'hunter2-Xyz!';
const FILE = {
  filename: 'screen.png',
  contentType: 'image/png',
  content: Buffer.from(SECRET),
  size: SECRET.length,
  inline: false,
};

async function ticketWithSecret() {
  const desk = apiDesk();
  const { id } = await waitingTicket(desk, {
    subject: `Till ${SECRET}`,
    text: `The password is ${SECRET}.`,
    html: `<p>The password is ${SECRET}.</p>`,
    attachments: [FILE],
    raw: 'raw/ses-1',
  });
  const { json } = await api(desk, { path: `/api/tickets/${id}` });
  return { desk, id, message: json.messages[0] };
}

function redact(desk: MemoryDesk, id: string, message: string, fields: object) {
  const path = `/api/tickets/${id}/messages/${message}/redact`;
  return api(desk, { method: 'POST', path, body: JSON.stringify(fields) });
}

const follow = (desk: MemoryDesk, url: string) => ask(createHandler(desk), { path: new URL(url).pathname });

/** Runs `desk redact` on a bucket that is the desk's own in memory. */
async function admin(desk: MemoryDesk, ...args: string[]) {
  const { io, out, err } = testIo();
  const erase = async (key: string) => Number(desk.stored.delete(key));
  const status = await redactCommand(args, io, connectionTo(desk), () => ({ erase }));
  return { status, out: out(), err: err() };
}

describe('POST /api/tickets/{id}/messages/{message}/redact', () => {
  it('hides words at once, closes the links to what still has them, and says what is due', async () => {
    const { desk, id, message } = await ticketWithSecret();
    expect((await follow(desk, message.html.url)).status).toBe(302);
    const { status, json } = await redact(desk, id, message.id, { text: SECRET });
    expect(status).toBe(200);
    expect(json.message).toMatchObject({
      text: 'The password is [redacted].',
      html: null,
      redactedAt: expect.any(String),
    });
    expect((await follow(desk, message.html.url)).status).toBe(404);
    const { json: story } = await api(desk, { path: `/api/tickets/${id}` });
    expect(JSON.stringify(story)).not.toContain('hunter2');
    expect(story.redactionDue).toEqual([{ message: message.id, since: story.messages[0].redactedAt, objects: 3 }]);
    const { json: list } = await api(desk, { path: '/api/tickets' });
    expect(list.tickets[0].subject).toBe('Till [redacted]');
    expect((await redact(desk, id, message.id, { text: SECRET })).status).toBe(200);
    expect((await desk.tickets.get(id))?.audit.filter(({ action }) => action === 'redacted')).toHaveLength(1);
  });

  it('hides a whole message with its files, whose links lead nowhere', async () => {
    const { desk, id, message } = await ticketWithSecret();
    await redact(desk, id, message.id, { whole: true });
    const [{ url }] = message.attachments;
    expect((await follow(desk, url)).status).toBe(404);
    const { json: story } = await api(desk, { path: `/api/tickets/${id}` });
    expect(story.messages[0]).toMatchObject({
      text: '[redacted]',
      attachments: [{ filename: '[redacted]', url: null }],
    });
    expect(story.redactionDue).toMatchObject([{ objects: 4 }]);
  });

  it('hides what an agent answered, also from a sending again', async () => {
    const { desk, id } = await ticketWithSecret();
    desk.faults.add({ port: 'mailer.send', times: 1 });
    const { json } = await respond(desk, id, { text: `Use ${SECRET} then.` });
    expect((await redact(desk, id, json.message.id, { whole: true })).json.errors).toEqual([
      { field: 'whole', message: 'this answer has not left yet: withdraw it first' },
    ]);
    await redact(desk, id, json.message.id, { text: SECRET });
    await api(desk, { method: 'POST', path: `/api/tickets/${id}/messages/${json.message.id}/resend` });
    const [mail] = desk.sent;
    expect(`${mail?.subject} ${mail?.text} ${mail?.html}`).not.toContain('hunter2');
    expect(mail?.text).toContain('Use [redacted] then.');
  });

  it('hides no answer whole that is just being sent, and sends none again of which all is hidden', async () => {
    const { desk, id } = await ticketWithSecret();
    desk.faults.add({
      port: 'mailer.send',
      times: 1,
      outcome: { outcome: 'refused', what: 'recipient', reason: 'no' },
    });
    await respond(desk, id, { text: `Use ${SECRET} then.` });
    const answer = (await desk.tickets.messages(id)).messages.find(({ author }) => author === 'agent');
    const key = answer?.key ?? '';
    await redact(desk, id, key, { whole: true });
    desk.sent.length = 0;
    const again = await api(desk, { method: 'POST', path: `/api/tickets/${id}/messages/${key}/resend` });
    expect([again.status, again.json.detail]).toEqual([422, 'All of this answer is hidden: write another one.']);
    expect(desk.sent).toEqual([]);

    desk.faults.add({ port: 'tickets.saveRelay', times: 9 });
    await respond(desk, id, { text: `Then ${SECRET}.` });
    desk.faults.clear();
    const sending = (await desk.tickets.messages(id)).messages.find(({ text }) => text.startsWith('Then'));
    expect(sending?.relay?.state).toBe('claimed');
    expect((await redact(desk, id, sending?.key ?? '', { whole: true })).status).toBe(503);
    expect((await redact(desk, id, sending?.key ?? '', { text: SECRET })).status).toBe(200);
  });

  it.each([
    [{}, 'is missing: give the words to hide, or "whole": true, and not both'],
    [{ text: SECRET, whole: true }, 'is missing: give the words to hide, or "whole": true, and not both'],
    [{ text: 'swordfish' }, 'these words are not in the message: copy them as it shows them'],
    [{ text: 7 }, 'must be the words to hide, at most 2,000 characters, as the message shows them'],
  ])('refuses %j', async (fields, message) => {
    const { desk, id, message: of } = await ticketWithSecret();
    const { json } = await redact(desk, id, of.id, fields);
    expect(json.errors).toEqual([{ field: 'text', message }]);
  });

  it('is a 404 for what is no message', async () => {
    const { desk, id } = await ticketWithSecret();
    expect((await redact(desk, id, 'NONE', { whole: true })).status).toBe(404);
  });
});

describe('desk redact', () => {
  it('shows what it would delete, and deletes nothing without --yes', async () => {
    const { desk, id, message } = await ticketWithSecret();
    await redact(desk, id, message.id, { whole: true });
    const { status, out, err } = await admin(desk, id.toLowerCase());
    expect(status).toBe(1);
    expect(out).toContain(`message ${message.id}\n`);
    expect(out).toContain('  raw/ses-1\n  received/ses-1.json\n');
    expect(err).toContain('nothing was deleted: add --yes');
    expect((await admin(desk, id)).status).toBe(1);
  });

  it('deletes it, and only then calls it done, with a line in the trail', async () => {
    const { desk, id, message } = await ticketWithSecret();
    await redact(desk, id, message.id, { text: SECRET });
    const { status, out } = await admin(desk, id, '--yes');
    expect([status, out]).toEqual([0, expect.stringContaining('3 objects, 1 version deleted\n')]);
    const { json: story } = await api(desk, { path: `/api/tickets/${id}` });
    expect(story.redactionDue).toEqual([]);
    expect(story.messages[0].text).toBe('The password is [redacted].');
    expect(story.trail.at(-2)).toMatchObject({ by: 'admin', action: 'redaction done' });
    expect(await admin(desk, id)).toMatchObject({ status: 0, out: `nothing of ${id} is to be deleted\n` });
  });

  it('that fails half-way leaves all of it due, and is done by running it again', async () => {
    const { desk, id, message } = await ticketWithSecret();
    await redact(desk, id, message.id, { whole: true });
    for (const port of ['tickets.save', 'tickets.rewriteMessage']) {
      desk.faults.add({ port, times: 1 });
      await expect(admin(desk, id, '--yes')).rejects.toThrow();
      const { json } = await api(desk, { path: `/api/tickets/${id}` });
      expect(json.redactionDue).toHaveLength(1);
    }
    expect((await admin(desk, id, '--yes')).status).toBe(0);
  });

  it.each([
    [51, 0, 'redaction done'],
    [52, 1, 'redaction begun'],
  ])(
    'of a mail that came %i times gives %i: what is not listed is never called done',
    async (times, expected, action) => {
      const { desk, id, message } = await ticketWithSecret();
      const [read] = await messagesOf(desk, id);
      for (let n = 2; n <= times; n += 1) if (read) await desk.tickets.noteCopy(read, `raw/ses-${n}`);
      await redact(desk, id, message.id, { text: SECRET });
      desk.pass(20 * 60);
      const { status, err } = await admin(desk, id, '--yes');
      expect(status).toBe(expected);
      expect(err.includes('raw mails of it stay')).toBe(expected === 1);
      expect((await desk.tickets.get(id))?.audit.at(-1)).toMatchObject({ action });
      expect((await admin(desk, id)).status).toBe(expected);
    },
  );

  it('needs a ticket', async () => {
    const { desk } = await ticketWithSecret();
    await expect(admin(desk, 'x')).rejects.toMatchObject({ status: 2 });
  });
});
