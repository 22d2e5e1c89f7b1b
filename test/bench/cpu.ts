import { simpleParser } from 'mailparser';
import { createHandler } from '../../functions/ingest-email/handler.ts';
import { lambdaContext } from '../../infra/local/lambda-context.ts';
import { composeMail } from '../../shared/mail/compose.ts';
import { parseMail } from '../../shared/mail/parse.ts';
import { memoryDesk } from '../support/memory-desk.ts';
import { mailEvent } from './mail-event.ts';
import { sampleMails } from './mails.ts';
import { type Measurement, median, progress, times, within } from './report.ts';

const ROUNDS = 30;
/** Code runs in the interpreter first; what a busy function does is what comes after. */
const WARM_UP = 10;
/** Of bare mailparser on the same mails. */
const BUDGET = 2;

/** One way to work on a mail. */
type Way = () => Promise<unknown>;

/** CPU time per mail of our reading, and of the whole intake on a desk in memory, next to bare mailparser. */
export async function measureCpu(): Promise<Measurement> {
  const mails = await sampleMails('help@support.example');
  const rows: string[][] = [];
  const totals = [0, 0, 0];
  for (const { name, raw } of mails) {
    progress(`CPU time: ${name}`);
    const used = await interleaved([() => simpleParser(raw), () => parseMail(raw), await intake(raw)]);
    for (const [index, ms] of used.entries()) totals[index] = (totals[index] ?? 0) + ms;
    rows.push(row(name, used));
  }
  rows.push(row('all of them', totals));
  return {
    title: `CPU time per mail (median of ${ROUNDS} rounds, the ways taking turns; budget ${times(BUDGET)})`,
    headings: ['MAIL', 'MAILPARSER', 'OUR READING', 'RATIO', 'WITHIN', 'WHOLE INTAKE', 'RATIO', 'WITHIN'],
    rows,
    notes: [
      'Whole intake: the ingest-email handler with everything but the AWS clients: reading, ticket, clock, two mails composed.',
    ],
  };
}

function row(name: string, [bare = 0, reading = 0, intake = 0]: number[]): string[] {
  const ratio = (ms: number) => [`${ms.toFixed(2)} ms`, times(ms / bare), within(ms / bare, BUDGET)];
  return [name, `${bare.toFixed(2)} ms`, ...ratio(reading), ...ratio(intake)];
}

/** Median CPU milliseconds of each way, all threads of the process included. */
async function interleaved(ways: readonly Way[]): Promise<number[]> {
  const used = ways.map(() => [] as number[]);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [index, way] of ways.entries()) {
      const before = process.cpuUsage();
      await way();
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) used[index]?.push((user + system) / 1000);
    }
  }
  return used.map(median);
}

/** The mail through the real handler, each time on a new desk in memory; its mailer composes what it sends, and no more. */
async function intake(raw: Buffer): Promise<Way> {
  const key = 'raw/bench';
  const { settings } = memoryDesk();
  const event = await mailEvent(raw, { id: 'bench', bucket: 'bench', key, to: settings.supportAddress });
  return async () => {
    const desk = memoryDesk({ agents: [{ id: 'giulia', name: 'Giulia', addresses: ['giulia@support.example'] }] });
    desk.stored.set(key, { content: raw, contentType: 'message/rfc822' });
    const mailer: typeof desk.mailer = {
      async send(mail) {
        composeMail(mail);
        return { outcome: 'done', messageId: '<bench@eu-south-1.amazonses.com>' };
      },
    };
    const result = await createHandler({ ...desk, mailer }, { hide: async () => {} })(event, lambdaContext('bench'));
    if (result.batchItemFailures.length > 0) throw new Error('the mail was not taken in');
  };
}
