import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { openBucket } from '../../../infra/cli/redact/bucket.ts';

/** What S3 does that the emulator does not: versions, delete markers, pages of them, and keys that begin with another key. */

type Version = { Key: string; VersionId: string; isMarker?: boolean };

const gone = (name: string, httpStatusCode: number) =>
  new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } });

/** A bucket with versions, two of them a page. `denied`: deleting is refused; `deaf`: it is answered and not done. */
function bucketWith(given: readonly Version[], { denied = false, deaf = false } = {}) {
  const versions = [...given];
  const send = async (command: unknown) => {
    if (command instanceof ListObjectVersionsCommand) {
      const { Prefix = '', VersionIdMarker } = command.input;
      const all = versions.filter(({ Key }) => Key.startsWith(Prefix));
      const from =
        VersionIdMarker === undefined ? 0 : all.findIndex(({ VersionId }) => VersionId === VersionIdMarker) + 1;
      const page = all.slice(from, from + 2);
      return {
        Versions: page.filter(({ isMarker }) => !isMarker),
        DeleteMarkers: page.filter(({ isMarker }) => isMarker),
        IsTruncated: from + 2 < all.length,
        NextKeyMarker: page.at(-1)?.Key,
        NextVersionIdMarker: page.at(-1)?.VersionId,
      };
    }
    if (command instanceof DeleteObjectCommand) {
      if (denied) throw gone('AccessDenied', 403);
      const at = versions.findIndex(({ VersionId }) => VersionId === command.input.VersionId);
      if (at >= 0 && !deaf) versions.splice(at, 1);
      return {};
    }
    if (command instanceof HeadObjectCommand) {
      const newest = versions.find(({ Key }) => Key === command.input.Key);
      if (!newest || newest.isMarker) throw gone('NotFound', 404);
      return {};
    }
    throw new Error('no such command');
  };
  return { versions, bucket: openBucket('mail', { send } as unknown as S3Client) };
}

const KEY = 'raw/ses-1';
const MANY: Version[] = [
  { Key: KEY, VersionId: 'marker', isMarker: true },
  ...['c', 'b', 'a'].map((VersionId) => ({ Key: KEY, VersionId })),
  { Key: `${KEY}2`, VersionId: 'other' },
];

describe('erasing an object', () => {
  it('takes all its versions and delete markers, over all pages, and nothing of a longer key', async () => {
    const { versions, bucket } = bucketWith(MANY);
    expect(await bucket.erase(KEY)).toBe(4);
    expect(versions).toEqual([{ Key: `${KEY}2`, VersionId: 'other' }]);
  });

  it('that is gone is done', async () => {
    expect(await bucketWith([]).bucket.erase(KEY)).toBe(0);
  });

  it('that the admin may not delete fails, and nothing is called done', async () => {
    await expect(bucketWith(MANY, { denied: true }).bucket.erase(KEY)).rejects.toThrow();
  });

  it('that is still there afterwards fails', async () => {
    const { bucket } = bucketWith(MANY.slice(1), { deaf: true });
    await expect(bucket.erase(KEY)).rejects.toThrow('is still there');
  });
});
