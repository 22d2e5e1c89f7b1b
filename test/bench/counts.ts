import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import MailComposer from 'nodemailer/lib/mail-composer';
import { createHandler as createEscalate } from '../../functions/escalate/handler.ts';
import { createHandler as createIngest } from '../../functions/ingest-email/handler.ts';
import { createHandler as createTeamMail } from '../../functions/team-mail/handler.ts';
import { COUNTED, type CountedOperation, type Counts, MEASURED } from '../../infra/cli/cost/counts.ts';
import { createClock } from '../../infra/local/clock.ts';
import { startEmulators } from '../../infra/local/emulators/emulators.ts';
import { createTables } from '../../infra/local/emulators/tables.ts';
import { enterEnvironment } from '../../infra/local/environment.ts';
import { AGENTS, addExamples, CUSTOMERS } from '../../infra/local/examples.ts';
import { functionEnvironment, localDeployment, localSettings, sdkEnvironment } from '../../infra/local/function-env.ts';
import { loadKeys } from '../../infra/local/keys.ts';
import { lambdaContext } from '../../infra/local/lambda-context.ts';
import { BUCKET, PEOPLE_TABLE, TICKET_TABLE } from '../../infra/local/resources.ts';
import { Stops } from '../../infra/local/stops.ts';
import { createDesk } from '../../shared/aws/desk.ts';
import { sqsVisibility } from '../../shared/aws/visibility.ts';
import { replyAddress } from '../../shared/mail/signed/reply-address.ts';
import { PREFIX } from '../../shared/names.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { ALONE_A_MINUTE, type TeamMailEntry } from '../../shared/ticket/team-notice.ts';
import { meteredDynamo } from '../support/metered-dynamo.ts';
import { mailEvent } from './mail-event.ts';
import { sentences } from './mails.ts';
import { type Measurement, progress } from './report.ts';
import { type Calls, countingProxies } from './wire.ts';

const FILE = new URL('../../infra/cli/cost/counts.json', import.meta.url);
const MINUTE = 60_000;

type Bench = {
  desk: Desk;
  /** What the team's queue was given. */
  entries: TeamMailEntry[];
  /** Lets the desk's time go on. */
  pass(ms: number): void;
  count(operation: CountedOperation, use: () => Promise<unknown>): Promise<void>;
};

/** Counts, on the wire, what each operation that `desk cost` knows asks of AWS, and writes `infra/cli/cost/counts.json`. */
export async function measureCounts(): Promise<Measurement> {
  progress('counting what an operation asks of AWS');
  const stops = new Stops();
  try {
    const counted = await countAll(stops);
    const file = { measured: new Date().toISOString().slice(0, 10), operations: counted, stream: MEASURED.stream };
    writeFileSync(FILE, `${JSON.stringify(file, undefined, 2)}\n`);
    return {
      title: 'What an operation asks of AWS, counted on the wire',
      headings: ['OPERATION', ...COUNTED.map((each) => each.toUpperCase())],
      rows: Object.entries(counted).map(([name, counts]) => [name, ...COUNTED.map((each) => `${counts[each]}`)]),
      notes: [],
    };
  } finally {
    await stops.stop();
  }
}

async function countAll(stops: Stops): Promise<Record<CountedOperation, Counts>> {
  const counted = {} as Record<CountedOperation, Counts>;
  const { desk, entries, pass, count } = await startBench(stops, counted);
  const ingest = createIngest(desk, sqsVisibility());
  const teamMail = createTeamMail(desk, sqsVisibility(), async () => {});
  const to = desk.settings.supportAddress;
  const customer = CUSTOMERS[0]?.contacts[0] ?? '';
  const agent = AGENTS[0];
  if (!agent) throw new Error('the examples have no agent');
  const notices = () => entries.splice(0).filter((entry) => 'reader' in entry && entry.reader === agent.id);
  const tell = (entry: TeamMailEntry | undefined) => teamMail(eventOf(entry), lambdaContext('bench'));

  await count('request', async () => ingest(await mail(desk, customer, to), lambdaContext('bench')));
  const [notice] = notices();
  await count('notice', () => tell(notice));
  await ingest(await mail(desk, 'another@rossi.example', to), lambdaContext('bench'));
  await desk.accounts.prefer(agent, { notices: 'mine' });
  const [unwanted] = notices();
  await count('unwanted', () => tell(unwanted));
  await desk.accounts.prefer(agent, {});
  const ticketId = notice && 'ticketId' in notice ? notice.ticketId : '';
  const ticket = await desk.tickets.get(ticketId);
  if (!ticket?.timer.next) throw new Error('the request became no ticket with a timer');

  const [key = ''] = await desk.secrets.signingKeys();
  const reply = replyAddress(key, to, { ticketId, agentId: agent.id });
  await count('answer', async () => ingest(await mail(desk, agent.addresses[0] ?? '', reply), lambdaContext('bench')));

  // What more comes in a minute than goes alone is gathered: ten by one mail.
  for (let more = 0; more < ALONE_A_MINUTE + 10; more += 1) {
    await ingest(await mail(desk, `person-${more}@rossi.example`, to), lambdaContext('bench'));
  }
  const [late] = entries.filter((entry) => 'ticketId' in entry && entry.ticketId !== ticketId);
  const waiting = notices();
  for (const each of waiting.slice(0, -10)) await tell(each);
  await count('ten gathered', async () => {
    for (const each of waiting.slice(-10)) await tell(each);
    pass(MINUTE);
    await tell(entries.find((entry) => 'waitsFor' in entry));
  });

  const escalating = late && 'ticketId' in late ? await desk.tickets.get(late.ticketId) : undefined;
  const [, breach] = escalating?.clock.levels ?? [];
  if (!escalating || !breach) throw new Error('there is no ticket to be late');
  pass(Date.parse(breach.at) - desk.now().getTime());
  const timer = { ticketId: escalating.id, version: escalating.timer.version };
  await count('level', () => createEscalate(desk, sqsVisibility())(eventOf(timer), lambdaContext('bench')));
  return counted;
}

