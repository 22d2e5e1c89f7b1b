import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startDynamo } from '../../infra/local/emulators/dynamo.ts';
import type { Service } from '../../infra/local/serve.ts';
import { describeResult, outcomeOf } from './matrix/outcome.ts';
import { allCases, runCases } from './matrix/run.ts';
import { wireWorld } from './wire/world.ts';

/** An end of the wait on a busy machine. */
vi.setConfig({ testTimeout: 900_000 });

/** The stores behind HTTP, with a proxy that breaks one request. */
const SAMPLE = 40;
const SEED = 20_261_128;

let dynamo: Service;
beforeAll(async () => {
  dynamo = await startDynamo();
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', dynamo.url);
});
afterAll(() => dynamo.close());

it('heals a sample of all cases on the wire', async () => {
  const make = () => wireWorld(dynamo.url);
  const [cases = []] = fc.sample(fc.shuffledSubarray(await allCases(make), { minLength: SAMPLE, maxLength: SAMPLE }), {
    seed: SEED,
    numRuns: 1,
  });
  const results = await runCases(cases, make, 8);
  expect(results).toHaveLength(SAMPLE);
  expect(results.filter((result) => outcomeOf(result) === 'lost').map(describeResult)).toEqual([]);
});
