import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { writeByLink } from '../../../shared/intake/write-by-link.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { awaitsOf } from '../../../shared/ticket/view.ts';
import { solveByLink } from '../../../shared/use-cases/by-link/solve-by-link.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, during, messagesOf, rossi, takesInAgain, ticketsOf } from '../../support/stories.ts';

/** What a customer writes while its ticket is answered, or closed as spam, is what it would be after that (docs/promise.md section 5). */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const TOM = 'tom@rossi.example';
const CALLS = Array.from({ length: 16 }, (_, call) => call);

let desk: MemoryDesk;
let n = 0;
beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
});

const at = () => desk.now().toISOString();
const by = (ticketId: string) => ({ ticketId, agent: ada, at: at() });

function mailOf(from: string, { to = DESK, head = '', text = 'Hello.' }) {
  n += 1;
  const raw = `Message-ID: <c${n}@x.example>\nFrom: ${from}\nTo: ${to}\nSubject: Case\n${head}\n${text}\n`;
  return arrives(desk, raw, { id: `c${n}`, recipients: [to], envelopeFrom: from, authenticated: true });
}

async function opens(): Promise<string> {
  await receiveMail(desk, mailOf(ANNA, { head: `Cc: ${TOM}\n` }));
  await desk.team.drain();
  desk.sent.length = 0;
  desk.pass(60);
  return (await ticketsOf(desk))[0]?.id ?? '';
}

type Write = (id: string, from: string, text: string) => Promise<unknown>;
const deliveryOf = (id: string, from: string, text: string) =>
  mailOf(from, { to: replyAddress(KEY, DESK, { ticketId: id, reader: readerName(from) }), text });
const byMail: Write = (id, from, text) => receiveMail(desk, deliveryOf(id, from, text));
const byLink: Write = async (id, reader, text) => {
  n += 1;
  const page = { submission: `${n}`.padStart(26, 'S'), made: at(), at: at(), files: [] };
  return writeByLink(desk, { reader, text, ticket: await getTicket(desk, id), ...page });
};
const ways: [string, Write][] = [
  ['by mail', byMail],
  ['by link', byLink],
];

const close = (id: string) => changeState(desk, { ...by(id), state: 'closed', reason: 'spam' });
async function answer(ticketId: string): Promise<void> {
  desk.pass(1);
  const said = { source: 'api:1', text: 'Have you tried to restart it?', attachments: [], receivedAt: at() };
  await respond(desk, { ...by(ticketId), ...said, tellBy: 'call' });
  desk.pass(1);
}
const others = async (id: string) => (await ticketsOf(desk)).filter((ticket) => ticket.id !== id);
const held = async () =>
  (await desk.quarantine.list({ limit: 9 })).entries.map(({ reason, detail }) => [reason, detail]);
const toldOf = (words: string) =>
  desk.sent.filter(({ text }) => text.includes(words)).map(({ recipient }) => recipient);

describe('while an agent closes its ticket as spam', () => {
  it.each(ways)(
    'its requester’s, %s, re-opens it on a full clock, and agents and lead hear of it',
    async (_, write) => {
      const id = await opens();
      during(desk, () => close(id));
      await write(id, ANNA, 'I am a person, it burns.');
      await desk.team.drain();
      const ticket = await getTicket(desk, id);
      expect(ticket).toMatchObject({ state: 'waiting', disputed: at(), lastPublic: { by: 'customer' } });
      expect(toldOf('it burns')).toContain('lead@support.example');
      expect(await held()).toEqual([]);
    },
  );

  it.each(ways)('its requester’s, %s, raises it by what it newly declares', async (_, write) => {
    const id = await opens();
    during(desk, () => close(id));
    await write(id, ANNA, 'P1');
    expect(await getTicket(desk, id)).toMatchObject({ state: 'waiting', priority: 1 });
  });

  it.each(ways)('a participant’s, %s, stands there, and the digest tells of it alone', async (_, write) => {
    const id = await opens();
    during(desk, () => close(id));
    await write(id, TOM, 'I am a person, too.');
    await desk.team.drain();
    expect((await getTicket(desk, id)).state).toBe('closed');
    expect((await messagesOf(desk, id)).at(-1)?.text).toContain('I am a person, too.');
    expect(await held()).toEqual([['closed as spam', id]]);
    expect(toldOf('I am a person, too.')).toEqual([]);
  });

  it.each(ways)('its requester’s, %s, who has disputed it before, stands there likewise', async (_, write) => {
    const id = await opens();
    await close(id);
    desk.pass(1);
    await write(id, ANNA, 'It is none.');
    desk.pass(1);
    during(desk, () => close(id));
    await write(id, ANNA, 'It is none, again.');
    expect((await getTicket(desk, id)).state).toBe('closed');
    expect(await held()).toEqual([['closed as spam', id]]);
  });

  it.each(CALLS)('though the function dies on the way: call %s', async (call) => {
    const id = await opens();
    during(desk, async () => {
      await close(id);
      desk.faults.add({ skip: call, after: call % 2 === 1 });
    });
    await takesInAgain(desk, deliveryOf(id, ANNA, 'I am a person.'));
    expect((await getTicket(desk, id)).state).toBe('waiting');
    expect((await messagesOf(desk, id)).filter(({ text }) => text.includes('I am a person.'))).toHaveLength(1);
  });
});

