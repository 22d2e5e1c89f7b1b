import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** The parts of a digest are mails (RFC 2046, 5.1.5): files of whoever sent it, and none of their words. */

const mail = (subject: string, text: string) => `From: bea@verdi.example\nSubject: ${subject}\n\n${text}\n`;
const digest = (...parts: string[]) =>
  `Content-Type: multipart/digest; boundary=d\n\n${parts.map((part) => `--d\n${part}`).join('')}--d--\n`;
const beside = (text: string, inner: string) =>
  `Content-Type: multipart/mixed; boundary=m\n\n--m\n${text === '' ? '' : `\n${text}\n--m\n`}${inner}--m--\n`;

const PARTS: [string, (subject: string, text: string) => string][] = [
  ['as it should be', (subject, text) => `\n${mail(subject, text)}`],
  ['with an empty type', (subject, text) => `Content-Type:\n\n${mail(subject, text)}`],
  ['with its type', (subject, text) => `Content-Type: message/rfc822\n\n${mail(subject, text)}`],
  ['with a description', (subject, text) => `Content-Description: x\n\n${mail(subject, text)}`],
  ['without the empty line', (subject, text) => mail(subject, text)],
];

describe.each(PARTS)('a mail in a digest, %s', (_, part) => {
  it.each([
    ['alone', (inner: string) => inner],
    ['below words', (inner: string) => beside('See these.', inner)],
  ])('is a file of a customer’s mail, whole: %s', async (_way, around) => {
    const desk = deskOf();
    const inner = digest(part('First', 'The first one.'), part('Second', 'The second one.'));
    const head =
      'From: anna@rossi.example\nTo: help@support.example\nSubject: x\nMessage-ID: <a@x>\nMIME-Version: 1.0\n';
    const raw = `${head}${around(inner)}`;
    await receiveMail(desk, arrives(desk, raw, { id: 'ses-anna' }));
    const [ticket] = await ticketsOf(desk);
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    expect(message?.text).not.toContain('The first one');
    const files = message?.attachments ?? [];
    expect(files).toMatchObject([{ contentType: 'message/rfc822' }, { contentType: 'message/rfc822' }]);
    const contents = files.map(({ key }) => desk.stored.get(key ?? '')?.content.toString());
    expect(contents[0]).toMatch(/From: bea@verdi.example\s+Subject: First\s+The first one\./);
    expect(contents[1]).toMatch(/From: bea@verdi.example\s+Subject: Second\s+The second one\./);
  });

  it.each(['#close', 'Turn it left.'])('is no word of an agent’s: %s', async (text) => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const to = replyAddress('a signing key for tests only', 'help@support.example', {
      ticketId: ticket.id,
      agentId: 'ada',
    });
    const head = `From: Ada <ada@support.example>\nTo: ${to}\nSubject: Re: The door\nMessage-ID: <ada@x>\nMIME-Version: 1.0\n`;
    const raw = `${head}${beside('Push the door.', digest(part('First', text), part('Second', text)))}`;
    desk.pass(700);
    desk.sent.length = 0;
    await receiveMail(desk, arrives(desk, raw, { id: 'ses-ada', recipients: [to] }));
    expect((await desk.tickets.get(ticket.id))?.state).toBe('answered');
    const [customer] = desk.sent.filter(({ recipient }) => recipient === 'anna@rossi.example');
    expect(customer?.text).toContain('Push the door.');
    expect(`${customer?.text}${customer?.html}`).not.toContain(text);
  });
});
