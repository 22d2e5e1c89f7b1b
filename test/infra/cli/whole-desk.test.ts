import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { runningDesk } from '../../../infra/cli/whole-desk.ts';
import { functionEnvironment } from '../../../infra/local/function-env.ts';
import type { RunningDesk } from '../../../infra/local/running.ts';
import { memoryDesk } from '../../support/memory-desk.ts';

const env = { ...functionEnvironment(memoryDesk().settings), AWS_REGION: 'eu-south-1' };
let server: Server | undefined;

afterEach(() => void server?.close());

/** The card of a desk that says this of its health. */
async function cardOf(health: object, speed = 1): Promise<RunningDesk> {
  const started = createServer((_, response) => void response.end(JSON.stringify(health)));
  server = started;
  await new Promise<void>((resolve) => void started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return { http: `http://127.0.0.1:${port}`, speed, env } as unknown as RunningDesk;
}

describe('a command that sets timers', () => {
  it('takes the time from the desk that runs here, which may be faster and far ahead', async () => {
    const zoneData = process.versions.tz;
    const desk = await runningDesk(await cardOf({ time: '2031-01-01T00:00:00.000Z', zoneData }, 600));
    const first = desk.now().getTime();
    expect(first).toBeGreaterThanOrEqual(Date.parse('2031-01-01T00:00:00.000Z'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(desk.now().getTime() - first).toBeGreaterThan(5_000);
  });

  it('does not act for a desk with other zone rules', async () => {
    const card = await cardOf({ time: '2026-11-30T08:00:00.000Z', zoneData: '1999a' });
    await expect(runningDesk(card)).rejects.toThrow(/knows the time zones of 1999a and this command those of 20/);
  });
});
