import type { Context, SQSEvent } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import { createHandler as createDeliveryFeedback } from '../../../functions/delivery-feedback/handler.ts';
import { createHandler as createEscalate } from '../../../functions/escalate/handler.ts';
import { createHandler as createIngestEmail } from '../../../functions/ingest-email/handler.ts';
import type { SqsHandler } from '../../../functions/sqs/handler.ts';
import { createHandler as createSweep } from '../../../functions/sweep/handler.ts';
import { createHandler as createTargets } from '../../../functions/targets/handler.ts';
import { createHandler as createTeamMail } from '../../../functions/team-mail/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { announcedLate } from '../../../shared/intake/late-arrival.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { guessLanguage } from '../../../shared/mail/language/guess.ts';
import { METRIC } from '../../../shared/names.ts';
import { HOLIDAY_YEARS } from '../../../shared/sla/holidays/holidays.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { memoryTellings } from '../../support/memory-targets.ts';
import { probeArrives } from '../../support/probe.ts';
import { sesReports } from '../../support/ses-events.ts';
import { ada, bruno, deskOf, requestOf, rossi, waitingTicket } from '../../support/stories.ts';
import { targetsOf } from '../../support/targets-desk.ts';
import { eventOf, targetOf } from '../../support/told.ts';
import { live, nameOf, resources } from '../stack/template.ts';
import { type AlarmProperties, minutesOn, type Series } from './alarm-state.ts';

/**
 * Each alarm of the template, with the fault that it names: the metrics that the desk's own code counts while it happens, or that AWS's
 * pages say its service sends, turn the alarm on within the minutes that on-call may wait for it. A fault begins with the first minute.
 */

vi.mock('../../../shared/mail/language/guess.ts', { spy: true });

const MAIL = 'From: anna@rossi.example\nTo: help@support.example\nSubject: The door\n\n';
// Of a desk that customers write to: before that no canary is sent.
const alarms = resources('AWS::CloudWatch::Alarm', live).map(
  ([id, { Properties }]) => [nameOf(id), Properties as AlarmProperties & Record<string, unknown>] as const,
);

type Fault = {
  /** What happens. Gives the desk that it happened to, for what that counted; or what AWS sends, minute by minute. */
  happens: () => Promise<MemoryDesk> | Series;
  /** Minutes from its beginning to the alarm. */
  within: number;
};

const once = (value: number): Series => new Map([[1, value]]);
/** A run that broke off: AWS counts it, nothing of ours could. */
const brokenRun: Fault = { happens: () => once(1), within: 2 };
/** What a queue of dead letters shows for as long as one lies there. */
const deadLetter: Fault = { happens: () => new Map([1, 2, 3].map((minute) => [minute, 1])), within: 2 };
/** The age of a message that nobody fetches. */
const waiting: Fault = {
  happens: () => new Map(Array.from({ length: 10 }, (_, minute) => [minute + 1, (minute + 1) * 60])),
  within: 7,
};

async function delivered(desk: MemoryDesk, handler: SqsHandler, body: unknown): Promise<MemoryDesk> {
  const record = { messageId: 'q-1', receiptHandle: 'r', attributes: { ApproximateReceiveCount: '1' } };
  const eventSourceARN = 'arn:aws:sqs:eu-west-1:000000000000:queue';
  const event = { Records: [{ ...record, body: JSON.stringify(body), eventSourceARN }] } as SQSEvent;
  const context: Context = { ...lambdaContext('function'), getRemainingTimeInMillis: () => 60_000 };
  expect((await handler(event, context)).batchItemFailures).toHaveLength(1);
  return desk;
}

const visibility = { hide: async () => {} };

/** The table does not answer from now on. */
function tableDown(desk: MemoryDesk): MemoryDesk {
  for (const port of ['get', 'create', 'save', 'overdue', 'messages']) desk.faults.add({ port: `tickets.${port}` });
  return desk;
}

/** The sweep asks how the mail service's account stands: the next is five minutes off. */
const sweptWith = (change: Partial<MemoryDesk['account']>): Fault => ({
  async happens() {
    const desk = deskOf();
    Object.assign(desk.account, change);
    await createSweep(desk)();
    return desk;
  },
  within: 1,
});

const withCanary = () => deskOf({ settings: { canary: true } });

/** A sweep, and the arrival of the canary that it sent, if it did. */
async function sweptAndReceived(desk: MemoryDesk): Promise<void> {
  await createSweep(desk)();
  for (const mail of desk.sent.filter(({ tags }) => tags?.purpose === 'canary'))
    await receiveMail(desk, await probeArrives(desk, mail));
}

