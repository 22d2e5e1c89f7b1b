import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** As of the tests of escalation. */
const SPEED = 150;

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk({ speed: SPEED });
});
afterAll(() => desk.stop());

type Sent = { kind: string; headers: Record<string, string>; body: Record<string, unknown> };
const sentAbout = async (id: string): Promise<Sent[]> => {
  const sent = (await (await fetch(`${desk.running.mailbox}/elsewhere/sent`)).json()) as Sent[];
  return sent.filter(({ body }) => JSON.stringify(body).includes(id));
};

it('silence is told to Slack, Teams, PagerDuty and a program, each once, and the answer solves the incident', async () => {
  await desk.mail({
    from: 'susan@hudson.example',
    login: 'susan@hudson.example',
    text: 'Nobody gets in.',
    subject: '[P1] Elsewhere',
  });
  const { id } = await desk.ticket('Elsewhere');
  const actions = async () =>
    (await sentAbout(id)).flatMap(({ kind, body }) => (kind === 'pager-duty' ? [body.event_action] : []));
  await waitFor('an incident', async () => ((await actions()).includes('trigger') ? true : undefined));
  const answer = { method: 'POST', body: JSON.stringify({ text: 'On our way.' }) };
  expect((await desk.api(`/api/tickets/${id}/responses`, answer)).status).toBe(201);
  await waitFor('its end', async () => ((await actions()).at(-1) === 'resolve' ? true : undefined));
  const sent = await sentAbout(id);
  const programs = sent.filter(({ kind }) => kind === 'webhook');
  const types = programs.map(({ body }) => body.type);
  expect(types.slice(0, 3)).toEqual(['ticket.opened', 'ticket.warned', 'ticket.breached']);
  expect(types).toContain('ticket.responded');
  const ids = programs.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(ids.length);
  for (const kind of ['slack', 'teams'])
    expect(sent.filter((each) => each.kind === kind).length).toBeGreaterThanOrEqual(1);
  expect(await (await fetch(`${desk.running.mailbox}/elsewhere`)).text()).toContain(
    `${id}: Overdue, nobody has answered in time`,
  );
});
