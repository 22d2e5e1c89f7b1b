import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BUCKET } from '../../../infra/local/resources.ts';
import { bucketFiles } from '../../../shared/aws/files.ts';
import { FileGone, type Files } from '../../../shared/ticket/ports.ts';
import { startQueues } from '../../infra/local/queues.ts';
import { memoryFiles } from '../../support/memory-files.ts';
import { takeViolations } from '../../support/violations.ts';

let s3: S3Client;
let messaging: Awaited<ReturnType<typeof startQueues>>;
beforeAll(async () => {
  messaging = await startQueues();
  s3 = new S3Client(messaging.client);
});
afterAll(() => messaging.stop());

const inBucket = () => bucketFiles(s3, BUCKET);
const TEXT = 'text/plain; charset=utf-8';

describe.each<[string, () => Files]>([
  ['in S3', inBucket],
  ['in memory', () => memoryFiles(new Map())],
])('files %s', (kind, open) => {
  let files: Files;
  beforeEach(() => {
    files = open();
  });
  const key = (name: string) => `attachments/T-1/${kind} ${name}`;

  it('come back as they were, whatever bytes they have', async () => {
    const content = Buffer.from([0, 255, 13, 10, 200, 0]);
    await files.write(key('bytes'), content, 'application/octet-stream');
    expect(await files.read(key('bytes'))).toEqual(content);
  });

  it('may be empty, and replaced', async () => {
    await files.write(key('again'), Buffer.alloc(0), TEXT);
    expect(await files.read(key('again'))).toEqual(Buffer.alloc(0));
    await files.write(key('again'), Buffer.from('new'), TEXT);
    expect(String(await files.read(key('again')))).toBe('new');
  });

  it('larger than one part of an upload come back whole', async () => {
    const content = Buffer.alloc(20 * 1024 * 1024, 'abcdefg');
    await files.write(key('large'), content, 'message/rfc822');
    expect((await files.read(key('large'))).equals(content)).toBe(true);
  });

  it('are theirs who wrote them: what is changed later changes nothing', async () => {
    const content = Buffer.from('mine');
    await files.write(key('own'), content, TEXT);
    content.fill('x');
    (await files.read(key('own'))).fill('y');
    expect(String(await files.read(key('own')))).toBe('mine');
  });

  it('that are not there are gone', async () => {
    await expect(files.read(key('nowhere'))).rejects.toBeInstanceOf(FileGone);
  });

  it('have names of any letters', async () => {
    await files.write(key('ünï/ 100% +&?#'), Buffer.from('odd'), TEXT);
    expect(String(await files.read(key('ünï/ 100% +&?#')))).toBe('odd');
  });

  it.each<[string, (files: Files) => Promise<unknown>, string]>([
    ['a key that is too long', (files) => files.write('x'.repeat(1025), Buffer.from('x'), TEXT), 'KeyTooLongError'],
    [
      'a type that is no header text',
      (files) => files.write('a', Buffer.from('x'), 'text/plain; name=è'),
      'InvalidArgument',
    ],
  ])('with %s are refused, which is a bug', async (_, write, name) => {
    await expect(write(files)).rejects.toMatchObject({ name });
    expect(takeViolations()).toMatchObject([{ service: 'S3' }]);
  });

  it('are linked to by an address', async () => {
    await files.write(key('linked'), Buffer.from('x'), TEXT);
    expect(new URL(await files.link(key('linked'), 'x.txt')).pathname).toContain('linked');
  });
});

describe('a link to a file in S3', () => {
  it.each([
    ['plan.pdf', 'plan.pdf'],
    ["o'hara (1)*.pdf", 'o%27hara%20%281%29%2A.pdf'],
    ['piantà "così".html', 'piant%C3%A0%20%22cos%C3%AC%22.html'],
    ['half a pair \ud800.txt', 'half%20a%20pair%20%EF%BF%BD.txt'],
  ])('gives it to anybody for five minutes, to be saved as %j and never shown', async (filename, encoded) => {
    await inBucket().write('attachments/T-1/0', Buffer.from('<script>'), 'text/html');
    const link = new URL(await inBucket().link('attachments/T-1/0', filename));
    expect(link.searchParams.get('X-Amz-Expires')).toBe('300');
    expect(link.searchParams.get('response-content-type')).toBe('application/octet-stream');
    expect(link.searchParams.get('response-content-disposition')).toBe(`attachment; filename*=UTF-8''${encoded}`);
    const response = await fetch(link);
    expect(await response.text()).toBe('<script>');
  });
});
