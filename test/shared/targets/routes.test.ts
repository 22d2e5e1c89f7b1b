import { describe, expect, it } from 'vitest';
import { isFor, routesOf } from '../../../shared/targets/routes.ts';
import type { Route } from '../../../shared/targets/stored-target.ts';
import { eventOf, targetOf } from '../../support/told.ts';

const to = (name: string, route: Partial<Route>) => targetOf(name, { routes: [{ on: ['breached'], ...route }] });

describe('a route', () => {
  it.each<[string, Partial<Route>, boolean]>([
    ['the type', {}, true],
    ['another type', { on: ['opened'] }, false],
    ['the level', { levels: ['breach'] }, true],
    ['another level', { levels: ['critical'] }, false],
    ['the priority', { priorities: ['1', '2'] }, true],
    ['another priority', { priorities: ['3'] }, false],
    ['the plan', { plans: ['basic'] }, true],
    ['another plan', { plans: ['premium'] }, false],
    ['the door', { doors: ['help@support.example'] }, true],
    ['another door', { doors: ['sales@support.example'] }, false],
    ['the customer', { customers: ['rossi'] }, true],
    ['another customer', { customers: ['bianchi'] }, false],
    ['all of these', { levels: ['breach'], priorities: ['1'], plans: ['basic'], customers: ['rossi'] }, true],
    ['all but one', { levels: ['breach'], priorities: ['1'], plans: ['premium'], customers: ['rossi'] }, false],
  ])('is taken by %s', (_, route, isTaken) => {
    expect(routesOf([to('one', route)], eventOf('breached', { data: { level: 'breach' } }))).toEqual(
      isTaken ? ['one'] : [],
    );
  });

  it('by a customer is for nobody whom no record knows, and one by a door for no ticket that an agent filed', () => {
    const { customer, door, ...ticket } = eventOf().ticket;
    expect([customer, door]).not.toContain(undefined);
    const stranger = { ...eventOf(), ticket };
    expect(isFor(to('one', { customers: ['rossi'] }), stranger)).toBe(false);
    expect(isFor(to('one', { doors: ['help@support.example'] }), stranger)).toBe(false);
    expect(isFor(to('one', {}), stranger)).toBe(true);
  });

  it('by a level takes what has no level by all else', () => {
    expect(isFor(to('one', { on: ['breached', 'responded'], levels: ['critical'] }), eventOf('responded'))).toBe(true);
  });

  it.each(['responded', 'closed'] as const)(
    'asks a pager nothing of the ticket that was %s: its incident is of the ticket as it was',
    (type) => {
      const route = { on: [type, 'breached' as const], priorities: ['1', '2'] as ('1' | '2')[], customers: ['rossi'] };
      const lowered = eventOf(type);
      lowered.ticket = { ...lowered.ticket, priority: '3', customer: 'bianchi' };
      const pager = { ...to('pager', route), kind: 'pager-duty' as const };
      expect(isFor(pager, lowered)).toBe(true);
      expect(isFor(to('people', route), lowered)).toBe(false);
      expect(isFor(pager, { ...lowered, type: 'breached' })).toBe(false);
      expect(isFor({ ...to('pager', { priorities: ['1'] }), kind: 'pager-duty' }, lowered)).toBe(false);
    },
  );

  it('is one of several, any of which will do', () => {
    const target = targetOf('one', { routes: [{ on: ['opened'] }, { on: ['breached'], priorities: ['1'] }] });
    expect(isFor(target, eventOf())).toBe(true);
  });

  it('of a further message is asked twice: before the ticket is read, and with it', () => {
    const event = { ...eventOf(), type: 'replied' as const, ticket: { id: 'T-4F7K2M9Q' } };
    const target = to('one', { on: ['replied'], priorities: ['3'] });
    expect(isFor(target, event)).toBe(true);
    expect(isFor(target, event, eventOf().ticket)).toBe(false);
    expect(isFor(to('one', {}), event)).toBe(false);
  });
});

it('a ticket of a flood is told to programs alone', () => {
  const event = eventOf();
  const flood = { ...event, ticket: { ...event.ticket, flood: true as const } };
  const targets = [
    to('one', {}),
    { ...to('two', {}), kind: 'webhook' as const },
    { ...to('three', {}), kind: 'pager-duty' as const },
  ];
  expect(routesOf(targets, flood)).toEqual(['two']);
});

it('a target that an admin has paused hears of nothing, and the others of all that is theirs', () => {
  const targets = [to('one', {}), { ...to('two', {}), paused: '2026-11-30T08:00:00.000Z' }, to('three', {})];
  expect(routesOf(targets, eventOf())).toEqual(['one', 'three']);
});
