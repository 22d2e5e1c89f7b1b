import { GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { FileGone, type Files } from '../ticket/ports.ts';
import { putObject } from './put-object.ts';

/** Long enough to follow it, too short to pass it on. */
const LINK_SECONDS = 300;

/**
 * What S3 says of an object that is not there: the second without the right to list the bucket, which no function has, so
 * that it looks like a right that is missing (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
 */
const GONE = ['NoSuchKey', 'AccessDenied'];

/** Raw mail and attachments in the mail bucket. */
export function bucketFiles(s3: S3Client, bucket: string): Files {
  return {
    async read(key) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch((cause: unknown) => {
        throw isGone(cause) ? new FileGone(key, { cause }) : cause;
      });
      if (!Body) throw new Error(`the object ${key} came without a body`);
      return Buffer.from(await Body.transformToByteArray());
    },
    async write(key, content, contentType) {
      await putObject(s3, { Bucket: bucket, Key: key, ContentType: contentType }, content);
    },
    link(key, filename) {
      // As a download of unknown type: a stranger's HTML must not run in anybody's browser.
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: 'application/octet-stream',
        ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeRfc8187(filename)}`,
      });
      return getSignedUrl(s3, command, { expiresIn: LINK_SECONDS });
    },
  };
}

/** Whether an error of S3 says that the object is not there, as far as a function without the right to list may know. */
export function isGone(error: unknown): boolean {
  return error instanceof S3ServiceException && GONE.includes(error.name);
}

/** A file name for `filename*` (RFC 8187): `encodeURIComponent` leaves a few characters that must not stand there. */
function encodeRfc8187(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
