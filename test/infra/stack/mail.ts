import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { deskStage, doors, resource, resources, synthesize, template } from './template.ts';

const topic = { Ref: resource('AWS::SNS::Topic', 'InboundMailTopic').id };
const bucket = resource('AWS::S3::Bucket', 'Mail').id;
const fromThisAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };

describe('a mail to the support address', () => {
  it('is stored raw, scanned for spam and viruses, and announced (A16)', () => {
    template.hasResourceProperties('AWS::SES::ReceiptRule', {
      RuleSetName: { Ref: resource('AWS::SES::ReceiptRuleSet', 'InboundMailRuleSet').id },
      Rule: {
        Enabled: true,
        Recipients: ['help@support.example.com', 'postmaster@support.example.com', 'abuse@support.example.com'],
        ScanEnabled: true,
        Actions: [{ S3Action: { BucketName: { Ref: bucket }, ObjectKeyPrefix: 'raw/', TopicArn: topic } }],
      },
    });
  });

  it('is not bounced for want of TLS', () => {
    template.hasResourceProperties('AWS::SES::ReceiptRule', { Rule: { TlsPolicy: 'Optional' } });
  });

  it('reaches the intake queue in its SNS envelope, or the dead letters', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'sqs',
      TopicArn: topic,
      Endpoint: { 'Fn::GetAtt': [resource('AWS::SQS::Queue', 'IntakeQueue').id, 'Arn'] },
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [resource('AWS::SQS::Queue', 'IntakeDeadLetters').id, 'Arn'] },
      },
      RawMessageDelivery: Match.absent(),
    });
  });
});

