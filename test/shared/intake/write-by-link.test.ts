import { beforeEach, describe, expect, it } from 'vitest';
import { release } from '../../../shared/intake/release-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { confirmByLink } from '../../../shared/use-cases/by-link/confirm-by-link.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { CARLO, type SaidByLink, sayByLink, ticketWithLink } from '../../support/by-link.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { pageFile } from '../../support/page.ts';
import { ada, mailed, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

const ANNA = 'anna@rossi.example';
const DAY = 86_400;

let desk: MemoryDesk;
let ticket: Ticket;
let made: string;
beforeEach(async () => {
  ({ desk, ticket, made } = await ticketWithLink());
});

const now = async (id = ticket.id) => (await desk.tickets.get(id)) as Ticket;

const write = (said: SaidByLink = {}) => sayByLink({ desk, ticket, made }, { submission: 'one', ...said });

async function goesTo(said: SaidByLink = {}): Promise<Ticket> {
  const written = await write(said);
  if (written.outcome !== 'written' && written.outcome !== 'opened') throw new Error(written.outcome);
  return written.ticket;
}

async function answer(): Promise<void> {
  const given = { ticketId: ticket.id, agent: ada, source: 'api:1', text: 'It is the lock.', attachments: [] };
  await respond(desk, { ...given, receivedAt: desk.now().toISOString(), tellBy: 'call' });
  desk.pass(60);
}

const close = (reason?: string, twin?: string) =>
  changeState(desk, { ticketId: ticket.id, agent: ada, at: desk.now().toISOString(), state: 'closed', reason, twin });
const told = async () => {
  desk.sent.length = 0;
  await desk.team.drain();
  return desk.sent.map(({ recipient }) => recipient);
};

describe('a message by link', () => {
  it.each(['before', 'after'])(
    '%s its address is confirmed, the agents read how it came, and what that proves',
    async (when) => {
      const source = { source: 'mail:doubt', messageId: '<doubt@rossi.example>' };
      ticket = await waitingTicket(desk, { requester: { address: ANNA, verified: false }, ...source });
      const at = desk.now().toISOString();
      if (when === 'after') await confirmByLink(desk, { ticketId: ticket.id, reader: ANNA, at });
      await told();
      await goesTo();
      await desk.team.drain();
      const { readerWarning, unverifiedWarning } = wordsFor(desk.settings.defaults.language).notice;
      const [notice] = desk.sent;
      expect(notice?.text).toContain(readerWarning(ANNA));
      expect(notice?.text).not.toContain(unverifiedWarning);
    },
  );

  it('is its reader’s, with files, kept as it came, and the agents hear of it', async () => {
    await told();
    const after = await goesTo({ files: [pageFile('../../log.txt')] });
    const [, message] = await messagesOf(desk, ticket.id);
    expect(message).toMatchObject({
      source: 'page:one',
      author: 'customer',
      by: ANNA,
      name: 'Anna Rossi',
      verified: false,
      kind: 'public',
      text: 'And the window.',
      attachments: [{ filename: 'log.txt', size: 6 }],
    });
    expect(message?.fromOutside).toBeUndefined();
    expect(desk.stored.get(message?.raw ?? '')?.content.toString()).toContain('And the window.');
    expect(after).toMatchObject({
      id: ticket.id,
      state: 'waiting',
      clock: ticket.clock,
      participants: ticket.participants,
    });
    await desk.team.drain();
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });

  it('twice is one, and with other words none', async () => {
    await write();
    desk.pass(5);
    expect(await write()).toMatchObject({ outcome: 'written', ticket: { id: ticket.id } });
    expect(await write({ text: 'Something else.' })).toEqual({ outcome: 'used' });
    expect(await write({ reader: CARLO })).toEqual({ outcome: 'used' });
    expect(await messagesOf(desk, ticket.id)).toHaveLength(2);
  });

  it.each<[string, SaidByLink]>([
    ['that joins its ticket', {}],
    ['with a file', { files: [pageFile('log.txt')] }],
    ['that opens another', { priority: 1 }],
  ])('%s, at once with other words, is taken once, and who lost hears of it', async (_, said) => {
    await answer();
    const texts = ['And the window.', 'And the bell.'];
    const all = await Promise.allSettled(texts.map((text) => write({ ...said, text })));
    const taken = all.filter((each) => each.status === 'fulfilled' && each.value.outcome !== 'used');
    expect(taken).toHaveLength(1);
    const lost = texts[all.findIndex((each) => each !== taken[0])];
    expect(await write({ ...said, ...(lost !== undefined && { text: lost }) })).toEqual({ outcome: 'used' });
  });

  it('of who is copied counts as theirs, and raises nothing', async () => {
    const after = await goesTo({ reader: CARLO, priority: 1, text: 'Priority: 1\n\nIt burns.' });
    expect(after).toMatchObject({ priority: ticket.priority, clock: ticket.clock });
    expect((await messagesOf(desk, ticket.id))[1]).toMatchObject({ by: CARLO, name: 'Carlo', declares: 1 });
  });

  it('proves nothing: it changes neither who reads nor where, and makes nobody sure', async () => {
    const requester = { address: ANNA, verified: false } as const;
    ticket = await waitingTicket(desk, { source: 'page:first', channel: 'page', requester });
    expect((await goesTo()).requester).toEqual(requester);
  });
});

describe('a priority that the requester newly declares by link', () => {
  it.each([
    ['chosen', { priority: 1 }],
    ['on a line of the text', { text: 'Priority: 1\n\nIt burns.' }],
  ] as const)('%s, raises a ticket that waits, once, and the deadline is the earlier', async (_, said) => {
    const after = await goesTo(said);
    expect(after.priority).toBe(1);
    expect(after.declared.at(-1)).toMatchObject({ priority: 1, raise: 'unproved' });
    expect(after.clock.deadline < ticket.clock.deadline).toBe(true);
    expect((await goesTo(said)).clock).toEqual(after.clock);
  });

  it('that is the ticket’s own is none, and a lower one changes nothing', async () => {
    await write({ priority: ticket.priority });
    expect((await messagesOf(desk, ticket.id))[1]?.declares).toBeUndefined();
    expect((await goesTo({ submission: 'two', priority: 4 })).priority).toBe(ticket.priority);
  });

  it('of an answered ticket, P1 above its own, is a new linked ticket with its own clock', async () => {
    await answer();
    const another = await goesTo({ priority: 1 });
    expect(another).toMatchObject({
      channel: 'page',
      state: 'waiting',
      priority: 1,
      subject: ticket.subject,
      requester: { address: ANNA, verified: false },
      clock: { start: desk.now().toISOString() },
      links: [{ ticket: ticket.id }],
    });
    expect((await now()).links).toMatchObject([{ ticket: another.id }]);
    expect(await messagesOf(desk, ticket.id)).toHaveLength(2);
    expect((await goesTo({ priority: 1 })).id).toBe(another.id);
    expect(await ticketsOf(desk)).toHaveLength(2);
    expect(await write({ priority: 2 })).toEqual({ outcome: 'used' });
  });
});

describe('a message by link to a ticket that is not waiting', () => {
  it('answered: it awaits an agent', async () => {
    await answer();
    expect(await goesTo()).toMatchObject({ id: ticket.id, state: 'answered', lastPublic: { by: 'customer' } });
  });

  it('closed after an answer: re-opened within the days of the settings, else another', async () => {
    await answer();
    await close();
    desk.pass(7 * DAY);
    expect(await goesTo({ reader: CARLO })).toMatchObject({ id: ticket.id, state: 'answered' });
    await close();
    desk.pass(7 * DAY + 1);
    const another = await goesTo({ reader: CARLO, submission: 'two' });
    expect(another).toMatchObject({ state: 'waiting', requester: { address: CARLO }, links: [{ ticket: ticket.id }] });
    expect((await now()).state).toBe('closed');
  });

  it('withdrawn: it waits again, the clock starts with the message', async () => {
    await close('withdrawn');
    desk.pass(DAY);
    expect(await goesTo()).toMatchObject({ state: 'waiting', clock: { start: desk.now().toISOString() } });
  });

  it('closed as spam: its requester disputes that once, who is copied only adds to the digest', async () => {
    await close('spam');
    desk.pass(60);
    const kept = await goesTo({ reader: CARLO });
    expect(kept).toMatchObject({ state: 'closed', cancelled: 'spam' });
    const { entries } = await desk.quarantine.list({ limit: 9 });
    expect(entries).toMatchObject([{ reason: 'closed as spam', detail: ticket.id, from: CARLO }]);
    desk.pass(60);
    await release(desk, entries[0]?.id ?? '', { by: 'agent:ada', receive: () => Promise.reject(new Error('no mail')) });
    expect((await now()).state).toBe('waiting');
    await close('spam');
    desk.pass(60);
    expect(await goesTo({ submission: 'two' })).toMatchObject({ state: 'closed' });
  });

  it('closed as spam, by its requester: it waits again, for one full target', async () => {
    await close('spam');
    desk.pass(60);
    const at = desk.now().toISOString();
    expect(await goesTo()).toMatchObject({ state: 'waiting', disputed: at, clock: { start: at } });
  });
});

describe('a message by link to a duplicate', () => {
  let twin: Ticket;
  beforeEach(async () => {
    twin = await waitingTicket(desk, { source: 'mail:twin', subject: 'The other door' });
    await close('duplicate', twin.id);
    desk.pass(60);
  });

  it('joins the ticket that goes on for it', async () => {
    expect((await goesTo()).id).toBe(twin.id);
    expect((await messagesOf(desk, twin.id)).at(-1)).toMatchObject({ by: ANNA, text: 'And the window.' });
    await write();
    expect(await messagesOf(desk, twin.id)).toHaveLength(2);
  });

  it.each(['goes on for the one where it stands', 'goes on for the one that it was written to'])(
    'stands where it stood when it is sent again once another ticket %s',
    async (which) => {
      await write();
      const third = await waitingTicket(desk, { source: 'mail:third', subject: 'A third door' });
      const at = desk.now().toISOString();
      const [from, opened] = which.endsWith('stands') ? [twin.id, undefined] : [ticket.id, 'waiting' as const];
      if (opened) await changeState(desk, { ticketId: from, agent: ada, at, state: opened, reason: undefined });
      await changeState(desk, { ticketId: from, agent: ada, at, state: 'closed', reason: 'duplicate', twin: third.id });
      expect((await goesTo()).id).toBe(twin.id);
      expect(await write({ text: 'Other words.' })).toEqual({ outcome: 'used' });
      const texts = async (id: string) => (await messagesOf(desk, id)).filter(({ text }) => text === 'And the window.');
      expect([await texts(ticket.id), await texts(twin.id), await texts(third.id)].map(({ length }) => length)).toEqual(
        [0, 1, 0],
      );
    },
  );

  it('stands where it stood when it is sent again and the ticket is open again', async () => {
    await write();
    const at = desk.now().toISOString();
    await changeState(desk, { ticketId: ticket.id, agent: ada, at, state: 'waiting', reason: undefined });
    expect((await goesTo()).id).toBe(twin.id);
    expect(await messagesOf(desk, ticket.id)).toHaveLength(1);
  });

  it('of who does not read there stands there from outside, and says so', async () => {
    expect((await goesTo({ reader: CARLO })).id).toBe(twin.id);
    expect((await now(twin.id)).outside).toMatchObject([{ address: CARLO }]);
  });

  it('of who does not read there is a ticket of its own when that is closed, and shows nothing of it', async () => {
    await changeState(desk, {
      ticketId: twin.id,
      agent: ada,
      at: desk.now().toISOString(),
      state: 'closed',
      reason: 'withdrawn',
    });
    const another = await goesTo({ reader: CARLO });
    expect(another).toMatchObject({ requester: { address: CARLO }, subject: ticket.subject, state: 'waiting' });
  });
});

describe('a message by link that breaks off', () => {
  it.each(['files.write', 'tickets.addMessage', 'tickets.save'])(
    'at %s is there once when it is sent again',
    async (port) => {
      await answer();
      const at = desk.now().toISOString();
      desk.faults.add({ port, times: 1 });
      await write({ at }).catch(() => {});
      desk.pass(300);
      await write({ at });
      const mine = (await messagesOf(desk, ticket.id)).filter(({ by }) => by === ANNA);
      expect(mine).toHaveLength(2);
      expect(await now()).toMatchObject({ lastPublic: { by: 'customer' } });
    },
  );

  it('as a new ticket is finished by the sweep', async () => {
    await answer();
    desk.faults.add({ port: 'tickets.addMessage', times: 1 });
    await expect(write({ priority: 1 })).rejects.toThrow();
    desk.pass(600);
    await sweep(desk, takeInAgain);
    const another = (await ticketsOf(desk)).find(({ id }) => id !== ticket.id);
    expect(await messagesOf(desk, another?.id ?? '')).toMatchObject([{ text: 'And the window.' }]);
  });
});

it('who reads no more writes from outside, although the link was opened before', async () => {
  const opened = await now();
  await removeReader(desk, { ticketId: ticket.id, agent: ada, at: desk.now().toISOString(), address: CARLO });
  await goesTo({ ticket: opened, reader: CARLO });
  expect((await messagesOf(desk, ticket.id))[1]?.fromOutside).toBe(true);
});
