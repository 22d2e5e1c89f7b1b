import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { alarm } from '../../../infra/cli/alarm/alarm.ts';
import { listenersOf } from '../../../infra/cli/alarm/listeners.ts';
import { WAIT_SECONDS } from '../../../infra/cli/alarm/set-off.ts';
import { enterEnvironment } from '../../../infra/local/environment.ts';
import type { Service } from '../../../infra/local/serve.ts';
import type { AlarmOf, AlarmsOf } from '../../support/cloudwatch-alarms.ts';
import { testIo } from './io.ts';
import { type Account, startAws } from './preflight/aws.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:alarms';
/** As the committed settings have it. */
const MAIL = 'operations@example.com';

let aws: Service;
let account: Pick<Account, 'stacks' | 'subscriptions'> & { alarms: AlarmsOf };
let waited: number;

beforeAll(async () => {
  aws = await startAws(() => account as Account);
  enterEnvironment({
    ...{ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_ENDPOINT_URL: aws.url, AWS_MAX_ATTEMPTS: '1' },
    DESK_RUN_FILE: '/nonexistent/running.json',
  });
});
afterAll(() => aws.close());

const alarmOf = (AlarmName: string, changes: Partial<AlarmOf> = {}): AlarmOf => ({
  ...{ AlarmName, StateValue: 'OK', ActionsEnabled: true, AlarmActions: [TOPIC], Period: 60 },
  ...changes,
});

beforeEach(() => {
  vi.stubEnv('USER', 'ada');
  waited = 0;
  account = {
    stacks: new Map([['SupportDesk-prod', { status: 'UPDATE_COMPLETE', outputs: { AlarmTopic: TOPIC } }]]),
    subscriptions: new Map([[TOPIC, [{ endpoint: MAIL, arn: `${TOPIC}:1` }]]]),
    alarms: {
      alarms: [
        alarmOf('CanaryLost', { Period: 300 }),
        alarmOf('MailPublishFailure', { Period: undefined }),
        alarmOf('AnswerNotSent'),
        alarmOf('Another', { AlarmActions: [`${TOPIC}-of-others`] }),
      ],
      mayPublish: true,
      reasons: [],
      history: [
        {
          AlarmName: 'AnswerNotSent',
          HistoryItemType: 'Action',
          HistorySummary: 'Failed to execute action of last month',
          Timestamp: 1_780_000_000,
        },
      ],
    },
  };
});

async function run(...args: string[]) {
  const { io, out, err } = testIo();
  const status = await alarm(args, io, async (seconds) => {
    waited += seconds;
  });
  return { status, out: out(), err: err() };
}

const subscribe = (...subscriptions: { endpoint: string; arn: string; protocol?: string }[]) =>
  account.subscriptions.set(TOPIC, subscriptions);

