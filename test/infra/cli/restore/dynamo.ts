import { type Service, serve } from '../../../../infra/local/serve.ts';

/** A table as the control plane of DynamoDB has it. Times in seconds since 1970. */
type ControlledTable = {
  status: 'CREATING' | 'ACTIVE' | 'UPDATING';
  ttl: string | undefined;
  isProtected: boolean;
  tags: Record<string, string>;
  /** Others are told of its changes. */
  hasStream?: boolean;
  /** From when to when it can be made again; undefined when point-in-time recovery is off. */
  past: { earliest: number; latest: number } | undefined;
  restored?: { from: string; at: number };
};

/** Tables by name; `pastLater`: how often a table that is new says that it cannot keep its past yet. */
export type ControlPlane = { tables: Map<string, ControlledTable>; pastLater: number; calls: string[] };

type Body = {
  TableName?: string;
  ResourceArn?: string;
  NextToken?: string;
  SourceTableName?: string;
  TargetTableName?: string;
  RestoreDateTime?: number;
  TimeToLiveSpecification?: { AttributeName: string };
  Tags?: { Key: string; Value: string }[];
  StreamSpecification?: { StreamEnabled: boolean; StreamViewType: string };
  DeletionProtectionEnabled?: boolean;
};

const ARN = 'arn:aws:dynamodb:eu-west-1:111122223333:table/';

/**
 * The calls about tables that a restore makes, as the Amazon DynamoDB API Reference documents each with its errors: a table that is made again
 * has neither TTL, point-in-time recovery, tags, stream nor protection, whatever its source has (RestoreTableToPointInTime; Developer Guide, "Restore a table
 * in DynamoDB"); while one is being made or changed it takes no change (ResourceInUseException). Any other call is a 400.
 */
export async function startControlPlane(plane: () => ControlPlane): Promise<Service> {
  return serve(async (request) => {
    const call = (request.headers.get('x-amz-target') ?? '').split('.')[1] ?? '';
    plane().calls.push(call);
    try {
      return Response.json(answer(plane(), call, JSON.parse(await request.text())));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const __type = `com.amazonaws.dynamodb.v20120810#${error.type}`;
      return Response.json({ __type, message: error.message }, { status: 400 });
    }
  });
}

class Refusal extends Error {
  readonly type: string;
  constructor(type: string, message = type) {
    super(message);
    this.type = type;
  }
}

function answer(plane: ControlPlane, call: string, body: Body): object {
  if (call === 'RestoreTableToPointInTime') return restoreTable(plane, body);
  const name = body.TableName ?? body.ResourceArn?.replace(ARN, '') ?? '';
  const isOfBackups = call.endsWith('ContinuousBackups');
  const table = plane.tables.get(name);
  if (!table) throw new Refusal(isOfBackups ? 'TableNotFoundException' : 'ResourceNotFoundException');
  switch (call) {
    case 'DescribeTable':
      return { Table: describe(name, table) };
    case 'DescribeContinuousBackups':
      return { ContinuousBackupsDescription: describePast(table) };
    case 'UpdateContinuousBackups':
      if (plane.pastLater-- > 0) throw new Refusal('ContinuousBackupsUnavailableException');
      table.past = { earliest: 0, latest: 0 };
      return { ContinuousBackupsDescription: describePast(table) };
    case 'DescribeTimeToLive':
      return { TimeToLiveDescription: { TimeToLiveStatus: table.ttl ? 'ENABLED' : 'DISABLED' } };
    case 'UpdateTimeToLive':
      checkIsActive(table);
      if (table.ttl) throw new Refusal('ValidationException', 'TimeToLive is already enabled');
      table.ttl = body.TimeToLiveSpecification?.AttributeName;
      return { TimeToLiveSpecification: body.TimeToLiveSpecification };
    case 'ListTagsOfResource':
      return listTags(table, body);
    case 'TagResource':
      checkIsActive(table);
      if (body.Tags?.some(({ Key }) => Key.startsWith('aws:'))) throw new Refusal('ValidationException', 'reserved');
      for (const { Key, Value } of body.Tags ?? []) table.tags[Key] = Value;
      return {};
    case 'UpdateTable':
      checkIsActive(table);
      if (body.StreamSpecification && table.hasStream)
        throw new Refusal('ValidationException', 'Table already has an enabled stream');
      if (body.StreamSpecification?.StreamViewType === 'NEW_AND_OLD_IMAGES') table.hasStream = true;
      if (body.DeletionProtectionEnabled) table.isProtected = true;
      table.status = 'UPDATING';
      return { TableDescription: describe(name, table) };
    default:
      throw new Refusal('UnknownOperationException');
  }
}

function restoreTable(
  { tables }: ControlPlane,
  { SourceTableName = '', TargetTableName = '', RestoreDateTime = 0 }: Body,
) {
  const source = tables.get(SourceTableName);
  if (!source) throw new Refusal('TableNotFoundException');
  if (tables.has(TargetTableName)) throw new Refusal('TableAlreadyExistsException');
  if (!source.past) throw new Refusal('PointInTimeRecoveryUnavailableException');
  const isInvalid = RestoreDateTime < source.past.earliest || RestoreDateTime > source.past.latest;
  if (isInvalid) throw new Refusal('InvalidRestoreTimeException');
  const made: ControlledTable = {
    ...{ status: 'CREATING', ttl: undefined, isProtected: false, tags: {}, past: undefined },
    restored: { from: SourceTableName, at: RestoreDateTime },
  };
  tables.set(TargetTableName, made);
  return { TableDescription: describe(TargetTableName, made) };
}

function describe(TableName: string, { status, isProtected, hasStream, restored }: ControlledTable) {
  return {
    ...{ TableName, TableArn: ARN + TableName, TableStatus: status, DeletionProtectionEnabled: isProtected },
    ...(hasStream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      LatestStreamArn: `${ARN}${TableName}/stream/2026-11-29T10:00:00.000`,
    }),
    ...(restored && {
      RestoreSummary: {
        SourceTableArn: ARN + restored.from,
        RestoreDateTime: restored.at,
        RestoreInProgress: status === 'CREATING',
      },
    }),
  };
}

function describePast({ past }: ControlledTable) {
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: {
      PointInTimeRecoveryStatus: past ? 'ENABLED' : 'DISABLED',
      ...(past && { EarliestRestorableDateTime: past.earliest, LatestRestorableDateTime: past.latest }),
    },
  };
}

/** A tag a page. */
function listTags({ tags }: ControlledTable, { NextToken = '0' }: Body) {
  const all = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const next = Number(NextToken) + 1;
  return { Tags: all.slice(next - 1, next), ...(next < all.length && { NextToken: String(next) }) };
}

function checkIsActive({ status }: ControlledTable): void {
  if (status !== 'ACTIVE') throw new Refusal('ResourceInUseException');
}
