import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { rightsOf } from './rights-of-role.ts';
import { deskStage, functions, resource, resources, STREAM_READER, template } from './template.ts';

const STREAM = 'arn:aws:dynamodb:eu-west-1:123456789012:table/Tickets-restored/stream/2026-11-29T10:00:00.000';
const tickets = resource('AWS::DynamoDB::GlobalTable', 'Tickets').id;
const streamArn = { 'Fn::GetAtt': [tickets, 'StreamArn'] };
const mappingsOf = (of = template) =>
  resources('AWS::Lambda::EventSourceMapping', of).filter(([, { Properties }]) => 'StartingPosition' in Properties);

describe('the stream of the table of tickets', () => {
  it('has each item as it was and as it is; that of people has none', () => {
    expect(resource('AWS::DynamoDB::GlobalTable', 'Tickets').Properties.StreamSpecification).toEqual({
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    });
    expect(resource('AWS::DynamoDB::GlobalTable', 'People').Properties.StreamSpecification).toBeUndefined();
  });

  it('is read in order, by two functions at most: more would be throttled', () => {
    const mappings = mappingsOf();
    expect(mappings.length).toBeLessThanOrEqual(2);
    for (const [, { Properties }] of mappings) {
      expect(Properties).toMatchObject({ EventSourceArn: streamArn, ParallelizationFactor: 1 });
    }
  });

  it('is given to its reader from the beginning, a hundred at once and by halves, and nothing is ever given up', () => {
    const [, reader] = mappingsOf()[0] ?? [];
    expect(reader?.Properties).toMatchObject({
      FunctionName: { Ref: resource('AWS::Lambda::Function', STREAM_READER).id },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    // Of what they set aside nothing is left but its place.
    for (const limit of ['MaximumRetryAttempts', 'MaximumRecordAgeInSeconds', 'DestinationConfig'])
      expect(reader?.Properties).not.toHaveProperty(limit);
  });

  it('leaves out what tells nobody anything: all but tickets and messages', () => {
    const [, reader] = mappingsOf()[0] ?? [];
    const criteria = reader?.Properties.FilterCriteria as { Filters: { Pattern: string }[] } | undefined;
    expect(criteria?.Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: ['TICKET'] } } } },
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: [{ prefix: 'MESSAGE#' }] } } } },
    ]);
  });

  it('alarms when what is in it is older than five minutes', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'IteratorAge',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: resource('AWS::Lambda::Function', STREAM_READER).id } }],
      Statistic: 'Maximum',
      Threshold: 300_000,
    });
  });

  it('alarms at the first change that could not be read, which is kept 14 days', () => {
    const queue = resource('AWS::SQS::Queue', 'TicketChangesDeadLetters');
    expect(queue.Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue.id, 'QueueName'] } }],
      Threshold: 1,
    });
  });
});

describe('the reader of the stream', () => {
  it('may read the stream, put events on the bus and on the lines of targets, write facts and words, set aside what it cannot read, and nothing else', () => {
    const arn = (type: string, name: string) => JSON.stringify({ 'Fn::GetAtt': [resource(type, name).id, 'Arn'] });
    const log = arn('AWS::Logs::LogGroup', 'TicketChangesFunctionLog');
    const stream = JSON.stringify(streamArn);
    const people = arn('AWS::DynamoDB::GlobalTable', 'People');
    const table = arn('AWS::DynamoDB::GlobalTable', 'Tickets');
    const rights = rightsOf(`${STREAM_READER}ServiceRole`)
      .filter(({ on }) => on !== table)
      .map(({ action, on }) => [action, on]);
    expect(rights.toSorted()).toEqual(
      [
        ['dynamodb:DescribeStream', stream],
        ['dynamodb:GetRecords', stream],
        ['dynamodb:GetShardIterator', stream],
        ['dynamodb:ListStreams', '"*"'],
        ['events:PutEvents', arn('AWS::Events::EventBus', 'TicketChangesBus')],
        ['logs:CreateLogStream', log],
        ['logs:PutLogEvents', log],
        ['sqs:SendMessage', arn('AWS::SQS::Queue', 'TicketChangesDeadLetters')],
        ['sqs:SendMessage', arn('AWS::SQS::Queue', 'TargetsQueue')],
        ['dynamodb:Query', people],
      ].toSorted(),
    );
  });

  it('reads tickets for their words, and writes nothing of the table but facts and words: never a ticket', () => {
    const table = JSON.stringify({ 'Fn::GetAtt': [tickets, 'Arn'] });
    const rights = rightsOf(`${STREAM_READER}ServiceRole`).filter(({ on }) => on === table);
    const below = (...prefixes: string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes } });
    const onTable = rights.map(({ action, when }) => [action, when]);
    expect(onTable).toHaveLength(5);
    expect(onTable).toEqual(
      expect.arrayContaining([
        ['dynamodb:BatchWriteItem', below('WORD#*')],
        ['dynamodb:GetItem', below('TICKET#*', 'WORDS#*')],
        ['dynamodb:PutItem', below('FACT#*')],
        ['dynamodb:PutItem', below('WORDS#*')],
        ['dynamodb:Query', below('TICKET#*')],
      ]),
    );
  });

  it('knows nothing of the desk but the bus, two queues, the tables and the calendars', () => {
    const { Variables } = resource('AWS::Lambda::Function', STREAM_READER).Properties.Environment as {
      Variables: Record<string, unknown>;
    };
    const own = Object.keys(Variables).filter((name) => !['NODE_OPTIONS', 'POWERTOOLS_SERVICE_NAME'].includes(name));
    const known = [
      'CALENDARS',
      'CHANGED_TABLE',
      'CHANGES_DEAD_LETTERS_ARN',
      'EVENT_BUS',
      'PEOPLE_TABLE',
      'TARGET_QUEUE_ARN',
    ];
    expect(own.toSorted()).toEqual(known);
  });

  it('is the only one that puts events on the bus', () => {
    const bus = resource('AWS::Events::EventBus', 'TicketChangesBus').id;
    const roles = resources('AWS::IAM::Policy').filter(([, { Properties }]) =>
      JSON.stringify(Properties).includes(bus),
    );
    expect(roles.map(([id]) => id)).toEqual([expect.stringMatching(`^${STREAM_READER}ServiceRoleDefaultPolicy`)]);
    expect(functions.length).toBeGreaterThan(1);
  });
});

describe('a desk that is given a restored table of tickets', () => {
  it('reads the stream that was switched on for it', () => {
    const { desk } = deskStage({ restored: { tickets: 'Tickets-restored', ticketStream: STREAM } });
    const [, reader] = mappingsOf(Template.fromStack(desk))[0] ?? [];
    expect(reader?.Properties.EventSourceArn).toBe(STREAM);
  });

  it('is built without one, too, and says that other systems hear of nothing', () => {
    const { desk } = deskStage({ restored: { tickets: 'Tickets-restored' } });
    expect(mappingsOf(Template.fromStack(desk))).toEqual([]);
    const warnings = Annotations.fromStack(desk).findWarning('*', Match.stringLikeRegexp('no ticketStream'));
    expect(warnings).toHaveLength(1);
  });

  it('has its own stream, though only people were restored', () => {
    const { desk } = deskStage({ restored: { people: 'People-restored' } });
    expect(mappingsOf(Template.fromStack(desk))).toHaveLength(1);
  });
});
