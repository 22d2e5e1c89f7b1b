import { expect, it } from 'vitest';
import { LINK, olderTicket, withNewer } from '../../../shared/ticket/links.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';

/** Which of its links a ticket keeps when there are too many. */

const AT = '2026-11-30T08:00:00.000Z';

async function ticket(): Promise<Ticket> {
  return waitingTicket(deskOf(), { older: { ticket: 'T-OLDER000', kind: LINK.follows } });
}

const numbered = (from: number, count: number) => Array.from({ length: count }, (_, at) => `T-${from + at}`);

const linked = (ticket: Ticket, newer: readonly string[], outside?: true) =>
  newer.reduce((current, each) => withNewer(current, { ticket: each, kind: LINK.follows, outside }, AT), ticket);

it('strangers’ go before those of who belongs there, however many they make, and a ticket finds its own older one', async () => {
  const known = linked(await ticket(), numbered(100, 5));
  const flooded = linked(known, numbered(200, 40), true);
  expect(flooded.links).toHaveLength(20);
  expect(olderTicket(flooded)).toEqual({ ticket: 'T-OLDER000', kind: LINK.follows });
  expect(flooded.links.filter(({ outside }) => !outside).map(({ ticket: id }) => id)).toEqual([
    'T-OLDER000',
    ...numbered(100, 5),
  ]);
  expect(flooded.links.at(-1)).toEqual({ ticket: 'T-239', kind: LINK.followedBy, outside: true });
});

it('of those who belong there the newest stay', async () => {
  const { links } = linked(await ticket(), numbered(100, 30));
  expect(links.map(({ ticket: id }) => id)).toEqual(['T-OLDER000', ...numbered(111, 19)]);
});
