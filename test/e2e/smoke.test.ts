import { DeleteScheduleCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientFor, SCHEDULE_GROUP } from '../../infra/local/resources.ts';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { startStagedDesk } from './support/staged-desk.ts';
import { tablesOf } from './support/tables.ts';

/** `desk smoke` in a process of its own, on the desk that runs here. Twenty times as fast: its timer is served within some seconds. */

let desk: RunningDesk;
let staged: Awaited<ReturnType<typeof startStagedDesk>>;
/** Its timer takes two minutes: meanwhile the other runs. */
let onStage: ReturnType<typeof staged.command>;
beforeAll(async () => {
  [desk, staged] = await Promise.all([startDesk({ speed: 20 }), startStagedDesk()]);
  onStage = staged.command('smoke');
});
afterAll(async () => {
  await Promise.all([desk?.stop(), staged?.stop()]);
});

const rules = (change: object) =>
  fetch(`${desk.running.mailbox}/rules`, { method: 'PATCH', body: JSON.stringify(change) });

async function recipients(): Promise<string[]> {
  const sent = (await (await fetch(`${desk.running.mailbox}/sent`)).json()) as { destinations: string[] }[];
  return sent.flatMap(({ destinations }) => destinations);
}

async function openTickets(): Promise<string[]> {
  const { tickets } = (await (await desk.api('/api/tickets?limit=100')).json()) as {
    tickets: Record<string, string>[];
  };
  return tickets.flatMap(({ state, subject = '' }) => (state === 'closed' ? [] : subject));
}

/** The steps that ended so. */
const steps = (text: string, state: string) =>
  text.split('\n').flatMap((line) => (line.startsWith(state.padEnd(10)) ? line.slice(10, 28).trim() : []));

describe('desk smoke', () => {
  // It is run again below, on what this run leaves.
  it('holds: nobody hears of it, nothing waits, and doctor finds nothing', async () => {
    const { code, text } = await desk.command('smoke');
    expect([text, code]).toEqual([expect.stringContaining('all of it held\n'), 0]);
    expect(steps(text, 'ok')).toHaveLength(7);
    const told = await recipients();
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((address) => !address.endsWith('@simulator.amazonses.com'))).toEqual([]);
    expect(await openTickets()).toEqual([]);
    expect(await tablesOf(desk.running)).not.toContain('"NOTICES#');
    expect(await desk.command('doctor')).toEqual({ code: 0, text: 'all is well\n' });
  });

  it('is 1 while SES has stopped the account, says so, and closes what it opened', async () => {
    await rules({ paused: true });
    const { code, text } = await desk.command('smoke');
    await rules({ paused: false });
    expect(code).toBe(1);
    expect(steps(text, 'miss')).toEqual(['acknowledged', 'answer delivered']);
    expect(text).toMatch(/answer delivered .* the answer did not leave/);
    expect(await openTickets()).toEqual([]);
  });

  it('is 1 when no timer fires, on the line of the timer', async () => {
    const scheduler = new SchedulerClient(clientFor(desk.running.env.AWS_ENDPOINT_URL_SCHEDULER ?? ''));
    const dropping = setInterval(async () => {
      const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({ GroupName: SCHEDULE_GROUP }));
      for (const { Name } of Schedules)
        await scheduler.send(new DeleteScheduleCommand({ Name, GroupName: SCHEDULE_GROUP })).catch(() => {});
    }, 250);
    const { code, text } = await desk.command('smoke');
    clearInterval(dropping);
    expect([code, steps(text, 'miss')]).toEqual([1, ['timer']]);
    expect(await openTickets()).toEqual([]);
  });
});

describe('desk smoke --stage', () => {
  it('holds on a deployed desk, which it finds by its stacks alone', async () => {
    const { code, text } = await onStage;
    expect([text, code]).toEqual([expect.stringContaining('all of it held\n'), 0]);
    expect(steps(text, 'ok')).toHaveLength(7);
    const { tickets } = (await (await staged.api('/api/tickets?limit=100')).json()) as { tickets: { state: string }[] };
    expect(tickets.filter(({ state }) => state !== 'closed')).toEqual([]);
  }, 400_000);

  it('says what a function lacks that is of another version', async () => {
    const { DESK_SETTINGS: _, ...older } = staged.env;
    staged.runsWith(older);
    const { code, text } = await staged.command('smoke');
    expect([code, text]).toEqual([1, expect.stringContaining('its environment lacks DESK_SETTINGS')]);
  });
});
