import { beforeEach, describe, expect, it, vi } from 'vitest';
import { findTickets } from '../../../shared/search/find-tickets.ts';
import { indexTicket } from '../../../shared/search/index-ticket.ts';
import { ADMIN, STREAM_READER } from '../../../shared/search/writer.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

/** A ticket is found by the words that it has, and by no others. */

let desk: MemoryDesk;
let ticket: Ticket;
beforeEach(async () => {
  desk = deskOf();
  ticket = await waitingTicket(desk, {
    subject: 'MFA a Bergamo',
    text: 'My password is hunter2000, and srv-01 is down.',
  });
  await indexTicket(desk, ticket.id);
});

const by = () => ({ ticketId: ticket.id, agent: ada, at: desk.now().toISOString() });
const found = async (question: string) => (await findTickets(desk.words, question, 20)).tickets;

it.each([
  'mfa bergamo',
  'bergam',
  'hunter2000',
  'srv-01',
  'srv',
  'anna@rossi.example',
  'rossi.example',
  'Anna',
  'rossi s.r.l.',
])('by %s', async (question) => expect(await found(question)).toEqual([ticket.id]));
it.each(['hunter3', 'mfa milano', '', 'the', 'è'])('not by %s', async (question) =>
  expect(await found(question)).toEqual([]),
);
it('by its number, and what is left of it', async () => {
  expect(await found(ticket.id)).toEqual([ticket.id]);
  expect(await found(ticket.id.slice(2, 6))).toEqual([ticket.id]);
});

it('not by what was hidden, and nothing of it is left', async () => {
  const [message] = await messagesOf(desk, ticket.id);
  await redact(desk, { ...by(), messageKey: message?.key ?? '', words: 'hunter2000' });
  await indexTicket(desk, ticket.id);
  expect(await found('hunter2000')).toEqual([]);
  expect(await found('srv-01')).toEqual([ticket.id]);
  expect(await desk.words.of(ticket.id)).not.toMatchObject({ words: expect.stringContaining('hunter') });
});

it('by who asks now, and not by who did', async () => {
  await correctRequester(desk, { ...by(), requester: { address: 'leo@elsewhere.example', name: 'Leo' } });
  await indexTicket(desk, ticket.id);
  expect(await found('leo@elsewhere.example')).toEqual([ticket.id]);
  await addReader(desk, { ...by(), address: 'nora@rossi.example' });
  await indexTicket(desk, ticket.id);
  expect(await found('nora')).toEqual([ticket.id]);
});

it('once: nothing is written where nothing changed', async () => {
  const before = await desk.words.of(ticket.id);
  await indexTicket(desk, ticket.id);
  expect(await desk.words.of(ticket.id)).toEqual(before);
});

it.each(['words.save', 'words.enter', 'words.takeOut'] as const)('wherever a run breaks off: %s', async (port) => {
  const [message] = await messagesOf(desk, ticket.id);
  for (const after of [false, true]) {
    await redact(desk, { ...by(), messageKey: message?.key ?? '', words: !after ? 'hunter2000' : 'password' });
    desk.faults.add({ port, times: 1, after });
    await indexTicket(desk, ticket.id).catch(() => undefined);
    await indexTicket(desk, ticket.id);
  }
  expect(await found('hunter2000')).toEqual([]);
  expect(await found('password')).toEqual([]);
  expect(await found('srv-01 bergamo')).toEqual([ticket.id]);
  expect((await desk.words.of(ticket.id))?.open).toBeUndefined();
});

it('where two write its words at once, whichever read it before something was hidden', async () => {
  const [message] = await messagesOf(desk, ticket.id);
  const fresh = { ...desk, words: { ...desk.words, save: async () => false } };
  const { get } = desk.tickets;
  let isFirst = true;
  const slow = {
    words: desk.words,
    tickets: {
      ...desk.tickets,
      async get(id: string) {
        const read = await get(id);
        if (!isFirst) return read;
        isFirst = false;
        await redact(desk, { ...by(), messageKey: message?.key ?? '', words: 'hunter2000' });
        await indexTicket(desk, ticket.id);
        return read;
      },
    },
  };
  await indexTicket(slow, ticket.id);
  expect(await found('hunter2000')).toEqual([]);
  await redact(desk, { ...by(), messageKey: message?.key ?? '', words: 'password' });
  await expect(indexTicket(fresh, ticket.id)).rejects.toThrow('by others all the time');
});

