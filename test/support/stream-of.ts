import { marshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { streamRecord } from '../../infra/local/emulators/stream-record.ts';
import { fitsOne } from '../../infra/local/stream-filter.ts';
import { STREAM_FILTERS } from '../../infra/stream-filters.ts';
import type { Item } from '../../shared/aws/table.ts';

type Image = Record<string, AttributeValue>;

const image = (item: Item) => marshall(item, { removeUndefinedValues: true }) as unknown as Image;

/** The stream of a table in memory, as its reader gets it: give `onWrite` to a desk, and `records` has what it wrote. */
export function streamOf(): { records: DynamoDBRecord[]; onWrite: (before: Item | undefined, after: Item) => void } {
  const records: DynamoDBRecord[] = [];
  return {
    records,
    onWrite(before, after) {
      const record = streamRecord(records.length + 1, before && image(before), image(after));
      if (fitsOne(STREAM_FILTERS, record)) records.push(record);
    },
  };
}
