import { describe, expect, it } from 'vitest';
import { ENV } from '../../../shared/names.ts';
import { settingsSchema } from '../../../shared/settings.ts';
import {
  ACTIVATION,
  doors,
  functions,
  nameOf,
  resource,
  resources,
  STREAM_READER,
  synthesize,
  template,
} from './template.ts';

it('there is a function for each door, one that reads the table’s stream, one that activates the receipt rule set in a deploy, and nothing else', () => {
  expect(
    resources('AWS::Lambda::Function')
      .map(([id]) => nameOf(id))
      .sort(),
  ).toEqual(
    [
      'Api',
      'DeliveryFeedback',
      'Escalate',
      ACTIVATION,
      'IngestEmail',
      'IngestWebhook',
      'OnlineDesk',
      'Console',
      'Sweep',
      'TargetsFunction',
      'TeamMailFunction',
      STREAM_READER,
    ].sort(),
  );
});

describe.each(functions)('%s', (id, { Properties }) => {
  const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };

  it('runs on Node 24 and arm64', () => {
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
  });

  it('reads no source map at its start', () => {
    expect(Variables.NODE_OPTIONS).toBeUndefined();
  });

  it('logs JSON that goes after three months', () => {
    const { LogFormat, LogGroup } = Properties.LoggingConfig as { LogFormat: string; LogGroup: { Ref: string } };
    expect(LogFormat).toBe('JSON');
    const log = Object.fromEntries(resources('AWS::Logs::LogGroup'))[LogGroup.Ref];
    expect(log?.Properties.RetentionInDays).toBeGreaterThanOrEqual(90);
    expect(log?.Properties.RetentionInDays).toBeLessThan(100);
  });

  it('alarms at its first error', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: id } }],
      Threshold: 1,
    });
  });
});

it.each(doors)('%s has every variable that the desk reads', (_, { Properties }) => {
  const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
  expect(Object.keys(Variables)).toEqual(expect.arrayContaining(Object.values(ENV)));
});

it('the function of the deploy runs as the others do, and knows nothing of the desk', () => {
  const { Properties } = resource('AWS::Lambda::Function', ACTIVATION);
  expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
  expect(Properties.Environment).toEqual({ Variables: { NODE_OPTIONS: '--enable-source-maps' } });
});

describe('the settings that functions read', () => {
  const settingsOf = (changes: Record<string, unknown>) => {
    const { Environment } = resource('AWS::Lambda::Function', 'Api', synthesize(changes)).Properties;
    const { Variables } = Environment as { Variables: Record<string, { 'Fn::Join': [string, unknown[]] } | string> };
    const value = Variables[ENV.settings] ?? '';
    if (typeof value === 'string') return settingsSchema.parse(JSON.parse(value));
    const parts = value['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'https://api.example'));
    return settingsSchema.parse(JSON.parse(parts.join('')));
  };

  it('are the admin’s', () => {
    const ticketUrl = 'https://desk.example.com/{id}';
    expect(settingsOf({ deskName: 'Acme "Care"', ticketUrl })).toMatchObject({ deskName: 'Acme "Care"', ticketUrl });
  });

  it('name the stage, which the commands that the desk names take', () => {
    expect(settingsOf({}).stage).toBe('prod');
  });

  it('link to the ticket in the console when the admin named no other place', () => {
    expect(settingsOf({}).ticketUrl).toBe('https://api.example/console/t/{id}');
  });
});
