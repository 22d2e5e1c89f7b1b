import { describe, expect, it } from 'vitest';
import type { InboundAttachment } from '../../../shared/mail/inbound.ts';
import { markOf } from '../../../shared/mail/redaction/needle.ts';
import { uploadKey } from '../../../shared/ticket/upload.ts';
import { filesNotIn, newMessage, newNote, storeMessage } from '../../../shared/use-cases/steps/store-message.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

const MESSAGE = {
  ticketId: 'T-00000000',
  source: 'mail:one',
  author: 'customer',
  by: 'anna@rossi.example',
  verified: true,
  kind: 'public',
  at: '2026-11-30T08:00:00.000Z',
  text: 'Hello',
  warnings: [] as string[],
} as const;

const file = (filename: string): InboundAttachment => {
  const content = Buffer.from('%PDF');
  return { filename, contentType: 'application/pdf', size: 4, content, inline: false };
};

describe('a message that is stored', () => {
  it('keeps its files in the bucket, each under a harmless name of its own', async () => {
    const desk = deskOf();
    const names = ['Rechnung Nr. 7.pdf', '../../etc/passwd', '...', 'ü'.repeat(100), 'a..b.pdf'];
    const message = newMessage({ ...MESSAGE, warnings: [] });
    const { attachments } = await storeMessage(desk, message, { files: names.map(file) });
    expect(attachments.map(({ filename }) => filename)).toEqual(names);
    const keys = attachments.map(({ key }) => key.split('/').at(-1));
    expect(keys).toEqual([
      expect.stringMatching(/^0-[0-9a-f]{16}-Rechnung_Nr._7.pdf$/),
      expect.stringMatching(/^1-[0-9a-f]{16}-etc_passwd$/),
      expect.stringMatching(/^2-[0-9a-f]{16}-file$/),
      expect.stringMatching(/^3-[\w.-]{18,80}$/),
      expect.stringMatching(/^4-[0-9a-f]{16}-a.b.pdf$/),
    ]);
    expect(attachments[0]?.key.startsWith(`attachments/${message.ticketId}/${message.key}/0-`)).toBe(true);
    expect(desk.stored.get(attachments[1]?.key ?? '')).toMatchObject({ contentType: 'application/pdf' });
  });

  it('keeps files that a page uploaded, by a copy that is made once and never read', async () => {
    const desk = deskOf();
    const upload = uploadKey('abc', 0);
    const bytes = Buffer.from('a large log');
    desk.stored.set(upload, { content: bytes, contentType: 'text/html' });
    const uploaded = { filename: 'server.log', contentType: 'text/plain', size: bytes.length, upload };
    const message = newMessage({ ...MESSAGE, warnings: [] });
    const stored = await storeMessage(desk, message, { files: [uploaded, file('a.pdf')] });
    expect(stored.attachments).toEqual([
      expect.objectContaining({ filename: 'server.log', contentType: 'text/plain', size: bytes.length, inline: false }),
      expect.objectContaining({ filename: 'a.pdf' }),
    ]);
    const [{ key } = { key: '' }] = stored.attachments;
    expect(key).toMatch(/\/0-[0-9a-f]{16}-server\.log$/);
    expect(desk.stored.get(key)).toEqual({ content: bytes, contentType: 'text/plain' });
    expect(desk.faults.calls.filter((call) => call === 'files.read')).toEqual([]);
    expect(filesNotIn(stored, [uploaded, { ...uploaded, upload: uploadKey('abc', 1) }])).toMatchObject([
      { upload: uploadKey('abc', 1) },
    ]);

    desk.stored.delete(upload);
    const { existed, ...again } = await storeMessage(desk, message, { files: [uploaded, file('a.pdf')] });
    expect([existed, again.attachments, again.warnings]).toEqual([true, stored.attachments, []]);
  });

  it('is kept without an uploaded file that is gone, and says so', async () => {
    const desk = deskOf();
    const uploaded = { filename: 'server.log', contentType: 'text/plain', size: 5, upload: uploadKey('abc', 0) };
    const message = newMessage({ ...MESSAGE, warnings: ['something else'] });
    const { attachments, warnings } = await storeMessage(desk, message, { files: [uploaded, file('a.pdf')] });
    expect(attachments).toEqual([expect.objectContaining({ filename: 'a.pdf' })]);
    expect(warnings).toEqual(['the file server.log was no longer there when the form came', 'something else']);
  });

  it('is not kept at all while the bucket does not answer, so that it is tried again', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'uploads.keep' });
    const uploaded = { filename: 'server.log', contentType: 'text/plain', size: 5, upload: uploadKey('abc', 0) };
    const message = newMessage({ ...MESSAGE, warnings: [] });
    await expect(storeMessage(desk, message, { files: [uploaded] })).rejects.toThrow('The service is down');
    expect(await desk.tickets.getMessage(message.ticketId, message.key)).toBeUndefined();
  });

  it.each([
    ['in its words', 'server.log', 'the code is 4711-ABCD-99'],
    ['in its name', '4711-ABCD-99.log', 'nothing'],
  ])('has no copy of an uploaded file that shows what was hidden on its ticket, %s', async (_, filename, text) => {
    const desk = deskOf();
    const [key = ''] = await desk.secrets.signingKeys();
    const hidden = { message: 'M-0', at: MESSAGE.at, by: 'ada', marks: [markOf(key, '4711-ABCD-99')] };
    const ticket = { ...(await waitingTicket(desk)), redactions: [hidden] };
    const upload = uploadKey('abc', 0);
    desk.stored.set(upload, { content: Buffer.from(text), contentType: 'text/plain' });
    const uploaded = { filename, contentType: 'text/plain', size: text.length, upload };
    const message = newMessage({ ...MESSAGE, warnings: [] });
    const { attachments } = await storeMessage(desk, message, { files: [uploaded] }, ticket);
    expect(attachments).toMatchObject([{ redacted: true }]);
    expect([...desk.stored.keys()]).toEqual([upload]);
  });

  it('lists as many files as its item holds, and warns first of all of those it does not', async () => {
    const desk = deskOf();
    const files = Array.from({ length: 1_000 }, (_, index) => file(`${index}.pdf`));
    const message = newMessage({ ...MESSAGE, warnings: ['something else'] });
    const { attachments, warnings } = await storeMessage(desk, message, { files });
    expect(attachments.length).toBeGreaterThan(100);
    expect(attachments.length).toBeLessThan(1_000);
    expect(warnings).toEqual([
      `only ${attachments.length} of 1000 attachments are listed; all are in the raw mail`,
      'something else',
    ]);
    expect(desk.stored.size).toBe(attachments.length);
    expect((await storeMessage(desk, message, { files: files.slice(0, 1) })).warnings).toEqual(['something else']);
  });

  it('stores its files side by side, a few at once, and its text and HTML beside them', async () => {
    const desk = deskOf();
    const { write } = desk.files;
    let [underWay, most] = [0, 0];
    desk.files.write = async (...given) => {
      most = Math.max(most, ++underWay);
      await write(...given);
      underWay -= 1;
    };
    const files = Array.from({ length: 20 }, (_, index) => file(`${index}.pdf`));
    const message = newMessage({ ...MESSAGE, text: 'ü'.repeat(10_000), warnings: [] });
    const { attachments, html, wholeText } = await storeMessage(desk, message, { files, html: '<p>ü</p>' });
    expect(most).toBe(10);
    expect(attachments.map(({ filename }) => filename)).toEqual(files.map(({ filename }) => filename));
    for (const { key } of [...attachments, html ?? { key: '' }, wholeText ?? { key: '' }]) {
      expect(desk.stored.has(key)).toBe(true);
    }
  });

  it('keeps its HTML and a long text whole, as what they are', async () => {
    const desk = deskOf();
    const text = 'è'.repeat(5_000);
    const stored = await storeMessage(desk, newMessage({ ...MESSAGE, text, warnings: [] }), {
      html: '<b>è</b>',
      files: [],
    });
    expect(stored.wholeText?.size).toBe(10_000);
    expect(desk.stored.get(stored.wholeText?.key ?? '')).toMatchObject({
      content: Buffer.from(text),
      contentType: 'text/plain; charset=utf-8',
    });
    expect(stored.wholeText?.key).toMatch(/-text\.txt$/);
    expect(stored.text).toBe('è'.repeat(4_000));
    expect(stored.html).toEqual({ key: expect.stringMatching(/-message\.html$/), size: 9 });
    expect(desk.stored.get(stored.html?.key ?? '')?.contentType).toBe('text/html; charset=utf-8');
  });

  it('has a text of 8,000 bytes in its item, and in nothing else', async () => {
    const desk = deskOf();
    const text = 'x'.repeat(8_000);
    const stored = await storeMessage(desk, newMessage({ ...MESSAGE, text, warnings: [] }), { files: [] });
    expect([stored.text, stored.wholeText, stored.html, desk.stored.size]).toEqual([text, undefined, undefined, 0]);
  });

  it('bounds whatever a stranger may have made long', async () => {
    const desk = deskOf();
    const long = 'x'.repeat(10_000);
    const warnings = Array.from({ length: 30 }, (_, index) => `${index} ${long}`);
    const message = newMessage({ ...MESSAGE, subject: long, name: long, replyText: long, warnings });
    const stored = await storeMessage(desk, message, { files: [] });
    const lengths = [stored.subject, stored.name, stored.replyText].map((text) => text?.length);
    expect(lengths).toEqual([1_000, 200, 8_000]);
    expect(stored.warnings).toHaveLength(20);
    expect(stored.warnings[0]).toHaveLength(500);
  });

  it('twice is stored once, and the second time says so', async () => {
    const desk = deskOf();
    const message = newMessage({ ...MESSAGE, warnings: [] });
    expect((await storeMessage(desk, message, { files: [] })).existed).toBe(false);
    expect((await storeMessage(desk, message, { files: [] })).existed).toBe(true);
  });

  it('shows what its writer added only where that is not all of it', () => {
    const of = (replyText: string | undefined) =>
      newMessage({ ...MESSAGE, text: ' Hello \n', replyText, warnings: [] });
    expect(of('Hello')).not.toHaveProperty('replyText');
    expect(of('')).not.toHaveProperty('replyText');
    expect(of('Hell')).toHaveProperty('replyText', 'Hell');
  });

  it('is a note of an agent’s, whom the desk knows', () => {
    const note = { ticketId: 'T-00000000', source: 'api:n', at: MESSAGE.at, text: 'Hm.', warnings: [] };
    expect(newNote(ada, note)).toMatchObject({ author: 'agent', by: 'ada', name: 'Ada', verified: true, kind: 'note' });
  });
});
