import * as z from 'zod';
import type { Desk } from '../../shared/ticket/ports.ts';
import { logEnvironment } from '../local/function-env.ts';
import type { RunningDesk } from '../local/running.ts';
import { CommandError } from './command.ts';

const healthSchema = z.object({ time: z.iso.datetime(), zoneData: z.string() });

/**
 * The desk that runs here, with its own clock, which may run faster than this machine's. Refuses to act for a desk with other
 * zone rules than those of this process: the two would disagree on deadlines.
 */
export async function runningDesk({ http, speed, env }: RunningDesk): Promise<Desk> {
  const asked = Date.now();
  const { time, zoneData } = healthSchema.parse(await (await fetch(`${http}/health`)).json());
  if (zoneData !== process.versions.tz) {
    throw new CommandError(
      `the desk knows the time zones of ${zoneData} and this command those of ${process.versions.tz}; start both by npm`,
    );
  }
  const now = () => new Date(Date.parse(time) + (Date.now() - asked) * speed);
  return createDesk(env, now);
}

/** Standard output is the command's own, so of the desk's log only warnings are let through, to standard error. */
export async function createDesk(env: Record<string, string | undefined>, now: () => Date): Promise<Desk> {
  Object.assign(process.env, logEnvironment('warn'));
  // Loaded only now: some libraries read the environment when they are loaded.
  const { createDesk } = await import('../../shared/aws/desk.ts');
  return createDesk({ env, now });
}