const FAULTS: Record<string, Fault> = {
  IntakeFailed: {
    async happens() {
      const desk = tableDown(deskOf());
      await desk.files.write('raw/ses-1', Buffer.from(`${MAIL}It does not open.`), 'message/rfc822');
      const receipt = {
        timestamp: '2026-11-30T08:00:00.123Z',
        recipients: ['help@support.example'],
        action: { type: 'S3', topicArn: 'arn', bucketName: 'mail', objectKey: 'raw/ses-1' },
      };
      const mail = {
        messageId: 'ses-1',
        source: 'anna@rossi.example',
        commonHeaders: { from: ['anna@rossi.example'] },
      };
      const Message = JSON.stringify({ notificationType: 'Received', receipt, mail });
      return delivered(desk, createIngestEmail(desk, visibility), { Type: 'Notification', Message });
    },
    within: 3,
  },
  TimerEventsFailed: {
    async happens() {
      const desk = deskOf();
      const { id, timer } = await waitingTicket(desk);
      return delivered(tableDown(desk), createEscalate(desk, visibility), { ticketId: id, version: timer.version });
    },
    within: 3,
  },
  TeamMailFailed: {
    async happens() {
      const desk = deskOf();
      return delivered(desk, createTeamMail(desk, visibility), { v: 'of a version to come' });
    },
    within: 3,
  },
  TargetsFailed: {
    async happens() {
      const desk = deskOf();
      const targets = targetsOf(desk, [targetOf('ops')], { ops: { url: 'http://127.0.0.1:9/' } });
      const { id } = await waitingTicket(desk);
      const event = eventOf();
      const entry = { target: 'ops', event: { ...event, ticket: { ...event.ticket, id } } };
      return delivered(desk, createTargets(targets, visibility), entry);
    },
    within: 3,
  },
  TargetFailing: {
    async happens() {
      const desk = deskOf();
      const tellings = memoryTellings();
      await tellings.failed('ops', desk.now().toISOString(), 'it answered 500');
      desk.pass(3600);
      await createSweep(desk, tellings)();
      return desk;
    },
    within: 1,
  },
  FeedbackFailed: {
    async happens() {
      const desk = deskOf();
      return delivered(desk, createDeliveryFeedback(desk, visibility), { v: 'of a version to come' });
    },
    within: 3,
  },
  NoticeBounced: {
    async happens() {
      const desk = deskOf();
      const { id } = await waitingTicket(desk, { priority: 1 });
      desk.setNow('2026-11-30T09:30:00.000Z');
      await escalate(desk, { ticketId: id, version: 1 });
      await desk.team.drain();
      const mail = desk.sent.at(-1);
      if (mail) await sesReports(desk, mail, 'Bounce');
      return desk;
    },
    within: 3,
  },
  AnswerNotSent: {
    async happens() {
      const desk = deskOf();
      const { id } = await waitingTicket(desk);
      const reason = 'MessageRejected: Email address is not verified.';
      desk.faults.add({ port: 'mailer.send', times: 1, outcome: { outcome: 'refused', what: 'recipient', reason } });
      const at = desk.now().toISOString();
      const answer = { source: 'api:1', text: 'Turn the key twice.', attachments: [], receivedAt: at, at };
      await respond(desk, { ticketId: id, agent: ada, ...answer, tellBy: 'call' }).catch((error: unknown) => {
        expect(error).toMatchObject({ status: 422 });
      });
      return desk;
    },
    within: 3,
  },
  SweepSilent: {
    async happens() {
      const desk = tableDown(deskOf());
      await expect(createSweep(desk)()).rejects.toThrow();
      return desk;
    },
    within: 16,
  },
  CanaryLost: {
    async happens() {
      const desk = withCanary();
      desk.faults.add({ port: 'mailer.send', times: 1, outcome: { outcome: 'later', reason: 'Sending paused' } });
      await sweptAndReceived(desk);
      return desk;
    },
    within: 11,
  },
  LateArrival: {
    async happens() {
      const desk = deskOf();
      await desk.files.write('raw/ses-1', Buffer.from(`${MAIL}It does not open.`), 'message/rfc822');
      await announcedLate(desk, { raw: 'raw/ses-1', at: desk.now().toISOString() });
      return desk;
    },
    within: 3,
  },
  SendingPaused: sweptWith({ isPaused: true }),
  SendQuotaNear: sweptWith({ sent: 40_000 }),
  NobodyOnDuty: {
    async happens() {
      const desk = deskOf();
      for (const agent of [ada, bruno]) await desk.agents.put({ ...agent, absent: { until: '2027-12-31' } });
      await openTicket(desk, requestOf(desk));
      return desk;
    },
    within: 3,
  },
  HolidaysUnknown: {
    async happens() {
      const customers = [{ ...rossi, holidays: [], holidayRegion: 'IT' }];
      const desk = deskOf({ now: `${HOLIDAY_YEARS.last}-12-30T08:00:00.000Z`, customers });
      await openTicket(desk, requestOf(desk));
      return desk;
    },
    within: 3,
  },
  ReadingCutShort: {
    async happens() {
      const desk = deskOf({ settings: { parseLimits: { ms: 1, memoryMb: 512 } } });
      await receiveMail(desk, arrives(desk, `${MAIL}${'x'.repeat(300_000)}`));
      return desk;
    },
    within: 3,
  },
  BrokenReadingRule: {
    async happens() {
      vi.mocked(guessLanguage).mockImplementationOnce(() => {
        throw new TypeError('a bug');
      });
      const desk = deskOf();
      await receiveMail(desk, arrives(desk, `${MAIL}It does not open.`));
      return desk;
    },
    within: 3,
  },
  HeldMail: {
    async happens() {
      const desk = deskOf();
      const verdicts = { spam: 'FAIL', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'GRAY' } as const;
      for (let number = 0; number < 20; number += 1) {
        const raw = `Message-ID: <${number}@rossi.example>\n${MAIL}Buy ${number}.`;
        await receiveMail(desk, arrives(desk, raw, { id: `held-${number}`, authenticated: false, verdicts }));
      }
      return desk;
    },
    within: 60,
  },
  ...Object.fromEntries(
    ['Intake', 'TimerEvents', 'TeamMail', 'Targets', 'Feedback'].map((queue) => [`${queue}Waiting`, waiting]),
  ),
  ...Object.fromEntries(
    ['Intake', 'TimerEvents', 'TeamMail', 'Targets', 'Feedback', 'Timers'].map((queue) => [
      `${queue}DeadLettersAlarm`,
      deadLetter,
    ]),
  ),
  ...Object.fromEntries(
    [
      'IngestEmail',
      'IngestWebhook',
      'OnlineDesk',
      'Console',
      'Api',
      'Escalate',
      'TeamMailFunction',
      'TargetsFunction',
      'DeliveryFeedback',
      'Sweep',
      'TicketChangesFunction',
    ].map((name) => [`${name}Alarm`, brokenRun]),
  ),
  HttpApiServerErrors: { happens: () => new Map([1, 3, 5].map((minute) => [minute, 1])), within: 6 },
  // As old as the oldest change in the stream, in milliseconds.
  TicketChangesFunctionLate: {
    happens: () => new Map(Array.from({ length: 10 }, (_, minute) => [minute + 1, (minute + 1) * 60_000])),
    within: 7,
  },
  TicketChangesDeadLettersAlarm: deadLetter,
  TeamMailFunctionDropped: { happens: () => once(1), within: 3 },
  BounceRate: { happens: () => once(0.02), within: 60 },
  BounceRateHigh: { happens: () => once(0.05), within: 60 },
  ComplaintRate: { happens: () => once(0.001), within: 60 },
  MailPublishFailure: { happens: () => once(1), within: 3 },
  MailPublishExpired: { happens: () => once(1), within: 3 },
};

