import { MESSAGE, TICKET_SORT } from '../shared/aws/keys.ts';

/** A filter of an event source mapping, as far as one is needed: exact texts, and beginnings of texts. */
export type StreamFilter = { [field: string]: StreamFilter | (string | { prefix: string })[] };

/**
 * Which records of the table's stream its reader gets: those of tickets and messages that are there
 * (https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html). What a filter drops costs nothing.
 */
export const STREAM_FILTERS: readonly StreamFilter[] = [
  { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: [TICKET_SORT] } } } },
  { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: [{ prefix: MESSAGE }] } } } },
];
