import { ListObjectsV2Command, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { listBucket } from '../../../infra/cli/bucket-list.ts';

/** What S3 does that the emulator does not: versions, and pages of a list, two entries each. */

const AT = new Date('2026-11-30T08:00:00.000Z');
const THERE = ['raw/a', 'raw/b', 'raw/c'];
/** Of `raw/d` there is only an older version, of `raw/e` only the mark that it was deleted. */
const EVER = [...THERE, 'raw/d', 'raw/e'];

const send = async (command: unknown) => {
  if (command instanceof ListObjectsV2Command) {
    const from = Number(command.input.ContinuationToken ?? 0);
    const Contents = THERE.slice(from, from + 2).map((Key) => ({ Key, LastModified: AT }));
    const IsTruncated = from + 2 < THERE.length;
    return { Contents, IsTruncated, ...(IsTruncated && { NextContinuationToken: String(from + 2) }) };
  }
  if (!(command instanceof ListObjectVersionsCommand)) throw new Error('no such command');
  const from = command.input.KeyMarker === undefined ? 0 : EVER.indexOf(command.input.KeyMarker) + 1;
  const page = EVER.slice(from, from + 2).map((Key) => ({ Key }));
  return {
    Versions: page.filter(({ Key }) => Key !== 'raw/e'),
    DeleteMarkers: page.filter(({ Key }) => Key === 'raw/e'),
    IsTruncated: from + 2 < EVER.length,
    NextKeyMarker: page.at(-1)?.Key,
    NextVersionIdMarker: 'v',
  };
};
const bucket = listBucket('mail', { send } as unknown as S3Client);

it('lists what is there, over all pages, with when it was stored', async () => {
  const found: { key: string; at: string }[] = [];
  for await (const stored of bucket.below('raw/')) found.push(stored);
  expect(found).toEqual(THERE.map((key) => ({ key, at: '2026-11-30T08:00:00.000Z' })));
});

it('lists what ever was there and is not gone for good: older versions, and what is marked as deleted', async () => {
  expect((await bucket.everBelow('raw/')).sort()).toEqual(EVER);
});
