import { describe, expect, it } from 'vitest';
import { trailEn } from '../../../functions/console/words/trail-en.ts';
import { isTold } from '../../../shared/events/tellings.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { checkTold } from '../../support/check-told.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { UNTOLD } from '../../support/untold-actions.ts';

describe('the actions of the trail', () => {
  it('are each either told or said to be told to nobody', () => {
    // Messages and notes are shown among the lines and are none.
    const actions = Object.keys(trailEn.lines).filter((action) => !['message', 'note'].includes(action));
    expect(actions.filter((action) => isTold(action) === action in UNTOLD)).toEqual([]);
    expect(Object.keys(UNTOLD).filter((action) => !actions.includes(action))).toEqual([]);
  });
});

describe('the check behind every write of a test', () => {
  it('names a new action that nobody has decided on', async () => {
    const [before, line] = await ticketAndLine('danced');
    expect(() => checkTold(before, line)).toThrow('the action "danced" of the trail must either be told');
  });

  it('names what changed and is not told', async () => {
    const [before, after] = await ticketAndLine('tagged');
    expect(() => checkTold(before, { ...after, priority: 1 })).toThrow(
      'lines ["tagged"]: its priority changed, and no event of prioritized says so',
    );
  });

  it('names an event that does not fit its schema', async () => {
    const [before, after] = await ticketAndLine('assigned');
    const audit = after.audit.map((line) => ({ ...line, by: 'nobody' }));
    expect(() => checkTold(before, { ...after, audit })).toThrow('the event assigned does not fit its schema');
  });
});

async function ticketAndLine(action: string): Promise<[before: Ticket, after: Ticket]> {
  const desk = deskOf();
  const before = await getTicket(desk, (await waitingTicket(desk)).id);
  const version = before.version + 1;
  const line = { at: desk.now().toISOString(), by: 'desk', action, version };
  return [before, { ...before, audit: [...before.audit, line], version }];
}
