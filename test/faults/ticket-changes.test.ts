import { describe, expect, it } from 'vitest';
import { streamResults } from './stream/judge.ts';

describe.each([5, 100])('the reader of the stream, given %i records at once, and who tells targets', (batch) => {
  it('lose nothing, and tell each ticket’s events in order, whatever call they are killed at, or are refused', async () => {
    const results = await streamResults(batch);
    expect([...results.keys()].sort()).toEqual([
      'stream: bus',
      'stream: facts',
      'stream: set aside',
      'stream: targets',
      'stream: words',
      'targets: call',
    ]);
    const all = [...results.values()].flat();
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  });
});
