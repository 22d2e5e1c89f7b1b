import type { Message } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { lanesOf, workOff } from '../../../infra/local/lanes.ts';

const message = (Body: string, line?: string): Message => ({ Body, Attributes: line ? { MessageGroupId: line } : {} });
const bodies = (messages: readonly Message[]) => messages.map(({ Body }) => Body);

describe('what is taken together from a queue', () => {
  it('is handed over in batches, which wait for nothing of each other', () => {
    const lanes = lanesOf(
      ['a', 'b', 'c'].map((each) => message(each)),
      2,
    );
    expect(lanes.map((lane) => lane.map(bodies))).toEqual([[['a', 'b']], [['c']]]);
    expect(lanesOf([], 2)).toEqual([]);
  });

  it('keeps the order of each line', () => {
    const taken = [message('a1', 'a'), message('b1', 'b'), message('a2', 'a'), message('a3', 'a')];
    const lanes = lanesOf(taken, 2);
    expect(lanes.map((lane) => lane.map(bodies))).toEqual([[['a1', 'a2'], ['a3']], [['b1']]]);
  });

  it('is worked off side by side, so many at once', async () => {
    let [busy, most] = [0, 0];
    const work = async (batch: Message[]) => {
      busy += 1;
      most = Math.max(most, busy);
      await new Promise((resolve) => setTimeout(resolve, 5));
      busy -= 1;
      return batch;
    };
    const lanes = lanesOf(
      ['a', 'b', 'c', 'd', 'e'].map((each) => message(each)),
      1,
    );
    const { done, left } = await workOff(lanes, { atOnce: 2, isStopping: () => false, work });
    expect([bodies(done).sort(), left, most]).toEqual([['a', 'b', 'c', 'd', 'e'], [], 2]);
  });

  it('stays where it is behind what failed of its line, and only there', async () => {
    const taken = [message('a1', 'a'), message('a2', 'a'), message('b1', 'b'), message('b2', 'b')];
    const work = async (batch: Message[]) => batch.filter(({ Body }) => Body !== 'a1');
    const { done, left } = await workOff(lanesOf(taken, 1), { atOnce: 1, isStopping: () => false, work });
    expect([bodies(done), bodies(left)]).toEqual([['b1', 'b2'], ['a2']]);
  });

  it('is not begun any more when the desk stops', async () => {
    let isStopping = false;
    const work = async (batch: Message[]) => {
      isStopping = true;
      return batch;
    };
    const lanes = lanesOf(
      ['a', 'b', 'c'].map((each) => message(each)),
      1,
    );
    const { done, left } = await workOff(lanes, { atOnce: 1, isStopping: () => isStopping, work });
    expect([bodies(done), bodies(left)]).toEqual([['a'], ['b', 'c']]);
  });
});
