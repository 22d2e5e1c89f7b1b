import { describe, expect, it } from 'vitest';
import { pageWords } from '../../../functions/web/words/words.ts';
import { readRenderToken } from '../../../shared/mail/signed/render-token.ts';
import { uploadKey } from '../../../shared/ticket/upload.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';
import { browserOf, KEY } from './signed-in.ts';

/** Files of an answer or a note that the page's script has sent into the bucket before: no form has room for them. */

const { errors } = pageWords('en').file;
const hiddenIn = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';

async function opened(desk: MemoryDesk) {
  const { id } = await waitingTicket(desk);
  desk.pass(1);
  const { text } = await browserOf(desk).get(`/console/t/${id}?lang=en`);
  const token = hiddenIn(text, 'token');
  return {
    id,
    fields: {
      token,
      seen: hiddenIn(text, 'seen'),
      readers: hiddenIn(text, 'readers'),
      as: 'answer',
      text: 'Here it is.',
    },
    token,
  };
}

/** Puts a file where the page's script would; gives the field by which the form names it. */
async function put(desk: MemoryDesk, token: string, index: number, size: number, filename = `file-${index}.log`) {
  const submission = readRenderToken([KEY], token)?.submission ?? '';
  await desk.files.write(uploadKey(submission, index), Buffer.alloc(size, 'x'), 'text/plain');
  return JSON.stringify({ index, filename, contentType: 'text/plain', size });
}

const send = (desk: MemoryDesk, id: string, fields: Record<string, string | string[]>) =>
  browserOf(desk).post(`/console/t/${id}/messages?lang=en`, fields);

describe('a file that came with its form', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['a\u202Etxt.exe', 'atxt.exe'],
    [`${'a'.repeat(300)}.exe`, `${'a'.repeat(146)}.exe`],
  ])('%s has a clean name, and keeps what says its kind', async (given, name) => {
    const desk = deskOf();
    const { id, fields } = await opened(desk);
    const files = new File(['x'], given, { type: 'text/plain' });
    const { status } = await browserOf(desk).post(`/console/t/${id}/messages`, { ...fields, files });
    expect(status).toBe(303);
    const answer = (await messagesOf(desk, id)).at(-1);
    expect(answer?.attachments.map(({ filename }) => filename)).toEqual([name]);
  });
});

