import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openTable, type Table } from '../../../shared/aws/table.ts';
import { ENV } from '../../../shared/names.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { type BucketList, listBucket } from '../bucket-list.ts';
import { type ErasedPersons, readErased } from '../erase/erased.ts';
import { reachDesk } from '../reach.ts';

/** A desk, what is in its bucket, who was erased, and its table of tickets. */
export type ReplayDesk = { desk: Desk; bucket: BucketList; erased(): Promise<ErasedPersons>; tickets: Table };

/** Finds the desk of this stage, else the one that runs here. */
export type OpenReplay = (stage?: string) => Promise<ReplayDesk>;

export const openReplay: OpenReplay = async (stage) => {
  const reached = await reachDesk(stage);
  const { env, desk } = reached;
  return {
    desk: await desk(),
    bucket: listBucket(env[ENV.mailBucket] ?? ''),
    erased: () => readErased(reached),
    tickets: openTable(new DynamoDBClient({}), env[ENV.ticketTable] ?? ''),
  };
};
