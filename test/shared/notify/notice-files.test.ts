import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf } from '../../support/stories.ts';

/** Notices carry the files: small ones attached, all as links that work in a browser. */

function mailWith(files: Record<string, string>): string {
  const parts = Object.entries(files).map(
    ([name, content]) =>
      `--b\nContent-Type: text/plain; name=${name}\nContent-Disposition: attachment; filename=${name}\n\n${content}\n`,
  );
  return `From: anna@rossi.example\nSubject: Door\nMessage-ID: <f@rossi.example>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee the logs.\n${parts.join('')}--b--\n`;
}

const LINES = 'a line of the log\n'.repeat(70_000);

it('attaches small files, and links all of them', async () => {
  const desk = deskOf();
  await receiveMail(desk, arrives(desk, mailWith({ 'small.log': 'all is well', 'large.log': LINES })));
  const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example');
  expect(notice?.attachments.map(({ filename, content }) => [filename, content.toString().trim()])).toEqual([
    ['small.log', 'all is well'],
  ]);
  expect(notice?.text).toMatch(/small\.log \(\d+ bytes?\): https:\/\/\S+\/0\/\S+/);
  expect(notice?.text).toMatch(/large\.log \([\d.]+ MB\): https:\/\/\S+\/1\/\S+/);
  expect(notice?.html).toMatch(/<a href="https:\/\/[^"]+\/1\/[^"]+"[^>]*>large\.log/);
});

it('is sent all the same when a file is gone', async () => {
  const desk = deskOf();
  const stored = desk.files.write;
  desk.files.write = async (key, content, type) => {
    await stored(key, content, type);
    if (key.includes('gone')) desk.stored.delete(key);
  };
  await receiveMail(desk, arrives(desk, mailWith({ 'gone.log': 'all is well' })));
  const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example');
  expect([notice?.attachments, notice?.text.includes('gone.log')]).toEqual([[], true]);
});

it.each(['setup.exe', 'Rechnung.JS', 'link.url', 'run.bat. ', 'inner.eml'])(
  'links %s, which the mail service refuses',
  async (name) => {
    const desk = deskOf();
    const type = name.endsWith('.eml') ? 'message/rfc822' : 'application/octet-stream';
    const mail = mailWith({ [name]: 'From: a@b.example\n\nhello' }).replace(
      `text/plain; name=${name}`,
      `${type}; name="${name}"`,
    );
    await receiveMail(desk, arrives(desk, mail.replace(`filename=${name}`, `filename="${name}"`)));
    const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example');
    expect(notice?.attachments).toEqual([]);
    expect(notice?.text).toContain(name.trim().replace(/\.$/, ''));
  },
);
