import { randomUUID } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createHandler } from '../../functions/ingest-email/handler.ts';
import { enterEnvironment } from '../../infra/local/environment.ts';
import { lambdaContext } from '../../infra/local/lambda-context.ts';
import type { RunningDesk } from '../../infra/local/running.ts';
import { createDesk } from '../../shared/aws/desk.ts';
import { sqsVisibility } from '../../shared/aws/visibility.ts';
import { ENV, PREFIX } from '../../shared/names.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { withLocalDesk } from './local-desk.ts';
import { mailEvent } from './mail-event.ts';
import { sampleMails } from './mails.ts';
import { type Measurement, progress, within } from './report.ts';
import { inRounds } from './rounds.ts';
import { type Calls, countingProxies } from './wire.ts';

/** The table's rows: which calls belong to each, and how many a new mail ticket with one agent may cost. */
const ROWS: { name: string; calls: RegExp; budget?: number }[] = [
  { name: 'S3 reads', calls: /^S3 (GET|HEAD)$/, budget: 1 },
  { name: 'S3 writes', calls: /^S3 (PUT|POST)$/ },
  { name: 'DynamoDB reads', calls: /^DYNAMODB (\w*Get\w*|Query|Scan)$/, budget: 2 },
  { name: 'DynamoDB writes', calls: /^DYNAMODB (?!\w*Get)\w*(Item|Items)$/, budget: 4 },
  { name: 'Scheduler', calls: /^SCHEDULER /, budget: 1 },
  { name: 'SES sends', calls: /^SES /, budget: 2 },
  { name: 'SQS (the claim)', calls: /^SQS /, budget: 1 },
  { name: 'Secrets Manager (once a container)', calls: /^SECRETS_MANAGER / },
];

/** Rounds of calls, one behind the other, until the acknowledgement is sent (docs/decisions/016-the-way-to-the-acknowledgement.md). */
const IN_A_ROW = { name: 'rounds, one behind the other, to the acknowledgement', budget: 5 };

/** Counts what one new mail ticket costs in AWS calls, while the mail goes through the real handler against the local endpoints. */
export async function measureAwsCalls(): Promise<Measurement> {
  progress('counting AWS calls');
  process.env.POWERTOOLS_LOG_LEVEL = 'WARN';
  return withLocalDesk(async (running) => {
    const [plain, , , , attachments] = await sampleMails(running.supportAddress);
    if (!plain || !attachments) throw new Error('the sample mails are not there');
    const counted = [
      await countCalls(running, plain.raw, 1),
      await countCalls(running, plain.raw, 2),
      await countCalls(running, attachments.raw, 1),
    ];
    const columns = counted.map(({ calls }) => calls);
    const ways = counted.map(({ rounds }) => wayToAcknowledgement(rounds));
    const lengths = ways.map(({ length }) => length);
    const other = new Set(columns.flatMap((calls) => [...calls.keys()].filter((call) => rowOf(call) === undefined)));
    return {
      title: 'AWS calls per new mail ticket',
      headings: ['CALL', 'BUDGET', '1 AGENT', 'WITHIN', '2 AGENTS', '1 AGENT, 2 ATTACHMENTS'],
      rows: [
        ...ROWS.map(({ name, calls, budget }) =>
          row(
            { name, budget },
            columns.map((column) => sum(column, calls)),
          ),
        ),
        row(IN_A_ROW, lengths),
      ],
      notes: [
        `The way to the acknowledgement, round by round: ${ways[0]?.map((calls) => calls.join(' + ')).join('; ')}.`,
        ...(other.size === 0 ? [] : [`Calls in no row: ${[...other].join(', ')}`]),
      ],
    };
  });
}

function row({ name, budget }: { name: string; budget?: number | undefined }, counts: readonly number[]): string[] {
  const [one = 0, two = 0, files = 0] = counts;
  return [name, String(budget ?? ''), String(one), within(one, budget), String(two), String(files)];
}

/** The rounds of calls until the mail service is asked to send. */
function wayToAcknowledgement(rounds: readonly string[][]): string[][] {
  const sent = rounds.findIndex((calls) => calls.some((call) => call.startsWith('SES ')));
  if (sent < 0) throw new Error('nobody was acknowledged');
  return rounds.slice(0, sent + 1);
}

async function countCalls(
  running: RunningDesk,
  sample: Buffer,
  agents: number,
): Promise<{ calls: Calls; rounds: string[][] }> {
  const id = `bench${randomUUID().replaceAll('-', '')}`;
  // The same mail again would be no new ticket.
  const fresh = sample.toString('latin1').replace(/^Message-ID:.*$/im, `Message-ID: <${id}@bench.example>`);
  const raw = Buffer.from(fresh, 'latin1');
  const key = `${PREFIX.raw}${id}`;
  const bucket = running.env[ENV.mailBucket] ?? '';
  enterEnvironment(running.env);
  await new S3Client({ forcePathStyle: true }).send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: raw }));

  const event = await mailEvent(raw, { id, bucket, key, to: running.supportAddress });
  const calls: Calls = new Map();
  const { rounds, pass, stop } = inRounds();
  const proxies = await countingProxies(running.env, calls, pass);
  try {
    enterEnvironment(proxies.env);
    const result = await createHandler(deskWith(agents), sqsVisibility())(event, lambdaContext('bench'));
    if (result.batchItemFailures.length > 0) throw new Error('the mail was not taken in');
    return { calls, rounds };
  } finally {
    stop();
    await proxies.close();
  }
}

/** The deployed desk, quiet, with the first `agents` of its agents. */
function deskWith(agents: number): Desk {
  const desk = createDesk();
  const quiet = () => {};
  return {
    ...desk,
    agents: { ...desk.agents, list: async () => (await desk.agents.list()).slice(0, agents) },
    log: { info: quiet, warn: quiet, error: quiet, count: quiet },
  };
}

function rowOf(call: string) {
  return ROWS.find(({ calls }) => calls.test(call));
}

function sum(calls: Calls, pattern: RegExp): number {
  return [...calls].reduce((total, [call, count]) => total + (pattern.test(call) ? count : 0), 0);
}
