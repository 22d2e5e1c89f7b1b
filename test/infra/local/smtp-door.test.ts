import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { DeleteMessageCommand } from '@aws-sdk/client-sqs';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, QUEUE, TOPIC_ARN } from '../../../infra/local/resources.ts';
import { openSmtpDoor } from '../../../infra/local/smtp-door.ts';
import { startQueues } from './queues.ts';

const SUPPORT = 'help@desk.example';
const RECEIVED_AT = new Date('2026-11-27T15:30:00.000Z');

let queues: Awaited<ReturnType<typeof startQueues>>;
let s3: S3Client;
const doors: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  queues = await startQueues();
  s3 = new S3Client(queues.client);
});
afterAll(async () => {
  await Promise.all(doors.map((door) => door.close()));
  s3.destroy();
  await queues.stop();
});

/** An open door; `topicArn` and `bucket` can be made to fail. */
async function door(part: { topicArn?: string; bucket?: string } = {}) {
  const errors: unknown[] = [];
  const opened = await openSmtpDoor({
    port: 0,
    addresses: [SUPPORT],
    s3,
    sns: new SNSClient({ ...queues.client, maxAttempts: 1 }),
    bucket: BUCKET,
    topicArn: TOPIC_ARN,
    now: () => RECEIVED_AT,
    onError: (error) => errors.push(error),
    ...part,
  });
  doors.push(opened);
  const post = (mail: SendMailOptions, login?: string) =>
    nodemailer
      .createTransport({
        host: opened.host,
        port: opened.port,
        auth: login === undefined ? undefined : { user: login, pass: 'whatever' },
      })
      .sendMail({
        from: 'Anna Rossi <anna@rossi.example>',
        to: SUPPORT,
        subject: 'Il server è giù',
        text: 'Aiuto',
        ...mail,
      });
  return { post, errors, port: opened.port };
}

/** What the intake queue holds: the SES notification in its SNS envelope. */
async function announced() {
  const message = await queues.receive(QUEUE.intake);
  if (message?.Body === undefined) throw new Error('Nothing was announced.');
  await queues.sqs.send(
    new DeleteMessageCommand({ QueueUrl: queues.urlOf(QUEUE.intake), ReceiptHandle: message.ReceiptHandle }),
  );
  const envelope = JSON.parse(message.Body);
  expect(envelope.Type).toBe('Notification');
  return JSON.parse(envelope.Message);
}

async function stored(notification: { receipt: { action: { objectKey: string } } }) {
  const object = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: notification.receipt.action.objectKey }));
  return Buffer.from((await object.Body?.transformToByteArray()) ?? []);
}

describe('a mail to the support address', () => {
  it('is stored as it came, below the lines of the receiving server, and announced as SES does', async () => {
    const { post } = await door();
    await post({ messageId: '<one@rossi.example>' });
    const notification = await announced();
    expect(notification).toMatchObject({
      notificationType: 'Received',
      receipt: {
        timestamp: '2026-11-27T15:30:00.000Z',
        recipients: [SUPPORT],
        spamVerdict: { status: 'PASS' },
        virusVerdict: { status: 'PASS' },
        action: { type: 'S3', bucketName: BUCKET, topicArn: TOPIC_ARN },
      },
      mail: {
        timestamp: '2026-11-27T15:30:00.000Z',
        source: 'anna@rossi.example',
        destination: [SUPPORT],
        headersTruncated: false,
        commonHeaders: {
          returnPath: 'anna@rossi.example',
          from: ['Anna Rossi <anna@rossi.example>'],
          to: [SUPPORT],
          subject: 'Il server è giù',
          messageId: '<one@rossi.example>',
        },
      },
    });
    expect(notification.mail.messageId).toMatch(/^[0-9a-z]{40}$/);
    expect(notification.receipt.action.objectKey).toBe(`raw/${notification.mail.messageId}`);
    expect(notification.mail.headers).toContainEqual({ name: 'From', value: 'Anna Rossi <anna@rossi.example>' });
    const raw = (await stored(notification)).toString();
    expect(raw).toMatch(/^Return-Path: <anna@rossi\.example>\r\nReceived: /);
    expect(raw).toContain('\r\nSubject: =?UTF-8?Q?Il_server_=C3=A8_gi=C3=B9?=\r\n');
  });

  it('may carry a label', async () => {
    const { post } = await door();
    await post({ to: 'help+t4f7k2m9q.abc@desk.example' });
    expect((await announced()).receipt.recipients).toEqual(['help+t4f7k2m9q.abc@desk.example']);
  });

  it('is one notification for all its recipients, and a bounce has no sender', async () => {
    const { post } = await door();
    await post({ envelope: { from: '', to: [SUPPORT, 'help+two@desk.example'] } });
    const { mail } = await announced();
    expect(mail.source).toBe('');
    expect(mail.destination).toEqual([SUPPORT, 'help+two@desk.example']);
  });

  it('of 25 MB goes up in parts and comes back whole', async () => {
    const { post } = await door();
    const content = randomBytes(18 * 1024 * 1024);
    await post({ attachments: [{ filename: 'dump.bin', content }] });
    const raw = (await stored(await announced())).toString('latin1').replaceAll('\r\n', '');
    const encoded = content.toString('base64');
    expect(raw.length).toBeGreaterThan(25_000_000);
    expect(raw.includes(encoded)).toBe(true);
  });

  it('tells only the first 10 KB of a long header', async () => {
    const { post } = await door();
    await post({ headers: { 'X-Long': 'words '.repeat(4000) } });
    const { mail } = await announced();
    expect(mail.headersTruncated).toBe(true);
    expect(JSON.stringify(mail.headers).length).toBeLessThan(12_000);
    expect(mail.commonHeaders.subject).toBe('Il server è giù');
  });
});

