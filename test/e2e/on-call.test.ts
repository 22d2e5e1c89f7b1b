import { DeleteScheduleCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientFor, QUEUE, queueUrl, SCHEDULE_GROUP } from '../../infra/local/resources.ts';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** The commands of whoever is on call, each in a process of its own, on the desk that runs here. */

let desk: RunningDesk;
let id: string;
beforeAll(async () => {
  desk = await startDesk();
  await desk.mail({
    from: 'anna@rossi.example',
    login: 'anna@rossi.example',
    subject: 'The gate',
    text: 'It is shut.',
  });
  ({ id } = await desk.ticket('The gate'));
  await desk.received('anna@rossi.example');
  await waitFor('the timer to be set', async () => ((await scheduled()).length > 0 ? true : undefined));
});
afterAll(async () => {
  await desk?.stop();
});

const scheduler = () => new SchedulerClient(clientFor(desk.running.env.AWS_ENDPOINT_URL_SCHEDULER));

async function scheduled(): Promise<string[]> {
  const { Schedules = [] } = await scheduler().send(new ListSchedulesCommand({ GroupName: SCHEDULE_GROUP }));
  return Schedules.map(({ Name = '' }) => Name);
}

async function dropSchedules(): Promise<void> {
  for (const Name of await scheduled())
    await scheduler().send(new DeleteScheduleCommand({ Name, GroupName: SCHEDULE_GROUP }));
}

describe('schedules that are gone', () => {
  it('are seen by doctor and set by timers rebuild', async () => {
    expect(await desk.command('doctor')).toEqual({ code: 0, text: 'all is well\n' });
    const before = await scheduled();
    await dropSchedules();
    const { code, text } = await desk.command('doctor');
    expect([code, text]).toEqual([
      1,
      expect.stringMatching(`^timer, ticket ${id}: its clock runs and has no schedule`),
    ]);
    expect(await desk.command('timers', 'rebuild', '--yes')).toEqual({
      code: 0,
      text: '1 open clock, of which 1 has no schedule\n1 schedule set\n',
    });
    expect(await scheduled()).toEqual(before);
  });

  it('are set by doctor --repair', async () => {
    const before = await scheduled();
    await dropSchedules();
    const { code, text } = await desk.command('doctor', '--repair');
    expect([code, text]).toEqual([0, expect.stringMatching(/^mended: timer, ticket .+\n1 mended, 0 left\n$/)]);
    expect(await scheduled()).toEqual(before);
  });
});

describe('a message that was given up', () => {
  it('is listed with its ticket, and goes back to its function, which serves it', async () => {
    const { AWS_ENDPOINT_URL_SQS: endpoint } = desk.running.env;
    await new SQSClient(clientFor(endpoint)).send(
      new SendMessageCommand({
        QueueUrl: queueUrl(endpoint, QUEUE.timersDeadLetters),
        MessageBody: JSON.stringify({ ticketId: id, version: 0 }),
      }),
    );
    const { text } = await desk.command('dead-letters', 'list');
    expect(text).toMatch(new RegExp(`timers .+ticket ${id}, timer 0 +it counts no more`));
    const redriven = await desk.command('dead-letters', 'redrive', '--queue', 'timers', '--yes');
    expect(redriven).toEqual({ code: 0, text: 'timers: 1 message sent back\n' });
    expect(await desk.command('dead-letters', 'list')).toEqual({ code: 0, text: 'nothing is there\n' });
  });
});

describe('a restore', () => {
  it('is not here, and verify says that the desk owes what it holds', async () => {
    expect(await desk.command('restore', '--at', '2026-11-29T09:00:00Z')).toMatchObject({ code: 2 });
    const { TICKET_TABLE, PEOPLE_TABLE } = desk.running.env;
    const { code, text } = await desk.command('verify', '--against', `${TICKET_TABLE},${PEOPLE_TABLE}`);
    expect([code, text]).toEqual([0, expect.stringMatching(`next deadlines .+${id}\n[^]+\n0 differences, 0 lost\n$`)]);
  });
});

it('settings that are as they were move no deadline', async () => {
  const { code, text } = await desk.command('sla', 'diff');
  expect([code, text]).toEqual([0, expect.stringContaining('of 1 waiting, 0 would move')]);
});
