import { describe, expect, it } from 'vitest';
import { sourceOf } from '../../../shared/intake/mail-identity.ts';
import { parseMail } from '../../../shared/mail/parse.ts';

type Mail = { subject?: string; text?: string; id?: string; date?: string; from?: string; header?: string };

async function identity({ subject = 'Printer', text = 'It is broken.', ...mail }: Mail, day = '2026-11-27') {
  const { id = '<d63@cust.example>', date = 'Fri, 27 Nov 2026 10:00:00 +0100', from = 'dup@cust.example' } = mail;
  const raw = [
    `From: ${from}`,
    'To: help@support.example',
    `Subject: ${subject}`,
    ...(id ? [`Message-ID: ${id}`] : []),
    ...(date ? [`Date: ${date}`] : []),
    ...(mail.header ? [mail.header] : []),
    '',
    ...text.split('\n'),
    '',
  ].join('\r\n');
  return sourceOf(await parseMail(Buffer.from(raw)), `${day}T09:00:00.000Z`);
}

const MAILMAN = '_______________________________________________\nusers mailing list\nusers@list.example';
const FOOTER = 'You received this since you subscribed; unsubscribe.';
const GOOGLE =
  '-- \nYou received this message because you are subscribed to the Google Groups "users" group.\nTo unsubscribe from this group, send an email to users+unsubscribe@list.example.';

describe('the same mail', () => {
  it.each<[string, Mail]>([
    ['with a list’s prefix', { subject: '[users] Printer' }],
    ['with a list’s footer', { text: `It is broken.\n\n${MAILMAN}` }],
    [
      'with prefix and footer',
      { subject: '[users] Printer', text: `It is broken.\n\n_______________\nusers mailing list` },
    ],
    ['with the footer of a group', { text: `It is broken.\n\n${GOOGLE}`, header: 'List-Id: <users.list.example>' }],
    [
      'with the pages of a list',
      { text: `It is broken.\n\n${MAILMAN}\nhttps://list.example/listinfo/users\nArchive: <https://list.example/a>` },
    ],
    ['marked by a gateway', { subject: '[EXTERNAL] [users] Printer' }],
    ['marked by a gateway in capitals', { subject: 'EXTERNAL: Printer' }],
    [
      'below a banner',
      {
        text: 'CAUTION: This email originated from outside of the organization. Do not click links\nunless you know the sender.\n\nIt is broken.',
      },
    ],
    [
      'below an Italian banner',
      { text: 'ATTENZIONE: questa e-mail proviene da un mittente esterno.\n\nIt is broken.' },
    ],
    ['with lines broken elsewhere', { text: 'It\nis  broken.' }],
  ])('%s', async (_, copy) => {
    expect(await identity(copy)).toBe(await identity({}));
  });

  it('is told by From, Date, subject and text where it has no Message-ID, and by the day where it has no Date either', async () => {
    const bare = { id: '', date: '' };
    expect(await identity(bare)).toBe(await identity(bare));
    expect(await identity(bare)).not.toBe(await identity(bare, '2026-11-28'));
    expect(await identity({ id: '' }, '2026-11-28')).toBe(await identity({ id: '' }));
  });
});

describe('another mail under the same Message-ID', () => {
  it.each<[string, Mail]>([
    ['of another text', { text: 'It works.' }],
    ['of another writer', { from: 'eve@elsewhere.example' }],
    ['of another date', { date: 'Fri, 27 Nov 2026 10:05:00 +0100' }],
    ['of another priority', { subject: '[P1] Printer' }],
    ['about a ticket', { subject: '[T-4F7K2M9Q] Printer' }],
    ['that answers', { subject: 'Re: Printer' }],
    ['with more below a rule that is no list’s', { text: 'It is broken.\n\n________\nAnd the other one, too.' }],
    [
      'with content and an unsubscribe line below a rule',
      { text: `It is broken.\n\n----------\nServer two\n${FOOTER}` },
    ],
    ['with content below the mark of a signature', { text: `It is broken.\n\n--\n${FOOTER}\nServer two is down` }],
    [
      'with a warning of its writer’s about what is outside',
      {
        text: 'Attention: the external server two is down.\n\nIt is broken.',
      },
    ],
    ['with a warning of its writer’s', { text: 'Attention: the printer smokes.\n\nIt is broken.' }],
  ])('%s', async (_, other) => {
    expect(await identity(other)).not.toBe(await identity({}));
  });
});

describe('two mails without Message-ID and Date', () => {
  const machine = (text: string) => identity({ id: '', date: '', text });
  const html = (plain: string, words: string) =>
    identity({
      id: '',
      date: '',
      header: 'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b',
      text: `--b\n\n${plain}\n--b\nContent-Type: text/html\n\n<p>${words}</p>\n--b--`,
    });

  it('are two when they say something else, in the text or in the HTML alone', async () => {
    const one = await machine(`Report\n--\nServer one is fine\n${FOOTER}`);
    expect(await machine(`Report\n--\nServer two is down\n${FOOTER}`)).not.toBe(one);
    const plain = 'Please view this mail as HTML.';
    expect(await html(plain, 'Server two is down')).not.toBe(await html(plain, 'Server one is fine'));
    expect(await html(plain, '<b>Server</b> one is fine')).toBe(await html(plain, 'Server one is fine'));
  });
});
