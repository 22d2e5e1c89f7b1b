import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** Two and a half minutes of desk time pass in a second: a level is three seconds from the next, also for a busy machine. */
const SPEED = 150;

const escalations = async (desk: RunningDesk, id: string) => {
  const story = (await (await desk.api(`/api/tickets/${id}`)).json()) as {
    state: string;
    respondBy: string;
    escalations: { level: string; due: string; at: string }[];
  };
  return story.escalations;
};
const levels = async (desk: RunningDesk, id: string) => (await escalations(desk, id)).map(({ level }) => level);
const premiumP1 = { from: 'susan@hudson.example', login: 'susan@hudson.example', text: 'Nobody gets in.' };

describe('silence', () => {
  let desk: RunningDesk;
  beforeAll(async () => {
    desk = await startDesk({ speed: SPEED });
  });
  afterAll(() => desk.stop());

  it.concurrent('escalates level by level, each told once, to whom it concerns, with the thread and the link', async () => {
    await desk.mail({ ...premiumP1, subject: '[P1] Silent' });
    const { id } = await desk.ticket('Silent');
    await waitFor('all levels', async () => ((await levels(desk, id)).length === 3 ? true : undefined));
    expect(await levels(desk, id)).toEqual(['warning', 'breach', 'critical']);
    for (const { due, at } of await escalations(desk, id)) expect(at >= due).toBe(true);
    const mail = await desk.received('manager@example.com', ({ subject }) => subject.includes(id));
    expect(mail.body.text).toContain('Nobody gets in.');
    expect(mail.body.text).toContain(`/console/t/${id}`);
    await pause(500);
    const told = (await desk.mailbox()).filter(({ subject }) => subject.includes(id));
    const to = (address: string) => told.filter(({ destination }) => destination.to.join().includes(address)).length;
    // The notice of the new ticket, the warning and the breach; then each level's own people.
    expect([to('luca@'), to('lead@'), to('manager@')]).toEqual([3, 1, 1]);
  });

  it.concurrent('is not what an answered ticket hears', async () => {
    await desk.mail({ ...premiumP1, subject: '[P1] Answered' });
    const { id } = await desk.ticket('Answered');
    const answer = { method: 'POST', body: JSON.stringify({ text: 'On our way.' }) };
    expect((await desk.api(`/api/tickets/${id}/responses`, answer)).status).toBe(201);
    // Forty minutes of desk time; the target is thirty.
    await pause(16_000);
    expect(await levels(desk, id)).not.toContain('breach');
  });
});

describe('a desk that is killed in the middle', () => {
  it('comes back with its tickets and escalates what fell due meanwhile', async () => {
    const data = mkdtempSync(join(tmpdir(), 'desk-data-'));
    try {
      const before = await startDesk({ speed: SPEED, data });
      await before.mail({ ...premiumP1, subject: '[P1] Killed' });
      const { id } = await before.ticket('Killed');
      await before.received('luca@team.example', ({ subject }) => subject.includes(id));
      await before.stop('SIGKILL');

      const after = await startDesk({ speed: SPEED, data });
      await after.received('manager@example.com', ({ subject }) => subject.includes(id));
      expect(await levels(after, id)).toContain('critical');
      const told = (await after.mailbox()).filter(({ destination }) => destination.to.join().includes('manager@'));
      expect(told).toHaveLength(1);
      expect(await after.stop()).toBe(0);
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  });
});
