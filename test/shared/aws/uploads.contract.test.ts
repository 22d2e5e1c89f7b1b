import { GetObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BUCKET } from '../../../infra/local/resources.ts';
import { bucketFiles } from '../../../shared/aws/files.ts';
import { bucketUploads } from '../../../shared/aws/upload-slots.ts';
import { FileGone } from '../../../shared/ticket/ports.ts';
import { type Uploads, uploadKey } from '../../../shared/ticket/upload.ts';
import { startQueues } from '../../infra/local/queues.ts';
import { memoryFiles, type StoredFiles } from '../../support/memory-files.ts';
import { memoryUploads } from '../../support/memory-uploads.ts';

let s3: S3Client;
let messaging: Awaited<ReturnType<typeof startQueues>>;
beforeAll(async () => {
  messaging = await startQueues();
  s3 = new S3Client(messaging.client);
});
afterAll(() => messaging.stop());

/** Uploads, a way to put a file where a browser would, and what lies under a key. */
type World = {
  uploads: Uploads;
  put(key: string, text: string): Promise<void>;
  at(key: string): Promise<{ text: string; type: string | undefined }>;
};

function inBucket(): World {
  const files = bucketFiles(s3, BUCKET);
  return {
    uploads: bucketUploads({ s3, slots: s3 }, BUCKET),
    put: (key, text) => files.write(key, Buffer.from(text), 'text/html'),
    async at(key) {
      const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
      return { text: (await Body?.transformToString()) ?? '', type: ContentType };
    },
  };
}

function inMemory(): World {
  const stored: StoredFiles = new Map();
  const files = memoryFiles(stored);
  return {
    uploads: memoryUploads(stored),
    put: (key, text) => files.write(key, Buffer.from(text), 'text/html'),
    async at(key) {
      return { text: String(await files.read(key)), type: stored.get(key)?.contentType };
    },
  };
}

let count = 0;

describe.each<[string, () => World]>([
  ['in S3', inBucket],
  ['in memory', inMemory],
])('uploads %s', (_, open) => {
  let world: World;
  let submission: string;
  let to: string;
  beforeEach(() => {
    world = open();
    count += 1;
    submission = `s${count}`;
    to = `attachments/T-1/${count}/0-log.txt`;
  });

  it('are found by submission and number, with the size that they have', async () => {
    await world.put(uploadKey(submission, 1), 'hello');
    await world.put(uploadKey(submission, 2), '');
    expect(await world.uploads.find(submission, 1)).toBe(5);
    expect(await world.uploads.find(submission, 2)).toBe(0);
    expect(await world.uploads.find(submission, 0)).toBeUndefined();
    expect(await world.uploads.find(`${submission}x`, 1)).toBeUndefined();
  });

  it('are kept by a copy, of the type that the desk says', async () => {
    await world.put(uploadKey(submission, 0), 'hello');
    await world.uploads.keep(uploadKey(submission, 0), to, 'text/plain');
    expect(await world.at(to)).toEqual({ text: 'hello', type: 'text/plain' });
    expect(await world.uploads.find(submission, 0)).toBe(5);
  });

  it('are kept once: what comes later in their place changes nothing', async () => {
    await world.put(uploadKey(submission, 0), 'hello');
    await world.uploads.keep(uploadKey(submission, 0), to, 'text/plain');
    await world.put(uploadKey(submission, 0), 'another');
    await world.uploads.keep(uploadKey(submission, 0), to, 'text/html');
    await world.uploads.keep(uploadKey(submission, 9), to, 'text/html');
    expect(await world.at(to)).toEqual({ text: 'hello', type: 'text/plain' });
  });

  it('that are not there are gone', async () => {
    await expect(world.uploads.keep(uploadKey(submission, 0), to, 'text/plain')).rejects.toBeInstanceOf(FileGone);
  });

  it.each([
    ['text/plain', 'text/plain'],
    ['Application/PDF; charset=utf-8', 'application/pdf'],
    ['', 'application/octet-stream'],
    ['text/plain\r\nx-evil: 1', 'application/octet-stream'],
    ['testo/è', 'application/octet-stream'],
  ])('of type %j get a slot for %s, at the origin that pages are told', async (named, type) => {
    const { url, headers } = await world.uploads.slot({ submission, index: 3, size: 9, contentType: named });
    expect(headers).toEqual({ 'content-type': type });
    const { origin, pathname } = new URL(url);
    expect(pathname.endsWith(`/uploads/${submission}/3`)).toBe(true);
    expect(await world.uploads.origin()).toBe(origin);
  });

  it.each([
    ['../attachments/T-1', 0],
    ['a/b', 0],
    ['', 0],
    ['s', -1],
    ['s', 1.5],
  ])('have no slot outside their folder: %j, %d', async (name, index) => {
    const slot = async () => world.uploads.slot({ submission: name, index, size: 1, contentType: 'text/plain' });
    await expect(slot()).rejects.toThrow();
  });
});

describe('the address of a slot on AWS', () => {
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'session' };
  const slots = new S3Client({ region: 'eu-south-1', credentials, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const file = { submission: 'abc', index: 0, size: 12, contentType: 'text/plain' };
  const slotOf = async (changes: Partial<typeof file> = {}) =>
    new URL((await bucketUploads({ s3: slots, slots }, 'a-bucket').slot({ ...file, ...changes })).url);

  it('leads to the one object, for a quarter of an hour', async () => {
    const { origin, pathname, searchParams } = await slotOf();
    expect(origin + pathname).toBe('https://a-bucket.s3.eu-south-1.amazonaws.com/uploads/abc/0');
    expect(searchParams.get('X-Amz-Expires')).toBe('900');
  });

  it('signs length and type, and no checksum of a body that is not there yet', async () => {
    const { searchParams } = await slotOf();
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host');
    expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
  });

  it.each([
    ['a size', { size: 13 }],
    ['a type', { contentType: 'text/html' }],
    ['a number', { index: 1 }],
  ])('holds for no other, if only %s differs', async (_, changes) => {
    const signature = async (more = {}) => (await slotOf(more)).searchParams.get('X-Amz-Signature');
    // Both within one second, or not: an address is signed with the time that it says.
    const [one, other] = await Promise.all([signature(), signature(changes)]);
    expect(other).not.toBe(one);
  });
});

it('a failure that is no absence is none', async () => {
  const down = new S3Client({ ...messaging.client, endpoint: 'http://127.0.0.1:1', maxAttempts: 1 });
  const uploads = bucketUploads({ s3: down, slots: down }, BUCKET);
  await expect(uploads.find('s', 0)).rejects.toThrow();
  await expect(uploads.keep('uploads/s/0', 'attachments/x', 'text/plain')).rejects.not.toBeInstanceOf(FileGone);
});

it('what S3 says of an absence to a function that may not list counts as one', async () => {
  const forbidding = new S3Client({ ...messaging.client, maxAttempts: 1 });
  const $metadata = { httpStatusCode: 403 };
  const forbidden = new S3ServiceException({ name: '403', $fault: 'client', message: 'UnknownError', $metadata });
  forbidding.middlewareStack.add(() => () => Promise.reject(forbidden), { step: 'build' });
  const uploads = bucketUploads({ s3: forbidding, slots: forbidding }, BUCKET);
  expect(await uploads.find('s', 0)).toBeUndefined();
});
