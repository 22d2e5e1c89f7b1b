import {
  ContinuousBackupsUnavailableException,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ListTagsOfResourceCommand,
  type Tag,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { TTL } from '../../../shared/names.ts';

/** Tags that AWS alone sets (Amazon DynamoDB Developer Guide, "Tagging restrictions"). */
const RESERVED = 'aws:';

/**
 * Gives a restored table what a restore leaves out: items that end by themselves, a past to go back to, the tags of its source, and, where it
 * is to be kept, protection from being deleted (Amazon DynamoDB Developer Guide, "Restore a table in DynamoDB"); a table that others are told of (`isTold`) its stream. What is set stays. False: DynamoDB
 * cannot yet keep the past of so new a table, or is at a change; do it again in a while.
 */
export async function setUp(
  dynamo: DynamoDBClient,
  { from, to, keep, isTold }: { from: string; to: string; keep: boolean; isTold: boolean },
): Promise<boolean> {
  await letItemsEnd(dynamo, to);
  await copyTags(dynamo, from, to);
  if (!(await keepPast(dynamo, to))) return false;
  // One after the other, and last: while one of these is under way the table takes no other change.
  if (isTold && (await streamArnOf(dynamo, to)) === undefined) {
    await switchStreamOn(dynamo, to);
    return false;
  }
  if (keep) await protect(dynamo, to);
  return true;
}

/** ARN of a table's stream that is on; undefined when it has none. */
export async function streamArnOf(dynamo: DynamoDBClient, TableName: string): Promise<string | undefined> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  return Table?.StreamSpecification?.StreamEnabled ? Table.LatestStreamArn : undefined;
}

async function switchStreamOn(dynamo: DynamoDBClient, TableName: string): Promise<void> {
  const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const };
  await dynamo.send(new UpdateTableCommand({ TableName, StreamSpecification }));
}

async function letItemsEnd(dynamo: DynamoDBClient, TableName: string): Promise<void> {
  const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
  const status = TimeToLiveDescription?.TimeToLiveStatus;
  // To enable it twice is an error.
  if (status === 'ENABLED' || status === 'ENABLING') return;
  const TimeToLiveSpecification = { AttributeName: TTL, Enabled: true };
  await dynamo.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

async function copyTags(dynamo: DynamoDBClient, from: string, to: string): Promise<void> {
  const ResourceArn = await arnOf(dynamo, from);
  const found: Tag[] = [];
  let NextToken: string | undefined;
  do {
    const page = await dynamo.send(new ListTagsOfResourceCommand({ ResourceArn, NextToken }));
    found.push(...(page.Tags ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  const Tags = found.filter(({ Key }) => !Key?.startsWith(RESERVED));
  if (Tags.length > 0) await dynamo.send(new TagResourceCommand({ ResourceArn: await arnOf(dynamo, to), Tags }));
}

async function arnOf(dynamo: DynamoDBClient, TableName: string): Promise<string> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  if (Table?.TableArn === undefined) throw new Error(`DynamoDB gives no ARN of ${TableName}`);
  return Table.TableArn;
}

async function protect(dynamo: DynamoDBClient, TableName: string): Promise<void> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  if (Table?.DeletionProtectionEnabled) return;
  await dynamo.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
}

async function keepPast(dynamo: DynamoDBClient, TableName: string): Promise<boolean> {
  const { ContinuousBackupsDescription } = await dynamo.send(new DescribeContinuousBackupsCommand({ TableName }));
  const past = ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  if (past?.PointInTimeRecoveryStatus === 'ENABLED') return true;
  try {
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
    await dynamo.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
    return true;
  } catch (error) {
    if (error instanceof ContinuousBackupsUnavailableException) return false;
    throw error;
  }
}
