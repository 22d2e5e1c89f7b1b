import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { TTL } from '../names.ts';
import { type ThreadClaim, threadClaimSchema } from '../ticket/ticket-store.ts';
import { threadKey } from './keys.ts';
import { expiryOf, type Item, putIf, type Table } from './table.ts';

/** Mails of one thread that come in the wrong order, or at once, come within days. */
const KEPT_DAYS = 30;

export function threadItem(root: string, claim: ThreadClaim): Item {
  return { ...threadKey(root), ...claim, [TTL]: expiryOf(claim.at, KEPT_DAYS) };
}

/** The claim on a thread: this one, or the one that was there. */
export async function claimThread(table: Table, root: string, claim: ThreadClaim): Promise<ThreadClaim> {
  const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
  if (await putIf(table, threadItem(root, claim), condition)) return claim;
  // Gone in between: it had expired, and whoever asks is the first again.
  return (await threadClaim(table, root)) ?? claim;
}

/** The claim that there is on a thread, if any. */
export async function threadClaim(table: Table, root: string): Promise<ThreadClaim | undefined> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: threadKey(root), ConsistentRead: true }),
  );
  return Item && threadClaimSchema.parse(Item);
}
