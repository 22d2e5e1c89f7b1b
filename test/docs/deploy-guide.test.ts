import { describe, expect, it } from 'vitest';
import { template } from '../infra/stack/template.ts';
import { type GuideStep, README, readGuide } from './support/deploy-guide.ts';
import { problemsOf } from './support/guide-rules.ts';

/** README.md, *Deploy*: an admin copies it line by line. */

const outputs = Object.keys(template.toJSON().Outputs);
const { before, steps } = readGuide(README);
const problems = (guide: readonly GuideStep[]) => problemsOf(guide, { outputs });

it('has a step for all that must be done, in an order in which it works, each with what shows that it did', () => {
  expect(before.join('\n')).toContain('DESK=SupportDesk-prod');
  expect(steps.length).toBeGreaterThan(10);
  expect(problems(steps)).toEqual([]);
});

describe('a guide that would fail is found', () => {
  const at = (title: string) => steps.findIndex((step) => step.title === title);
  const moved = (title: string, to: string) => {
    const others = steps.filter((step) => step.title !== title);
    const place = others.findIndex((step) => step.title === to);
    return [...others.slice(0, place), ...steps.slice(at(title), at(title) + 1), ...others.slice(place)];
  };
  const with_ = (title: string, line: string) =>
    steps.map((step) => (step.title === title ? { ...step, commands: [...step.commands, line] } : step));

  it.each([
    ['mail that is led here before the desk is live', moved('MX', 'Live'), 'MX comes before Live'],
    ['people before there is a table', moved('People', 'Deploy'), 'People comes before Deploy'],
    ['a step that is left out', steps.filter(({ title }) => title !== 'Alarms'), 'there is no step Alarms'],
    ['an output that is none', with_('DNS', 'output DkimRecord4'), 'DNS: there is no output DkimRecord4'],
    [
      'an output before the deploy',
      with_('Settings', 'output ApiUrl'),
      'Settings: an output before the deploy: output ApiUrl',
    ],
    ['another stack', with_('Live', 'npx cdk deploy SupportDesk'), 'Live: no stack of the stage: SupportDesk'],
    ['another command of the CDK', with_('Live', 'npx cdk apply'), 'Live: no command of the CDK: npx cdk apply'],
    ['a call that AWS has not', with_('Live', 'aws ses get-account'), 'Live: no known call of AWS: ses get-account'],
    ['an option that it has not', with_('MX', 'aws s3 ls --deep'), 'MX: s3 ls takes no --deep'],
    ['a command that we have not', with_('MX', 'npm run desk -- launch'), 'MX: desk has no command launch'],
    [
      'an option that ours has not',
      with_('MX', 'npm run desk -- preflight --fast'),
      'MX: desk preflight takes no --fast',
    ],
    [
      'a step that shows nothing',
      steps.map((step) => ({ ...step, shows: step.title !== 'MX' })),
      'MX: nothing shows that it has worked',
    ],
  ])('%s', (_, guide, problem) => {
    expect(problems(guide)).toContain(problem);
  });
});