describe('a run that is cut off after it has entered what it noted', () => {
  const SECRET = 'secret9000';
  /** Seconds that have passed on the machine. */
  let passed: number;
  const clock = {
    now: () => new Date(Date.UTC(2026, 10, 30, 8) + passed * 1000),
    pause: async (ms: number) => {
      passed += ms / 1000;
    },
  };
  const reader = { ...STREAM_READER, ...clock };
  const admin = { ...ADMIN, ...clock };
  /** In another process. */
  const other = { ...admin, name: 'admin-other' };

  /** A message comes, and while this writer enters its words one is hidden, by whoever `meanwhile` is; then it is cut off. */
  async function cutOff(meanwhile: (id: string) => Promise<unknown>, writer = reader) {
    passed = 0;
    const other = await waitingTicket(desk, { source: 'mail:other', text: `The code is ${SECRET}, please.` });
    const { tickets, words } = desk;
    const dying = {
      ...words,
      async enter(...[place, list]: Parameters<typeof words.enter>) {
        const [message] = await messagesOf(desk, other.id);
        await redact(desk, { ...by(), ticketId: other.id, messageKey: message?.key ?? '', words: SECRET });
        await meanwhile(other.id);
        await words.enter(place, list);
        throw new Error('the function is cut off');
      },
    };
    await expect(indexTicket({ tickets, words: dying }, other.id, writer)).rejects.toThrow('is cut off');
    return other.id;
  }

  it('leaves nothing behind when its batch comes again', async () => {
    const id = await cutOff(async () => {});
    expect(await found(SECRET)).toEqual([id]);
    await indexTicket(desk, id, reader);
    expect(await found(SECRET)).toEqual([]);
  });

  it('nor where both are admins’ commands: neither takes the other for a run of its own that ended', async () => {
    const id = await cutOff((each) => indexTicket(desk, each, { ...other, waitsMs: 0 }).catch(() => {}), admin);
    expect(await found(SECRET)).toEqual([id]);
    await indexTicket(desk, id, other);
    expect(passed).toBeGreaterThanOrEqual(90);
    expect(await found(SECRET)).toEqual([]);
  });

  it('nor when somebody else makes the same words anew meanwhile: they wait until it has ended', async () => {
    let waited: Promise<unknown> = Promise.resolve();
    const id = await cutOff(async (each) => {
      waited = indexTicket(desk, each, admin);
    });
    await waited;
    expect(passed).toBeGreaterThanOrEqual(90);
    expect(await found(SECRET)).toEqual([]);
    const { version } = (await desk.words.of(id)) ?? {};
    await indexTicket(desk, id, reader);
    expect((await desk.words.of(id))?.version).toBe(version);
  });

  it('is waited for by the stream’s reader for seconds only, and then comes again', async () => {
    passed = 0;
    const { tickets, words } = desk;
    const dead = { ...words, enter: async () => Promise.reject(new Error('gone')) };
    const other = await waitingTicket(desk, { source: 'mail:other', text: SECRET });
    await indexTicket({ tickets, words: dead }, other.id, admin).catch(() => {});
    await expect(indexTicket(desk, other.id, reader)).rejects.toThrow('being written by another');
    passed = 90;
    await indexTicket(desk, other.id, reader);
    expect(await found(SECRET)).toEqual([other.id]);
  });
});

it('an admin’s command has a name that no other process has', async () => {
  vi.resetModules();
  const { ADMIN: another } = await import('../../../shared/search/writer.ts');
  expect(another.name).not.toBe(ADMIN.name);
});
