import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { goingOnFor } from '../../../shared/ticket/going-on-for.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { arrives } from '../../support/arrives.ts';
import { ada, deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

/** What is written to a duplicate stands on the ticket that goes on for it (docs/promise.md section 5), however long the way there is. */

const ANNA = 'anna@rossi.example';
const DESK = 'help@support.example';

/** So many tickets of Anna's, each closed as a duplicate of the next; the last one waits. */
async function inARow(many: number) {
  const desk = deskOf();
  const ids: string[] = [];
  for (let n = 0; n < many; n += 1) {
    ids.push((await waitingTicket(desk, { source: `mail:${n}`, messageId: `<anna-${n}@rossi.example>` })).id);
  }
  for (const [n, twin] of ids.slice(1).entries()) {
    const ticketId = ids[n] ?? '';
    const closing = { state: 'closed', reason: 'duplicate', twin } as const;
    await changeState(desk, { ticketId, agent: ada, at: desk.now().toISOString(), ...closing });
  }
  desk.pass(60);
  return { desk, first: ids[0] ?? '', last: ids.at(-1) ?? '' };
}

describe('a mail about the first of many duplicates', () => {
  type Way = { to?: string; head?: string; subject?: string };
  const signed = (ticketId: string) =>
    replyAddress('a signing key for tests only', DESK, { ticketId, reader: readerName(ANNA) });

  it.each<[number, string, (first: string) => Way]>([
    [6, 'its signed address', (first) => ({ to: signed(first) })],
    [7, 'its signed address', (first) => ({ to: signed(first) })],
    [8, 'its first mail', () => ({ head: 'In-Reply-To: <anna-0@rossi.example>' })],
    [12, 'its number', (first) => ({ subject: `Re: [${first}] The door` })],
  ])('of %i, by %s, stands on the last one, and raises it', async (many, _, way) => {
    const { desk, first, last } = await inARow(many);
    const { to = DESK, head = 'X-Way: none', subject = 'Re: The door' } = way(first);
    const raw = `Message-ID: <news@rossi.example>\nFrom: ${ANNA}\nTo: ${to}\n${head}\nSubject: ${subject}\n\nP1\nAny news?\n`;
    await receiveMail(desk, arrives(desk, raw, { recipients: [to] }));
    expect((await messagesOf(desk, last)).at(-1)?.text).toContain('Any news?');
    expect(await desk.tickets.get(last)).toMatchObject({ state: 'waiting', priority: 1 });
  });
});

describe('the way to the ticket that goes on', () => {
  const ticket = (id: string, mergedInto?: string) => ({ id, mergedInto }) as Ticket;
  const way = (tickets: readonly Ticket[]) => {
    const read: string[] = [];
    const from = (id: string) =>
      goingOnFor(
        async (each) => {
          read.push(each);
          return tickets.find((one) => one.id === each);
        },
        tickets.find((one) => one.id === id),
      );
    return { read, from };
  };

  it.each<[string, Ticket[], string | undefined, number]>([
    ['a ticket of its own', [ticket('a')], 'a', 0],
    ['a duplicate of itself', [ticket('a', 'a')], 'a', 0],
    ['two of each other', [ticket('a', 'b'), ticket('b', 'a')], 'b', 1],
    ['a circle behind others', [ticket('a', 'b'), ticket('b', 'c'), ticket('c', 'd'), ticket('d', 'b')], 'd', 3],
    ['one that is gone', [ticket('a', 'b'), ticket('b', 'gone')], 'b', 2],
    ['none', [], undefined, 0],
  ])('ends: %s', async (_, tickets, last, reads) => {
    const { read, from } = way(tickets);
    expect((await from('a'))?.id).toBe(last);
    expect(read).toHaveLength(reads);
  });
});