/** A desk on emulators of which nothing works by itself, each call of which is counted. */
async function startBench(stops: Stops, counted: Record<CountedOperation, Counts>): Promise<Bench> {
  Object.assign(process.env, { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' });
  const clock = createClock({ speed: 1 });
  stops.add(clock.stop);
  const deployment = localDeployment();
  const onError = (error: unknown) => console.error(error);
  const common = { clock, keys: loadKeys(), mailboxPort: 0, pathOf: () => undefined, onError };
  const endpoints = await startEmulators({ ...common, mailDomain: deployment.mailDomain, isReporting: false }, stops);
  const env = { ...sdkEnvironment(endpoints), ...functionEnvironment(localSettings(deployment, 'http://127.0.0.1')) };
  enterEnvironment(env);
  await createTables({ tickets: TICKET_TABLE, people: PEOPLE_TABLE });
  await addExamples(createDesk());

  const units = await stops.up(meteredDynamo(endpoints.dynamo));
  const calls: Calls = new Map();
  const proxies = await countingProxies({ ...env, AWS_ENDPOINT_URL_DYNAMODB: units.url }, calls);
  stops.add(() => void proxies.close());
  enterEnvironment(proxies.env);
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  const real = createDesk({ now });
  const entries: TeamMailEntry[] = [];
  const teamMail: Desk['teamMail'] = {
    put(given, delaySeconds) {
      entries.push(...given);
      return real.teamMail.put(given, delaySeconds);
    },
  };
  return {
    desk: { ...real, machineNow: now, teamMail },
    entries,
    pass: (ms) => {
      ahead += ms;
    },
    async count(operation, use) {
      calls.clear();
      units.read();
      await use();
      const { writes, reads } = units.read();
      const sum = (pattern: RegExp) =>
        [...calls].reduce((all, [call, times]) => all + (pattern.test(call) ? times : 0), 0);
      counted[operation] = {
        'write units': writes,
        'read units': reads,
        mails: sum(/^SES /),
        'queue calls': sum(/^SQS /),
        'objects written': sum(/^S3 (PUT|POST)$/),
        'objects read': sum(/^S3 (GET|HEAD)$/),
        'schedules made': sum(/^SCHEDULER POST$/),
      };
    },
  };
}

/** The event by which a mail of text comes in, stored as SES stores it. */
async function mail(desk: Desk, from: string, to: string) {
  const id = randomUUID().replaceAll('-', '');
  const options = {
    from,
    to,
    subject: 'The door on the second floor does not open',
    messageId: `<${id}@mail.example>`,
  };
  const raw = await new MailComposer({ ...options, date: desk.now(), text: sentences(4_000) }).compile().build();
  const key = `${PREFIX.raw}${id}`;
  // SES's call, and charged as any other.
  const s3 = new S3Client({ forcePathStyle: true });
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: raw }));
  return mailEvent(raw, { id, bucket: BUCKET, key, to });
}

function eventOf(body: unknown): Awaited<ReturnType<typeof mailEvent>> {
  const attributes = {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'bench',
    ApproximateFirstReceiveTimestamp: '0',
  };
  const id = randomUUID();
  return {
    Records: [
      {
        messageId: id,
        receiptHandle: id,
        body: JSON.stringify(body),
        attributes,
        messageAttributes: {},
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:team-mail',
        awsRegion: 'eu-west-1',
      },
    ],
  };
}