it('each alarm has its fault here (A9)', () => {
  expect(alarms.map(([name]) => name).sort()).toEqual(Object.keys(FAULTS).sort());
});

/** What CloudWatch gets of the alarm's metric: all that was counted, within the first minute. */
function seriesOf(alarm: AlarmProperties & { Namespace?: unknown }, what: MemoryDesk | Series): Series {
  if (what instanceof Map) return what;
  // What the desk counts is its own.
  expect(alarm).toMatchObject({
    Namespace: METRIC.namespace,
    Dimensions: [{ Name: 'service', Value: 'SupportDesk-prod' }],
  });
  const counted = (what as MemoryDesk).counted.get(alarm.MetricName ?? '');
  return counted === undefined ? new Map() : once(counted);
}

describe.each(alarms)('%s', (name, alarm) => {
  it('goes on within its minutes, by what happens when it should (A4)', async () => {
    const { happens, within } = FAULTS[name] ?? {};
    const on = minutesOn(alarm, seriesOf(alarm, (await happens?.()) ?? new Map()), within ?? 0);
    expect(on.length).toBeGreaterThan(0);
  });

  it('stays off while all is well, and mail comes in', async () => {
    const desk = withCanary();
    await receiveMail(desk, arrives(desk, `${MAIL}It does not open.`));
    await sweptAndReceived(desk);
    const counted = desk.counted.get(alarm.MetricName ?? '');
    const every = [1, 6, 11, 16, 21, 26].map((minute) => [minute, counted ?? 0] as const);
    expect(minutesOn(alarm, counted === undefined ? new Map() : new Map(every), 30)).toEqual(
      alarm.TreatMissingData === 'breaching' && counted === undefined ? 'a metric that nothing counts' : [],
    );
  });
});

it('a metric’s alarm is over when it has been quiet for as long as it says', () => {
  const [, failed] = alarms.find(([name]) => name === 'IntakeFailed') ?? [];
  if (!failed) throw new Error('no alarm IntakeFailed');
  expect(minutesOn(failed, once(1), 30).at(-1)).toBe(10);
});
