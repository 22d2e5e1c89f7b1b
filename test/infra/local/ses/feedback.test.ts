import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMailbox } from '../../../../infra/local/emulators/mailbox.ts';
import { startAccount } from '../../../../infra/local/emulators/ses.ts';
import { CONFIGURATION_SET, FEEDBACK_TOPIC_ARN, QUEUE, queueArn } from '../../../../infra/local/resources.ts';
import { type SesAccount, startSesAccount } from '../../../support/ses.ts';
import { startQueues } from '../queues.ts';

let ses: SesAccount;
beforeAll(async () => {
  ses = await startSesAccount();
});
beforeEach(() => ses.reset());
afterAll(() => ses.stop());

const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

function command(Destinations: string[], options: { body?: string; set?: string } = {}) {
  const { body = 'x', set = 'sending' } = options;
  const Data = Buffer.from(`From: Help <help@support.example>\r\nTo: you@x.example\r\nSubject: Hi\r\n\r\n${body}\r\n`);
  const Tags = [{ Name: 'ticket', Value: 'T-1' }];
  return new SendRawEmailCommand({ Destinations, RawMessage: { Data }, ConfigurationSetName: set, Tags });
}

async function reported(...args: Parameters<typeof command>) {
  await ses.client.send(command(...args));
  await expect.poll(() => ses.published.length).toBeGreaterThan(0);
  return ses.published.map(({ event }) => event);
}

describe('what SES reports of a mail to', () => {
  it.each([
    ['anna@rossi.example', ['Send', 'Delivery']],
    ['success@simulator.amazonses.com', ['Send', 'Delivery']],
    ['ooto@simulator.amazonses.com', ['Send', 'Delivery']],
    ['bounce@simulator.amazonses.com', ['Send', 'Bounce']],
    ['Bounce+lead@simulator.amazonses.com', ['Send', 'Bounce']],
    ['complaint@simulator.amazonses.com', ['Send', 'Delivery', 'Complaint']],
    ['suppressionlist@simulator.amazonses.com', ['Send', 'Bounce']],
  ])('%s: %j', async (address, types) => {
    expect((await reported([address])).map(({ eventType }) => eventType)).toEqual(types);
  });
});

describe('a report', () => {
  it('of a bounce says which mail and which recipient it is about', async () => {
    const events = await reported(['anna@rossi.example', 'bounce@simulator.amazonses.com']);
    const sent = (await ses.sent()).at(-1);
    expect(events.find(({ eventType }) => eventType === 'Bounce')).toEqual({
      eventType: 'Bounce',
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [
          {
            emailAddress: 'bounce@simulator.amazonses.com',
            action: 'failed',
            status: '5.1.1',
            diagnosticCode: 'smtp; 550 5.1.1 user unknown',
          },
        ],
        timestamp: '2026-11-30T08:00:00.000Z',
        feedbackId: expect.stringMatching(/-000000$/),
        reportingMTA: 'dns; local.smtp-out.amazonses.com',
      },
      mail: {
        timestamp: '2026-11-30T08:00:00.000Z',
        source: 'help@support.example',
        sourceArn: 'arn:aws:ses:eu-west-1:000000000000:identity/support.example',
        sendingAccountId: '000000000000',
        messageId: sent?.messageId,
        destination: ['anna@rossi.example', 'bounce@simulator.amazonses.com'],
        headersTruncated: false,
        headers: sent?.header,
        commonHeaders: {
          from: ['Help <help@support.example>'],
          to: ['you@x.example'],
          subject: 'Hi',
          messageId: sent?.messageId,
        },
        tags: {
          'ses:configuration-set': ['sending'],
          'ses:from-domain': ['support.example'],
          'ses:operation': ['SendRawEmail'],
          ticket: ['T-1'],
        },
      },
    });
  });

  it('of a virus is that SES took the mail and threw it away', async () => {
    const events = await reported(['anna@rossi.example'], { body: EICAR });
    expect(events.map(({ eventType }) => eventType)).toEqual(['Send', 'Reject']);
    expect(events.at(-1)).toMatchObject({ reject: { reason: 'Bad content' } });
  });

  it('comes only of the types that the configuration set asks for, and not without one', async () => {
    ses.rules.configurationSets = {
      quiet: { topicArn: 'arn:quiet', events: ['Bounce'] },
      none: { topicArn: '', events: [] },
    };
    await ses.client.send(command(['anna@rossi.example'], { set: 'none' }));
    await reported(['bounce@simulator.amazonses.com'], { set: 'quiet' });
    expect(ses.published.map(({ topicArn, event }) => [topicArn, event.eventType])).toEqual([['arn:quiet', 'Bounce']]);
  });
});

it('the local desk’s account publishes to its topic', async () => {
  const queues = await startQueues();
  const mailbox = await startMailbox();
  const errors: unknown[] = [];
  const door = await startAccount({
    port: 0,
    identity: 'support.example',
    mailbox: mailbox.url,
    messagingUrl: queues.client.endpoint,
    onError: (error) => errors.push(error),
  });
  // Any queue will do: which one listens is the subscriber's business.
  const subscription = { TopicArn: FEEDBACK_TOPIC_ARN, Protocol: 'sqs', Endpoint: queueArn(QUEUE.scheduleDeadLetters) };
  await new SNSClient(queues.client).send(new SubscribeCommand(subscription));
  const client = new SESClient({ ...queues.client, endpoint: door.url });
  await client.send(command(['bounce@simulator.amazonses.com'], { set: CONFIGURATION_SET }));
  const bodies = [await queues.receive(QUEUE.scheduleDeadLetters), await queues.receive(QUEUE.scheduleDeadLetters)];
  const types = bodies.map((message) => JSON.parse(JSON.parse(message?.Body ?? '').Message).eventType);
  expect(types.sort()).toEqual(['Bounce', 'Send']);
  expect(errors).toEqual([]);
  await door.close();
  await mailbox.close();
  await queues.stop();
});
