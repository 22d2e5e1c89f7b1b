import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openTable } from '../../../shared/aws/table.ts';
import { ENV } from '../../../shared/names.ts';
import { listBucket } from '../bucket-list.ts';
import type { Tables } from '../desk-tables.ts';
import { type Reach, reachDesk } from '../reach.ts';

import { openBucket } from '../redact/bucket.ts';
import type { EraseDesk } from './erase-desk.ts';

/** Finds the desk of this stage, else the one that runs here, with an admin's rights; `tables` in the place of its own. */
export type OpenErase = (stage?: string, tables?: Tables) => Promise<EraseDesk>;

export const openErase: OpenErase = async (stage, tables) => eraseDeskOf(await reachDesk(stage, tables));

/** A desk that was reached, with an admin's rights: tables and bucket are those of its environment, restored ones too. */
export async function eraseDeskOf({ env, desk }: Pick<Awaited<ReturnType<Reach>>, 'env' | 'desk'>): Promise<EraseDesk> {
  const whole = await desk();
  const dynamo = new DynamoDBClient({});
  const bucket = env[ENV.mailBucket] ?? '';
  return {
    desk: whole,
    tickets: openTable(dynamo, env[ENV.ticketTable] ?? ''),
    people: openTable(dynamo, env[ENV.peopleTable] ?? ''),
    bucket: { ...openBucket(bucket), ...listBucket(bucket) },
  };
}
