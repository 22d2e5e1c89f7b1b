import { describe, expect, it } from 'vitest';
import { QUEUE_NAMES } from '../../../shared/alarms.ts';
import { PREFIX } from '../../../shared/names.ts';
import { actionsOn, rightsOf } from './rights-of-role.ts';
import { live, nameOf, resource, resources, STREAM_READER } from './template.ts';

const FUNCTIONS = [
  'IngestEmail',
  'IngestWebhook',
  'OnlineDesk',
  'Api',
  'Console',
  'Escalate',
  'TeamMailFunction',
  'DeliveryFeedback',
  'Sweep',
] as const;
/** They tell a lead how full the queues are. */
const WATCHERS: readonly string[] = ['Console', 'Api'];
/** They search for agents. */
const SEARCHERS: readonly string[] = ['Console', 'Api'];
const rights = Object.fromEntries(FUNCTIONS.map((name) => [name, rightsOf(`${name}ServiceRole`)]));
const of = (name: string) => rights[name] ?? [];

describe('what a function may do with the mail bucket', () => {
  it.each([
    ['IngestEmail', ['s3:GetObject']],
    ['IngestWebhook', []],
    ['OnlineDesk', []],
    ['Api', ['s3:GetObject']],
    ['Console', []],
    ['Escalate', []],
    ['TeamMailFunction', []],
    ['DeliveryFeedback', []],
    ['Sweep', []],
  ])('%s may do %j with raw mail', (name, actions) => {
    expect(actionsOn(of(name), `/${PREFIX.raw}*`)).toEqual(actions);
  });

  it.each([
    ['IngestEmail', ['s3:AbortMultipartUpload', 's3:PutObject']],
    ['IngestWebhook', ['s3:AbortMultipartUpload', 's3:PutObject']],
    ['OnlineDesk', ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject']],
    ['Api', ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject']],
    ['Console', ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject']],
    ['Escalate', []],
    ['TeamMailFunction', ['s3:GetObject']],
    ['DeliveryFeedback', []],
    ['Sweep', ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject']],
  ])('%s may do %j with attachments', (name, actions) => {
    expect(actionsOn(of(name), `/${PREFIX.attachments}*`)).toEqual(actions);
  });

  it.each([
    [PREFIX.received, ['IngestEmail']],
    [PREFIX.webhooks, ['IngestWebhook']],
    [PREFIX.filings, ['Api', 'Console']],
  ])('what came in is kept below %s by %j, read by the sweep, and changed by nobody', (prefix, keepers) => {
    const asks = prefix === PREFIX.received ? ['s3:GetObject'] : [];
    const keeps = Object.fromEntries(keepers.map((keeper) => [keeper, [...asks, 's3:PutObject']]));
    const may: Record<string, string[]> = { ...keeps, Sweep: ['s3:GetObject'] };
    for (const name of FUNCTIONS) expect(actionsOn(of(name), `/${prefix}*`)).toEqual(may[name] ?? []);
  });

  it('what pages bring is kept by the online desk and the door of forms, and read by whoever lets it out or takes it in again', () => {
    const read = ['s3:GetObject'];
    const keep = ['s3:PutObject'];
    const may: Record<string, string[]> = {
      OnlineDesk: keep,
      IngestWebhook: keep,
      IngestEmail: read,
      Api: read,
      Sweep: read,
    };
    for (const name of FUNCTIONS) expect(actionsOn(of(name), `/${PREFIX.pages}*`)).toEqual(may[name] ?? []);
  });

  it('only the online desk gives out places to upload to; it copies from there, as the console and the sweep do', () => {
    const copies = ['s3:GetObject'];
    const may: Record<string, string[]> = { OnlineDesk: [...copies, 's3:PutObject'], Console: copies, Sweep: copies };
    for (const name of FUNCTIONS) expect(actionsOn(of(name), `/${PREFIX.uploads}*`)).toEqual(may[name] ?? []);
  });

  it('no function may do anything else with the bucket', () => {
    const bucket = resource('AWS::S3::Bucket', 'Mail').id;
    const known = Object.values(PREFIX).map((prefix) => `/${prefix}*`);
    const elsewhere = FUNCTIONS.flatMap(of).filter(
      ({ on }) => on.includes(bucket) && !known.some((prefix) => on.includes(prefix)),
    );
    expect(elsewhere).toEqual([]);
  });
});

describe.each(FUNCTIONS)('%s', (name) => {
  it('may read and write items, many at once if it searches, and may delete neither an item nor the table', () => {
    const table = resource('AWS::DynamoDB::GlobalTable', 'Tickets').id;
    expect(actionsOn(of(name), table)).toEqual([
      ...(SEARCHERS.includes(name) ? ['dynamodb:BatchGetItem'] : []),
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ]);
  });

  it('may look people up, and change nobody; the console notes when an agent is away, and nothing else', () => {
    const people = resource('AWS::DynamoDB::GlobalTable', 'People').id;
    const isConsole = name === 'Console';
    const may = ['dynamodb:BatchGetItem', 'dynamodb:Query', ...(isConsole ? ['dynamodb:UpdateItem'] : [])];
    expect(actionsOn(of(name), people)).toEqual(may);
    if (!isConsole) return;
    const right = of(name).find(({ on, action }) => on.includes(people) && action === 'dynamodb:UpdateItem');
    expect(right?.when).toEqual({
      'ForAllValues:StringEquals': {
        'dynamodb:LeadingKeys': ['AGENTS'],
        'dynamodb:Attributes': ['pk', 'sk', 'serial', 'absent'],
      },
      StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
    });
  });

  it('may register and cancel timers in the desk’s own group alone', () => {
    const group = JSON.stringify({ Ref: resource('AWS::Scheduler::ScheduleGroup', 'TimersGroup').id });
    const scheduling = of(name).filter(({ action }) => action.startsWith('scheduler:'));
    expect(scheduling.map(({ action }) => action).sort()).toEqual([
      'scheduler:CreateSchedule',
      'scheduler:DeleteSchedule',
    ]);
    for (const { on } of scheduling) expect(on).toContain(`:schedule/",${group},"/*"`);
  });

  it('may hand over one role, the timers’, and to Scheduler alone', () => {
    const passing = of(name).filter(({ action }) => action.startsWith('iam:'));
    expect(passing).toEqual([
      {
        action: 'iam:PassRole',
        on: JSON.stringify({ 'Fn::GetAtt': [resource('AWS::IAM::Role', 'TimersRole').id, 'Arn'] }),
        when: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      },
    ]);
  });

  it('may send mail from the support address only, and to whom the sandbox lets it (A2)', () => {
    const sending = of(name).filter(({ action }) => action.startsWith('ses:') && !action.startsWith('ses:Get'));
    const from = { StringEquals: { 'ses:FromAddress': ['help@support.example.com'] } };
    expect(sending).toEqual([
      { action: 'ses:SendRawEmail', on: expect.stringContaining(':configuration-set/*"'), when: from },
      { action: 'ses:SendRawEmail', on: expect.stringContaining(':identity/*"'), when: from },
    ]);
  });

  it('sends canaries if it is the sweep, once customers write, and from their address alone', () => {
    const from = (address: string) => ({ StringEquals: { 'ses:FromAddress': [address] } });
    const sending = rightsOf(`${name}ServiceRole`, live).filter(({ action }) => action === 'ses:SendRawEmail');
    const canaries = sending.filter(({ when }) => JSON.stringify(when).includes('canary@'));
    const right = { action: 'ses:SendRawEmail', when: from('canary@support.example.com') };
    const both = [':configuration-set/*"', ':identity/*"'].map((on) => ({ ...right, on: expect.stringContaining(on) }));
    expect(canaries).toEqual(name === 'Sweep' ? both : []);
    const others = sending.filter((each) => !canaries.includes(each));
    for (const { when } of others) expect(when).toEqual(from('help@support.example.com'));
  });

  it('may read the desk’s secret, and not change it', () => {
    const secret = resource('AWS::SecretsManager::Secret', 'SigningKeys').id;
    expect(actionsOn(of(name), secret)).toEqual(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue']);
  });

  it('may read the forms’ secret if it takes forms in, and never change it', () => {
    const secret = resource('AWS::SecretsManager::Secret', 'WebhookSecrets').id;
    const read = ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'];
    expect(actionsOn(of(name), secret)).toEqual(name === 'IngestWebhook' ? read : []);
  });

  it('has no right on everything, save to ask how the account stands, for which there is no other', () => {
    const asks = ['ses:GetAccountSendingEnabled', 'ses:GetSendQuota', 'ses:GetSendStatistics'];
    const wide = of(name).filter(({ on, action }) => on === '"*"' || action.includes('*'));
    expect(wide.map(({ action }) => action)).toEqual(name === 'Sweep' ? asks : []);
  });
});

describe('the function that tells targets outside, and asks addresses that were typed in', () => {
  const may = rightsOf('TargetsFunctionServiceRole');
  const itemsOf = (table: string) =>
    may
      .filter(
        ({ on, action }) =>
          action.startsWith('dynamodb:') && on.includes(resource('AWS::DynamoDB::GlobalTable', table).id),
      )
      .map(({ action, when }) => `${action} ${JSON.stringify(Object.values(when ?? {})[0])}`)
      .sort();

  it('reads tickets, notes what it told and how targets do, and touches no other item', () => {
    const keys = (...partitions: string[]) => JSON.stringify({ 'dynamodb:LeadingKeys': partitions });
    expect(itemsOf('Tickets')).toEqual(
      [
        `dynamodb:GetItem ${keys('TICKET#*')}`,
        `dynamodb:GetItem ${keys('TOLD#*')}`,
        `dynamodb:PutItem ${keys('TOLD#*')}`,
        `dynamodb:Query ${keys('TARGETS')}`,
        `dynamodb:UpdateItem ${keys('TARGETS')}`,
      ].sort(),
    );
    expect(itemsOf('People')).toEqual([`dynamodb:Query ${keys('TARGETS')}`]);
  });

  it('reads what is secret of targets, which nobody else does, and no key of the desk', () => {
    const read = ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'];
    const secret = (name: string) => resource('AWS::SecretsManager::Secret', name).id;
    expect(actionsOn(may, secret('TargetSecrets'))).toEqual(read);
    for (const name of ['SigningKeys', 'WebhookSecrets']) expect(actionsOn(may, secret(name))).toEqual([]);
    for (const name of FUNCTIONS) expect(actionsOn(of(name), secret('TargetSecrets'))).toEqual([]);
  });

  it('works off its own queue, sets aside what cannot be told, and hands mails to the team’s queue', () => {
    const queue = (name: string) => resource('AWS::SQS::Queue', name).id;
    expect(actionsOn(may, queue('TargetsQueue'))).toEqual([
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ReceiveMessage',
    ]);
    expect(actionsOn(may, queue('TargetsDeadLetters'))).toEqual(['sqs:SendMessage']);
    expect(actionsOn(may, queue('TeamMailQueue'))).toEqual(['sqs:SendMessage']);
  });

  it('may do nothing else: no mail, no timer, no file', () => {
    const others = may.filter(({ action }) => !/^(?:dynamodb|secretsmanager|sqs|logs):/.test(action));
    expect(others).toEqual([]);
    expect(may.filter(({ on }) => on === '"*"')).toEqual([]);
  });
});

it.each(FUNCTIONS)('%s works off its own queue, if it has one, and may say when a message comes again', (name) => {
  const queues = {
    ...{ IngestEmail: 'IntakeQueue', Escalate: 'TimerEventsQueue', TeamMailFunction: 'TeamMailQueue' },
    DeliveryFeedback: 'FeedbackQueue',
  };
  for (const [worker, queue] of Object.entries(queues)) {
    // How full a queue is the console and the API may ask, see below.
    const rights = of(name).filter(
      ({ action }) => action !== 'sqs:SendMessage' && !(WATCHERS.includes(name) && action === 'sqs:GetQueueAttributes'),
    );
    expect(actionsOn(rights, resource('AWS::SQS::Queue', queue).id)).toEqual(
      name === worker
        ? [
            'sqs:ChangeMessageVisibility',
            'sqs:DeleteMessage',
            'sqs:GetQueueAttributes',
            'sqs:GetQueueUrl',
            'sqs:ReceiveMessage',
          ]
        : [],
    );
  }
});

it('each may put word for the team on its queue; only the sweep and the console anything else: a mail that is to be taken in, again or after all', () => {
  const senders = FUNCTIONS.flatMap((name) => of(name).map((right) => ({ name, ...right }))).filter(
    ({ action }) => action === 'sqs:SendMessage',
  );
  const intake = JSON.stringify({ 'Fn::GetAtt': [resource('AWS::SQS::Queue', 'IntakeQueue').id, 'Arn'] });
  const team = JSON.stringify({ 'Fn::GetAtt': [resource('AWS::SQS::Queue', 'TeamMailQueue').id, 'Arn'] });
  const pairs = senders.map(({ name, on }) => `${name} ${on}`).sort();
  expect(pairs).toEqual([...FUNCTIONS.map((name) => `${name} ${team}`), `Sweep ${intake}`, `Console ${intake}`].sort());
});

it.each(WATCHERS)(
  '%s may ask how full each queue is that has an alarm, and its dead letters, by the names of its environment',
  (watcher) => {
    const [queues, schedules] = [
      ['IntakeQueue', 'TimerEventsQueue', 'TeamMailQueue', 'FeedbackQueue', 'TargetsQueue'],
      'TimersDeadLetters',
    ];
    const dead = queues.map((name) => name.replace(/Queue$/, 'DeadLetters'));
    const arn = (name: string) => JSON.stringify({ 'Fn::GetAtt': [resource('AWS::SQS::Queue', name).id, 'Arn'] });
    const asked = of(watcher).filter(({ action }) => action === 'sqs:GetQueueAttributes');
    expect(asked.map(({ on }) => on).sort()).toEqual([...queues, ...dead, schedules].map(arn).sort());
    const environmentOf = (name: string) =>
      JSON.stringify(resource('AWS::Lambda::Function', name).Properties.Environment);
    const said = environmentOf(watcher);
    for (const name of QUEUE_NAMES) expect(said).toContain(name);
    for (const name of [...queues, ...dead, schedules]) expect(said).toContain(resource('AWS::SQS::Queue', name).id);
    const others = FUNCTIONS.filter((each) => !WATCHERS.includes(each)).map(environmentOf);
    expect(others.filter((environment) => environment.includes('WATCHED_QUEUES'))).toEqual([]);
  },
);

it('Scheduler may put timers on the timer queue and what it cannot deliver on its dead letters, and nothing else', () => {
  const role = rightsOf('TimersRole').filter(({ action }) => !action.startsWith('sqs:Get'));
  expect(role.map(({ action, on }) => [action, on])).toEqual(
    ['TimerEventsQueue', 'TimersDeadLetters'].map((queue) => [
      'sqs:SendMessage',
      JSON.stringify({ 'Fn::GetAtt': [resource('AWS::SQS::Queue', queue).id, 'Arn'] }),
    ]),
  );
});

it('the function of the deploy may ask which receipt rule set is active, change it, and write its own log', () => {
  const log = JSON.stringify({ 'Fn::GetAtt': [resource('AWS::Logs::LogGroup', 'InboundMailActiveLog').id, 'Arn'] });
  const role = rightsOf('InboundMailActiveRole').map(({ action, on }) => [action, on]);
  expect(role.sort()).toEqual([
    ['logs:CreateLogStream', log],
    ['logs:PutLogEvents', log],
    ['ses:DescribeActiveReceiptRuleSet', '"*"'],
    ['ses:SetActiveReceiptRuleSet', '"*"'],
  ]);
  expect(resource('AWS::IAM::Role', 'InboundMailActiveRole').Properties.ManagedPolicyArns).toBeUndefined();
});

it('every role of the stack is one of these', () => {
  const roles = resources('AWS::IAM::Role').map(([id]) => nameOf(id));
  const functions = [...FUNCTIONS, 'TargetsFunction', STREAM_READER].map((name) => `${name}ServiceRole`);
  const known = [...functions, 'TimersRole', 'InboundMailActiveRole'];
  expect(roles.sort()).toEqual(known.sort());
});
