import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resource, resources, synthesize, template } from './template.ts';

describe('the table', () => {
  it('is found by its key, and by view, customer, agent, due time and Message-ID, with no more in an index than a list shows', () => {
    const card = { ProjectionType: 'INCLUDE', NonKeyAttributes: ['card'] };
    const keysOnly = { ProjectionType: 'KEYS_ONLY' };
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: keys('pk', 'sk'),
      GlobalSecondaryIndexes: [
        { IndexName: 'by-view', KeySchema: keys('view', 'viewKey'), Projection: card },
        { IndexName: 'by-customer', KeySchema: keys('customerId', 'listKey'), Projection: card },
        { IndexName: 'by-assignee', KeySchema: keys('assigneeId', 'listKey'), Projection: card },
        { IndexName: 'by-due', KeySchema: keys('dueShard', 'dueKey'), Projection: keysOnly },
        { IndexName: 'by-mail-id', KeySchema: keys('mailId', 'pk'), Projection: keysOnly },
      ],
    });
  });

  it('of people is a table apart, found by its key alone', () => {
    const people = resource('AWS::DynamoDB::GlobalTable', 'People');
    expect(people.Properties.KeySchema).toEqual(keys('pk', 'sk'));
    expect(people.Properties.GlobalSecondaryIndexes).toBeUndefined();
  });

  it('can be set back to any second of the last weeks', () => {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      Replicas: [
        Match.objectLike({
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      ],
    });
  });

  it('lets only items expire that say so, and costs nothing while nothing happens', () => {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
    });
  });
});

describe('the mail bucket', () => {
  it('lets what came in go after the days that the admin set, and keeps attachments', () => {
    synthesize({ rawMailDays: 30 }).hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          Match.objectLike({ Prefix: 'raw/', ExpirationInDays: 30 }),
          Match.objectLike({ Prefix: 'received/', ExpirationInDays: 30 }),
          Match.objectLike({ Prefix: 'webhooks/', ExpirationInDays: 30 }),
          Match.objectLike({ Prefix: 'pages/', ExpirationInDays: 30 }),
          Match.objectLike({ Prefix: 'filings/', ExpirationInDays: 30 }),
          Match.objectLike({
            Prefix: 'uploads/',
            ExpirationInDays: 2,
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
          }),
          Match.objectLike({ ExpirationInDays: Match.absent(), Prefix: Match.absent() }),
          Match.objectLike({ ExpirationInDays: Match.absent(), Prefix: Match.absent() }),
        ],
      },
    });
  });

  it('keeps what was written over or taken away for a month, then lets go of it and of its markers', () => {
    const { Properties } = resource('AWS::S3::Bucket', 'Mail');
    expect(Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    const { Rules } = Properties.LifecycleConfiguration as { Rules: Record<string, unknown>[] };
    expect(Rules.filter(({ Prefix }) => Prefix === undefined).map(({ Id, Status, ...rest }) => rest)).toEqual([
      { NoncurrentVersionExpiration: { NoncurrentDays: 30 }, ExpiredObjectDeleteMarker: true },
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    ]);
  });

  it.each([
    [
      'API Gateway’s in this Region, where the pages are: the bucket is made before the API',
      {},
      { 'Fn::Join': ['', ['https://*.execute-api.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] },
    ],
    [
      'the origin that the admin set',
      { webUrl: 'https://desk.example.com:8443/help' },
      'https://desk.example.com:8443',
    ],
    [
      'the desk’s domain',
      { domain: { name: 'desk.example.com', certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/a' } },
      'https://desk.example.com',
    ],
  ])('takes files from pages of the desk: %s', (_, changes, origin) => {
    const { CorsConfiguration } = resource('AWS::S3::Bucket', 'Mail', synthesize(changes)).Properties;
    expect(CorsConfiguration).toEqual({
      CorsRules: [{ AllowedMethods: ['PUT'], AllowedOrigins: [origin], AllowedHeaders: ['content-type'], MaxAge: 600 }],
    });
  });

  it('is encrypted and closed to the public', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: Match.anyValue(),
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });
});

it('the bucket and every topic refuse unencrypted connections', () => {
  const refusing = ['AWS::S3::BucketPolicy', 'AWS::SNS::TopicPolicy'].flatMap((type) =>
    resources(type).filter(([, { Properties }]) =>
      JSON.stringify(Properties.PolicyDocument).includes('"aws:SecureTransport":"false"'),
    ),
  );
  expect(refusing).toHaveLength(resources('AWS::S3::Bucket').length + resources('AWS::SNS::Topic').length);
});

it('the key that signs reply addresses is made on AWS, and no webhook source is there until an admin adds one (A15)', () => {
  const secret = resource('AWS::SecretsManager::Secret', 'SigningKeys');
  expect(secret.Properties).toMatchObject({
    GenerateSecretString: { GenerateStringKey: 'signingKey', SecretStringTemplate: JSON.stringify({ webhooks: {} }) },
  });
  expect(secret.Properties).not.toHaveProperty('SecretString');
});

it('the forms’ secret is made without a value, so that no deploy writes over what admins added', () => {
  const secret = resource('AWS::SecretsManager::Secret', 'WebhookSecrets');
  expect(Object.keys(secret.Properties)).toEqual(['Description', 'Tags']);
  expect(secret).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

function keys(partition: string, sort: string) {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
}
