import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { FLOWS } from './matrix/flows.ts';
import { describeResult, outcomeOf } from './matrix/outcome.ts';
import { allCases, callsOf, runCase, runCases } from './matrix/run.ts';

/** An end of the wait on a busy machine. */
vi.setConfig({ testTimeout: 900_000 });

/** Cases of the sample; `npm run faults` runs them all. */
const SAMPLE = 240;
const SEED = 20_261_128;

describe('the matrix of faults', () => {
  it.each(FLOWS)('$name gives all that is owed when nothing fails', async (flow) => {
    const { lost, doubled } = await runCase({ flow, fault: '500', call: -1 });
    expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
    expect((await callsOf(flow)).length).toBeGreaterThan(0);
  });

  it('heals a sample of all cases', async () => {
    const [cases = []] = fc.sample(fc.shuffledSubarray(await allCases(), { minLength: SAMPLE, maxLength: SAMPLE }), {
      seed: SEED,
      numRuns: 1,
    });
    const results = await runCases(cases);
    expect(results).toHaveLength(SAMPLE);
    expect(results.filter((result) => outcomeOf(result) === 'lost').map(describeResult)).toEqual([]);
  });
});

describe('found by the matrix', () => {
  /** Hits one flow at each of its calls of one kind. */
  async function hit(name: string, fault: 'answer lost' | 'throttle', at: string): Promise<string[]> {
    const flow = FLOWS.find((each) => each.name === name);
    if (!flow) throw new Error(`there is no flow ${name}`);
    const cases = (await callsOf(flow)).flatMap((made, call) => (made === at ? [{ flow, fault, call }] : []));
    expect(cases).not.toEqual([]);
    return (await runCases(cases)).filter((result) => outcomeOf(result) !== 'healed').map(describeResult);
  }

  it('an answer counts although the table’s answer to noting that it left was lost', async () => {
    expect(await hit('API response', 'answer lost', 'tickets.saveRelay')).toEqual([]);
  });

  it('#close beside an answer that has to wait closes the ticket once the answer has left', async () => {
    expect(await hit('answer with commands', 'throttle', 'mailer.send')).toEqual([]);
  });
});
