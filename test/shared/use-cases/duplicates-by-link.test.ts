import { describe, expect, it } from 'vitest';
import { notMeByLink } from '../../../shared/use-cases/by-link/not-me-by-link.ts';
import { withdrawByLink } from '../../../shared/use-cases/by-link/withdraw-by-link.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

/** What a requester takes back by link, and whose clock may not end with it (docs/promise.md section 5). */

const ANNA = 'anna@rossi.example';
const MARCO = 'marco@rossi.example';

const close = (desk: MemoryDesk, ticketId: string, twin: string) => {
  const at = desk.now().toISOString();
  return changeState(desk, { ticketId, agent: ada, at, state: 'closed', reason: 'duplicate', twin });
};

/** A page form in Anna's name that nobody has confirmed, and tickets of others or of hers that are closed into it, each into the next. */
async function formFor(...requesters: (string | [address: string, verified: boolean])[]) {
  const desk = deskOf();
  const form = { channel: 'page' as const, requester: { address: ANNA, verified: false } };
  const tickets = [];
  for (const each of requesters) {
    const [address, verified] = typeof each === 'string' ? [each, true] : each;
    const requester = { address, verified };
    tickets.push(await waitingTicket(desk, { source: `mail:${tickets.length}`, requester, priority: 1 }));
  }
  tickets.push(await waitingTicket(desk, { source: 'page:1', ...form }));
  const ids = tickets.map(({ id }) => id);
  for (const [at, id] of ids.slice(0, -1).entries()) await close(desk, id, ids[at + 1] ?? '');
  return { desk, id: ids.at(-1) ?? '' };
}

describe.each([
  ['withdrawn', withdrawByLink],
  ['not me', notMeByLink],
] as const)('a ticket taken back by link as %s', (_, takeBack) => {
  const press = ({ desk, id }: { desk: MemoryDesk; id: string }) =>
    takeBack(desk, { ticketId: id, reader: ANNA, at: desk.now().toISOString() });

  it.each([[[MARCO]], [[MARCO, ANNA]]])(
    'runs on for another’s duplicate, also by way of a third: %j',
    async (others) => {
      const made = await formFor(...others);
      const before = await getTicket(made.desk, made.id);
      await press(made);
      expect(await getTicket(made.desk, made.id)).toEqual(before);
      expect(before.state).toBe('waiting');
    },
  );

  it('is closed where it goes on for a duplicate of their own that nobody has proved either', async () => {
    const made = await formFor([ANNA, false]);
    await press(made);
    expect((await getTicket(made.desk, made.id)).state).toBe('closed');
  });
});

describe('a form in somebody’s name that goes on for a proved request of theirs', () => {
  it.each([
    ['withdrawn', withdrawByLink, 'closed'],
    ['not me', notMeByLink, 'waiting'],
  ] as const)('is theirs to take back, and none that they never asked: %s', async (_, takeBack, state) => {
    const { desk, id } = await formFor(ANNA);
    await takeBack(desk, { ticketId: id, reader: ANNA, at: desk.now().toISOString() });
    expect(await getTicket(desk, id)).toMatchObject({ state, requester: { address: ANNA, verified: true } });
  });
});
