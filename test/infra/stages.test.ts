import { describe, expect, it } from 'vitest';
import { deploymentOf, stagesOf } from '../../infra/stages.ts';
import { context } from './committed-settings.ts';

const { desk, stages } = context;

/** What the admin reads of stages with these settings; nothing when they hold. */
function complaint(of: unknown): string {
  try {
    stagesOf(of);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the committed stages', () => {
  it('are one to try things on, whose data goes with it, and one for customers', () => {
    const read = stagesOf(context).map(({ name, deployment: { keep, mailDomain } }) => ({ name, keep, mailDomain }));
    expect(read).toEqual([
      { name: 'dev', keep: false, mailDomain: 'support-dev.example.com' },
      { name: 'prod', keep: true, mailDomain: 'support.example.com' },
    ]);
  });

  it('have what all share, each with its own in the place of that', () => {
    const [dev, prod] = stagesOf({ desk, stages: { ...stages, dev: { ...stages.dev, deskName: 'To try' } } });
    expect(dev?.deployment.deskName).toBe('To try');
    expect(prod?.deployment.deskName).toBe('Example Support');
  });
});

describe('settings that are wrong', () => {
  it.each([
    [
      'no stages',
      { desk },
      'cdk.json: context.stages: expected an object with at least one stage, such as {"prod": {"region": "eu-west-1"}}',
    ],
    ['an empty object', { desk, stages: {} }, 'cdk.json: context.stages: expected an object with at least one stage'],
    [
      'a stage that is no object',
      { desk, stages: { prod: 'eu-west-1' } },
      'cdk.json: context.stages: expected an object',
    ],
    [
      'a name',
      { desk, stages: { 'pro-d': stages.prod } },
      'cdk.json: context.stages.pro-d: expected a name of at most 16 of a-z and 0-9',
    ],
    [
      'a Region without mail',
      { desk, stages: { prod: { ...stages.prod, region: 'eu-central-2' } } },
      'cdk.json: context.stages.prod.region: expected a Region in which SES receives mail: af-south-1',
    ],
    [
      'one mail domain twice',
      { desk, stages: { dev: stages.prod, prod: stages.prod } },
      'cdk.json: context.stages.prod.mailDomain: expected another domain than support.example.com, whose mail goes to stage dev',
    ],
    [
      'a zone of others',
      { desk, stages: { prod: { ...stages.prod, zone: { id: 'Z1', name: 'rossi.it' } } } },
      'cdk.json: context.stages.prod.zone.name: expected support.example.com or a domain above it',
    ],
    [
      'a domain that nothing certifies',
      { desk, stages: { prod: { ...stages.prod, domain: { name: 'desk.example.com' } } } },
      'cdk.json: context.stages.prod.domain.certificateArn: expected the ARN of a certificate for desk.example.com, or a zone that has it',
    ],
    [
      'a field that no stage has',
      { desk, stages: { prod: { ...stages.prod, mailDomain: undefined } } },
      'cdk.json: context.stages.prod.mailDomain: expected a domain',
    ],
  ])('are named with their place and the mend: %s', (_, of, words) => {
    expect(complaint(of)).toContain(words);
  });

  it('of all stages are said once', () => {
    const wrong = { ...desk, deskName: 5 };
    expect(complaint({ desk: wrong, stages })).toBe(
      'cdk.json: context.desk.deskName: expected a name such as Example Support',
    );
  });

  it('of several stages are all said', () => {
    const read = complaint({ desk, stages: { dev: { ...stages.dev, keep: 1 }, prod: { ...stages.prod, live: 1 } } });
    expect(read.split('\n')).toEqual([
      'cdk.json: context.stages.dev.keep: expected true, or false for a stage whose data may go with its stack',
      'cdk.json: context.stages.prod.live: expected true or false',
    ]);
  });
});

describe('a command and the local desk take', () => {
  it.each([
    ['prod, if nobody names another', context, {}, 'support.example.com'],
    ['the one that is named', context, { name: 'dev' }, 'support-dev.example.com'],
    ['the first, where none is called prod', { desk, stages: { live: stages.prod } }, {}, 'support.example.com'],
    [
      'what stands in the place of its settings',
      context,
      { overrides: { mailDomain: 'rossi.it', supportAddress: 'help@rossi.it' } },
      'rossi.it',
    ],
  ])('%s', (_, of, options, mailDomain) => {
    expect(deploymentOf(of, options).mailDomain).toBe(mailDomain);
  });

  it('none that is not there', () => {
    expect(() => deploymentOf(context, { name: 'test' })).toThrow('DESK_STAGE: test is no stage; use one of dev, prod');
  });
});
