import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
import { sayByLink, ticketWithLink } from '../../support/by-link.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, during, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** A long message of which all is hidden: no other place of it, and no quote that is there, keeps more of it than its marks find. */

const ANNA = 'anna@rossi.example';
const SECRET = 'hunter2-Xyz!';
const LINES = Array.from({ length: 24 }, (_, n) => `account ${n} has the password pw${1000 + n}x`);

const by = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

const another = (desk: MemoryDesk) => waitingTicket(desk, { source: 'mail:two', messageId: '<anna-2@rossi.example>' });

const hidesAll = (desk: MemoryDesk, ticketId: string, messageKey: string | undefined) =>
  redact(desk, { ...by(desk, ticketId), messageKey: messageKey ?? '', words: undefined });

async function sweepsLater(desk: MemoryDesk): Promise<void> {
  desk.pass(11 * 60);
  await sweep(desk, takeInAgain);
}

async function linesOn(desk: MemoryDesk, id: string): Promise<string[]> {
  const text = JSON.stringify(await messagesOf(desk, id));
  return LINES.filter((line) => text.includes(line.slice(-7)));
}

describe('a message by link that stands on two tickets', () => {
  it.each(['the twin', 'the duplicate'])(
    'is hidden on both, where it was closed as a duplicate meanwhile, said on %s',
    async (where) => {
      const story = await ticketWithLink();
      const { desk, ticket } = story;
      const twin = await another(desk);
      during(desk, () =>
        changeState(desk, { ...by(desk, ticket.id), state: 'closed', reason: 'duplicate', twin: twin.id }),
      );
      await sayByLink(story, { submission: 'one', text: LINES.join('\n') });
      const [at, other] = where === 'the twin' ? [twin.id, ticket.id] : [ticket.id, twin.id];
      expect(await linesOn(desk, other)).toEqual(LINES);
      await hidesAll(desk, at, (await messagesOf(desk, at)).at(-1)?.key);
      expect([await linesOn(desk, at), await linesOn(desk, other)]).toEqual([[], []]);
      const { audit = [] } = (await desk.tickets.get(other)) ?? {};
      expect(audit.at(-1)).toMatchObject({ by: 'agent:ada', action: 'redacted' });
    },
  );

  it.each(['it has opened', 'it was written to'])(
    'is hidden on both, where it was answered meanwhile, said on the one that %s',
    async (where) => {
      const story = await ticketWithLink();
      const { desk, ticket } = story;
      const receivedAt = desk.now().toISOString();
      const answer = { source: 'api:1', text: 'Hi', attachments: [], receivedAt, tellBy: 'call' as const };
      during(desk, () => respond(desk, { ...by(desk, ticket.id), ...answer }));
      await sayByLink(story, { submission: 'one', text: LINES.join('\n'), priority: 1 });
      const opened = (await ticketsOf(desk)).find(({ id }) => id !== ticket.id)?.id ?? '';
      const [at, other] = where === 'it has opened' ? [opened, ticket.id] : [ticket.id, opened];
      expect(await linesOn(desk, other)).toEqual(LINES);
      const message = (await messagesOf(desk, at)).find(({ text }) => text.includes('pw1001x'));
      await hidesAll(desk, at, message?.key);
      expect([await linesOn(desk, at), await linesOn(desk, other)]).toEqual([[], []]);
    },
  );
});

