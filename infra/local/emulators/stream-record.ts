import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { TABLE_KEY } from '../../../shared/names.ts';
import { REGION } from '../resources.ts';

export type Image = Record<string, AttributeValue>;

/** A change of an item as Lambda gets it: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html */
export function streamRecord(sequence: number, before: Image | undefined, after: Image | undefined): DynamoDBRecord {
  const item = after ?? before ?? {};
  const keys = [TABLE_KEY.partition, TABLE_KEY.sort].flatMap((name) => (item[name] ? [[name, item[name]]] : []));
  return {
    eventID: String(sequence),
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: REGION,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
      Keys: Object.fromEntries(keys) as Image,
      ...(before && { OldImage: before }),
      ...(after && { NewImage: after }),
      SequenceNumber: String(sequence).padStart(21, '0'),
      SizeBytes: Buffer.byteLength(JSON.stringify([before, after])),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  };
}
