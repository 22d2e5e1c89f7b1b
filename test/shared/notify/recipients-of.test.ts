import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../shared/customer/agent.ts';
import { recipientsOf, type Told } from '../../../shared/notify/recipients-of.ts';
import { deskOf } from '../../support/stories.ts';

/** Two agents for all addresses of the desk, one for sales alone. */
const ada: Agent = { id: 'ada', name: 'Ada', addresses: ['ada@team.example'] };
const bruno: Agent = { id: 'bruno', name: 'Bruno', addresses: ['bruno@team.example'] };
const sara: Agent = { id: 'sara', name: 'Sara', addresses: ['sara@team.example'], desks: ['sales@support.example'] };
const away = (agent: Agent): Agent => ({ ...agent, absent: { until: '2026-12-04' } });

const settings = {
  ...deskOf().settings,
  addresses: [{ address: 'sales@support.example' }, { address: 'billing@support.example' }],
  forwardedFrom: [{ address: 'old@company.example' }],
};
const now = new Date('2026-11-30T08:00:00.000Z');

type Case = {
  unreached?: string[];
  agents?: Agent[];
  assignee?: string;
  door?: string;
  lead?: string[];
  manager?: string[];
};

function told(
  kind: Told,
  { agents = [ada, bruno, sara], assignee, unreached, door = 'help@support.example', ...groups }: Case,
) {
  const ticket = { door, ...(assignee && { assignee }) };
  const escalation = { ...settings.escalation, ...groups };
  const { people, isNobodyOnDuty } = recipientsOf(ticket, kind, {
    agents,
    settings: { ...settings, escalation },
    now,
    unreached: new Set(unreached),
  });
  return [...people.map(({ agentId, address }) => agentId ?? address), ...(isNobodyOnDuty ? ['page'] : [])];
}

const OF_ONE: Told[] = ['again', 'outside', 'returned', 'other'];
const OF_ALL: Told[] = ['new', 'level', 'unresponsive', 'held'];
const ALL: Told[] = [...OF_ONE, ...OF_ALL];

describe('who hears of a ticket', () => {
  it.each(ALL)('of nobody’s, of %s: the team of its door', (kind) => {
    expect(told(kind, {})).toEqual(['ada', 'bruno']);
    expect(told(kind, { door: 'sales@support.example' })).toEqual(['ada', 'bruno', 'sara']);
    expect(told(kind, { door: 'webhook:shop', agents: [bruno, { ...sara, desks: ['help@support.example'] }] })).toEqual(
      ['bruno', 'sara'],
    );
  });

  it.each(['complaint', 'disputed'] as const)('of a %s never a lead who is away: the assignee', (kind) => {
    const lia: Agent = { id: 'lia', name: 'Lia', addresses: ['lia@team.example'] };
    const lead = { lead: ['lia@team.example'], assignee: 'bruno' };
    expect(told(kind, { ...lead, agents: [ada, bruno, lia] })).toContain('lia');
    expect(told(kind, { ...lead, agents: [ada, bruno, away(lia)] })).toEqual(['bruno']);
  });

  it.each(OF_ONE)('of an assignee, of %s: that one alone', (kind) => {
    expect(told(kind, { assignee: 'bruno' })).toEqual(['bruno']);
    expect(told(kind, { assignee: 'sara' })).toEqual(['sara']);
  });

  it.each(OF_ALL)('of an assignee, of %s: that one first, whoever the door is for', (kind) => {
    expect(told(kind, { assignee: 'bruno' })).toEqual(['bruno', 'ada']);
    expect(told(kind, { assignee: 'sara' })).toEqual(['sara', 'ada', 'bruno']);
  });

  it.each(ALL)('of one who is away or gone, of %s: the team without them', (kind) => {
    expect(told(kind, { assignee: 'ada', agents: [away(ada), bruno, sara] })).toEqual(['bruno']);
    expect(told(kind, { assignee: 'carla' })).toEqual(['ada', 'bruno']);
  });

  it.each(ALL)('whose team is away, of %s: everybody who is not', (kind) => {
    expect(told(kind, { agents: [away(ada), away(bruno), sara] })).toEqual(['sara']);
    expect(told(kind, { door: 'billing@support.example', agents: [sara] })).toEqual(['sara']);
  });

  it.each(ALL)('of %s, when nobody is on duty: the next level at once, and a page', (kind) => {
    const agents = [away(ada), away(bruno)];
    expect(told(kind, { agents })).toEqual(['lead@support.example', 'page']);
    expect(told(kind, { agents: [] })).toEqual(['lead@support.example', 'page']);
    expect(told(kind, { agents, lead: [] })).toEqual(['manager@support.example', 'page']);
    expect(told(kind, { agents, lead: ['ada@team.example'] })).toEqual(['manager@support.example', 'page']);
  });

  it.each(ALL)('of %s, which some could not be reached with: as if these were not there', (kind) => {
    expect(told(kind, { unreached: ['ada'] })).toEqual(['bruno']);
    expect(told(kind, { unreached: ['bruno'], assignee: 'bruno' })).toEqual(['ada']);
    expect(told(kind, { unreached: ['ada', 'bruno'] })).toEqual(['sara']);
    expect(told(kind, { unreached: ['ada', 'bruno', 'sara'] })).toEqual(['lead@support.example', 'page']);
    const all = ['ada', 'bruno', 'sara', 'lead@support.example'];
    expect(told(kind, { unreached: all })).toEqual(['manager@support.example', 'page']);
    expect(told(kind, { unreached: [...all, 'manager@support.example'] })).toEqual(['page']);
  });

  it('of a mailbox elsewhere that forwards to the desk: its team', () => {
    expect(
      told('new', { door: 'old@company.example', agents: [ada, { ...sara, desks: ['old@company.example'] }] }),
    ).toEqual(['ada', 'sara']);
  });

  it('when there is nobody else at all: the agents although they are away', () => {
    expect(told('new', { agents: [away(ada), away(bruno)], lead: [], manager: [] })).toEqual(['ada', 'bruno', 'page']);
  });
});
