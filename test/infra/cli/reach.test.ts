import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { reachDesk } from '../../../infra/cli/reach.ts';
import { functionEnvironment } from '../../../infra/local/function-env.ts';
import type { Service } from '../../../infra/local/serve.ts';
import { ENV } from '../../../shared/names.ts';
import { memoryDesk } from '../../support/memory-desk.ts';
import { template } from '../stack/template.ts';
import { type Account, startAws } from './preflight/aws.ts';

const API = 'SupportDesk-prod-Api91B5';
const { settings } = memoryDesk();
let aws: Service;
let account: Pick<Account, 'stacks' | 'functions'>;

beforeAll(async () => {
  aws = await startAws(() => account as Account);
});
afterAll(() => aws.close());

beforeEach(() => {
  const outputs = { ApiFunction: API, ApiUrl: 'https://api.example/' };
  account = {
    stacks: new Map([['SupportDesk-prod', { status: 'UPDATE_COMPLETE', outputs }]]),
    functions: new Map([[API, { ...functionEnvironment(settings), POWERTOOLS_SERVICE_NAME: 'desk' }]]),
  };
  for (const [name, value] of Object.entries({
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: 'nobody',
    AWS_SECRET_ACCESS_KEY: 'nothing',
    AWS_REGION: 'us-east-1',
  }))
    vi.stubEnv(name, value);
  for (const name of Object.values(ENV)) vi.stubEnv(name, undefined);
});

describe('the desk of a stage', () => {
  it('is reached by what its functions run with, in its own Region', async () => {
    const { deployed, ...reached } = await reachDesk('prod');
    expect(reached).toMatchObject({ url: 'https://api.example', settings, env: functionEnvironment(settings) });
    expect(deployed?.outputs.ApiFunction).toBe(API);
    expect(process.env[ENV.ticketTable]).toBe(reached.env[ENV.ticketTable]);
    expect(process.env.AWS_REGION).toBe(deployed?.stage.deployment.region);
    // The function's own, which is no matter of this process.
    expect(reached.env.NODE_OPTIONS).toBeUndefined();
    expect(Math.abs((await reached.now()).getTime() - Date.now())).toBeLessThan(60_000);
    expect((await reached.desk()).settings).toEqual(settings);
  });

  it('is reached with other tables, such as a restore has made', async () => {
    const { env } = await reachDesk('prod', { tickets: 'restored', people: 'restored-people' });
    const restored = { [ENV.ticketTable]: 'restored', [ENV.peopleTable]: 'restored-people' };
    expect(env).toEqual({ ...functionEnvironment(settings), ...restored });
  });

  it('is that of a function which every stage deploys, with all the names', () => {
    const { Value } = Object.values(template.findOutputs('ApiFunction'))[0] ?? {};
    const { Environment } = template.findResources('AWS::Lambda::Function')[Value.Ref]?.Properties ?? {};
    expect(Object.keys(Environment.Variables)).toEqual(expect.arrayContaining(Object.values(ENV)));
  });

  it('is missed by name: no such stage, not deployed, no function, one without the names', async () => {
    await expect(reachDesk('pord')).rejects.toThrow(/--stage: pord is no stage; use one of/);
    await expect(reachDesk('dev')).rejects.toThrow(/stage dev is not deployed.*npx cdk deploy SupportDesk-dev/);
    account.functions.set(API, { [ENV.ticketTable]: 'Tickets' });
    await expect(reachDesk('prod')).rejects.toThrow(/Api91B5 does not say what it runs with.*lacks .*PEOPLE_TABLE/);
    account.functions.clear();
    await expect(reachDesk('prod')).rejects.toThrow(/Function not found/);
  });
});
