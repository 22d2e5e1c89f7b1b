import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { live, resources, synthesize, template } from './template.ts';

const alarms = resources('AWS::CloudWatch::Alarm', live);
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

describe.each(alarms)('%s', (_id, { Properties }) => {
  const description = String(Properties.AlarmDescription);

  it('says in a sentence what happened to somebody, and which section of the runbook mends it', () => {
    expect(description).toMatch(LINK);
    expect(description.replace(LINK, '')).toMatch(/^[A-Z].{40,}\.$/);
    expect(sections).toContain(LINK.exec(description)?.[1]);
  });

  it('tells the admin, also when it is over', () => {
    expect(Properties.AlarmActions).toHaveLength(1);
    expect(Properties.OKActions).toEqual(Properties.AlarmActions);
  });
});

it('the runbook has a section for each alarm, and no other', () => {
  const linked = alarms.map(([, { Properties }]) => LINK.exec(String(Properties.AlarmDescription))?.[1]);
  expect([...sections].sort()).toEqual([...new Set(linked)].sort());
});

it('alarms go to the admin’s mail, and only CloudWatch of this account may send them', () => {
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'operations@example.com' });
  const policy = resources('AWS::SNS::TopicPolicy').find(([id]) => id.startsWith('Alarms'));
  expect(JSON.stringify(policy)).toContain('"Principal":{"Service":"cloudwatch.amazonaws.com"}');
});

it('until customers write, alarms show in CloudWatch alone', () => {
  const actions = resources('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties.AlarmActions);
  expect(actions).toEqual(alarms.map(() => undefined));
});

it('without a mail for alarms, they show in CloudWatch alone', () => {
  const silent = synthesize({ alarmMail: undefined, live: true });
  silent.resourceCountIs('AWS::CloudWatch::Alarm', alarms.length);
  silent.resourcePropertiesCountIs('AWS::SNS::Subscription', { Protocol: 'email' }, 0);
});
