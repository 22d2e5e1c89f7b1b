import { afterAll, beforeAll, expect, it } from 'vitest';
import { monthAt } from '../../shared/report/months.ts';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** A ticket and its answer, as the report of the month has them: by the stream of the table, API, command and page. */

const MARTA = 'marta@team.example';
/** Of `cdk.json`. */
const ZONE = 'Europe/Rome';
const FROM = 'anna@rossi.example';

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  expect(await desk.stop()).toBe(0);
});

it('what came by mail and was answered is in the report of the month, and nothing is left to rebuild', async () => {
  await desk.mail({ from: FROM, login: FROM, subject: 'The door does not open', text: 'Stuck.' });
  const { id } = await desk.ticket('The door does not open');
  const { openedAt } = (await (await desk.api(`/api/tickets/${id}`)).json()) as { openedAt: string };
  const month = monthAt(new Date(openedAt), ZONE);
  const path = `/api/reports/promise?month=${month}&by=customer`;
  const figures = async () => {
    const { all } = (await (await desk.api(path, { agent: MARTA })).json()) as { all: Record<string, number> };
    return all;
  };
  await waitFor('the ticket in the report', async () => ((await figures()).open === 1 ? true : undefined));
  await desk.api(`/api/tickets/${id}/responses`, { method: 'POST', body: JSON.stringify({ text: 'Pull it.' }) });
  await waitFor('its answer in the report', async () => ((await figures()).met === 1 ? true : undefined));
  expect(await figures()).toMatchObject({ tickets: 1, open: 0, missed: 0, share: 1 });
  expect((await desk.api(path)).status).toBe(403);

  const report = await desk.command('report', '--month', month, '--by', 'agent');
  expect([report.code, report.text]).toEqual([0, expect.stringMatching(/^luca +1 +1 +0 /m)]);
  expect(await desk.command('report', 'rebuild')).toMatchObject({
    code: 0,
    text: expect.stringContaining('1 ticket: 0'),
  });
});
