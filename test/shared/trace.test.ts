import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { currentTrace, inTrace } from '../../shared/trace.ts';

describe('a trace', () => {
  it('holds for all that its work waits for, and for no other work beside it', async () => {
    const seen = async (ms: number) => {
      await pause(ms);
      return currentTrace();
    };
    const side = await Promise.all([inTrace('a', () => seen(5)), inTrace('b', () => seen(1)), seen(3)]);
    expect(side).toEqual(['a', 'b', undefined]);
  });

  it('inside another is its own, and without a name it is the other', () => {
    inTrace('outer', () => {
      expect(inTrace('inner', currentTrace)).toBe('inner');
      expect(inTrace(undefined, currentTrace)).toBe('outer');
      expect(inTrace('', currentTrace)).toBe('outer');
    });
  });

  it.each([
    ['of a mail', 'o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1', 'o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1'],
    ['of a request to the HTTP API', 'JKJaXmPLvHcESHA=', 'JKJaXmPLvHcESHA'],
    ['of a timer', 'T-4F7K2M9Q.2', 'T-4F7K2M9Q_2'],
    ['that is too long', 'x'.repeat(300), 'x'.repeat(256)],
  ])('%s is what a tag of a mail takes', (_, id, trace) => {
    expect(inTrace(id, currentTrace)).toBe(trace);
  });
});
