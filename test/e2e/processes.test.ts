import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../infra/local/process.ts';
import { type RunningDesk, startDesk } from './support/desk.ts';

const FROM = 'anna@rossi.example';

/** Writes to a desk, and gives the number of the ticket. */
async function opened(desk: RunningDesk, subject: string): Promise<string> {
  await desk.mail({ from: FROM, login: FROM, subject, text: 'Anybody there?' });
  return (await desk.ticket(subject)).id;
}

describe('a desk and what stands in for AWS are two processes', () => {
  const data = mkdtempSync(join(tmpdir(), 'desk-processes-'));
  const before = 'Before all of it';
  let desk: RunningDesk;
  let id: string;
  afterAll(() => desk?.stop());

  it('a signal that reaches the emulators alone ends nothing, and a stop of the desk ends both', async () => {
    desk = await startDesk({ data });
    const { pid, emulatorsPid } = desk.running;
    expect(emulatorsPid).not.toBe(pid);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(emulatorsPid, signal);
    id = await opened(desk, before);
    expect(await desk.stop()).toBe(0);
    // On a machine that is very busy the desk does not wait for them.
    await expect.poll(() => [pid, emulatorsPid].map(isAlive)).toEqual([false, false]);
    expect(desk.output()).not.toContain('Error');
  });

  it('a desk that is killed takes its emulators along, and the next one that is started at once has all that was stored', async () => {
    desk = await startDesk({ data });
    const { emulatorsPid } = desk.running;
    const second = await opened(desk, 'Before the kill');
    await desk.stop('SIGKILL');
    desk = await startDesk({ data });
    expect(isAlive(emulatorsPid)).toBe(false);
    expect([(await desk.ticket(before)).id, (await desk.ticket('Before the kill')).id]).toEqual([id, second]);
  });

  it('a desk whose emulators are gone says so in one line and ends; what they kept is there again', async () => {
    const { emulatorsPid } = desk.running;
    const last = await opened(desk, 'Before the loss');
    const said = desk.output().length;
    process.kill(emulatorsPid, 'SIGKILL');
    expect(await desk.ended()).toBe(1);
    // Functions at work may have logged what they met meanwhile.
    const lines = desk.output().slice(said).trim().split('\n');
    expect(lines.filter((line) => !line.startsWith('{'))).toEqual([
      'The emulators of AWS have ended (SIGKILL), and the desk with them. Start it again: with DESK_DATA set it goes on where it was.',
    ]);
    desk = await startDesk({ data });
    expect([(await desk.ticket(before)).id, (await desk.ticket('Before the loss')).id]).toEqual([id, last]);
  });
});
