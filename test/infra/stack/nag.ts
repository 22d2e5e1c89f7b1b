import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { deskStacks } from '../../../infra/desk-stacks.ts';
import { stagesOf } from '../../../infra/stages.ts';
import { context } from '../committed-settings.ts';
import { CONTEXT } from './template.ts';

/** What cdk-nag says against the stacks and we keep, each with the reason. */
const ACKNOWLEDGED: [rule: RegExp, reason: string][] = [
  [
    /^AwsSolutions-S1$/,
    'who read the bucket stands in CloudTrail, for those who turn data events on; a log of S3 would be a second bucket of persons’ data',
  ],
  [
    /^AwsSolutions-SMG4$/,
    'a key is rotated by hand: with it go the addresses and links in customers’ mailboxes (docs/runbook.md)',
  ],
  [
    /^AwsSolutions-COG8$/,
    'the plus plan watches for stolen passwords at five cents a user; the second factor is required without it',
  ],
  [
    /^AwsSolutions-APIG4$/,
    'only agents have tokens: webhooks, pages and links to files prove themselves by their signature (test/infra/stack/http-api.ts)',
  ],
  [
    /^AwsSolutions-SQS3$/,
    'the queue of timers that could not be delivered is the dead-letter queue of every schedule, which no template has',
  ],
  [/^AwsSolutions-IAM5\[Resource::<Tickets\w+\.Arn>\/index\/\*\]$/, 'the indexes of one table'],
  [/^AwsSolutions-IAM5\[Resource::<Mail\w+\.Arn>\/[a-z]+\/\*\]$/, 'one prefix of the bucket'],
  [
    /^AwsSolutions-IAM5\[Resource::arn:aws:scheduler:.*:schedule\/<TimersGroup\w+>\/\*\]$/,
    'schedules have no ARN before they are made; the group is the desk’s own',
  ],
  [
    /^AwsSolutions-IAM5\[Resource::arn:aws:ses:.*:(?:identity|configuration-set)\/\*\]$/,
    'the From address binds (infra/outbound-mail.ts)',
  ],
  [
    /^AwsSolutions-IAM5\[Resource::\*\]$/,
    'rule sets of SES have no ARN, nor has the list of streams; only the function that activates ours has the one, and the reader of the stream the other (rights.ts, changes.ts)',
  ],
];

/** What cdk-nag finds in the stacks of a stage: rules, as it calls them. */
const found = stagesOf(context).map((stage) => {
  const app = new App({ context: CONTEXT });
  deskStacks(app, stage);
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  return { name: stage.name, rules: violations.map(({ ruleName }) => ruleName) };
});

describe.each(found)('the rules of AWS Solutions, for stage $name', ({ rules }) => {
  it('hold, or there is a reason why not', () => {
    expect(rules.filter((rule) => !ACKNOWLEDGED.some(([known]) => known.test(rule)))).toEqual([]);
  });

  it('are acknowledged only where they say something', () => {
    expect(ACKNOWLEDGED.filter(([known]) => !rules.some((rule) => known.test(rule)))).toEqual([]);
  });
});
