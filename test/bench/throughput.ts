import { withLocalDesk } from './local-desk.ts';
import { shortMails } from './mails.ts';
import { CONNECTIONS, sendThrough } from './mails-through.ts';
import { type Measurement, progress, within } from './report.ts';

const MAILS = 400;
/** On two cores that do nothing else, the sender's work included. */
export const PER_SECOND = 40;
/** CPU time of the desk's own process, in ms a mail. */
const DESK_MS = 30;

/** Mails per second from SMTP to the acknowledgement, through the whole local desk and its emulators on this machine. */
export async function measureThroughput(): Promise<Measurement> {
  return withLocalDesk(async (desk) => {
    progress(`sending ${MAILS} mails`);
    const { acknowledged, acceptedMs, ms, cpu } = await sendThrough(desk, await shortMails(MAILS, desk.supportAddress));
    const [own, emulators] = [cpu.desk / acknowledged, cpu.emulators / acknowledged];
    return {
      title: `Mails through the whole local desk (${MAILS} short mails, ${CONNECTIONS} connections)`,
      headings: ['', 'MAILS', 'SECONDS', 'MAILS PER SECOND', 'WITHIN'],
      rows: [
        row('accepted over SMTP', MAILS, acceptedMs),
        [...row('ticket made and acknowledged', acknowledged, ms), within(PER_SECOND, perSecond(acknowledged, ms))],
      ],
      notes: [
        `CPU time a mail: ${own.toFixed(0)} ms in the desk's own process (budget ${DESK_MS} ms: ${within(own, DESK_MS)}), ${emulators.toFixed(0)} ms in that of its emulators.`,
        `The budget of ${PER_SECOND} a second is for two cores that do nothing else; the sender works on them, too.`,
        ...(acknowledged < MAILS ? [`${MAILS - acknowledged} were not acknowledged in time.`] : []),
      ],
    };
  });
}

function row(name: string, mails: number, ms: number): string[] {
  return [name, String(mails), (ms / 1000).toFixed(1), perSecond(mails, ms).toFixed(1)];
}

function perSecond(mails: number, ms: number): number {
  return (mails * 1000) / ms;
}
