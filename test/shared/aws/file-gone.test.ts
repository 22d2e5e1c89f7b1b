import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMessaging } from '../../../infra/local/emulators/messaging.ts';
import { BUCKET, clientFor } from '../../../infra/local/resources.ts';
import { type Service, serve } from '../../../infra/local/serve.ts';
import { bucketFiles } from '../../../shared/aws/files.ts';
import { FileGone } from '../../../shared/ticket/ports.ts';

/** S3's error body, as its API reference prints it. */
const s3Error = (status: number, code: string) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>No</Message></Error>`, {
    status,
    headers: { 'content-type': 'application/xml' },
  });

let s3: Service;
/** Answers as S3 does, which no emulator does without rights: the key is status and code. */
let refusing: Service;
beforeAll(async () => {
  s3 = await startMessaging();
  refusing = await serve((request) => {
    const [status = '', code = ''] = new URL(request.url).pathname.split('/').slice(-2);
    return s3Error(Number(status), code);
  });
});
afterAll(() => Promise.all([s3.close(), refusing.close()]));

const filesAt = ({ url }: Service) =>
  bucketFiles(new S3Client({ ...clientFor(url), forcePathStyle: true, maxAttempts: 1 }), BUCKET);

describe('a file of the bucket', () => {
  it('is read as it was written', async () => {
    await filesAt(s3).write('raw/a mail', Buffer.from('Ciao ✓'), 'message/rfc822');
    expect(String(await filesAt(s3).read('raw/a mail'))).toBe('Ciao ✓');
  });

  it('is gone when it is not there', async () => {
    const reading = filesAt(s3).read('raw/never');
    await expect(reading).rejects.toBeInstanceOf(FileGone);
    await expect(reading).rejects.toMatchObject({
      message: 'there is no file raw/never',
      cause: { name: 'NoSuchKey' },
    });
  });

  it('is gone, too, when S3 hides that from one who may not list', async () => {
    await expect(filesAt(refusing).read('403/AccessDenied')).rejects.toBeInstanceOf(FileGone);
  });

  it.each(['503/SlowDown', '500/InternalError', '404/NoSuchBucket', '403/InvalidAccessKeyId'])(
    'is not gone when S3 says %s',
    async (answer) => {
      const reading = filesAt(refusing).read(answer);
      await expect(reading).rejects.toMatchObject({ name: answer.split('/')[1] });
      await expect(reading).rejects.not.toBeInstanceOf(FileGone);
    },
  );
});
