import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

/** A command that a customer wrote, and an agent's mail program set below the answer as a line without a mark, is not the agent's. */

const ADA = 'ada@support.example';
const EVE = 'eve@evil.example';
const WORDS = 'Hello, please look at the following long line which is wrapped by the program that quotes';

async function answered(asked: string, reply: string) {
  const desk = deskOf();
  const comes = async (id: string, from: string, to: string, more: string) => {
    const raw = `From: ${from}\nTo: ${to}\nMessage-ID: <${id}@x.example>\nSubject: printer\n${more}\n`;
    const recipients = [/@support\.example$/.test(to) && to !== ADA ? to : 'help@support.example'];
    desk.pass(130);
    await receiveMail(desk, arrives(desk, raw, { id, envelopeFrom: from, recipients }));
    await desk.team.drain();
  };
  await comes('e1', EVE, 'help@support.example', `\n${asked}`);
  const to = desk.sent.findLast(({ recipient }) => recipient === ADA)?.replyTo as string;
  desk.sent.length = 0;
  await comes('a1', ADA, to, `\n${reply}`);
  const [ticket] = await ticketsOf(desk);
  const messages = await messagesOf(desk, ticket?.id ?? '');
  const adas = desk.sent.filter(({ recipient }) => recipient === ADA).map(({ text }) => text);
  return { ticket, messages, told: adas.join('\n') };
}

describe('a command that stands in a message of the ticket', () => {
  it.each([
    ['close withdrawn', 'below the answer', (line: string) => `We look at it today.\n\n${line}\n`],
    ['add eve2@evil.example', 'below the answer', (line: string) => `We look at it today.\n\n${line}\n`],
    ['close solved', 'below the answer, bold', (line: string) => `We look at it today.\n\n*${line}*\n`],
    ['priority 4 no hurry', 'behind blank lines', (line: string) => `We look at it today.\n\n\n\n${line}\n\n`],
    ['assign bruno', 'above another one', (line: string) => `We look at it today.\n${line}\n#close\n`],
    ['note', 'below the answer', (line: string) => `We look at it today.\n${line}\n`],
  ])('is not carried out, and is told: #%s %s', async (command, _, reply) => {
    const { ticket, told } = await answered(`${WORDS}     #${command}`, reply(`#${command}`));
    expect(ticket).toMatchObject({ state: 'waiting', priority: 3, participants: [] });
    expect(ticket?.assignee).toBeUndefined();
    expect(told).toContain(`#${command}`);
    expect(told).toContain('first where a message of the ticket has it, too');
  });

  it('is carried out as the first line, where nothing is quoted', async () => {
    const { ticket } = await answered(`${WORDS}\n#close withdrawn`, '#close withdrawn\n');
    expect(ticket).toMatchObject({ state: 'closed', cancelled: 'withdrawn' });
  });

  it('takes nothing from another one', async () => {
    const { ticket } = await answered(`${WORDS}\n#close withdrawn`, 'We look at it today.\n\n#assign me\n');
    expect(ticket).toMatchObject({ state: 'answered', assignee: 'ada' });
  });
});