describe('the verdicts on a sender', () => {
  const verdicts = async () => {
    const { receipt } = await announced();
    return [receipt.spfVerdict, receipt.dkimVerdict, receipt.dmarcVerdict].map(({ status }) => status);
  };

  it('are PASS when the client logged in as the author, by any password', async () => {
    const { post } = await door();
    await post({}, 'Anna@Rossi.example');
    expect(await verdicts()).toEqual(['PASS', 'PASS', 'PASS']);
  });

  it('are GRAY when the client did not log in', async () => {
    const { post } = await door();
    await post({});
    expect(await verdicts()).toEqual(['GRAY', 'GRAY', 'GRAY']);
  });

  it('are GRAY when the client logged in as somebody else', async () => {
    const { post } = await door();
    await post({}, 'mallory@evil.example');
    expect(await verdicts()).toEqual(['GRAY', 'GRAY', 'GRAY']);
  });

  it('are GRAY when the mail names several authors', async () => {
    const { post } = await door();
    const raw = 'From: anna@rossi.example, boss@rossi.example\r\nTo: help@desk.example\r\n\r\nHi\r\n';
    await post({ raw, envelope: { from: 'anna@rossi.example', to: SUPPORT } }, 'anna@rossi.example');
    expect(await verdicts()).toEqual(['GRAY', 'GRAY', 'GRAY']);
  });
});

describe('the scan of a mail', () => {
  const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$' + 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
  const GTUBE = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*' + 'GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';

  it.each<[string, SendMailOptions, string, string]>([
    ['the test virus as an attachment', { attachments: [{ filename: 'a.com', content: EICAR }] }, 'PASS', 'FAIL'],
    ['the test virus in its text', { text: EICAR }, 'PASS', 'FAIL'],
    ['the test spam', { text: GTUBE }, 'FAIL', 'PASS'],
    ['anything else', {}, 'PASS', 'PASS'],
  ])('tells %s', async (_, mail, spam, virus) => {
    const { post } = await door();
    await post(mail);
    const { receipt } = await announced();
    expect([receipt.spamVerdict.status, receipt.virusVerdict.status]).toEqual([spam, virus]);
  });
});

describe('the door refuses', () => {
  it.each(['sales@desk.example', 'help@other.example'])('mail to %s', async (to) => {
    const { post } = await door();
    await expect(post({ to })).rejects.toMatchObject({ responseCode: 550 });
  });

  it('for now what it could not store', async () => {
    const { post, errors } = await door({ bucket: 'no-such-bucket' });
    await expect(post({})).rejects.toMatchObject({ responseCode: 451 });
    expect(errors).toHaveLength(1);
  });

  it('for now what it could not announce', async () => {
    const { post } = await door({ topicArn: `${TOPIC_ARN}-gone` });
    await expect(post({})).rejects.toMatchObject({ responseCode: 451 });
  });

  it('what is larger than SES takes', async () => {
    const { post } = await door();
    const raw = Buffer.alloc(41 * 1024 * 1024, 'x'.repeat(75).concat('\n'));
    await expect(post({ raw, envelope: { from: 'a@b.example', to: SUPPORT } })).rejects.toMatchObject({
      responseCode: 552,
    });
  });
});

describe('a client that goes away in the middle of its mail', () => {
  it('leaves nothing behind', async () => {
    const { port, errors } = await door();
    const client = connect(port, '127.0.0.1');
    let heard = '';
    client.on('data', (chunk) => (heard += chunk));
    await expect.poll(() => heard).toContain('220');
    client.write(`EHLO me\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<${SUPPORT}>\r\nDATA\r\n`);
    await expect.poll(() => heard).toContain('354');
    client.write('Subject: half a m');
    client.destroy();
    expect(await queues.receive(QUEUE.intake, 1)).toBeUndefined();
    expect(errors).toEqual([]);
  });
});

describe('a mail that is no mail', () => {
  it.each([
    ['empty', ''],
    ['random bytes', randomBytes(20_000)],
    ['a header without an end', `Subject: x\r\n${'X-A: b\r\n'.repeat(20_000)}`],
    ['a body only', '\r\njust words\r\n'],
  ])('(%s) is taken all the same', async (_, raw) => {
    const { post, errors } = await door();
    await post({ raw, envelope: { from: 'a@b.example', to: SUPPORT } });
    expect((await announced()).mail.source).toBe('a@b.example');
    expect(errors).toEqual([]);
  });
});
