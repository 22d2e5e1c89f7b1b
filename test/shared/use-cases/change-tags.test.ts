import { describe, expect, it } from 'vitest';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { changeTags } from '../../../shared/use-cases/change-tags.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T08:10:00.000Z';

describe('tags of a ticket', () => {
  it('have a line in the trail each time they change, and none when they do not', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    const by = { ticketId, agent: ada, at };
    await changeTags(desk, { ...by, add: ['billing', 'vip', 'billing'] });
    const once = await changeTags(desk, { ...by, add: ['new'], remove: ['vip', 'never'] });
    expect(once.tags).toEqual(['billing', 'new']);
    const lines = once.audit.filter(({ action }) => action.endsWith('tagged'));
    expect(lines.map(({ by, action, detail }) => `${by} ${action} ${detail}`)).toEqual([
      'agent:ada tagged billing, vip',
      'agent:ada untagged vip',
      'agent:ada tagged new',
    ]);
    expect(await changeTags(desk, { ...by, add: ['new'], remove: ['vip'] })).toEqual(once);
  });

  it('that are added and removed at once stay', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    await changeTags(desk, { ticketId, agent: ada, at, add: ['vip'] });
    const { tags } = await changeTags(desk, { ticketId, agent: ada, at, add: ['vip'], remove: ['vip'] });
    expect(tags).toEqual(['vip']);
  });

  it('can be set on a closed ticket, too', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    await changeState(desk, { ticketId, agent: ada, at, state: 'closed', reason: 'withdrawn' });
    expect(await changeTags(desk, { ticketId, agent: ada, at, add: ['vip'] })).toMatchObject({
      state: 'closed',
      tags: ['vip'],
    });
  });
});
