import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import * as z from 'zod';
import type { RunningDesk } from '../../infra/local/running.ts';
import { withLocalDesk } from './local-desk.ts';
import { shortMail } from './mails.ts';
import { type Measurement, progress } from './report.ts';

const MAILS = 200;
/** SMTP connections side by side. */
const CONNECTIONS = 5;
const LONGEST_MS = 120_000;
/** Each look at the mailbox costs the machine a little of what is measured. */
const LOOK_EVERY_MS = 500;
/** Linux counts a process' time in hundredths of a second. */
const MS_A_TICK = 10;

const storeSchema = z.object({
  emails: z.array(z.object({ at: z.number(), destination: z.object({ to: z.array(z.string()) }) })),
});

/** Mails per second from SMTP to the acknowledgement, through the whole local desk and its emulators on this machine. */
export async function measureThroughput(): Promise<Measurement> {
  return withLocalDesk(async (desk) => {
    progress(`sending ${MAILS} mails`);
    const cpuBefore = cpuOf(desk.pid);
    const start = performance.now();
    await sendAll(desk);
    const accepted = performance.now() - start;
    const { acknowledged, ms } = await waitForAcknowledgements(desk, start);
    const cpu = cpuOf(desk.pid) - cpuBefore;
    return {
      title: `Mails through the whole local desk (${MAILS} short mails, ${CONNECTIONS} connections)`,
      headings: ['', 'MAILS', 'SECONDS', 'MAILS PER SECOND'],
      rows: [row('accepted over SMTP', MAILS, accepted), row('ticket made and acknowledged', acknowledged, ms)],
      notes: [
        `CPU time of the desk's own process: ${(cpu / acknowledged).toFixed(0)} ms a mail.`,
        ...(acknowledged < MAILS
          ? [`${MAILS - acknowledged} were not acknowledged within ${LONGEST_MS / 1000} s.`]
          : []),
      ],
    };
  });
}

function row(name: string, mails: number, ms: number): string[] {
  return [name, String(mails), (ms / 1000).toFixed(1), ((mails * 1000) / ms).toFixed(1)];
}

async function sendAll(desk: RunningDesk): Promise<void> {
  const transport = createTransport({
    ...desk.smtp,
    pool: true,
    maxConnections: CONNECTIONS,
    secure: false,
    ignoreTLS: true,
  });
  try {
    const numbers = Array.from({ length: MAILS }, (_, number) => number);
    await Promise.all(numbers.map((number) => transport.sendMail(shortMail(number, desk.supportAddress))));
  } finally {
    transport.close();
  }
}

async function waitForAcknowledgements(
  desk: RunningDesk,
  start: number,
): Promise<{ acknowledged: number; ms: number }> {
  const told = new Set<string>();
  let since = 0;
  for (;;) {
    since = await noteAcknowledged(desk, since, told);
    const acknowledged = told.size;
    const ms = performance.now() - start;
    progress(`${acknowledged} of ${MAILS} acknowledged after ${(ms / 1000).toFixed(0)} s`);
    if (acknowledged >= MAILS || ms > LONGEST_MS) return { acknowledged, ms };
    await pause(LOOK_EVERY_MS);
  }
}

/** Adds who was told since an instant of the mailbox (in seconds), and gives that of the newest mail. Each mail has a sender of its own, who is told once. */
async function noteAcknowledged({ mailbox }: RunningDesk, since: number, told: Set<string>): Promise<number> {
  const response = await fetch(new URL(`/store?since=${since}`, mailbox));
  const { emails } = storeSchema.parse(await response.json());
  for (const to of emails.flatMap(({ destination }) => destination.to)) {
    if (/customer@bench-\d+\.example/.test(to)) told.add(to);
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
