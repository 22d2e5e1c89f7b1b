import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createHandler as createApi } from '../../functions/api/handler.ts';
import { createHandler as createFeedback } from '../../functions/delivery-feedback/handler.ts';
import { createHandler as createEscalate } from '../../functions/escalate/handler.ts';
import { createHandler as createIngestEmail } from '../../functions/ingest-email/handler.ts';
import { createHandler as createWebhook } from '../../functions/ingest-webhook/handler.ts';
import { createHandler as createOnlineDesk } from '../../functions/online-desk/handler.ts';
import type { SqsHandler } from '../../functions/sqs/handler.ts';
import { createHandler as createSweep } from '../../functions/sweep/handler.ts';
import { createHandler as createTeamMail } from '../../functions/team-mail/handler.ts';
import { lambdaContext } from '../../infra/local/lambda-context.ts';
import { currentTrace } from '../../shared/trace.ts';
import { ask } from '../support/http.ts';
import type { MemoryDesk } from '../support/memory-desk.ts';
import { mailTo } from '../support/outgoing.ts';
import { sesEventOf } from '../support/ses-events.ts';
import { deskOf, waitingTicket } from '../support/stories.ts';
import { visit } from '../support/visit.ts';

/** Where something reaches the desk its trace begins, or goes on. */

const MAIL = 'From: anna@rossi.example\r\nTo: help@support.example\r\nSubject: The door\r\n\r\nIt does not open.\r\n';
const NOTIFICATION = {
  notificationType: 'Received',
  receipt: {
    timestamp: '2026-11-30T08:00:00.123Z',
    recipients: ['help@support.example'],
    dmarcVerdict: { status: 'PASS' },
    action: { type: 'S3', objectKey: 'raw/ses-1' },
  },
  mail: { messageId: 'ses-1', source: 'anna@rossi.example' },
};
const notice = (message: object) => JSON.stringify({ Type: 'Notification', Message: JSON.stringify(message) });

/** Hands a handler messages of its queue side by side, `beside` as their attribute `trace`. */
function receive(create: (desk: MemoryDesk, visibility: { hide(): Promise<void> }) => SqsHandler, desk: MemoryDesk) {
  return (bodies: string[], beside?: string) => {
    const Records = bodies.map((body, index) => ({
      messageId: `q-${index}`,
      receiptHandle: 'r',
      body,
      attributes: { ApproximateReceiveCount: '1' },
      messageAttributes: beside === undefined ? {} : { trace: { dataType: 'String', stringValue: beside } },
      eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:queue',
    }));
    return create(desk, { hide: async () => {} })({ Records } as unknown as SQSEvent, lambdaContext('function'));
  };
}

const tracesOf = (desk: MemoryDesk) => [...new Set(desk.lines.map(({ trace }) => trace))];

