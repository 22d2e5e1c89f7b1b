import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import * as z from 'zod';
import type { RunningDesk } from '../../infra/local/running.ts';
import { progress } from './report.ts';

/** SMTP connections side by side. */
export const CONNECTIONS = 5;
const LONGEST_MS = 120_000;
/** Each look at the mailbox costs the machine a little of what is measured. */
const LOOK_EVERY_MS = 500;
/** Linux counts a process' time in hundredths of a second. */
const MS_A_TICK = 10;

const storeSchema = z.object({
  emails: z.array(z.object({ at: z.number(), destination: z.object({ to: z.array(z.string()) }) })),
});

/** A mail, and the address that hears of it: nobody else's. */
export type BenchMail = { envelope: { from: string; to: string }; raw: string | Buffer };

/** What it took to have mails acknowledged; `acceptedMs` until the last was taken, `ms` until the last was acknowledged. CPU in ms of all mails together. */
export type Passage = {
  acknowledged: number;
  acceptedMs: number;
  ms: number;
  cpu: { desk: number; emulators: number };
};

/** Sends mails through a local desk and waits until each sender has heard. */
export async function sendThrough(desk: RunningDesk, mails: readonly BenchMail[]): Promise<Passage> {
  const cpu = () => ({ desk: cpuOf(desk.pid), emulators: cpuOf(desk.emulatorsPid) });
  const before = cpu();
  const start = performance.now();
  await sendAll(desk, mails);
  const acceptedMs = performance.now() - start;
  const acknowledged = await acknowledgedOf(desk, mails, start);
  const ms = performance.now() - start;
  const after = cpu();
  return {
    acknowledged,
    acceptedMs,
    ms,
    cpu: { desk: after.desk - before.desk, emulators: after.emulators - before.emulators },
  };
}

async function sendAll({ smtp }: RunningDesk, mails: readonly BenchMail[]): Promise<void> {
  const transport = createTransport({
    ...smtp,
    pool: true,
    maxConnections: CONNECTIONS,
    secure: false,
    ignoreTLS: true,
  });
  try {
    await Promise.all(mails.map((mail) => transport.sendMail(mail)));
  } finally {
    transport.close();
  }
}

/** How many of the senders have heard, once all have or it has taken too long. */
async function acknowledgedOf(desk: RunningDesk, mails: readonly BenchMail[], start: number): Promise<number> {
  const waiting = new Set(mails.map(({ envelope }) => envelope.from));
  let since = 0;
  for (;;) {
    since = await noteAcknowledged(desk, since, waiting);
    const acknowledged = mails.length - waiting.size;
    const ms = performance.now() - start;
    progress(`${acknowledged} of ${mails.length} acknowledged after ${(ms / 1000).toFixed(0)} s`);
    if (waiting.size === 0 || ms > LONGEST_MS) return acknowledged;
    await pause(LOOK_EVERY_MS);
  }
}

/** Takes away who was told since an instant of the mailbox (in seconds), and gives that of the newest mail. */
async function noteAcknowledged({ mailbox }: RunningDesk, since: number, waiting: Set<string>): Promise<number> {
  const response = await fetch(new URL(`/store?since=${since}`, mailbox));
  const { emails } = storeSchema.parse(await response.json());
  for (const to of emails.flatMap(({ destination }) => destination.to)) {
    waiting.delete(/<([^<>]+)>$/.exec(to)?.[1] ?? to);
  }
  return Math.max(since, ...emails.map(({ at }) => Math.floor(at)));
}

/** CPU time that a process has used, in ms; of all its threads. Where the machine does not say it (not Linux), NaN. */
function cpuOf(pid: number): number {
  try {
    const [user = '', system = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
      .slice(11, 13);
    return (Number(user) + Number(system)) * MS_A_TICK;
  } catch {
    return Number.NaN;
  }
}
