import { describe, expect, it } from 'vitest';
import {
  type Filling,
  filledIn,
  filledParts,
  fillingOf,
  unknownPlaceholders,
} from '../../../shared/ticket/saved-reply.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';

const FILLING: Filling = {
  'requester.name': 'Anna',
  'ticket.number': 'T-4F7K2M9Q',
  'ticket.subject': '{{agent.name}}',
  'ticket.deadline': 'Monday',
  'agent.name': 'Ada',
};

describe('a saved reply', () => {
  it.each([
    ['Dear {{requester.name}},', 'Dear Anna,'],
    ['{{ ticket.number }} and {{ticket.number}}', 'T-4F7K2M9Q and T-4F7K2M9Q'],
    ['No placeholder, {one} brace', 'No placeholder, {one} brace'],
    ['{{nobody.knows}} stays', '{{nobody.knows}} stays'],
    ['', ''],
  ])('%j is filled in as %j', (text, filled) => {
    expect(filledIn(text, FILLING)).toBe(filled);
  });

  it('fills in nothing of what was filled in: a subject is a stranger’s', () => {
    expect(filledIn('Of {{ticket.subject}}', FILLING)).toBe('Of {{agent.name}}');
    expect(filledParts('Of {{ticket.subject}}', FILLING)).toEqual([
      { text: 'Of ' },
      { text: '{{agent.name}}', of: 'ticket.subject' },
    ]);
  });

  it.each([
    ['{{requester.name}} {{ agent.name }}', []],
    ['{{customer}} and {{customer}}', ['{{customer}}']],
    ['{{ticket.Number}}', ['{{ticket.Number}}']],
    ['Dear {{requester.name, hello', ['{{requester.name,']],
    ['requester.name}}', ['requester.name}}']],
    ['{{}} {{toString}}', ['{{}}', '{{toString}}']],
    ['a { b } c', []],
  ])('%j has unknown placeholders %j', (text, unknown) => {
    expect(unknownPlaceholders(text)).toEqual(unknown);
  });

  it('is looked through in a time that grows with its length', () => {
    const began = performance.now();
    for (const piece of ['{{', '}}', '{{ ', '{{a', ' }}', '{', 'a', ' '])
      for (const text of [piece.repeat(50_000), `{{${piece.repeat(50_000)}`]) unknownPlaceholders(text);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('says the deadline in the ticket’s zone and the reply’s language, and an address where there is no name', async () => {
    const ticket = await waitingTicket(deskOf(), { requester: { address: 'anna@rossi.example', verified: true } });
    const filling = fillingOf(ticket, { name: 'Ada' }, 'it');
    expect(filling['ticket.deadline']).toContain('Europe/Rome');
    expect(filling['ticket.deadline']).toMatch(/dicembre/);
    expect(filling['requester.name']).toBe('anna@rossi.example');
    expect(filling['ticket.number']).toBe(ticket.id);
    expect(filling['ticket.subject']).toBe(ticket.subject);
  });

  it('says nothing of what another one asked before an agent said who really asks', async () => {
    const ticket = { ...(await waitingTicket(deskOf())), asksSince: '2026-11-30T09:00:00.000Z' };
    expect(fillingOf(ticket, { name: 'Ada' }, 'it')['ticket.subject']).toBe('');
  });
});
