import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { LINK } from '../../../shared/ticket/links.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { update } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

/** What is hidden on a ticket is hidden in what is quoted to any that goes on with it, however many stand between them. */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const SECRET = 'hunter2-Xyz!';

const now = (desk: MemoryDesk) => desk.now().toISOString();

async function writes(desk: MemoryDesk, ticketId: string, text: string): Promise<void> {
  desk.pass(130);
  const to = replyAddress('a signing key for tests only', DESK, { ticketId, reader: readerName(ANNA) });
  const id = `w${desk.now().getTime()}`;
  const raw = `From: Anna <${ANNA}>\nTo: ${to}\nMessage-ID: <${id}@rossi.example>\nSubject: Re: The door\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id, recipients: [to] }));
  await desk.team.drain();
}

const merge = (desk: MemoryDesk, ticketId: string, twin: string) =>
  changeState(desk, { ticketId, agent: ada, at: now(desk), state: 'closed', reason: 'duplicate', twin });

async function hides(desk: MemoryDesk, ticketId: string): Promise<void> {
  const message = (await messagesOf(desk, ticketId)).find(({ text }) => text.includes(SECRET));
  await redact(desk, { ticketId, messageKey: message?.key ?? '', words: SECRET, agent: ada, at: now(desk) });
  desk.sent.length = 0;
}

async function tickets() {
  const desk = deskOf();
  const one = await waitingTicket(desk);
  const two = await waitingTicket(desk, { source: 'mail:two', subject: 'Vault', messageId: '<anna-2@rossi.example>' });
  const three = await waitingTicket(desk, {
    source: 'mail:three',
    subject: 'Roof',
    messageId: '<anna-3@rossi.example>',
  });
  return { desk, ids: [one.id, two.id, three.id] as const };
}

/** Neither a message, nor anything that was mailed since, has the words. */
async function isHiddenOn(desk: MemoryDesk, id: string): Promise<void> {
  expect(JSON.stringify([await messagesOf(desk, id), desk.sent])).not.toContain(SECRET);
}

it('of a duplicate of a duplicate', async () => {
  const { desk, ids } = await tickets();
  const [one, two, three] = ids;
  await writes(desk, one, `the key is ${SECRET}`);
  await merge(desk, one, two);
  await merge(desk, two, three);
  await hides(desk, one);
  await writes(desk, one, `once more: ${SECRET}`);
  await isHiddenOn(desk, three);
});

it('of one that follows one that follows it', async () => {
  const { desk, ids } = await tickets();
  const [one, two, three] = ids;
  await writes(desk, one, `the key is ${SECRET}`);
  const follows = (newer: string, older: string) => async () => {
    const [a, b] = [await desk.tickets.get(newer), await desk.tickets.get(older)];
    if (!a || !b) throw new Error('no ticket');
    await update(desk, a, (current) => ({
      ...current,
      links: [...current.links, { ticket: older, kind: LINK.follows }],
    }));
    await update(desk, b, (current) => ({
      ...current,
      links: [...current.links, { ticket: newer, kind: LINK.followedBy }],
    }));
  };
  await follows(two, one)();
  await follows(three, two)();
  await hides(desk, one);
  await writes(desk, three, `once more: ${SECRET}`);
  await isHiddenOn(desk, three);
});

it('of a duplicate that is opened again, where it was hidden on the other meanwhile', async () => {
  const { desk, ids } = await tickets();
  const [one, two] = ids;
  await merge(desk, one, two);
  await writes(desk, one, `the key is ${SECRET}`);
  await hides(desk, two);
  await changeState(desk, { ticketId: one, agent: ada, at: now(desk), state: 'waiting' });
  await writes(desk, one, `once more: ${SECRET}`);
  await isHiddenOn(desk, one);
});
