import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

/** What is hidden on one ticket, and quoted in a mail that goes to another: no ticket, notice or mail has it again. */

const ANNA = 'anna@rossi.example';
const SECRET = 'pässwört-4711-geheim';
const QUOTE = `Anything new?\n\nOn Monday, Anna wrote:\n> My password is ${SECRET}\n`;
let mails = 0;

async function writes(
  desk: MemoryDesk,
  { to = 'help@support.example', from = ANNA, subject = 'Till', text = 'It is stuck.' },
) {
  mails += 1;
  desk.pass(200);
  const raw = `From: ${from}\nTo: ${to}\nMessage-ID: <l${mails}@x.example>\nSubject: ${subject}\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `ses-l${mails}`, envelopeFrom: from, recipients: [to] }));
  await desk.team.drain();
}

const addressOf = (desk: MemoryDesk, reader: string, id: string) =>
  desk.sent.findLast(({ recipient, replyTo }) => recipient === reader && `${replyTo}`.includes(id.toLowerCase()))
    ?.replyTo as string;

async function hideSecret(desk: MemoryDesk, id: string): Promise<void> {
  const message = (await messagesOf(desk, id)).find(({ text }) => text.includes('My password'));
  const at = desk.now().toISOString();
  await redact(desk, { ticketId: id, messageKey: message?.key ?? '', words: SECRET, agent: ada, at });
  desk.sent.length = 0;
}

/** Each ticket's texts, and all that was mailed. */
async function shown(desk: MemoryDesk): Promise<string> {
  const texts = await Promise.all((await ticketsOf(desk)).map(async ({ id }) => messagesOf(desk, id)));
  return `${JSON.stringify([await ticketsOf(desk), texts, desk.sent])}`.normalize('NFC');
}

async function openedWithSecret(): Promise<{ desk: MemoryDesk; id: string }> {
  const desk = deskOf();
  await writes(desk, { text: `My password is ${SECRET}` });
  return { desk, id: (await ticketsOf(desk))[0]?.id ?? '' };
}

describe('words hidden on a ticket', () => {
  it('are hidden in the ticket that goes on for it, where a mail had quoted them before', async () => {
    const { desk, id } = await openedWithSecret();
    const to = addressOf(desk, ANNA, id);
    await writes(desk, { subject: 'Twin' });
    const twin = (await ticketsOf(desk)).find(({ subject }) => subject === 'Twin')?.id ?? '';
    const closing = { ticketId: id, state: 'closed', reason: 'duplicate', twin, agent: ada } as const;
    await changeState(desk, { ...closing, at: desk.now().toISOString() });
    await writes(desk, { to, subject: `Re: Till ${SECRET}`, text: QUOTE });
    expect(JSON.stringify(await messagesOf(desk, twin))).toContain(SECRET);
    await hideSecret(desk, id);
    expect(await shown(desk)).not.toContain(SECRET);
  });

  it.each(['before', 'after'])(
    'come into no twin when they were hidden %s it was closed as a duplicate',
    async (when) => {
      const { desk, id } = await openedWithSecret();
      const to = addressOf(desk, ANNA, id);
      await writes(desk, { subject: 'Twin' });
      const twin = (await ticketsOf(desk)).find(({ subject }) => subject === 'Twin')?.id ?? '';
      if (when === 'before') await hideSecret(desk, id);
      const closing = { ticketId: id, state: 'closed', reason: 'duplicate', twin, agent: ada } as const;
      await changeState(desk, { ...closing, at: desk.now().toISOString() });
      if (when === 'after') await hideSecret(desk, id);
      for (const form of ['NFC', 'NFD']) await writes(desk, { to, text: QUOTE.normalize(form) });
      expect(await messagesOf(desk, twin)).toHaveLength(3);
      expect(await shown(desk)).not.toContain('4711');
    },
  );

  it.each(['before', 'after'])('come into no ticket that follows, when hidden %s it was opened', async (when) => {
    const { desk, id } = await openedWithSecret();
    const to = addressOf(desk, ANNA, id);
    const adas = addressOf(desk, 'ada@support.example', id);
    await writes(desk, { from: 'ada@support.example', to: adas, text: 'We look at it.' });
    if (when === 'before') await hideSecret(desk, id);
    const text = `P1\n\nNow all is down.\n\n${when === 'before' ? QUOTE : ''}`;
    await writes(desk, { to, subject: `Re: Till ${when === 'before' ? SECRET : ''}`, text });
    const next = (await ticketsOf(desk)).find((ticket) => ticket.id !== id);
    expect(next?.links).toMatchObject([{ ticket: id }]);
    if (when === 'after') {
      const address = addressOf(desk, ANNA, next?.id ?? '');
      await hideSecret(desk, id);
      await writes(desk, { to: address, text: QUOTE });
    }
    expect(await shown(desk)).not.toContain('4711');
  });

  it('are marked once, however often it is hidden there', async () => {
    const { desk, id } = await openedWithSecret();
    await writes(desk, { subject: 'Twin' });
    const twin = (await ticketsOf(desk)).find(({ subject }) => subject === 'Twin')?.id ?? '';
    const closing = { ticketId: id, state: 'closed', reason: 'duplicate', twin, agent: ada } as const;
    await changeState(desk, { ...closing, at: desk.now().toISOString() });
    await hideSecret(desk, id);
    const message = (await messagesOf(desk, id))[0]?.key ?? '';
    const at = desk.now().toISOString();
    await redact(desk, { ticketId: id, messageKey: message, words: undefined, agent: ada, at });
    expect((await desk.tickets.get(twin))?.redactions).toMatchObject([{ from: id, by: 'ada' }]);
  });
});
