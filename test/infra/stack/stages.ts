import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { deskStacks } from '../../../infra/desk-stacks.ts';
import { parseSettings } from '../../../infra/settings.ts';
import { stagesOf } from '../../../infra/stages.ts';
import { context, deskContext } from '../committed-settings.ts';
import { CONTEXT, deskStage, resources, synthesize } from './template.ts';

const { state, desk } = deskStage({});
const kept = Template.fromStack(state).toJSON();
const made = Template.fromStack(desk).toJSON();

/** Types of what holds data, whose loss nobody could mend. */
const DATA = [
  'AWS::Cognito::UserPool',
  'AWS::DynamoDB::GlobalTable',
  'AWS::S3::Bucket',
  'AWS::SES::EmailIdentity',
  'AWS::SecretsManager::Secret',
];

type Made = {
  Type: string;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  Properties: Record<string, unknown>;
};
const typesOf = (template: Record<string, Record<string, Made>>) =>
  Object.values(template.Resources ?? {}).map(({ Type }) => Type);

describe('a stage is two stacks', () => {
  it('of which one holds the data, so that the other can be taken down and built again', () => {
    for (const type of DATA) {
      expect(typesOf(kept)).toContain(type);
      expect(typesOf(made)).not.toContain(type);
    }
  });

  it('and CloudFormation lets nothing go that the desk works on: each reference is an export', () => {
    const text = JSON.stringify(made);
    expect(text).not.toContain('Fn::GetStackOutput');
    expect(text.match(/Fn::ImportValue/g)?.length).toBeGreaterThan(10);
    expect(desk.dependencies).toEqual([state]);
  });

  it('whose data stays when its stack goes, if the stage is kept', () => {
    for (const { Type, DeletionPolicy, UpdateReplacePolicy } of Object.values<Made>(kept.Resources)) {
      if (DATA.includes(Type))
        expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
    }
  });

  it('whose data goes with its stack, if the stage is only tried', () => {
    const tried = synthesize({ keep: false });
    for (const type of DATA) tried.allResources(type, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  });
});

it('stages and further desks are apart: two of each stand in one account (A10)', () => {
  const app = new App({ context: CONTEXT });
  const stages = [
    ...stagesOf(context),
    {
      name: 'prod',
      deployment: parseSettings(
        deskContext({ deskId: 'Second', mailDomain: 'help.example.com', supportAddress: 'us@help.example.com' }),
      ),
    },
  ];
  const names = stages.flatMap((stage) => Object.values(deskStacks(app, stage)).map(({ stackName }) => stackName));
  expect(names).toEqual([
    'SupportDesk-dev-State',
    'SupportDesk-dev',
    'SupportDesk-prod-State',
    'SupportDesk-prod',
    'Second-prod-State',
    'Second-prod',
  ]);
});

it('an alarm of one stage is not rung by another: each counts by the name of its stack', () => {
  const services = new Set(
    resources('AWS::CloudWatch::Alarm', Template.fromStack(deskStage({}, 'dev').desk)).flatMap(([, { Properties }]) =>
      ((Properties.Dimensions ?? []) as { Name: string; Value: string }[]).flatMap(({ Name, Value }) =>
        Name === 'service' ? [Value] : [],
      ),
    ),
  );
  expect([...services]).toEqual(['SupportDesk-dev']);
});

describe('in the hosted zone of the admin', () => {
  const zone = { id: 'Z0123456789ABC', name: 'support.example.com' };
  const records = (changes: object) =>
    resources('AWS::Route53::RecordSet', synthesize({ zone, ...changes })).map(
      ([, { Properties }]) => `${Properties.Type} ${JSON.stringify(Properties.Name)}`,
    );

  it('the records that prove the domain, and where bounces come back to, are written', () => {
    const types = records({}).map((each) => each.split(' ')[0]);
    expect(types.sort()).toEqual(['CNAME', 'CNAME', 'CNAME', 'MX', 'TXT']);
  });

  it('the desk’s own name is, and its certificate proves itself there', () => {
    const template = synthesize({ zone, domain: { name: 'desk.support.example.com' } });
    template.hasResourceProperties('AWS::CertificateManager::Certificate', { ValidationMethod: 'DNS' });
    for (const Type of ['A', 'AAAA']) {
      template.hasResourceProperties('AWS::Route53::RecordSet', { Type, Name: 'desk.support.example.com.' });
    }
  });

  it('the MX record is, last of all, once customers are to write', () => {
    expect(records({})).not.toContain('MX "support.example.com."');
    const live = synthesize({ zone, live: true });
    const [record] = resources('AWS::Route53::RecordSet', live).filter(
      ([, { Properties }]) => Properties.Name === 'support.example.com.',
    );
    expect(record?.[1].Properties).toMatchObject({ Type: 'MX' });
    const [active] = resources('Custom::ActiveRuleSet', live).map(([id]) => id);
    expect(record?.[1].DependsOn).toContain(active);
  });
});

it('without a zone every record is an output, for the admin to copy', () => {
  const outputs = synthesize({
    domain: { name: 'desk.example.com', certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/a' },
  }).findOutputs('*');
  const names = Object.entries(outputs).filter(([, { Description }]) => String(Description).startsWith('DNS record'));
  expect(names.map(([name]) => name.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
    'DkimRecord1',
    'DkimRecord2',
    'DkimRecord3',
    'MailFromMx',
    'MailFromSpf',
    'MxRecord',
    'WebRecord',
  ]);
});
