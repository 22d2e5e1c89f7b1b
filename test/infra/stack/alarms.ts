import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { METRIC } from '../../../shared/names.ts';
import { live, nameOf, resource, resources, synthesize, template } from './template.ts';

const alarms = resources('AWS::CloudWatch::Alarm', live);
/** A customer is hurt now, and nothing mends it by itself: these wake somebody. */
const URGENT = [
  'SendingPaused',
  'AnswerNotSent',
  'BounceRateHigh',
  'CanaryLost',
  'FeedbackDeadLettersAlarm',
  'HttpApiServerErrors',
  'IntakeDeadLettersAlarm',
  'IntakeWaiting',
  'MailPublishExpired',
  'MailPublishFailure',
  'NoticeBounced',
  'SweepSilent',
  'TeamMailDeadLettersAlarm',
  'TimerEventsDeadLettersAlarm',
  'TimerEventsWaiting',
  'TimersDeadLettersAlarm',
];
const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8');
const LINK = / See docs\/runbook\.md#([a-z0-9-]+)$/;

/** The sections that are about an alarm, as the anchors that a page gives its headings. */
const sections = [...runbook.matchAll(/^### (.+)$/gm)].map(([, heading = '']) => anchor(heading));

function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-');
}

describe.each(alarms)('%s', (id, { Properties }) => {
  const description = String(Properties.AlarmDescription);

  it('says in a sentence what happened to somebody, and which section of the runbook mends it', () => {
    expect(description).toMatch(LINK);
    expect(description.replace(LINK, '')).toMatch(/^[A-Z].{40,}\.$/);
    expect(sections).toContain(LINK.exec(description)?.[1]);
  });

  it('tells the admin, also when it is over, if a customer is hurt now', () => {
    const actions = URGENT.includes(nameOf(id)) ? [{ Ref: resource('AWS::SNS::Topic', 'AlarmsTopic').id }] : undefined;
    expect([Properties.AlarmActions, Properties.OKActions]).toEqual([actions, actions]);
  });
});

it('what wakes somebody is there', () => {
  expect(alarms.map(([id]) => nameOf(id))).toEqual(expect.arrayContaining(URGENT));
});

it('the runbook has a section for each alarm, and no other', () => {
  const linked = alarms.map(([, { Properties }]) => LINK.exec(String(Properties.AlarmDescription))?.[1]);
  expect([...sections].sort()).toEqual([...new Set(linked)].sort());
});

it('what the desk counts is on one page, by the steps of a request', () => {
  const [board] = resources('AWS::CloudWatch::Dashboard').map(([, { Properties }]) =>
    JSON.stringify(Properties.DashboardBody),
  );
  const { namespace, ...counted } = METRIC;
  for (const name of Object.values(counted)) expect(board).toContain(name);
  expect(board?.match(/## [A-Z][a-z ,]+/g)).toHaveLength(5);
});

it('alarms go to the admin’s mail, and only CloudWatch of this account may send them', () => {
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'operations@example.com' });
  const policy = resources('AWS::SNS::TopicPolicy').find(([id]) => id.startsWith('Alarms'));
  expect(JSON.stringify(policy)).toContain('"Principal":{"Service":"cloudwatch.amazonaws.com"}');
});

it('until customers write, alarms show in CloudWatch alone', () => {
  const actions = resources('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties.AlarmActions);
  expect(actions.filter((each) => each !== undefined)).toEqual([]);
});

it('there is an alarm on canaries where some are sent: once customers write, unless the settings want none (A9)', () => {
  const named = (of: typeof live) =>
    resources('AWS::CloudWatch::Alarm', of).filter(([id]) => nameOf(id) === 'CanaryLost');
  const sent = (of: typeof live) =>
    JSON.stringify(resource('AWS::Lambda::Function', 'Sweep', of).Properties.Environment).includes('canary');
  const without = synthesize({ live: true, canaryMinutes: 0 });
  expect([live, template, without].map((each) => [named(each).length, sent(each)])).toEqual([
    [1, true],
    [0, false],
    [0, false],
  ]);
  expect(named(live)[0]?.[1].Properties).toMatchObject({
    MetricName: METRIC.canaryArrived,
    Threshold: 1,
    Period: 300,
    EvaluationPeriods: 2,
    TreatMissingData: 'breaching',
  });
});

it('alarms go to a service that pages people, too', () => {
  const alarmUrl = 'https://events.example.com/integration/1/enqueue';
  synthesize({ alarmUrl }).hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'https', Endpoint: alarmUrl });
});

it('without a mail for alarms, they show in CloudWatch alone', () => {
  const silent = synthesize({ alarmMail: undefined, live: true });
  silent.resourceCountIs('AWS::CloudWatch::Alarm', alarms.length);
  silent.resourcePropertiesCountIs('AWS::SNS::Subscription', { Protocol: 'email' }, 0);
});