describe('a message of a queue', () => {
  it('that announces a mail is traced by the mail service’s id of it, whoever put it there, and so is each line and each timer', async () => {
    const desk = deskOf();
    const set: (string | undefined)[] = [];
    const { register } = desk.timers;
    desk.timers.register = (timer) => {
      set.push(currentTrace());
      return register(timer);
    };
    await desk.files.write('raw/ses-1', Buffer.from(MAIL), 'message/rfc822');
    await receive(createIngestEmail, desk)([notice(NOTIFICATION)], 'request-7');
    expect(tracesOf(desk)).toEqual(['ses-1']);
    expect(set).toEqual(['ses-1']);
    expect(desk.lines).toContainEqual(
      expect.objectContaining({
        message: 'a mail has left',
        details: expect.objectContaining({ opened: 'ses-1', purpose: 'acknowledgement' }),
      }),
    );
  });

  it('that says late that a mail was stored is traced by the same', async () => {
    const desk = deskOf();
    await desk.files.write('raw/ses-1', Buffer.from(MAIL), 'message/rfc822');
    const time = '2026-11-30T08:15:00Z';
    await receive(
      createIngestEmail,
      desk,
    )([JSON.stringify({ source: 'aws.s3', time, detail: { object: { key: 'raw/ses-1' } } })]);
    expect(tracesOf(desk)).toEqual(['ses-1']);
  });

  it('of a timer is in the trace of the work that set it; of one from before, in its own name', async () => {
    const desk = deskOf();
    const timer = { ticketId: 'T-4F7K2M9Q', version: 3 };
    await receive(createEscalate, desk)([JSON.stringify({ ...timer, trace: 'ses-1' }), JSON.stringify(timer)]);
    expect(desk.lines.map(({ message, trace }) => [message, trace])).toEqual([
      ['timer of an unknown ticket', 'ses-1'],
      ['timer of an unknown ticket', 'T-4F7K2M9Q_3'],
    ]);
  });

  it('to one of the team is in the trace that stands beside it; without one, in its own id', async () => {
    const desk = deskOf();
    const about = { kind: 'level', timer: 1, level: 'warning' };
    const of = { ticketId: 'T-4F7K2M9Q', reader: 'ada', at: '2026-11-30T08:00:00.000Z', about };
    await receive(createTeamMail, desk)([JSON.stringify(of)], 'ses-1');
    await receive(createTeamMail, desk)([JSON.stringify({ ...of, reader: 'bruno' })]);
    expect(tracesOf(desk)).toEqual(['ses-1', 'q-0']);
  });

  it('with what became of a mail is in the trace of the work that sent it; of one from before, in its own id', async () => {
    const desk = deskOf();
    const mail = (tags: Record<string, string>) => mailTo('anna@rossi.example', { tags });
    const returned = (tags: Record<string, string>) => notice(sesEventOf(mail(tags), 'Bounce'));
    await receive(createFeedback, desk)([returned({ trace: 'ses-1', purpose: 'link' })]);
    await receive(createFeedback, desk)([returned({ purpose: 'link' })]);
    expect(desk.lines.map(({ message, trace }) => [message, trace])).toEqual([
      ['a mail of no ticket came back', 'ses-1'],
      ['a mail of no ticket came back', 'q-0'],
    ]);
  });

  it('that cannot be read fails in the trace beside it, and those at its side keep theirs', async () => {
    const desk = deskOf();
    const { batchItemFailures } = await receive(createEscalate, desk)(['{', '{"ticketId":1}'], 'ses-1');
    expect(batchItemFailures).toHaveLength(2);
    expect(tracesOf(desk)).toEqual(['ses-1']);
  });
});

describe('a request', () => {
  const broken = () => {
    const desk = deskOf();
    for (const port of ['agents.list', 'tickets.get', 'forms.find', 'secrets.signingKeys']) desk.faults.add({ port });
    return desk;
  };

  it('to the agents’ API is traced by its id', async () => {
    const desk = broken();
    const claims = { email: 'ada@support.example' };
    await ask(createApi(desk), { path: '/api/tickets', claims });
    expect(tracesOf(desk)).toEqual(['request-1']);
  });

  it('to a form’s door is traced by its id', async () => {
    const desk = broken();
    await ask(createWebhook(desk), { method: 'POST', path: '/webhooks/contact', body: '{}' });
    expect(tracesOf(desk)).toEqual(['request-1']);
  });

  it('for a page is traced by its id', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'uploads.origin' });
    await visit(createOnlineDesk(desk)).get('/desk');
    expect(tracesOf(desk)).toEqual(['test']);
  });
});

describe('the sweep', () => {
  it('is traced by its run, and the timer of a ticket that a mail opened by the mail', async () => {
    const desk = deskOf();
    const set: (string | undefined)[] = [];
    await waitingTicket(desk, { raw: 'raw/ses-1' });
    desk.scheduled.clear();
    const { register } = desk.timers;
    desk.timers.register = (timer) => {
      set.push(currentTrace());
      return register(timer);
    };
    desk.faults.add({ port: 'mailAccount.state' });
    desk.pass(3_600 * 24 * 30);
    await createSweep(desk)({}, { awsRequestId: 'run-1' });
    expect(desk.lines).toContainEqual(expect.objectContaining({ trace: 'run-1' }));
    expect(set.every((trace) => trace === 'ses-1')).toBe(true);
  });
});
