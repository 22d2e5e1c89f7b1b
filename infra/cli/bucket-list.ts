import {
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';

/** An object of the mail bucket. `at`: when it was stored (ISO, UTC). */
type Stored = { key: string; at: string };

/** What is in the mail bucket. */
export type BucketList = {
  /** The objects whose keys begin so, in order of their keys. */
  below(prefix: string): AsyncIterable<Stored>;
  /** Keys of all that was ever stored there and is not gone for good: of older versions, too. */
  everBelow(prefix: string): Promise<string[]>;
};

/** By the usual AWS credentials; needs `s3:ListBucket`, and `s3:ListBucketVersions` for what is older. */
export function listBucket(Bucket: string, s3 = new S3Client({})): BucketList {
  async function* below(Prefix: string): AsyncGenerator<Stored> {
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
      for (const { Key, LastModified } of page.Contents ?? []) {
        if (Key !== undefined) yield { key: Key, at: (LastModified ?? new Date(0)).toISOString() };
      }
      ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (ContinuationToken);
  }
  return {
    below,
    async everBelow(Prefix) {
      const keys = new Set<string>();
      // The emulator of the local desk lists no versions.
      for await (const { key } of below(Prefix)) keys.add(key);
      for await (const { key } of versionsBelow(s3, Bucket, Prefix)) keys.add(key);
      return [...keys];
    },
  };
}

/**
 * All versions of the objects whose keys begin so, delete markers too; needs `s3:ListBucketVersions`
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html).
 */
export async function* versionsBelow(
  s3: S3Client,
  Bucket: string,
  Prefix: string,
): AsyncGenerator<{ key: string; versionId: string | undefined }> {
  let page: ListObjectVersionsCommandOutput | undefined;
  do {
    const [KeyMarker, VersionIdMarker] = [page?.NextKeyMarker, page?.NextVersionIdMarker];
    page = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix, KeyMarker, VersionIdMarker }));
    for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])])
      if (Key) yield { key: Key, versionId: VersionId };
  } while (page.IsTruncated);
}