describe('while it is withdrawn', () => {
  it.each([
    ['its requester’s P1', ANNA, 1],
    ['a participant’s P1', TOM, 3],
  ])('%s re-opens it, on a clock from then', async (_, from, priority) => {
    const id = await opens();
    for (const [, write] of ways) {
      during(desk, () => changeState(desk, { ...by(id), state: 'closed', reason: 'withdrawn' }));
      await write(id, from, 'P1');
      expect(await getTicket(desk, id)).toMatchObject({ state: 'waiting', priority, clock: { start: at() } });
      desk.pass(60);
    }
  });
});

describe('while an agent answers', () => {
  it.each(ways)(
    'a P1 that its requester newly declares, %s, is a new linked ticket on its own clock',
    async (_, write) => {
      const id = await opens();
      during(desk, () => answer(id));
      await write(id, ANNA, 'P1');
      await desk.team.drain();
      expect(await others(id)).toMatchObject([
        { state: 'waiting', priority: 1, requester: { address: ANNA }, links: [{ ticket: id }] },
      ]);
      expect(await getTicket(desk, id)).toMatchObject({ state: 'answered', priority: 3 });
      expect(awaitsOf(await getTicket(desk, id))).toBe('customer');
      const there = (await messagesOf(desk, id)).find(({ text }) => text.includes('P1'));
      expect(there).toMatchObject({ isElsewhere: true, relay: { state: 'done' } });
      expect(there?.warnings.join()).toContain('a request of its own');
      expect(toldOf('wrote again')).toEqual([]);
    },
  );

  it.each(ways)('and the requester closes it as solved, too, %s', async (_, write) => {
    const id = await opens();
    during(desk, async () => {
      await answer(id);
      await solveByLink(desk, { ticketId: id, reader: ANNA, at: at() });
    });
    await write(id, ANNA, 'P1');
    expect(await others(id)).toMatchObject([{ state: 'waiting', priority: 1 }]);
    expect((await getTicket(desk, id)).state).toBe('closed');
  });

  it.each([
    ['a participant’s P1', TOM, 'P1'],
    ['a P3', ANNA, 'P3'],
    ['what declares nothing', ANNA, 'It still burns.'],
  ])('%s is added, and awaits an agent', async (_, from, text) => {
    const id = await opens();
    during(desk, () => answer(id));
    await byMail(id, from, text);
    expect(await others(id)).toEqual([]);
    expect(await getTicket(desk, id)).toMatchObject({ state: 'answered', priority: 3 });
    expect(awaitsOf(await getTicket(desk, id))).toBe('agent');
  });

  it.each(ways)('what declares nothing re-opens it, %s, where they close it, too', async (_, write) => {
    const id = await opens();
    during(desk, async () => {
      await answer(id);
      await changeState(desk, { ...by(id), state: 'closed' });
    });
    await write(id, ANNA, 'It still burns.');
    expect(await others(id)).toEqual([]);
    expect((await getTicket(desk, id)).state).toBe('answered');
    expect(awaitsOf(await getTicket(desk, id))).toBe('agent');
  });

  it('a P1 of a ticket that an agent makes a P1 before the answer is added', async () => {
    const id = await opens();
    during(desk, async () => {
      desk.pass(1);
      await changePriority(desk, { ...by(id), priority: 1, reason: 'it burns' } as Parameters<
        typeof changePriority
      >[1]);
      await answer(id);
    });
    await byMail(id, ANNA, 'P1');
    expect(await others(id)).toEqual([]);
    expect(awaitsOf(await getTicket(desk, id))).toBe('agent');
  });

  it('a P1 that its ticket had heard is heard once, though the function died before it told of it', async () => {
    const id = await opens();
    const delivery = deliveryOf(id, ANNA, 'P1');
    desk.faults.add({ port: 'teamMail.put', times: 9 });
    await receiveMail(desk, delivery).catch(() => {});
    desk.faults.clear();
    await answer(id);
    desk.pass(91);
    await takesInAgain(desk, delivery);
    expect(await others(id)).toEqual([]);
    expect(await getTicket(desk, id)).toMatchObject({ priority: 1, state: 'answered' });
  });

  it('and comes again to the same', async () => {
    const id = await opens();
    during(desk, () => answer(id));
    const delivery = deliveryOf(id, ANNA, 'P1');
    await receiveMail(desk, delivery);
    const before = await ticketsOf(desk);
    await receiveMail(desk, delivery);
    expect(await ticketsOf(desk)).toEqual(before);
  });

  it.each(CALLS)('though the function dies on the way: call %s', async (call) => {
    const id = await opens();
    during(desk, async () => {
      await answer(id);
      desk.faults.add({ skip: call, after: call % 2 === 1 });
    });
    await takesInAgain(desk, deliveryOf(id, ANNA, 'P1'));
    expect(await others(id)).toMatchObject([{ state: 'waiting', priority: 1 }]);
  });
});
