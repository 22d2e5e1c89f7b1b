import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf, messagesOf, requestOf } from '../../support/stories.ts';

const RECEIPT =
  'Content-Type: message/disposition-notification\n\nReporting-UA: x\nFinal-Recipient: rfc822;anna@rossi.example\nDisposition: manual-action/MDN-sent-manually; displayed\n';
const mixed = (...parts: string[]) =>
  `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n${parts.join('\n--b\n')}\n--b--\n`;
const said = (text: string, type = 'text/plain') => `Content-Type: ${type}\n\n${text}\n`;
const fromAnna = (content: string, to = 'help@support.example', from = 'Anna <anna@rossi.example>') =>
  `From: ${from}\nTo: ${to}\nSubject: Read: The door\nMessage-ID: <note@x>\n${content}`;

const NOTES: [string, string, RegExp][] = [
  ['a note in plain text', '\nYour message was read on Monday, May 5, 2025 10:30 AM.\n', /was read on Monday/],
  ['a German note', '\nIhre Nachricht wurde am Montag, 5. Mai 2025 10:30 gelesen.\n', /gelesen/],
  ['words beside the part of a machine', mixed(said('The door is still shut.'), RECEIPT), /still shut/],
  ['words behind it', mixed(RECEIPT, said('The door is still shut.')), /still shut/],
  ['HTML beside it', mixed(said('<p>The door is still shut.</p>', 'text/html'), RECEIPT), /still shut/],
  [
    'words beside a whole report',
    mixed(
      said('The door is still shut.'),
      `Content-Type: multipart/report; report-type=disposition-notification; boundary=c\n\n--c\n${said('Read.')}\n--c\n${RECEIPT}\n--c--\n`,
    ),
    /still shut/,
  ],
];

describe('a customer’s mail that a mail was read', () => {
  it.each(NOTES)('on a ticket is a message, and the agents are told: %s', async (_, content, words) => {
    const desk = deskOf();
    const { ticket } = await openTicket(desk, requestOf(desk));
    const { replyTo } = desk.sent.find(({ recipient }) => recipient === 'anna@rossi.example') ?? { replyTo: '' };
    desk.sent.length = 0;
    desk.pass(60);
    await receiveMail(desk, arrives(desk, fromAnna(content, replyTo)));
    expect((await messagesOf(desk, ticket.id)).at(-1)).toMatchObject({
      author: 'customer',
      text: expect.stringMatching(words),
    });
    expect(desk.sent.map(({ recipient }) => recipient).sort()).toEqual([
      'ada@support.example',
      'bruno@support.example',
    ]);
  });

  it.each(NOTES)('that belongs to none is a ticket: %s', async (_, content) => {
    const desk = deskOf();
    await receiveMail(desk, arrives(desk, fromAnna(content)));
    expect(desk.sent.map(({ recipient }) => recipient)).toContain('ada@support.example');
    expect(desk.sent.map(({ recipient }) => recipient)).toContain('anna@rossi.example');
  });

  it('beside a photograph and nothing else is a person’s, too', async () => {
    const desk = deskOf();
    const photo = 'Content-Type: image/jpeg; name=door.jpg\nContent-Transfer-Encoding: base64\n\n/9j/4AAQSkZJRg==\n';
    await receiveMail(desk, arrives(desk, fromAnna(mixed(RECEIPT, photo))));
    expect(desk.sent.map(({ recipient }) => recipient)).toContain('ada@support.example');
  });

  it('with no words of anybody is a machine’s', async () => {
    const desk = deskOf();
    await receiveMail(desk, arrives(desk, fromAnna(mixed(RECEIPT))));
    expect(desk.sent.map(({ recipient }) => recipient)).not.toContain('anna@rossi.example');
  });
});

describe('an agent’s mail with such a part', () => {
  async function adaSends(text: string) {
    const desk = deskOf();
    const { ticket } = await openTicket(desk, requestOf(desk));
    const { replyTo } = desk.sent.find(({ recipient }) => recipient === 'ada@support.example') ?? { replyTo: '' };
    desk.sent.length = 0;
    desk.pass(60);
    const raw = fromAnna(mixed(said(text), RECEIPT), replyTo, 'Ada <ada@support.example>');
    await receiveMail(desk, arrives(desk, raw, { id: 'ses-ada' }));
    return { desk, state: (await desk.tickets.get(ticket.id))?.state };
  }

  it('is an answer by its words, and the part goes to nobody', async () => {
    const { desk, state } = await adaSends('The locksmith comes at nine.');
    expect(state).toBe('answered');
    expect(desk.sent[0]).toMatchObject({ recipient: 'anna@rossi.example', attachments: [] });
  });

  it('is none, and nobody is told, when a program wrote its words as well', async () => {
    const { desk, state } = await adaSends('Your message was read on Monday, May 5, 2025 10:30 AM.');
    expect([state, desk.sent]).toEqual(['waiting', []]);
  });

  it.each(['Best regards\nAda', '-- \nAda'])('is none by the part: %j', async (text) => {
    const { desk, state } = await adaSends(text);
    expect(state).toBe('waiting');
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual(['ada@support.example']);
  });
});
