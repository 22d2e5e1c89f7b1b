import { expect, it, vi } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { METRIC } from '../../../shared/names.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

vi.mock('../../../shared/mail/language/guess.ts', () => ({
  guessLanguage: () => {
    throw new TypeError('a bug');
  },
}));

it('a rule of reading that breaks is an error in the log and counted; the ticket has text and files', async () => {
  const desk = deskOf();
  const raw =
    'Message-ID: <m1@rossi.example>\nFrom: anna@rossi.example\nTo: help@support.example\nSubject: x\n\nHelp.\n';
  await receiveMail(desk, arrives(desk, raw));
  const [ticket] = await ticketsOf(desk);
  const [message] = await messagesOf(desk, ticket?.id ?? '');
  expect(message?.text).toContain('Help.');
  expect(message?.warnings).toContain('A fault of the desk: "language" could not be worked out.');
  expect(desk.counted.get(METRIC.brokenRule)).toBe(1);
});
