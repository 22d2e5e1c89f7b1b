import { DeleteObjectCommand, HeadObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { versionsBelow } from '../bucket-list.ts';

/** The mail bucket with an admin's rights. */
export type Bucket = {
  /** Deletes all versions of an object, delete markers too; gives how many there were. Throws when one is left. */
  erase(key: string): Promise<number>;
};

/** By the usual AWS credentials; needs `s3:ListBucketVersions`, `s3:DeleteObject`, `s3:DeleteObjectVersion`, `s3:GetObject`, `s3:ListBucket`. */
export function openBucket(name: string, s3 = new S3Client({})): Bucket {
  return {
    async erase(key) {
      const versions = await versionsOf(s3, name, key);
      for (const VersionId of versions) await s3.send(new DeleteObjectCommand({ Bucket: name, Key: key, VersionId }));
      // The emulator of the local desk lists no versions. In S3 an object without any is not there.
      const isLeft = versions.length === 0 && (await isThere(s3, name, key));
      if (isLeft) await s3.send(new DeleteObjectCommand({ Bucket: name, Key: key }));
      if (await isThere(s3, name, key)) throw new Error(`the object ${key} is still there after it was deleted`);
      return versions.length + Number(isLeft);
    },
  };
}

async function versionsOf(s3: S3Client, name: string, key: string): Promise<string[]> {
  const found: string[] = [];
  for await (const version of versionsBelow(s3, name, key)) {
    // A prefix is of other objects, too.
    if (version.key === key && version.versionId !== undefined) found.push(version.versionId);
  }
  return found;
}

/** Whether there is an object of this key. Needs `s3:GetObject`, and `s3:ListBucket` to tell what is missing from what may not be read. */
export async function isThere(s3: S3Client, name: string, key: string): Promise<boolean> {
  try {
    await s3.send(new HeadObjectCommand({ Bucket: name, Key: key }));
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return false;
    throw error;
  }
}
