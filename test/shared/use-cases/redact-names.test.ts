import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

/** A message that is hidden whole comes back by no subject and no file's name, and one that is hidden declares nothing anew. */

const ANNA = 'anna@rossi.example';

let desk: MemoryDesk;
let mails: number;

beforeEach(() => {
  desk = deskOf();
  mails = 0;
});

type Mail = { subject: string; text?: string; to?: string; file?: string };

async function writes({ subject, text = 'It is stuck.', to = 'help@support.example', file }: Mail): Promise<void> {
  mails += 1;
  desk.pass(200);
  const head = `From: ${ANNA}\nTo: ${to}\nMessage-ID: <n${mails}@x.example>\nSubject: ${subject}\n`;
  const part =
    file && `--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="${file}"\n\n%PDF\n`;
  const raw =
    part === undefined
      ? `${head}\n${text}\n`
      : `${head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n${text}\n${part}--b--\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `n${mails}`, envelopeFrom: ANNA, recipients: [to] }));
  await desk.team.drain();
}

const addressOf = (id: string) =>
  desk.sent.findLast(({ recipient, replyTo }) => recipient === ANNA && `${replyTo}`.includes(id.toLowerCase()))
    ?.replyTo as string;

/** The number of the first ticket, and Anna's address of it, once its newest message is hidden whole. */
async function hiddenWhole(): Promise<{ id: string; to: string }> {
  const id = (await ticketsOf(desk))[0]?.id ?? '';
  const messageKey = (await messagesOf(desk, id)).at(-1)?.key ?? '';
  const to = addressOf(id);
  await redact(desk, { ticketId: id, messageKey, words: undefined, agent: ada, at: desk.now().toISOString() });
  desk.sent.length = 0;
  return { id, to };
}

/** All that is shown on the desk, and was mailed since. */
async function shown(): Promise<string> {
  const tickets = await ticketsOf(desk);
  return JSON.stringify([tickets, await Promise.all(tickets.map(({ id }) => messagesOf(desk, id))), desk.sent]);
}

describe('a message that is hidden whole', () => {
  it.each([
    'Re: Password router hunter2-Xyz9',
    'R: [P2] Password router hunter2-Xyz9',
    'hunter: Password router hunter2-Xyz9',
  ])('comes back by no subject of an answer: %s', async (subject) => {
    await writes({ subject: 'Password router hunter2-Xyz9' });
    const { to } = await hiddenWhole();
    await writes({ subject, to, text: 'Anything new?' });
    expect(await shown()).not.toContain('Xyz9');
    expect(await shown()).toContain('Anything new?');
  });

  it('comes back by no name of a file', async () => {
    await writes({ subject: 'The till', file: 'pin-4711-safe.pdf' });
    const { id, to } = await hiddenWhole();
    await writes({ subject: 'Re: The till', to, file: 'pin-4711-safe.pdf' });
    const files = (await messagesOf(desk, id)).flatMap(({ attachments }) => attachments);
    expect(files.map(({ filename }) => filename)).toEqual(['[redacted]', '[redacted]']);
    expect(JSON.stringify(desk.sent)).not.toContain('4711');
  });

  it('takes no other file with it that a program named alike, nor the subject of the thread', async () => {
    await writes({ subject: 'The till of the shop' });
    const to = addressOf((await ticketsOf(desk))[0]?.id ?? '');
    await writes({ subject: 'Re: The till of the shop', to, file: 'image001.png', text: 'The code is hunter2' });
    const { id } = await hiddenWhole();
    await writes({ subject: 'Re: The till of the shop', to, file: 'image001.png' });
    expect((await desk.tickets.get(id))?.subject).toBe('The till of the shop');
    const last = (await messagesOf(desk, id)).at(-1);
    expect(last).toMatchObject({ subject: 'Re: The till of the shop', attachments: [{ filename: 'image001.png' }] });
  });

  it.each(['[P1] Pass qwerZ-9981 rotta', 'P1: pass qwerZ-9981 rotta', 'URGENTE P1 pass qwerZ-9981'])(
    'declares nothing anew by an answer below it: %s',
    async (subject) => {
      await writes({ subject });
      const { id, to } = await hiddenWhole();
      await writes({ subject: `Re: ${subject}`, to, text: 'Anything new?' });
      const at = desk.now().toISOString();
      await changeState(desk, { ticketId: id, agent: ada, at, state: 'closed', reason: 'withdrawn' });
      await writes({ subject: `Re: ${subject}`, to, text: 'Grazie mille!' });
      const tickets = await ticketsOf(desk);
      expect(tickets.map(({ subject }) => subject)).toEqual(['[P1] [redacted]']);
      expect(tickets[0]?.declared).toHaveLength(1);
      expect(await shown()).not.toContain('9981');
    },
  );
});

it('words of a subject are hidden without the priority that stands with them, however often', async () => {
  await writes({ subject: '[P1] Pass qwerZ-9981', text: '[P1] Pass qwerZ-9981 is broken' });
  const id = (await ticketsOf(desk))[0]?.id ?? '';
  const messageKey = (await messagesOf(desk, id))[0]?.key ?? '';
  for (const words of ['[P1] Pass qwerZ-9981', 'is broken']) {
    await redact(desk, { ticketId: id, messageKey, words, agent: ada, at: desk.now().toISOString() });
  }
  expect((await desk.tickets.get(id))?.subject).toBe('[P1] [redacted]');
});
