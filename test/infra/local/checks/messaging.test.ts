import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, QUEUE, TOPIC_ARN } from '../../../../infra/local/resources.ts';
import { bucketFiles } from '../../../../shared/aws/files.ts';
import { takeViolations } from '../../../support/violations.ts';
import { startQueues } from '../queues.ts';

let queues: Awaited<ReturnType<typeof startQueues>>;
let s3: S3Client;
beforeAll(async () => {
  queues = await startQueues();
  s3 = new S3Client({ ...queues.client, forcePathStyle: true });
});
afterAll(() => queues.stop());

const MOST = 256 * 1024;

describe('an object', () => {
  const put = (input: { Key?: string; ContentType?: string; Metadata?: Record<string, string> }) =>
    s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'a', Body: 'x', ...input }));

  it('whose key has 1,024 bytes is taken', async () => {
    await put({
      Key: 'é'.repeat(512),
      ContentType: 'text/plain; charset="utf-8"',
      Metadata: { who: 'x'.repeat(2045) },
    });
  });

  it.each([
    ['whose key has a byte more', { Key: `${'é'.repeat(512)}x` }, 'KeyTooLongError', 'too long'],
    ['whose type is no header text', { ContentType: 'text/plain; name=caffè' }, 'InvalidArgument', 'content-type'],
    ['with more than 2 kB of metadata', { Metadata: { who: 'x'.repeat(2046) } }, 'MetadataTooLarge', 'metadata'],
  ])('%s is refused', async (_, input, name, text) => {
    await expect(put(input)).rejects.toMatchObject({ name });
    expect(takeViolations()).toEqual([{ service: 'S3', rule: expect.stringContaining(text) }]);
  });

  it('is not given under a name that is no header text', async () => {
    const get = new GetObjectCommand({
      Bucket: BUCKET,
      Key: 'a',
      ResponseContentDisposition: 'attachment; filename=è',
    });
    await expect(s3.send(get)).rejects.toMatchObject({ name: 'InvalidArgument' });
    expect(takeViolations()).toHaveLength(1);
  });
});

it('is given as the address asks, which names it for whoever saves it', async () => {
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'file', Body: 'x', ContentType: 'text/html' }));
  const address = await bucketFiles(s3, BUCKET).link('file', 'door è.pdf');
  const answer = await fetch(address);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''door%20%C3%A8.pdf");
  expect(await answer.text()).toBe('x');
  const gone = await fetch(address.replace('/file?', '/gone?'));
  expect([gone.status, gone.headers.get('content-disposition')]).toEqual([404, null]);
});

describe('a message', () => {
  const send = (MessageBody: string) =>
    queues.sqs.send(new SendMessageCommand({ QueueUrl: queues.urlOf(QUEUE.timers), MessageBody }));
  const publish = (Message: string) =>
    new SNSClient(queues.client).send(new PublishCommand({ TopicArn: TOPIC_ARN, Message }));

  it('of 256 kB is taken', async () => {
    await send('x'.repeat(MOST));
  });

  it.each([
    ['to a queue', send, 'x'.repeat(MOST + 1)],
    ['to a topic', publish, 'x'.repeat(MOST + 1)],
    ['with what no queue carries', send, 'a\u0000b'],
  ])('%s is refused when it is too long or not to be carried', async (_, give, text) => {
    await expect(give(text)).rejects.toMatchObject({ $fault: 'client' });
    expect(takeViolations()).toEqual([{ service: 'SNS and SQS', rule: expect.any(String) }]);
  });
});