it('all lines of it are hidden in a quote on the ticket that goes on for a duplicate, now and after the sweep', async () => {
  const desk = deskOf();
  const d = await waitingTicket(desk, { text: LINES.join('\n') });
  const twin = await another(desk);
  await changeState(desk, { ...by(desk, d.id), state: 'closed', reason: 'duplicate', twin: twin.id });
  const reader = readerName(ANNA);
  const to = replyAddress('a signing key for tests only', 'help@support.example', { ticketId: d.id, reader });
  const quote = LINES.map((line) => `> ${line}`).join('\n');
  const raw = `Message-ID: <q1@rossi.example>\nFrom: ${ANNA}\nTo: ${to}\nSubject: Re: The door\n\nAny news?\n\n${quote}\n`;
  desk.pass(60);
  await receiveMail(desk, arrives(desk, raw, { id: 'ses-q1', recipients: [to], envelopeFrom: ANNA }));
  expect(await linesOn(desk, twin.id)).toEqual(LINES);
  await hidesAll(desk, d.id, (await messagesOf(desk, d.id))[0]?.key);
  expect(await linesOn(desk, twin.id)).toEqual([]);
  await sweepsLater(desk);
  expect((await messagesOf(desk, twin.id)).at(-1)?.text).toContain('Any news?');
});

it.each([
  ['all of it', undefined],
  ['words', 'pw10'],
] as const)(
  'of a mail that is in two tickets %s is hidden at once on a duplicate of the other one, too',
  async (_, words) => {
    const desk = deskOf();
    const a = await waitingTicket(desk);
    const b = await another(desk);
    const third = { source: 'mail:three', messageId: '<anna-3@rossi.example>', text: LINES.join('\n') };
    const d = await waitingTicket(desk, third);
    await changeState(desk, { ...by(desk, d.id), state: 'closed', reason: 'duplicate', twin: b.id });
    const reader = readerName(ANNA);
    const to = [a.id, b.id].map((ticketId) =>
      replyAddress('a signing key for tests only', 'help@support.example', { ticketId, reader }),
    );
    const raw = `Message-ID: <q2@rossi.example>\nFrom: ${ANNA}\nTo: ${to.join(', ')}\nSubject: Re: The door\n\n${LINES.join('\n')}\n`;
    desk.pass(60);
    await receiveMail(desk, arrives(desk, raw, { id: 'ses-q2', recipients: to, envelopeFrom: ANNA }));
    const message = (await messagesOf(desk, a.id)).find(({ text }) => text.includes('pw1001x'));
    await redact(desk, { ...by(desk, a.id), messageKey: message?.key ?? '', words });
    for (const id of [a.id, b.id, d.id]) expect(await linesOn(desk, id)).toEqual([]);
  },
);

describe('the name of whoever an answer left for', () => {
  const asked = (desk: MemoryDesk) =>
    waitingTicket(desk, {
      text: `It is ${SECRET}.`,
      requester: { address: ANNA, name: `Anna ${SECRET}`, verified: true },
      participants: [{ address: 'carla@rossi.example' }],
    });

  async function answersThenHides(desk: MemoryDesk): Promise<void> {
    const { id } = await asked(desk);
    const receivedAt = desk.now().toISOString();
    const answer = { source: 'api:1', text: 'Done.', attachments: [], receivedAt, tellBy: 'call' as const };
    await respond(desk, { ...by(desk, id), ...answer });
    const [message] = await messagesOf(desk, id);
    await redact(desk, { ...by(desk, id), messageKey: message?.key ?? '', words: SECRET });
  }

  it('is kept nowhere once it is hidden', async () => {
    const desk = deskOf();
    await answersThenHides(desk);
    expect(JSON.stringify([...desk.items.values()])).not.toContain('hunter2');
  });

  it('stands hidden in a copy of the answer that leaves later', async () => {
    const desk = deskOf();
    const { send } = desk.mailer;
    desk.mailer.send = (mail) =>
      mail.recipient === ANNA ? send(mail) : Promise.resolve({ outcome: 'later', reason: 'away' });
    await answersThenHides(desk);
    desk.mailer.send = send;
    desk.sent.length = 0;
    await sweepsLater(desk);
    const copies = desk.sent.filter(({ recipient }) => recipient === 'carla@rossi.example');
    expect(copies).toMatchObject([{ to: [{ address: ANNA, name: 'Anna [redacted]' }] }]);
  });
});
