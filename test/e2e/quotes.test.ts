import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

const DESK = fileURLToPath(new URL('../../infra/cli/desk.ts', import.meta.url));
/** Ten minutes of desk time pass in a second. */
const SPEED = 600;

type Story = {
  respondBy: string;
  openedAt: string;
  clock: { calendar: string; why: string };
  escalations: { level: string }[];
  trail: { by: string; action: string }[];
};

const storyOf = async (desk: RunningDesk, id: string) => (await (await desk.api(`/api/tickets/${id}`)).json()) as Story;

describe('a new quote for a customer whose ticket waits', () => {
  let desk: RunningDesk;
  beforeAll(async () => {
    desk = await startDesk({ speed: SPEED });
  });
  afterAll(() => desk.stop());

  /** Runs an admin's command on this desk, in a process of its own. */
  const command = (input: string, ...args: string[]) =>
    new Promise<string>((resolve, reject) => {
      const env = { ...process.env, DESK_RUN_FILE: desk.card };
      const child = execFile(process.execPath, [DESK, ...args], { env }, (error, stdout, stderr) =>
        error ? reject(error) : resolve(stdout + stderr),
      );
      child.stdin?.end(input);
    });

  it('moves its deadline and its escalations, from the original start', async () => {
    await desk.mail({
      from: 'susan@hudson.example',
      login: 'susan@hudson.example',
      subject: '[P4] A wish',
      text: 'Some day.',
    });
    const { id } = await desk.ticket('A wish');
    const before = await storyOf(desk, id);
    expect(before.clock.calendar).toBe('north-america');

    const file = `
- id: hudson
  name: Hudson Books
  contacts: [susan@hudson.example, hudson.example]
  plan: premium
  calendar: north-america
  time_zone: America/New_York
  language: en
  holiday_region: US-NY
  targets: { p4: 30min }
  clocks: { p4: 24x7 }
`;
    const import_ = ['customers', 'import', '-', '--format', 'yaml'];
    const preview = await command(file, ...import_, '--dry-run');
    expect(preview).toContain('1 customers would be imported: 0 new, 1 replaced\n1 ticket would be re-timed\n');
    expect(preview).toContain(id);
    expect((await storyOf(desk, id)).respondBy).toBe(before.respondBy);

    expect(await command(file, ...import_)).toContain('1 ticket re-timed\n');
    const after = await storyOf(desk, id);
    expect(Date.parse(after.respondBy) - Date.parse(before.openedAt)).toBe(30 * 60_000);
    expect(after.clock).toMatchObject({
      calendar: '24x7',
      why: expect.stringContaining("as the customer's quote says"),
    });
    expect(after.trail).toContainEqual(expect.objectContaining({ by: 'admin', action: 're-timed' }));

    await waitFor('the manager to hear of it', async () =>
      (await storyOf(desk, id)).escalations.some(({ level }) => level === 'critical') ? true : undefined,
    );
    await desk.received('manager@example.com', ({ subject }) => subject.includes(id));
  });
});
