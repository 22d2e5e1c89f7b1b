import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Files } from '../ticket/ports.ts';
import { putObject } from './put-object.ts';

/** Raw mail and attachments in the mail bucket. */
export function bucketFiles(s3: S3Client, bucket: string): Files {
  return {
    async read(key) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (!Body) throw new Error(`the object ${key} came without a body`);
      return Buffer.from(await Body.transformToByteArray());
    },
    async write(key, content, contentType) {
      await putObject(s3, { Bucket: bucket, Key: key, ContentType: contentType }, content);
    },
  };
}
