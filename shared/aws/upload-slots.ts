import {
  CopyObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { FileGone } from '../ticket/ports.ts';
import { type Uploads, uploadKey, uploadType } from '../ticket/upload.ts';
import { isGone } from './files.ts';

/** Long enough for 25 MB by a poor line: the address has to hold when the sending begins. */
const SLOT_SECONDS = 900;

/** What a slot's address holds a browser to. The presigner leaves the type out when it is not told. */
const SIGNED = new Set(['host', 'content-length', 'content-type']);

/**
 * Uploads in the mail bucket. `slots` is a client that signs for the endpoint that browsers reach, and computes no checksum on its own
 * (`requestChecksumCalculation`): it would be that of nothing, and S3 would refuse every file.
 */
export function bucketUploads({ s3, slots }: { s3: S3Client; slots: S3Client }, bucket: string): Uploads {
  const find = async (key: string): Promise<number | undefined> => {
    try {
      return (await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentLength;
    } catch (error) {
      if (isNotThere(error)) return undefined;
      throw error;
    }
  };
  const signed = (key: string, size: number, contentType: string) => {
    const command = new PutObjectCommand({ Bucket: bucket, Key: key, ContentLength: size, ContentType: contentType });
    return getSignedUrl(slots, command, { expiresIn: SLOT_SECONDS, signableHeaders: SIGNED });
  };
  let origin: string | undefined;
  return {
    async slot({ submission, index, size, contentType }) {
      const type = uploadType(contentType);
      const url = await signed(uploadKey(submission, index), size, type);
      return { url, headers: { 'content-type': type } };
    },
    find: (submission, index) => find(uploadKey(submission, index)),
    async keep(key, to, contentType) {
      if ((await find(to)) !== undefined) return;
      await s3
        .send(
          new CopyObjectCommand({
            Bucket: bucket,
            CopySource: `${bucket}/${key}`,
            Key: to,
            ContentType: contentType,
            // Else it keeps the type that the page named.
            MetadataDirective: 'REPLACE',
          }),
        )
        .catch((cause: unknown) => {
          throw isGone(cause) ? new FileGone(key, { cause }) : cause;
        });
    },
    async origin() {
      origin ??= new URL(await signed(uploadKey('none', 0), 0, 'text/plain')).origin;
      return origin;
    },
  };
}

/** What `isGone` says, of a HEAD: its answer has no body, so the error has no name, and only the status tells. */
function isNotThere(error: unknown): boolean {
  return error instanceof S3ServiceException && [403, 404].includes(error.$metadata.httpStatusCode ?? 0);
}
