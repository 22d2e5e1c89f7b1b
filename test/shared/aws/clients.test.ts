import { createServer, type RequestListener } from 'node:http';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOOPBACK, listen } from '../../../infra/local/loopback.ts';
import { clientFor } from '../../../infra/local/resources.ts';
import { TIMEOUT_SECONDS } from '../../../infra/timeouts.ts';
import { CALL, type CallLimits, clientOptions, HIDE_CALL, SEND_CALL, TIMER_CALL } from '../../../shared/aws/clients.ts';
import { bucketFiles } from '../../../shared/aws/files.ts';
import { PATIENCE_MS } from '../../../shared/ticket/task.ts';

/** As the desk's own, only sooner. */
const SOON: CallLimits = { connectMs: 100, requestMs: 100, attempts: 2 };

let answer: RequestListener;
let server: ReturnType<typeof createServer>;
let config: ReturnType<typeof clientFor>;
beforeEach(async () => {
  server = createServer((request, response) => answer(request, response));
  config = clientFor(`http://${LOOPBACK}:${await listen(server)}`);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const standard = () => ({ ...config, ...clientOptions(SOON) });

describe('a service that accepts and never answers', () => {
  it.each([
    ['DynamoDB', () => new DynamoDBClient(standard()).send(new ListTablesCommand({}))],
    ['S3', () => new S3Client(standard()).send(new GetObjectCommand({ Bucket: 'mail', Key: 'raw' }))],
    ['Scheduler', () => new SchedulerClient(standard()).send(new ListSchedulesCommand({}))],
    ['Secrets Manager', () => new SecretsManagerClient(standard()).send(new GetSecretValueCommand({ SecretId: 's' }))],
    ['SQS', () => new SQSClient(standard()).send(new GetQueueUrlCommand({ QueueName: 'intake' }))],
    ['SES', () => new SESClient({ ...config, ...clientOptions(SOON) }).send(new GetSendQuotaCommand({}))],
  ])('%s: the call ends with a TimeoutError, after each of its tries', async (_, call) => {
    answer = () => {};
    await expect(call()).rejects.toMatchObject({ name: 'TimeoutError', $metadata: { attempts: SOON.attempts } });
  });
});

describe('an object', () => {
  it('that stalls half way ends with a TimeoutError', async () => {
    answer = (_, response) => response.writeHead(200, { 'content-length': '1000' }).write('half');
    const files = bucketFiles(new S3Client(standard()), 'mail');
    await expect(files.read('raw/1')).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('of 40 MB that keeps coming may take longer than a request waits for its answer', async () => {
    const part = Buffer.alloc(4 * 1024 * 1024, 'x');
    answer = async (_, response) => {
      response.writeHead(200, { 'content-length': String(part.length * 10) });
      for (let sent = 0; sent < 10; sent += 1) {
        response.write(part);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      response.end();
    };
    const limits = { ...SOON, requestMs: 2_000 };
    const files = bucketFiles(new S3Client({ ...config, ...clientOptions(limits) }), 'mail');
    expect((await files.read('raw/1')).length).toBe(40 * 1024 * 1024);
  });
});

describe('the desk’s own limits', () => {
  /** Pauses between tries at most, in ms: one second for a throttle, doubled each time (`@smithy/core`, retry). */
  const pauses = (attempts: number) => 1000 * (2 ** (attempts - 1) - 1);
  const longest = ({ requestMs, attempts }: CallLimits) => attempts * requestMs + pauses(attempts);
  const shortestRun = Math.min(...Object.values(TIMEOUT_SECONDS)) * 1000;

  it('let the shortest function end a call with a third of its time left', () => {
    expect(longest(CALL)).toBeLessThan((shortestRun * 2) / 3);
  });

  it('let a queue’s worker wait for a claim for a sixth of its time at most', () => {
    expect(longest(HIDE_CALL)).toBeLessThanOrEqual((TIMEOUT_SECONDS.escalate * 1000) / 6);
  });

  it('let a step that is begun at the last moment end, and be noted, before the shortest function does', () => {
    const throttled = 2 * 1_500;
    expect(PATIENCE_MS + longest(SEND_CALL) + SEND_CALL.connectMs + throttled + 4_000).toBeLessThan(shortestRun);
    expect(longest(TIMER_CALL)).toBeLessThan(PATIENCE_MS);
  });

  it('send a mail once: SES would not know it again', () => {
    expect(SEND_CALL.attempts).toBe(1);
  });

  it('are told to the client, which would else only log that they were passed', () => {
    expect(clientOptions(CALL)).toEqual({
      maxAttempts: 3,
      requestHandler: {
        connectionTimeout: 2_000,
        requestTimeout: 5_000,
        throwOnRequestTimeout: true,
        socketTimeout: 5_000,
      },
    });
  });
});
