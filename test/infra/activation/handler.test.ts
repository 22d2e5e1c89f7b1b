import { SESClient } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { activationHandler } from '../../../infra/activation/handler.ts';
import { type Service, serve } from '../../../infra/local/serve.ts';
import { answerReceiptRules, type ReceiptRules } from '../../support/receipt-rules.ts';

/** What CloudFormation was told, in order. */
type Told = { Status: string; Reason?: string; PhysicalResourceId: string; contentType: string | null };

let service: Service;
let account: ReceiptRules;
let told: Told[];
/** So often CloudFormation's address fails before it takes an answer. */
let failures: number;

/** Plays SES, and below `/response` the address in S3 to which CloudFormation signs a request's answer. */
async function play(request: Request): Promise<Response> {
  if (!new URL(request.url).pathname.startsWith('/response'))
    return answerReceiptRules(account, new URLSearchParams(await request.text()));
  if (request.method !== 'PUT') return new Response(null, { status: 405 });
  if (failures > 0) {
    failures -= 1;
    return new Response(null, { status: 503 });
  }
  told.push({ ...JSON.parse(await request.text()), contentType: request.headers.get('content-type') });
  return new Response();
}

beforeAll(async () => {
  service = await serve(play);
});
afterAll(() => service.close());
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  account = {
    sets: new Map([
      ['ours', []],
      ['theirs', []],
      ['new', []],
    ]),
    active: undefined,
  };
  told = [];
  failures = 0;
});

const ADDRESS = { StackId: 'arn:aws:cloudformation:stack', RequestId: 'request-1', LogicalResourceId: 'ActiveRuleSet' };

/** Sends a request as CloudFormation does; gives what it heard. */
async function send(
  RequestType: string,
  { properties = {}, ...rest }: { properties?: object; [key: string]: unknown } = {},
): Promise<Told> {
  const ses = new SESClient({
    endpoint: service.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  await activationHandler(ses)({
    ...ADDRESS,
    RequestType,
    ResponseURL: `${service.url}/response?X-Amz-Signature=abc`,
    ResourceType: 'Custom::ActiveRuleSet',
    ResourceProperties: { ServiceToken: 'arn', RuleSet: 'ours', ...properties },
    ...rest,
  });
  const answer = told.at(-1);
  if (!answer) throw new Error('CloudFormation heard nothing');
  return answer;
}

describe('CloudFormation', () => {
  it('hears that ours is active, at the address of its request and by its ids', async () => {
    expect(await send('Create')).toEqual({
      ...ADDRESS,
      Status: 'SUCCESS',
      PhysicalResourceId: 'active-receipt-rule-set',
      contentType: null,
    });
    expect(account.active).toBe('ours');
  });

  it('hears why not, and nothing is changed', async () => {
    account.active = 'theirs';
    const answer = await send('Create');
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('Rule set theirs is active') });
    expect(account.active).toBe('theirs');
    // It takes back what failed, by the id that it was told.
    expect(await send('Delete', { PhysicalResourceId: answer.PhysicalResourceId })).toMatchObject({
      Status: 'SUCCESS',
    });
    expect(account.active).toBe('theirs');
  });

  it('hears of a failure of SES in a sentence', async () => {
    expect(await send('Create', { properties: { RuleSet: 'gone' } })).toMatchObject({
      Status: 'FAILED',
      Reason: 'The active receipt rule set: RuleSetDoesNotExistException: Rule set does not exist: gone',
    });
  });

  it('hears of a request that is not understood', async () => {
    expect(await send('Create', { properties: { RuleSet: 5 } })).toMatchObject({ Status: 'FAILED' });
  });

  it('hears although its address fails at first', async () => {
    failures = 2;
    expect(await send('Create')).toMatchObject({ Status: 'SUCCESS' });
  });

  it('is asked again by Lambda when its address takes no answer: the run fails', async () => {
    failures = 3;
    await expect(send('Create')).rejects.toThrow('answered 503');
    expect(await send('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(account.active).toBe('ours');
  });

  it('is told no more than it takes', async () => {
    await send('Create', { properties: { RuleSet: 'ü'.repeat(5_000) } });
    expect(Buffer.byteLength(JSON.stringify(told[0]))).toBeLessThan(4_096);
  });
});

describe('what was displaced', () => {
  const displace = { properties: { Displace: 'theirs' } };
  beforeEach(() => {
    account.active = 'theirs';
  });

  it('is remembered in the id of the resource, and active again when the stack goes', async () => {
    const { PhysicalResourceId } = await send('Create', displace);
    expect([account.active, PhysicalResourceId]).toEqual(['ours', 'active-receipt-rule-set/theirs']);
    expect(await send('Delete', { PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
    expect(account.active).toBe('theirs');
  });

  it('is remembered through updates, whose id stays: another would have CloudFormation delete the resource', async () => {
    const { PhysicalResourceId } = await send('Create', displace);
    const update = { PhysicalResourceId, OldResourceProperties: { RuleSet: 'ours', Displace: 'theirs' } };
    const updated = await send('Update', { ...update, properties: { RuleSet: 'new' } });
    expect([account.active, updated.PhysicalResourceId]).toEqual(['new', PhysicalResourceId]);
    await send('Delete', { PhysicalResourceId, properties: { RuleSet: 'new' } });
    expect(account.active).toBe('theirs');
  });

  it('is active again after a creation whose answer never came', async () => {
    failures = 3;
    await expect(send('Create', displace)).rejects.toThrow();
    await send('Delete', { ...displace, PhysicalResourceId: 'an id of CloudFormation' });
    expect(account.active).toBe('theirs');
  });

  it('and is gone by now is no hindrance: none is active then', async () => {
    const { PhysicalResourceId } = await send('Create', displace);
    account.sets.delete('theirs');
    expect(await send('Delete', { PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS' });
    expect(account.active).toBeUndefined();
  });

  it('stays inactive where a third took the place since', async () => {
    const { PhysicalResourceId } = await send('Create', displace);
    account.active = 'third';
    expect(await send('Delete', { PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS' });
    expect(account.active).toBe('third');
  });
});

it('what was never made is gone: its deletion succeeds and changes nothing', async () => {
  account.active = 'theirs';
  expect(await send('Delete', { PhysicalResourceId: 'ActiveRuleSet-1' })).toMatchObject({ Status: 'SUCCESS' });
  expect(account.active).toBe('theirs');
});
