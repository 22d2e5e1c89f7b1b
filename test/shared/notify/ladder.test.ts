import { describe, expect, it } from 'vitest';
import { escalationContacts, levelInForce } from '../../../shared/notify/ladder.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { ada, bruno, deskOf, mailed, waitingTicket } from '../../support/stories.ts';

describe('whom a level tells', () => {
  const { settings, now } = deskOf();
  const addresses = (name: string, lead = settings.escalation.lead, agents = [ada, bruno]) => {
    const escalation = { ...settings.escalation, lead };
    const level = escalation.levels.find((each) => each.name === name);
    if (!level) throw new Error(`there is no level ${name}`);
    const team = { agents, settings: { ...settings, escalation }, now: now() };
    return escalationContacts({} as Ticket, level, team);
  };

  it('the groups of the level, agents so that they can answer', () => {
    expect(addresses('breach')).toEqual([
      { address: 'ada@support.example', name: 'Ada', agentId: 'ada' },
      { address: 'bruno@support.example', name: 'Bruno', agentId: 'bruno' },
      { address: 'lead@support.example' },
    ]);
    expect(addresses('critical')).toEqual([{ address: 'manager@support.example' }]);
  });

  it.each([
    ['by the first address', ['bruno@support.example']],
    ['by another one', ['bruno@home.example']],
    ['by all', ['bruno@home.example', 'bruno@support.example']],
  ])('somebody who is an agent and the lead once, as an agent: %s', (_, lead) => {
    const told = addresses('breach', lead, [ada, { ...bruno, addresses: [...bruno.addresses, 'bruno@home.example'] }]);
    expect(told.map(({ agentId }) => agentId)).toEqual(['ada', 'bruno']);
  });
});

describe('whom a level tells while its people are away', () => {
  const AWAY = { until: '2026-12-31' };
  const lia = { id: 'lia', name: 'Lia', addresses: ['lia@support.example'], absent: AWAY };
  const LIA = 'lia@support.example';
  const LEAD = 'lead@support.example';
  const MANAGER = 'manager@support.example';
  const levels: Settings['escalation']['levels'] = [
    { name: 'breach', share: 1, to: ['lead'] },
    { name: 'late', share: 3, to: ['manager'] },
  ];

  /** Who hears of a missed deadline, and the errors that the operator reads. */
  async function breached(lead: string[], manager: string[]) {
    const desk = deskOf({ agents: [ada, bruno, lia], settings: { escalation: { levels, lead, manager } } });
    const { id, timer } = await waitingTicket(desk, { priority: 1 });
    desk.pass(2.1 * 3600);
    desk.sent.length = 0;
    await escalate(desk, { ticketId: id, version: timer.version });
    const errors = desk.lines.filter(({ level }) => level === 'error').map(({ message }) => message);
    return { told: mailed(desk), errors };
  }

  it('the others of the level', async () => {
    expect(await breached([LIA, LEAD], [MANAGER])).toEqual({ told: [LEAD], errors: [] });
  });

  it('nobody of it, and the next level at once, with a word to the operator', async () => {
    expect(await breached([LIA], [MANAGER])).toEqual({
      told: [MANAGER],
      errors: ['a level of escalation has no contacts'],
    });
  });

  it('them all the same when it is the last level: nothing is told to nobody', async () => {
    expect((await breached([LIA], [LIA])).told).toEqual([LIA]);
  });
});

describe('the level that an escalation is told as', () => {
  type Levels = [name: string, share: number][];

  /** The name of today's level for one of a Basic P1 of Monday 09:00 in Rome: warning 10:30, breach 11:00, critical 12:00. */
  async function inForce(level: string, due: string, levels: Levels, change: Partial<Settings> = {}) {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    const settings: Settings = {
      ...desk.settings,
      escalation: {
        ...desk.settings.escalation,
        levels: levels.map(([name, share]) => ({ name, share, to: ['lead'] })),
      },
      ...change,
    };
    return levelInForce(settings, ticket, { level, due }).name;
  }

  const WARNING = ['warning', '2026-11-30T09:30:00.000Z'] as const;
  const CRITICAL = ['critical', '2026-11-30T11:00:00.000Z'] as const;

  it.each<[string, readonly [string, string], Levels, string]>([
    [
      'is the one of its name, wherever that stands now',
      WARNING,
      [
        ['breach', 0.5],
        ['warning', 1],
      ],
      'warning',
    ],
    [
      'renamed, is the one of its share',
      WARNING,
      [
        ['early', 0.75],
        ['late', 1],
      ],
      'early',
    ],
    [
      'without one of its share, is the next harder',
      WARNING,
      [
        ['early', 0.5],
        ['late', 0.9],
        ['last', 1.5],
      ],
      'late',
    ],
    [
      'harder than all there are, is the last',
      CRITICAL,
      [
        ['early', 0.5],
        ['late', 1],
      ],
      'late',
    ],
    ['is the only one there is', WARNING, [['late', 0.1]], 'late'],
  ])('%s', async (_, [level, due], levels, expected) => {
    expect(await inForce(level, due, levels)).toBe(expected);
  });
});
