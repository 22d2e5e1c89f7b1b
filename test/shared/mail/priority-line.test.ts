import { describe, expect, it } from 'vitest';
import { priorityLine, soundsUrgent } from '../../../shared/mail/priority-line.ts';

describe('a line that only declares a priority', () => {
  it.each([
    ['P1', 1],
    ['Hello,\n\nPriority: 1\n\nx', 1],
    ['**P1**\nx', 1],
    ['Priorità 1\n', 1],
    ['[P2]', 2],
    ['P1 - critical', 1],
    ['Sev 2 (critical)!', 2],
    ['URGENTE P1', 1],
    ['Guten Tag,\nPriorität: 1', 1],
    ['priority 1.', 1],
    ['Priority: P1', 1],
  ])('%j', (text, priority) => {
    expect(priorityLine(text)).toBe(priority);
  });

  it.each([
    'P1 is the connector',
    'we have\n1\n2',
    '> P1',
    'a\nb\nc\nd\ne\nP1',
    '1',
    '2.',
    'urgent',
    'Priority',
    'Priority: P1, minimal impact',
    'P10',
    'P1 P',
    'critical 1',
  ])('none in: %j', (text) => {
    expect(priorityLine(text)).toBeUndefined();
  });
});

describe('a text that sounds urgent', () => {
  it.each([
    'URGENTE server fermo',
    'this is urgent',
    'asap please',
    'Dringend!',
    'Eilt!',
    'it is an emergency',
    'È urgente',
    'appel d’urgence',
    'es urgente',
  ])('%s', (text) => expect(soundsUrgent(text)).toBe(true));

  it.each([
    'not urgent',
    'non è urgente',
    'nicht dringend',
    'pas urgent',
    'no es urgente',
    'kein Notfall',
    'not an emergency',
    'eilt nicht',
    'insurgent',
    'ce n’est pas urgent',
    'it is not very urgent',
  ])('not: %s', (text) => expect(soundsUrgent(text)).toBe(false));
});
