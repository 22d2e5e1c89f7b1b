import { describe, expect, it } from 'vitest';
import { priorityTag } from '../../../shared/mail/priority-tag.ts';

describe('a priority tag in the subject', () => {
  it.each([
    ['[P1] Nobody can log in', 1],
    ['Re: [p 3] printer', 3],
    ['Priority 2: slow logins', 2],
    ['slow logins - PRIORITY: 4', 4],
    ['Priorità 1 – tutto fermo', 1],
    ['tutto fermo, priorita 1', 1],
    ["Priorita' 2 lenta", 2],
    ['Priorita\u0300 2 decomposed accent', 2],
    ['Severity 1 outage', 1],
    ['Gravità 3 stampante', 3],
    ['severity=2', 2],
    ['[P1] was Priority 3', 1],
  ])('%s', (subject, priority) => {
    expect(priorityTag(subject)).toBe(priority);
  });

  it.each([
    'P1 without brackets is a room number',
    '[P5] there are four',
    'Priority 12',
    'Priority 1st class tickets',
    'Reprioritize 1 thing',
    'high priority',
    'Order 1 priority',
    '',
  ])('none in: %s', (subject) => {
    expect(priorityTag(subject)).toBeUndefined();
  });
});