describe('alarm test', () => {
  it('sets off the alarm that is over soonest, says whose test it is, and what is to be seen', async () => {
    const { status, out, err } = await run('test', '--stage', 'prod');
    expect(out).toContain(`${MAIL}  email  confirmed\n`);
    expect(out).toContain(
      `${MAIL} within two minutes: a mail from Support desk alarms whose subject begins with ALARM`,
    );
    expect(err).toBe('setting off AnswerNotSent; CloudWatch sets it back at its next look\n');
    expect(account.alarms.reasons).toEqual(['A test by ada, with desk alarm test: nothing is wrong.']);
    expect(status).toBe(0);
  });

  it('finds who has not confirmed, and sets nothing off that nobody would hear', async () => {
    subscribe({ endpoint: MAIL, arn: 'PendingConfirmation' });
    const { status, out, err } = await run('test', '--stage', 'prod');
    expect(out).toMatch(new RegExp(`error: ${MAIL} has not confirmed\n  → click in the mail that SNS sent there`));
    expect([status, err, account.alarms.reasons]).toEqual([1, '', []]);
    subscribe();
    expect((await run('test', '--stage', 'prod')).out).toContain(`error: ${MAIL} is not subscribed`);
  });

  it('is heard by whoever else is subscribed, on any page of the list; that one of the settings does not hear it is an error', async () => {
    subscribe(...Array.from({ length: 100 }, (_, n) => ({ endpoint: `n${n}@rossi.it`, arn: 'PendingConfirmation' })), {
      endpoint: 'https://pager.example/integration/secret/enqueue',
      arn: `${TOPIC}:2`,
      protocol: 'https',
    });
    const { status, out } = await run('test', '--stage', 'prod');
    expect(out).toContain('https://pager.example/… within two minutes: an alarm AnswerNotSent');
    expect(out).not.toContain('secret');
    expect(out).toContain(`error: ${MAIL} is not subscribed`);
    expect([status, account.alarms.reasons.length]).toEqual([1, 1]);
  });

  it('finds that CloudWatch may not tell the topic, or says nothing of it', async () => {
    account.alarms.mayPublish = false;
    const refused = await run('test', '--stage', 'prod');
    expect(refused.out).toContain(`error: Failed to execute action ${TOPIC}. Received error: "not authorized`);
    expect([refused.status, refused.out.includes('within two minutes')]).toEqual([1, false]);
    for (const each of account.alarms.alarms) each.StateValue = 'OK';
    account.alarms.isMute = true;
    const mute = await run('test', '--stage', 'prod');
    expect(mute.out).toContain('has no word of it after 60 seconds\n  → aws cloudwatch describe-alarm-history');
    expect([mute.status, waited >= WAIT_SECONDS]).toEqual([1, true]);
  });

  it('finds alarms that tell nobody: the stage is not live, or they are switched off, on any page of them', async () => {
    const many = Array.from({ length: 60 }, (_, n) => alarmOf(`A${n}`, { Period: 300 }));
    account.alarms.alarms = [...many, alarmOf('Last', { ActionsEnabled: false })];
    const off = await run('test', '--stage', 'prod');
    expect(off.out).toContain(
      'error: 1 alarm of 61 switched off\n  → aws cloudwatch enable-alarm-actions --alarm-names Last',
    );
    expect([off.status, account.alarms.reasons.length]).toEqual([1, 1]);
    account.alarms.alarms = [alarmOf('Another', { AlarmActions: [] })];
    expect((await run('test', '--stage', 'prod')).out).toContain('no alarm tells the topic\n  → set "live": true');
  });

  it('sets off none that is on already: it has told', async () => {
    for (const each of account.alarms.alarms) each.StateValue = 'ALARM';
    const { status, out } = await run('test', '--stage', 'prod');
    expect(out).toContain('error: each alarm that tells somebody is on already');
    expect([status, account.alarms.reasons]).toEqual([1, []]);
  });

  it('gives a program what it found', async () => {
    const { out } = await run('test', '--stage', 'prod', '--json');
    expect(JSON.parse(out)).toEqual({
      listeners: [{ protocol: 'email', endpoint: MAIL, state: 'confirmed' }],
      alarm: 'AnswerNotSent',
      published: true,
      problems: [],
    });
  });

  it.each([
    [['test'], 'not here: a local desk has no alarms'],
    [['ring'], 'there is no command "alarm ring"'],
    [['test', '--stage', 'dev'], 'stage dev is not deployed in'],
    [['test', '--stage', 'nowhere'], 'nowhere is no stage'],
  ])('says what is wrong with a call: %j', async (args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });

  it('says what to set where nobody is to be told', async () => {
    account.stacks.set('SupportDesk-prod', { status: 'CREATE_COMPLETE', outputs: {} });
    await expect(run('test', '--stage', 'prod')).rejects.toThrow(
      'tell nobody: set "alarmMail" or "alarmUrl", then npx cdk',
    );
    expect((await run('--help')).out).toContain('Usage: npm run desk -- alarm test --stage S');
  });
});

it('of a service that pages, the settings name the address with its key, and nobody is shown that', () => {
  const alarmUrl = 'https://pager.example/integration/secret/enqueue';
  const listener = { protocol: 'https', endpoint: 'https://pager.example/…' };
  expect(listenersOf({ alarmUrl }, []).named).toEqual([{ ...listener, state: 'missing' }]);
  const subscription = { protocol: 'https', endpoint: alarmUrl, isConfirmed: false };
  expect(listenersOf({ alarmUrl }, [subscription])).toEqual({ named: [{ ...listener, state: 'pending' }], others: [] });
});
