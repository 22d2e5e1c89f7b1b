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

describe('a priority set off at the beginning of a line', () => {
  it.each([
    ['[P1] The whole shop is down.', 1],
    ['P1: the whole shop is down.', 1],
    ['P1! Everything is down now.', 1],
    ['P1 - alles steht', 1],
    ['P1 – tutto fermo', 1],
    ['Hi,\n\nP1! Everything is down now.', 1],
    ['Hello Ada,\n(P2) it is slow', 2],
    ['**P1:** the shop is down', 1],
    ['*[P1]* the shop is down', 1],
    ['Prio 1: Kasse steht', 1],
    ['[Sev 1] db down', 1],
    ['Priorità 1 - cassa ferma', 1],
    ['URGENTE P1: cassa ferma', 1],
    ['P1: the shop is down.\nP1: please call', 1],
    ['P1: 3 tills are down', 1],
    ['P1: 3 POS down', 1],
    ['[P1] 3 tills are down', 1],
    ['P1: is the server down?', 1],
  ])('%j', (text, priority) => {
    expect(priorityLine(text)).toBe(priority);
  });

  it.each([
    'P1: 24 V\nP2: ground',
    'P1: red wire\nP2: blue wire',
    'P1: connector, broken',
    'P1: 24 V',
    'P1: 4,5 bar',
    'P1 - P3 explained',
    'P1–P4 are defined',
    'P1 is the connector',
    'the shop is down, P1: yes',
    '> P1: the shop is down',
    'a\nb\nc\nd\ne\n[P1] x',
    'not P1: it can wait',
    'P10: x',
    'P1.5: x',
    'P1-Stecker: defekt',
    'Urgent: the shop is down',
  ])('none in: %j', (text) => {
    expect(priorityLine(text)).toBeUndefined();
  });
});

it.each(['sev. ', 'prio.', 'urgent! ', '* ', '[ ', 'p ', 'not a '])(
  'a line of nothing but "%s" costs little',
  (unit) => {
    expect(priorityLine(`${unit.repeat(20_000)}x`)).toBeUndefined();
  },
);

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
    'How urgent?: next week',
    'Quanto è urgente ?\n  fra un mese',
  ])('not: %s', (text) => expect(soundsUrgent(text)).toBe(false));
});
