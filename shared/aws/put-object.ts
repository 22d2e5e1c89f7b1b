import type { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

/** Larger objects go up in parts of this size, so that a broken connection costs one part. S3 wants at least 5 MiB. */
const PART_BYTES = 8 * 1024 * 1024;

/** Stores an object, in parts when it is large; nothing of it stays when that fails. */
export async function putObject(
  client: S3Client,
  target: { Bucket: string; Key: string; ContentType?: string | undefined },
  content: Buffer | Readable,
): Promise<void> {
  await new Upload({ client, params: { ...target, Body: content }, partSize: PART_BYTES, queueSize: 1 }).done();
}