describe('a file that was sent before its form', () => {
  it('and never came is not shown as attached, so that the answer can go without it', async () => {
    const desk = deskOf();
    const { id, fields, token } = await opened(desk);
    const upload = [
      await put(desk, token, 0, 10),
      JSON.stringify({ index: 1, filename: 'lost.log', contentType: 'text/plain', size: 10 }),
    ];
    const page = await send(desk, id, { ...fields, upload });
    expect(page.status).toBe(422);
    expect(page.text).toContain(errors.fileGone('lost.log'));
    expect(page.text).toContain('&quot;filename&quot;:&quot;file-0.log&quot;');
    expect(page.text).not.toContain('&quot;filename&quot;:&quot;lost.log&quot;');
  });

  it('goes with the answer where a mail has room for it, and else by its link', async () => {
    const desk = deskOf();
    const { id, fields, token } = await opened(desk);
    const upload = [await put(desk, token, 0, 5_000_000), await put(desk, token, 3, 12_000_000, 'large.log')];
    expect((await send(desk, id, { ...fields, upload })).location).toBe(`/console/t/${id}?done=answered`);
    const [mail] = desk.sent;
    expect(mail?.attachments.map(({ filename, content }) => [filename, content.length])).toEqual([
      ['file-0.log', 5_000_000],
    ]);
    expect(mail?.text).toMatch(/large\.log \(.*\): https:\/\/\S+\/1\//);
    const answer = (await messagesOf(desk, id))?.at(-1);
    expect(answer?.attachments.map(({ filename, size }) => [filename, size])).toEqual([
      ['file-0.log', 5_000_000],
      ['large.log', 12_000_000],
    ]);
  });

  it('stays with the team when it is of a note', async () => {
    const desk = deskOf();
    const { id, fields, token } = await opened(desk);
    await send(desk, id, { ...fields, as: 'note', upload: [await put(desk, token, 0, 5_000_000)] });
    expect((await messagesOf(desk, id))?.at(-1)).toMatchObject({ kind: 'note', attachments: [{ size: 5_000_000 }] });
    expect(desk.sent).toEqual([]);
  });

  it('need not be chosen again when something else was wrong, and goes with what is sent then', async () => {
    const desk = deskOf();
    const { id, fields, token } = await opened(desk);
    const refused = await send(desk, id, { ...fields, text: '', upload: [await put(desk, token, 0, 4_500_000)] });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('file-0.log');
    const upload = hiddenIn(refused.text, 'upload').replaceAll('&quot;', '"');
    const again = { ...fields, token: hiddenIn(refused.text, 'token'), upload };
    expect(again.token).not.toBe(token);
    expect((await send(desk, id, again)).status).toBe(303);
    expect(desk.sent[0]?.attachments).toHaveLength(1);
  });

  it.each([
    ['never came', async () => JSON.stringify({ index: 5, filename: 'a.log', contentType: 'text/plain', size: 9 })],
    [
      'is larger than was said',
      async (desk: MemoryDesk, token: string) =>
        (await put(desk, token, 0, 9, 'a.log')).replace('"size":9', '"size":8'),
    ],
    [
      'is of a page that was not ours',
      async (desk: MemoryDesk, token: string) =>
        (await put(desk, token, 0, 9, 'a.log')).replace('}', ',"token":"made.up.token"}'),
    ],
  ])('and %s is asked for again by name; nothing is sent', async (_, field) => {
    const desk = deskOf();
    const { id, fields, token } = await opened(desk);
    const refused = await send(desk, id, { ...fields, upload: [await field(desk, token)] });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(errors.fileGone('a.log'));
    expect(refused.text).toContain('Here it is.');
    expect(desk.sent).toEqual([]);
  });

  it('is parked with its answer, and goes when the mail service takes it', async () => {
    const desk = deskOf();
    const { id, fields, token } = await opened(desk);
    desk.faults.add({ port: 'mailer.send', times: 1 });
    const upload = [await put(desk, token, 0, 5_000_000)];
    expect((await send(desk, id, { ...fields, upload })).location).toBe(`/console/t/${id}?done=parked`);
    const key = (await messagesOf(desk, id))?.at(-1)?.key;
    await browserOf(desk).post(`/console/t/${id}/m/${key}/resend`, {});
    expect(desk.sent[0]?.attachments).toMatchObject([{ filename: 'file-0.log' }]);
  });
});

describe('files that came with a form', () => {
  it('are named when it is shown again: no page can choose them', async () => {
    const desk = deskOf();
    const { id, fields } = await opened(desk);
    const files = new File(['the key'], 'key.txt', { type: 'text/plain' });
    const refused = await browserOf(desk).post(`/console/t/${id}/messages?lang=en`, { ...fields, text: '', files });
    expect(refused.text).toContain(errors.attachAgain('key.txt'));
  });
});

describe('the link of a large file', () => {
  it('is its own also when another file of the answer is hidden', async () => {
    const desk = deskOf();
    const { id, fields, token } = await opened(desk);
    desk.faults.add({ port: 'mailer.send', times: 1 });
    const upload = [await put(desk, token, 0, 40, 'secret.txt'), await put(desk, token, 1, 12_000_000, 'large.log')];
    await send(desk, id, { ...fields, upload });
    const answer = (await messagesOf(desk, id))?.at(-1);
    const attachments = answer?.attachments.map((file, index) => (index === 0 ? { ...file, redacted: true } : file));
    if (!answer || !attachments) throw new Error('there is no answer');
    await desk.tickets.rewriteMessage(answer, { ...answer, attachments });
    await browserOf(desk).post(`/console/t/${id}/m/${answer.key}/resend`, {});
    expect(desk.sent[0]?.text).toMatch(/large\.log \(.*\): https:\/\/\S+\/1\//);
  });
});
