import { describe, expect, it } from 'vitest';
import { sweepItem } from '../../../shared/aws/sweep-item.ts';
import type { SweepNotes } from '../../../shared/ticket/sweep-note.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { memorySweepNotes } from '../../support/memory-sweep-notes.ts';

const newTables = dynamoTables();
const IMPLEMENTATIONS: [string, () => Promise<SweepNotes>][] = [
  ['in DynamoDB', async () => sweepItem((await newTables()).tickets)],
  ['in memory', async () => memorySweepNotes()],
];

// The same contract for both: what the use cases are tested with must behave as what they run on.
describe.each(IMPLEMENTATIONS)('how the last sweep ended %s', (_, open) => {
  it('is nothing, then what is noted, then what is noted in its place', async () => {
    const notes = await open();
    expect(await notes.last()).toBeUndefined();
    const first = {
      at: '2026-11-30T08:00:00.000Z',
      undone: { tickets: 1, held: 0, team: 2, forms: 0 },
      tickets: ['T-1'],
    };
    const account = { isPaused: true, isQuotaNear: false };
    for (const note of [
      { ...first, account },
      { ...first, at: '2026-11-30T08:05:00.000Z', tickets: [] },
    ]) {
      await notes.write(note);
      expect(await notes.last()).toEqual(note);
    }
  });
});
