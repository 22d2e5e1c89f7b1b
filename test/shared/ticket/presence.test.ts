import { describe, expect, it } from 'vitest';
import { colleaguesOn, MOST_PLACES, type Present, withPlace } from '../../../shared/ticket/presence.ts';

const NOW = '2026-11-30T08:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();
const on = (ticket: string, seconds = 0, isWriting = false) => ({ ticket, at: at(seconds), isWriting });

describe('who is on a ticket', () => {
  const all: Present[] = [
    { agent: 'marta', places: [on('T-1', -10, true), on('T-2', -59)] },
    { agent: 'bruno', places: [on('T-1', -30), on('T-3', -60)] },
    { agent: 'ada', places: [on('T-1', -5)] },
  ];

  it('is everybody else who was heard of within a minute, in the same order always', () => {
    const found = colleaguesOn(all, 'ada', new Date(NOW));
    expect(found.get('T-1')).toEqual([
      { agent: 'bruno', isWriting: false },
      { agent: 'marta', isWriting: true },
    ]);
    expect(found.get('T-2')).toEqual([{ agent: 'marta', isWriting: false }]);
    expect(found.get('T-3')).toBeUndefined();
    expect(colleaguesOn(all.toReversed(), 'ada', new Date(NOW))).toEqual(found);
    expect(colleaguesOn(all, 'ada', new Date(at(55))).size).toBe(0);
  });

  it('is nobody whose clock is far ahead', () => {
    expect(colleaguesOn([{ agent: 'marta', places: [on('T-1', 3_600)] }], 'ada', new Date(NOW)).size).toBe(0);
  });
});

describe('where an agent is', () => {
  it('is what they have open now, without what was a minute ago', () => {
    const all: Present[] = [{ agent: 'ada', places: [on('T-1', -70), on('T-2', -20), on('T-3', -30, true)] }];
    expect(withPlace(all, { agent: 'ada', ...on('T-3') }).places).toEqual([on('T-3'), on('T-2', -20)]);
    expect(withPlace(all, { agent: 'bruno', ...on('T-3') }).places).toEqual([on('T-3')]);
  });

  it('is a few windows, however many are open', () => {
    let all: Present[] = [];
    for (let number = 0; number < 9; number += 1) all = [withPlace(all, { agent: 'ada', ...on(`T-${number}`) })];
    expect(all[0]?.places.map(({ ticket }) => ticket)).toEqual(['T-8', 'T-7', 'T-6', 'T-5'].slice(0, MOST_PLACES));
  });
});
