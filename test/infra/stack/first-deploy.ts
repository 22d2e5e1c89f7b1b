import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { deskStage, resource, resources, template } from './template.ts';

/** Where two resources may have one name in an account and Region: they are known by an id, or by what they belong to. */
const NOT_UNIQUE = [
  'AWS::ApiGatewayV2::Api.Name',
  'AWS::ApiGatewayV2::Authorizer.Name',
  'AWS::ApiGatewayV2::Stage.StageName',
  'AWS::CloudWatch::Alarm.MetricName',
  'AWS::IAM::Policy.PolicyName',
  'AWS::SNS::Topic.DisplayName',
];

/** Nothing of its kind has none, and it goes with the stack that made it. */
const NAMED = ['AWS::Events::EventBus.Name'];

/** What customers wrote and were promised, and by what they and their servers know the desk. */
const KEPT = [
  'AWS::DynamoDB::GlobalTable',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'AWS::SES::EmailIdentity',
  'AWS::Cognito::UserPool',
] as const;

type Made = { Type: string; DeletionPolicy?: string; Properties?: Record<string, unknown> };
const all = Object.entries<Made>(template.toJSON().Resources);
const ofDesk = Object.keys(Template.fromStack(deskStage({}).desk).toJSON().Resources);

describe('a first deploy that failed does not stand in the way of the next (A3)', () => {
  it('since nothing has a name that could be taken', () => {
    const named = all.flatMap(([, { Type, Properties = {} }]) =>
      Object.entries(Properties)
        .filter(([key, value]) => key.endsWith('Name') && typeof value === 'string')
        .map(([key]) => `${Type}.${key}`),
    );
    expect([...new Set(named)].filter((each) => ![...NOT_UNIQUE, ...NAMED].includes(each))).toEqual([]);
  });

  it('since nothing stays that was made by it alone', () => {
    expect(all.filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain')).toEqual([]);
  });

  it('since no table refuses to be taken back', () => {
    for (const [, { Properties }] of resources('AWS::DynamoDB::GlobalTable')) {
      expect(JSON.stringify(Properties)).not.toContain('DeletionProtectionEnabled');
    }
  });

  it('since the bucket gets its first object, which SES writes to try the rule, after all else has been made', () => {
    const rule = resource('AWS::SES::ReceiptRule', 'InboundMailRuleSetSupport');
    const active = resource('Custom::ActiveRuleSet', 'InboundMailActive');
    const made = [
      ...(rule.DependsOn as string[]),
      resource('AWS::SES::ReceiptRuleSet', 'InboundMailRuleSet').id,
      rule.id,
      active.id,
    ];
    expect(made.filter((id) => ofDesk.includes(id)).sort()).toEqual(ofDesk.sort());
  });

  it('since the rule set becomes active when its rule is there, and a deploy that it fails waits five minutes at most', () => {
    const rule = resource('AWS::SES::ReceiptRule', 'InboundMailRuleSetSupport');
    const active = resource('Custom::ActiveRuleSet', 'InboundMailActive');
    expect(active.DependsOn).toContain(rule.id);
    expect(active.Properties).toMatchObject({ ServiceTimeout: '300' });
    // Its function goes with it: nothing made it keep a log.
    expect(
      all.filter(([, { Type }]) => Type === 'AWS::Logs::LogGroup').map(([, { DeletionPolicy }]) => DeletionPolicy),
    ).not.toContain('Retain');
  });
});

describe('what a desk in use cannot do without', () => {
  it.each(KEPT)('outlives the stack, and a setting that takes it out of the stack: %s (A13)', (type) => {
    template.allResources(type, { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  it('does not hold on to the timers, whose queue goes with the stack: the sweep fires what is due', () => {
    const group = resource('AWS::Scheduler::ScheduleGroup', 'TimersGroup');
    expect(group).not.toHaveProperty('DeletionPolicy');
    expect(group).not.toHaveProperty('Properties.Name');
  });
});
