import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { costOf } from '../../../infra/cli/cost/cost.ts';
import { MEASURED } from '../../../infra/cli/cost/counts.ts';
import { cost } from '../../../infra/cli/cost.ts';

/** What the command prints. */
async function printed(...args: string[]): Promise<string> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  expect(await cost(args, { stdin, stdout, stderr })).toBe(0);
  return String(stdout.read());
}

describe('what a desk costs', () => {
  it('is the counts times the prices, and what it costs when nobody writes', () => {
    const { request, answer, notice } = MEASURED.operations;
    const parts = costOf({ tickets: 1_000_000, agents: 1 });
    // Request, answer, and the notices of the ticket and of its warning; of the breach the agent and the lead.
    const mails = request.mails + answer.mails + 1.13 * notice.mails + 0.08 * 2;
    expect(parts['SES out']).toBeCloseTo(100 * mails);
    expect(parts.idle).toBe(costOf({ tickets: 1, agents: 1 }).idle);
  });

  it('has what SES reports of the mails, and the second look at what is stored, in it', () => {
    const { reports, 'late looks': looks, ...others } = costOf({ tickets: 1_000_000, agents: 5 });
    // Dollars a million tickets: each of 8.5 mails is published, some 2.1 are heard of.
    expect([reports > 10, reports < 40, looks > 8, looks < 25]).toEqual([true, true, true, true]);
    expect(reports + looks).toBeLessThan(0.05 * Object.values(others).reduce((all, each) => all + each, 0));
  });

  it('has the stream in it, by what its reader does of a ticket, the bus by what it tells, and as many targets as are said', () => {
    const { stream } = MEASURED;
    const [none, two] = [0, 2].map((targets) => costOf({ tickets: 1_000_000, agents: 5, targets }));
    expect(none?.bus).toBeCloseTo(stream.events + 0.21);
    const units = stream['write units'] * 0.625 + stream['read units'] * 0.125;
    expect(none?.stream).toBeGreaterThan(units);
    expect(none?.stream).toBeLessThan(units + 8 * stream.records);
    expect(none?.targets).toBe(0);
    // Three calls of a FIFO queue an event, and what is noted, and no more than a dollar's thousandth a ticket.
    expect(two?.targets).toBeGreaterThan(2 * stream.events * (3 * 0.5 + stream.target['write units'] * 0.625));
    expect(two?.targets).toBeLessThan(1_000);
    expect({ ...two, targets: 0 }).toEqual(none);
  });

  it('grows with the tickets, and mails with the team', () => {
    const [small, large] = [costOf({ tickets: 1_000, agents: 5 }), costOf({ tickets: 100_000, agents: 5 })];
    for (const part of [
      'SES out',
      'SES in',
      'DynamoDB',
      'S3',
      'SQS',
      'Scheduler',
      'Lambda',
      'reports',
      'late looks',
      'stream',
      'bus',
      'kept',
    ] as const)
      expect(large[part]).toBeCloseTo(100 * small[part]);
    expect(costOf({ tickets: 1_000, agents: 20 })['SES out']).toBeGreaterThan(3 * small['SES out']);
  });

  it('is printed by service, with the day of the counts and of the prices, or as JSON', async () => {
    expect(await printed('--tickets', '1000', '--agents', '5')).toMatch(
      /SES out +\d+\.\d\d\n.*sum +\d+\.\d\d\n.*from memory/s,
    );
    const json = JSON.parse(await printed('--tickets', '1000', '--agents', '5', '--json'));
    expect(json).toMatchObject({ tickets: 1_000, agents: 5, counted: MEASURED.measured });
    const { sum, ...parts } = json.dollars;
    expect(Object.values<number>(parts).reduce((all, each) => all + each, 0)).toBeCloseTo(sum);
  });

  it.each([
    [[], '--tickets must be a whole number above 0'],
    [['--tickets', '0', '--agents', '5'], '--tickets must be a whole number above 0'],
    [['--tickets', '10', '--agents', 'many'], '--agents must be a whole number above 0'],
    [['--tickets', '10', '--agents', '5', '--targets', 'some'], '--targets must be a whole number, as in'],
  ])('names what is wrong with %j', async (args, message) => {
    await expect(printed(...args)).rejects.toThrow(message);
  });
});
