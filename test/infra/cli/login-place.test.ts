import { afterAll, beforeAll, expect, it } from 'vitest';
import { placeOf } from '../../../infra/cli/login/place.ts';
import { enterEnvironment } from '../../../infra/local/environment.ts';
import type { Service } from '../../../infra/local/serve.ts';
import { type Account, startAws } from './preflight/aws.ts';

let aws: Service;
let outputs: Record<string, string>;

beforeAll(async () => {
  aws = await startAws(
    (): Account => ({
      stacks: new Map([['SupportDesk-prod', { status: 'CREATE_COMPLETE', outputs }]]),
      receipt: { sets: new Map(), active: undefined },
      identities: new Map(),
      sending: {},
      suppressed: new Map(),
      subscriptions: new Map(),
      tables: new Map(),
      functions: new Map(),
    }),
  );
  const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_MAX_ATTEMPTS: '1' };
  enterEnvironment({ ...keys, AWS_ENDPOINT_URL: aws.url });
});
afterAll(() => aws.close());

it('the login of a stage is what its stack prints', async () => {
  outputs = { LoginIssuer: 'https://pool.example/', LoginClientId: 'desk' };
  expect(await placeOf({ stage: 'prod' })).toEqual({ issuer: 'https://pool.example/', clientId: 'desk' });
  expect(await placeOf({ stage: 'prod', client: 'mine' })).toMatchObject({ clientId: 'mine' });
  await expect(placeOf({ stage: 'prod', issuer: 'https://x.example' })).rejects.toMatchObject({ status: 2 });
});

it('a provider of ones own needs its client named, and a stage has to be there', async () => {
  outputs = { LoginIssuer: 'https://login.example/' };
  await expect(placeOf({ stage: 'prod' })).rejects.toThrow('give your client, with --client ID');
  outputs = {};
  await expect(placeOf({ stage: 'prod' })).rejects.toThrow(
    'stage prod is not deployed: npx cdk deploy SupportDesk-prod',
  );
  await expect(placeOf({ stage: 'pord' })).rejects.toMatchObject({ status: 2 });
});
