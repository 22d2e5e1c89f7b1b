import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createClock } from '../../../infra/local/clock.ts';
import {
  clientFor,
  QUEUE,
  queueArn,
  REGION,
  SCHEDULE_GROUP,
  SCHEDULE_ROLE_ARN,
} from '../../../infra/local/resources.ts';
import { startScheduler } from '../../../infra/local/scheduler/scheduler.ts';
import { sqsIntake } from '../../../shared/aws/intake-queue.ts';
import { powertoolsLog } from '../../../shared/aws/log.ts';
import { sesMailer } from '../../../shared/aws/mailer.ts';
import { sqsTeamMail } from '../../../shared/aws/team-mail-queue.ts';
import { schedulerTimers } from '../../../shared/aws/timers.ts';
import { inTrace } from '../../../shared/trace.ts';
import { startQueues } from '../../infra/local/queues.ts';
import { mailTo } from '../../support/outgoing.ts';
import { type SesAccount, startSesAccount } from '../../support/ses.ts';

/** A trace goes with all that leaves the desk, and nothing is missing where there is none. */

let queues: Awaited<ReturnType<typeof startQueues>>;
let ses: SesAccount;
beforeAll(async () => {
  [queues, ses] = await Promise.all([startQueues(), startSesAccount()]);
});
afterAll(() => Promise.all([queues.stop(), ses.stop()]));
afterEach(() => vi.restoreAllMocks());

const beside = { trace: expect.objectContaining({ DataType: 'String', StringValue: 'mail-1' }) };

describe('the trace of what is worked on', () => {
  it('stands beside an entry of the queue of the team’s mail', async () => {
    const teamMail = sqsTeamMail(queues.sqs, queueArn(QUEUE.teamMail));
    await inTrace('mail-1', () => teamMail.put([{ waitsFor: 'ada' }]));
    expect((await queues.receive(QUEUE.teamMail))?.MessageAttributes).toEqual(beside);
    await teamMail.put([{ waitsFor: 'ada' }]);
    expect((await queues.receive(QUEUE.teamMail))?.MessageAttributes).toBeUndefined();
  });

  it('stands beside what is put on the intake queue once more', async () => {
    const intake = sqsIntake(queues.sqs, queueArn(QUEUE.intake));
    await inTrace('mail-1', () => intake.deliverAgain('{}'));
    expect((await queues.receive(QUEUE.intake))?.MessageAttributes).toEqual(beside);
    await inTrace('mail-1', () => intake.arriveAgain({ raw: 'raw/1', at: '2026-11-30T08:00:00.000Z' }));
    expect((await queues.receive(QUEUE.intake))?.MessageAttributes).toEqual(beside);
  });

  it('is in what a timer sends when it fires', async () => {
    const clock = createClock({ speed: 1 });
    const { sqs } = queues;
    const service = await startScheduler({ clock, sqs, region: REGION, groups: [SCHEDULE_GROUP], onError: () => {} });
    try {
      const client = new SchedulerClient({ ...clientFor(service.url), maxAttempts: 1 });
      const target = { group: SCHEDULE_GROUP, roleArn: SCHEDULE_ROLE_ARN };
      const arns = { queueArn: queueArn(QUEUE.timers), deadLetterArn: queueArn(QUEUE.scheduleDeadLetters) };
      const timers = schedulerTimers(client, { ...target, ...arns }, () => new Date());
      const at = new Date(Date.now() + 3_600_000).toISOString();
      await inTrace('mail-1', () => timers.register({ ticketId: 'T-4F7K2M9Q', version: 1, at }));
      await timers.register({ ticketId: 'T-4F7K2M9Q', version: 2, at });
      const inputOf = async (Name: string) => {
        const { Target } = await client.send(new GetScheduleCommand({ Name, GroupName: SCHEDULE_GROUP }));
        return JSON.parse(Target?.Input ?? '');
      };
      expect(await inputOf('T-4F7K2M9Q.1')).toEqual({ ticketId: 'T-4F7K2M9Q', version: 1, trace: 'mail-1' });
      expect(await inputOf('T-4F7K2M9Q.2')).toEqual({ ticketId: 'T-4F7K2M9Q', version: 2 });
    } finally {
      await service.close();
    }
  });

  it('is a tag of a mail, beside its own', async () => {
    const mail = mailTo('traced@few.example', { tags: { ticket: 'T-1' } });
    await inTrace('mail-1', () => sesMailer(ses.client, 'sending', []).send(mail));
    expect((await ses.sent()).at(-1)?.tags).toEqual([
      { name: 'ticket', value: 'T-1' },
      { name: 'trace', value: 'mail-1' },
    ]);
  });

  it('is in each line of the log', () => {
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'INFO');
    // It prints by the console that a test can see.
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    const printed: string[] = [];
    const print = vi.spyOn(console, 'warn').mockImplementation((line) => void printed.push(line));
    const log = powertoolsLog();
    inTrace('mail-1', () => log.warn('a line', { ticket: 'T-1' }));
    log.warn('another');
    expect(print).toHaveBeenCalledTimes(2);
    const [first, second] = printed.map((line) => JSON.parse(line));
    expect(first).toMatchObject({ message: 'a line', ticket: 'T-1', trace: 'mail-1' });
    expect(second).not.toHaveProperty('trace');
    vi.unstubAllEnvs();
  });
});
