import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { splitMessage } from '../../../shared/use-cases/split.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, requestOf, ticketsOf, waitingTicket } from '../../support/stories.ts';
import { whileAnswered } from '../../support/while-answered.ts';

/** Whoever read a ticket once learns nothing of what is hidden there since by guessing on one of their own (docs/promise.md section 9). */

const RENZO = 'renzo@rossi.example';
const BOB = 'bob@partner.example';
const SECRET = 'Cervo-Viola-31';
const GUESSES = `guess Orso-Blu-12 ${SECRET}`;

let desk: MemoryDesk;
let mails: number;
beforeEach(() => {
  desk = deskOf();
  mails = 0;
});

const byAda = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

async function writes(from: string, id: string, text: string): Promise<void> {
  desk.pass(60);
  mails += 1;
  const raw = `Message-ID: <g${mails}@x.example>\nFrom: ${from}\nTo: help@support.example\nSubject: Re: [${id}] The door\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `g${mails}`, envelopeFrom: from }));
  await desk.team.drain();
}

/** `words` undefined: all of the message that has the secret. */
async function hides(ticketId: string, words: string | undefined): Promise<void> {
  desk.pass(60);
  const message = (await messagesOf(desk, ticketId)).find(({ text }) => text.includes(SECRET));
  await redact(desk, { ...byAda(ticketId), messageKey: message?.key ?? '', words });
}

const lastOn = async (id: string) => (await messagesOf(desk, id)).at(-1)?.text.trim();

describe.each([
  ['words', SECRET],
  ['all of a message', undefined],
])('whoever an agent removed, where %s is hidden', (_, words) => {
  it.each([1, 2])('from the twin, once their own goes on again: %s of two on the way', async (removedFrom) => {
    const own = await waitingTicket(desk, { source: 'mail:a', requester: { address: RENZO, verified: true } });
    const twin = await waitingTicket(desk, { source: 'mail:b', text: SECRET });
    const last = await waitingTicket(desk, { source: 'mail:c', text: SECRET });
    await changeState(desk, { ...byAda(own.id), state: 'closed', reason: 'duplicate', twin: twin.id });
    if (removedFrom === 2) {
      await changeState(desk, { ...byAda(twin.id), state: 'closed', reason: 'duplicate', twin: last.id });
    }
    const hidden = removedFrom === 1 ? twin.id : last.id;
    await whileAnswered(desk, hidden, () => removeReader(desk, { ...byAda(hidden), address: RENZO }));
    await hides(hidden, words);
    await changeState(desk, { ...byAda(own.id), state: 'waiting' });
    await writes(RENZO, own.id, GUESSES);
    expect(await lastOn(own.id)).toBe(GUESSES);
  });

  it.each(['before', 'after'])('from a ticket of which theirs was split off %s', async (when) => {
    const participants = [{ address: BOB, byAgent: true as const }];
    const { ticket } = await openTicket(desk, requestOf(desk, { source: 'mail:1', text: SECRET, participants }));
    await desk.team.drain();
    await writes(BOB, ticket.id, 'My own printer, too.');
    const messageKey = (await messagesOf(desk, ticket.id)).at(-1)?.key ?? '';
    const splits = async () => (await splitMessage(desk, { ...byAda(ticket.id), messageKey })).split.id;
    const early = when === 'before' ? await splits() : undefined;
    await removeReader(desk, { ...byAda(ticket.id), address: BOB });
    await hides(ticket.id, words);
    const theirs = early ?? (await splits());
    await writes(BOB, theirs, GUESSES);
    expect(await lastOn(theirs)).toBe(GUESSES);
    // Nor does hiding once more what was just being stored.
    desk.pass(700);
    await sweep(desk, async () => false);
    expect(await lastOn(theirs)).toBe(GUESSES);
  });
});

it('a colleague who reads the twin alone learns nothing of what is hidden on the duplicate', async () => {
  const own = await waitingTicket(desk, {
    source: 'mail:a',
    requester: { address: RENZO, verified: true },
    text: SECRET,
  });
  const twin = await waitingTicket(desk, { source: 'mail:b' });
  await changeState(desk, { ...byAda(own.id), state: 'closed', reason: 'duplicate', twin: twin.id });
  await hides(own.id, SECRET);
  await writes('anna@rossi.example', twin.id, GUESSES);
  expect(await lastOn(twin.id)).toBe(GUESSES);
  expect((await ticketsOf(desk)).find(({ id }) => id === twin.id)?.redactions).toBeUndefined();
});
