import { describe, expect, it } from 'vitest';
import { answerLetter, sendAnswer } from '../../../shared/notify/answer-mail.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import { copiesOf } from '../../../shared/ticket/readers.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';

const ANSWER: Message = {
  ticketId: 'T-00000000',
  key: 'A1B2',
  source: 'api:1',
  author: 'agent',
  by: 'ada',
  name: 'Ada',
  verified: true,
  kind: 'public',
  at: '2026-11-30T09:00:00.000Z',
  text: 'On it.',
  attachments: [],
  warnings: [],
};
const WHOLE = { wholeText: { key: 'text/1', size: 2_000_000 } };
/** Long enough that no mail can carry it twice. */
const LONG = `${'Riga. '.repeat(280_000)}END`;

async function letterOf(text: string, change: Partial<Message> = {}, files: { filename: string; size: number }[] = []) {
  const desk = deskOf();
  const ticket = await waitingTicket(desk);
  const message = { ...ANSWER, ticketId: ticket.id, ...change };
  const beside = { contentType: 'text/plain', inline: false, read: async () => Buffer.alloc(1) };
  const whole = files.map((file, index) => ({ ...file, ...beside, index }));
  const { letter } = await answerLetter(desk, ticket, message, { text, html: undefined, files: whole });
  return { desk, ticket, letter, content: letter.contentFor('https://desk.example/desk/t/x') };
}

describe('an answer as a letter', () => {
  it('is of the agent by name, or by id where there is none', async () => {
    expect((await letterOf('On it.')).content.text).toContain('Ada');
    const { content } = await letterOf('On it.', { name: undefined });
    expect(content.text).toMatch(/\bada\b/);
  });

  it('answers the customer’s mail, and says which message it is, so that what comes back is known', async () => {
    const { desk, ticket, letter } = await letterOf('On it.');
    await sendAnswer(desk, ticket, ticket.requester, letter);
    const mail = desk.sent.at(-1);
    expect(mail?.inReplyTo).toBe('<anna-1@rossi.example>');
    expect(mail?.references.at(-1)).toBe('<anna-1@rossi.example>');
    expect(mail?.references).toHaveLength(2);
    expect(mail?.returnPath).toMatch(/^help\+b\.t-/);
    expect(mail?.tags).toMatchObject({ purpose: 'answer', message: 'A1B2', to: 'customer' });
    expect(mail?.to).toEqual([ticket.requester]);
  });

  it('that is too long for any mail is cut, with all of it behind a link', async () => {
    const { text } = (await letterOf(LONG, WHOLE)).content;
    expect(text).not.toContain('END');
    expect(text).toContain(' …');
    expect(text).toMatch(/message\.txt \(.*\): https:\/\/desk\.example\/files\/T-\w+\/A1B2\/text\//);
    expect(text.length).toBeGreaterThan(20_000);
    expect(text.length).toBeLessThan(22_000);
  });

  it('is never cut when a mail can carry it, or when the rest is kept nowhere', async () => {
    expect((await letterOf('On it.', WHOLE)).content.text).not.toContain('message.txt');
    const { text } = (await letterOf(LONG)).content;
    expect(text).toContain('END');
    expect(text).not.toContain('message.txt');
  });

  it('leaves its files the room that its text does not take: of equal ones the first goes, the next is a link', async () => {
    const files = ['a.bin', 'b.bin'].map((filename) => ({ filename, size: 3_500_000 }));
    const { letter, content } = await letterOf('On it.', {}, files);
    expect(letter.attachments.map(({ filename }) => filename)).toEqual(['a.bin']);
    expect(content.text).toMatch(/b\.bin \(.*\): https:/);
    const half = await letterOf('Riga. '.repeat(150_000), {}, files);
    expect(half.letter.attachments).toEqual([]);
  });

  it('copies everybody whose address is one', async () => {
    const { ticket } = await letterOf('On it.');
    const people = [{ address: 'boss@rossi.example' }, { address: 'no..body@rossi.example' }];
    expect(copiesOf({ ...ticket, participants: people })).toEqual([{ address: 'boss@rossi.example' }]);
  });
});