describe('SES', () => {
  it('may store raw mail for this account only, and nothing else', () => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Principal: { Service: 'ses.amazonaws.com' },
            Action: 's3:PutObject',
            Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/raw/*']] },
            Condition: fromThisAccount,
          },
        ]),
      },
    });
  });

  it('alone is let into the bucket from outside', () => {
    const { PolicyDocument } = resource('AWS::S3::BucketPolicy', 'MailPolicy').Properties;
    const { Statement } = PolicyDocument as { Statement: { Effect: string; Principal: unknown }[] };
    const allowed = Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.map(({ Principal }) => Principal)).toEqual([{ Service: 'ses.amazonaws.com' }]);
  });

  it('may announce mail for this account only', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      Topics: [topic],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'ses.amazonaws.com' },
            Action: 'sns:Publish',
            Condition: fromThisAccount,
          }),
        ]),
      },
    });
  });

  it('is asked for its rule only when both policies are there, since it tries them: the bucket’s is in the stack before', () => {
    const rule = resource('AWS::SES::ReceiptRule', 'InboundMailRuleSetSupport');
    expect(rule.DependsOn).toContain(resource('AWS::SNS::TopicPolicy', 'InboundMailTopicPolicy').id);
    expect(Template.fromStack(deskStage({}).state).findResources('AWS::S3::BucketPolicy')).toHaveProperty(
      resource('AWS::S3::BucketPolicy', 'MailPolicy').id,
    );
  });
});

describe('the receipt rule set', () => {
  const rule = (changes: Record<string, unknown>) => {
    const { DependsOn: _, ...found } = resource(
      'AWS::SES::ReceiptRule',
      'InboundMailRuleSetSupport',
      synthesize(changes),
    );
    return found.Properties as { RuleSetName: unknown; After?: string };
  };

  it('is the desk’s own, and becomes the active one', () => {
    const own = { Ref: resource('AWS::SES::ReceiptRuleSet', 'InboundMailRuleSet').id };
    const { Properties } = resource('Custom::ActiveRuleSet', 'InboundMailActive');
    const activate = resource('AWS::Lambda::Function', 'InboundMailActiveFunction').id;
    expect(Properties).toEqual({
      RuleSet: own,
      ServiceToken: { 'Fn::GetAtt': [activate, 'Arn'] },
      ServiceTimeout: '300',
    });
    expect(template.findOutputs('RuleSet').RuleSet?.Value).toEqual(own);
  });

  it('takes the place of one that the admin names', () => {
    synthesize({ ruleSet: { displace: 'theirs' } }).hasResourceProperties('Custom::ActiveRuleSet', {
      Displace: 'theirs',
    });
  });

  it.each([
    [
      'of others, where the admin wants it',
      { existing: 'theirs', after: 'spam.filter' },
      { RuleSetName: 'theirs', After: 'spam.filter' },
    ],
    ['of others, as its first rule', { existing: 'theirs' }, { RuleSetName: 'theirs' }],
  ])('is one %s: then nothing is activated', (_, ruleSet, expected) => {
    const { RuleSetName, After } = rule({ ruleSet });
    expect({ RuleSetName, ...(After && { After }) }).toEqual(expected);
    const joined = synthesize({ ruleSet });
    joined.resourceCountIs('AWS::SES::ReceiptRuleSet', 0);
    joined.resourceCountIs('Custom::ActiveRuleSet', 0);
    joined.resourceCountIs('AWS::Lambda::Function', resources('AWS::Lambda::Function').length - 1);
  });

  it('is left to the admin who wants to activate it', () => {
    const alone = synthesize({ ruleSet: { activate: false } });
    alone.resourceCountIs('AWS::SES::ReceiptRuleSet', 1);
    alone.resourceCountIs('Custom::ActiveRuleSet', 0);
  });
});

describe('the admin', () => {
  it('is told the MX record', () => {
    const { Value } = template.findOutputs('MxRecord').MxRecord ?? {};
    expect(JSON.stringify(Value)).toContain('10 inbound-smtp.');
  });

  it('is told the three DNS records that prove the domain and sign its mails (A13)', () => {
    template.hasResourceProperties('AWS::SES::EmailIdentity', {
      EmailIdentity: 'support.example.com',
      MailFromAttributes: { MailFromDomain: 'bounce.support.example.com', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
    });
    expect(Object.keys(template.findOutputs('*')).filter((name) => name.startsWith('DkimRecord'))).toHaveLength(3);
  });

  it('can keep an identity that the account has already', () => {
    const existing = synthesize({ sendingIdentity: 'existing' });
    existing.resourceCountIs('AWS::SES::EmailIdentity', 0);
  });
});

describe('a mail of the desk', () => {
  const sending = resource('AWS::SES::ConfigurationSet', 'Sending');

  it('goes out in a configuration set that counts bounces and complaints, and writes to nobody who bounced or complained (A12)', () => {
    expect(sending.Properties).toMatchObject({
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      DeliveryOptions: { TlsPolicy: 'OPTIONAL' },
    });
    for (const [, { Properties }] of doors)
      expect(Properties).toMatchObject({ Environment: { Variables: { CONFIGURATION_SET: { Ref: sending.id } } } });
  });

  it('has it by naming it: who else sends as the domain does not depend on this stack', () => {
    template.hasResourceProperties('AWS::SES::EmailIdentity', { ConfigurationSetAttributes: Match.absent() });
  });
});

describe('what SES says of a mail', () => {
  const events = { Ref: resource('AWS::SNS::Topic', 'SendingFeedbackTopic').id };

  it('comes from the configuration set that every mail is sent with: how it ended, well or badly', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      ConfigurationSetName: { Ref: resource('AWS::SES::ConfigurationSet', 'Sending').id },
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['bounce', 'complaint', 'reject', 'delivery'],
        SnsDestination: { TopicARN: events },
      },
    });
  });

  it('reaches the feedback queue; of what arrived, answers, escalations and mails to contacts alone (A12)', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      TopicArn: events,
      Endpoint: { 'Fn::GetAtt': [resource('AWS::SQS::Queue', 'FeedbackQueue').id, 'Arn'] },
      FilterPolicyScope: 'MessageBody',
      FilterPolicy: {
        $or: [
          { eventType: ['Bounce', 'Complaint', 'Reject'] },
          { eventType: ['Delivery'], mail: { tags: { purpose: ['answer', 'escalation', 'contact'] } } },
        ],
      },
    });
  });

  it('may be published by SES for this account only, and the destination is made when it may', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      Topics: [events],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'ses.amazonaws.com' },
            Action: 'sns:Publish',
            Condition: fromThisAccount,
          }),
        ]),
      },
    });
    expect(resource('AWS::SES::ConfigurationSetEventDestination', 'SendingFeedbackEvents').DependsOn).toContain(
      resource('AWS::SNS::TopicPolicy', 'SendingFeedbackTopicPolicy').id,
    );
  });

  it('is nobody’s business where it goes elsewhere: there is neither queue nor function', () => {
    const byMail = synthesize({ feedback: 'mail' });
    byMail.resourceCountIs('AWS::SES::ConfigurationSetEventDestination', 0);
    expect(
      resources('AWS::Lambda::Function', byMail)
        .map(([id]) => id)
        .join(),
    ).not.toContain('DeliveryFeedback');
    expect(
      resources('AWS::SQS::Queue', byMail)
        .map(([id]) => id)
        .join(),
    ).not.toContain('Feedback');
  });
});
