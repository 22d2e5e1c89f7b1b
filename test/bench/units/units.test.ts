import { expect, it } from 'vitest';
import { BUDGETS } from './budgets.ts';
import type { Cost } from './operations.ts';
import { measureLists } from './operations.ts';
import { measureTickets, onNewDesk, withSample } from './units.ts';

/** The operations that cost more than they may, or that nobody set a limit for. */
function beyond(costs: readonly Cost[]): Cost[] {
  return costs.filter(({ name, meter }) => {
    const { writes, reads } = BUDGETS[name] ?? { writes: -1, reads: -1 };
    return meter.writes > writes || meter.reads > reads;
  });
}

it('a ticket that is opened and answered by mail costs at most 45 write units, and each step what it may', async () => {
  const costs = await measureTickets();
  expect(costs[0]?.meter.writes).toBeGreaterThan(20);
  expect(costs[0]?.meter.writes).toBeLessThanOrEqual(45);
  expect(beyond(costs)).toEqual([]);
});

it('a page of a list costs what its ranges hold, and no more than twenty queries', async () => {
  const costs = await onNewDesk((metered) => withSample(metered, measureLists));
  expect(beyond(costs)).toEqual([]);
  // One query more: the agents, to know who asks.
  for (const { meter } of costs) expect(meter.queries).toBeLessThanOrEqual(21);
});
