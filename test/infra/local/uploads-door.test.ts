import { request } from 'node:http';
import { GetObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET } from '../../../infra/local/resources.ts';
import type { Service } from '../../../infra/local/serve.ts';
import { openUploadsDoor } from '../../../infra/local/uploads-door.ts';
import { bucketUploads } from '../../../shared/aws/upload-slots.ts';
import type { Uploads } from '../../../shared/ticket/upload.ts';
import { startQueues } from './queues.ts';

const ORIGIN = 'http://127.0.0.1:3000';

let messaging: Awaited<ReturnType<typeof startQueues>>;
let s3: S3Client;
let door: Service;
let uploads: Uploads;
let now = () => new Date();
const errors: unknown[] = [];

beforeAll(async () => {
  messaging = await startQueues();
  s3 = new S3Client(messaging.client);
  door = await openUploadsDoor({
    s3,
    bucket: BUCKET,
    credentials: messaging.client.credentials,
    origin: ORIGIN,
    onError: (error) => errors.push(error),
    now: () => now(),
  });
  const slots = new S3Client({
    ...messaging.client,
    endpoint: door.url,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  uploads = bucketUploads({ s3, slots }, BUCKET);
});
afterEach(() => {
  now = () => new Date();
  expect(errors.splice(0)).toEqual([]);
});
afterAll(async () => {
  await door.close();
  await messaging.stop();
});

let count = 0;
const TEXT = { 'content-type': 'text/plain' };

/** A slot for "hello", in a submission of its own. */
async function slot(size = 5) {
  count += 1;
  const submission = `s${count}`;
  const { url, headers } = await uploads.slot({ submission, index: 0, size, contentType: 'text/plain' });
  const put = (body: NonNullable<RequestInit['body']>, init: RequestInit = {}) =>
    fetch(url, { method: 'PUT', headers, body, ...init });
  return { submission, url, put, size: () => uploads.find(submission, 0) };
}

async function codeOf(answer: Response): Promise<string> {
  return `${answer.status} ${/<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1]}`;
}

describe('a file that a page sends to its slot', () => {
  it('is in the bucket, as what it is', async () => {
    const { put, submission } = await slot();
    const answer = await put('hello', { headers: { ...TEXT, origin: ORIGIN } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    const found = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: `uploads/${submission}/0` }));
    expect([await found.Body?.transformToString(), found.ContentType]).toEqual(['hello', 'text/plain']);
  });

  it.each([0, 20 * 1024 * 1024])('may have %d bytes', async (size) => {
    const { put, size: found } = await slot(size);
    expect((await put(Buffer.alloc(size, 'x'))).status).toBe(200);
    expect(await found()).toBe(size);
  });

  it('leaves nothing behind when the page goes in the middle of it', async () => {
    const { url, size } = await slot(30_000_000);
    await new Promise<void>((resolve) => {
      const sent = request(url, { method: 'PUT', headers: { ...TEXT, 'content-length': 30_000_000 } });
      sent.on('error', () => resolve());
      sent.write(Buffer.alloc(20_000_000), () => sent.destroy());
      sent.on('close', () => resolve());
    });
    await expect
      .poll(async () => (await s3.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }))).Uploads ?? [])
      .toEqual([]);
    expect(await size()).toBeUndefined();
  });
});

describe('the door refuses, as S3 does,', () => {
  afterEach(async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'uploads/' }));
    expect(Contents.filter(({ Key }) => Key?.startsWith(`uploads/s${count}/`))).toEqual([]);
  });

  it('a file that is longer or shorter than was signed', async () => {
    const { put } = await slot();
    expect(await codeOf(await put('hello!'))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await put('hell'))).toBe('403 SignatureDoesNotMatch');
  });

  it('a file of another type, or of none', async () => {
    const { put } = await slot();
    const other = await put('hello', { headers: { 'content-type': 'text/html' } });
    expect(await codeOf(other)).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await put(Buffer.from('hello'), { headers: {} }))).toBe('403 SignatureDoesNotMatch');
  });

  it('a file whose slot has expired, however it is asked for', async () => {
    const { put, url } = await slot();
    now = () => new Date(Date.now() + 902_000);
    expect(await codeOf(await put('hello'))).toBe('403 AccessDenied');
    const longer = url.replace('X-Amz-Expires=900', 'X-Amz-Expires=9000');
    expect(await codeOf(await fetch(longer, { method: 'PUT', headers: TEXT, body: 'hello' }))).toBe(
      '403 SignatureDoesNotMatch',
    );
  });

  it.each([
    ['another place', (url: string) => url.replace('/0?', '/1?'), '403 SignatureDoesNotMatch'],
    ['no signature', (url: string) => url.replace(/\?.*/, ''), '403 AccessDenied'],
    [
      'another signature',
      (url: string) => url.replace(/Signature=\w{4}/, 'Signature=0000'),
      '403 SignatureDoesNotMatch',
    ],
    ['a header that is not signed', (url: string) => url.replace('content-length%3B', ''), '403 SignatureDoesNotMatch'],
    [
      'an address that ends next month',
      (url: string) => url.replace('=900', '=2678400'),
      '400 AuthorizationQueryParametersError',
    ],
    ['another access key', (url: string) => url.replace('=local%2F', '=AKIA%2F'), '403 InvalidAccessKeyId'],
    ['no upload', (url: string) => url.replace('/uploads/', '/attachments/'), '405 MethodNotAllowed'],
    ['a malformed address', (url: string) => url.replace('/0?', '/%ZZ?'), '403 SignatureDoesNotMatch'],
  ])('an address that was changed: %s', async (_, change, code) => {
    const { url } = await slot();
    expect(await codeOf(await fetch(change(url), { method: 'PUT', headers: TEXT, body: 'hello' }))).toBe(code);
  });

  it.each(['GET', 'DELETE', 'POST'])('a %s', async (method) => {
    const { url } = await slot();
    expect(await codeOf(await fetch(url, { method, headers: TEXT }))).toBe('405 MethodNotAllowed');
  });

  it('a file that does not say how long it is', async () => {
    const { url } = await slot();
    const answer = await fetch(url, {
      method: 'PUT',
      headers: TEXT,
      body: new Blob(['hello']).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(await codeOf(answer)).toBe('411 MissingContentLength');
  });
});

describe('a browser that asks first', () => {
  const ask = async (headers: Record<string, string>) =>
    fetch((await slot()).url, {
      method: 'OPTIONS',
      headers: { origin: ORIGIN, 'access-control-request-method': 'PUT', ...headers },
    });

  it('is let from the desk’s pages', async () => {
    const answer = await ask({ 'access-control-request-headers': 'content-type' });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
    });
  });

  it.each([
    ['another site', { origin: 'https://elsewhere.example' }],
    ['another port', { origin: 'http://127.0.0.1:3001' }],
    ['a method that is not for pages', { 'access-control-request-method': 'DELETE' }],
    ['a header that is not for pages', { 'access-control-request-headers': 'content-type, x-amz-acl' }],
  ])('is not let from %s', async (_, headers) => {
    const answer = await ask(headers);
    expect(await codeOf(answer)).toBe('403 AccessForbidden');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('of another site may send, since it holds an address, but not read the answer', async () => {
    const { put } = await slot();
    const answer = await put('hello', { headers: { ...TEXT, origin: 'https://elsewhere.example' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});
