import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { domainOf } from '../address.ts';
import { TTL } from '../names.ts';
import { recipientHash } from '../ticket/caps.ts';
import { FLOOD_MS, isInHourOf, type RequestCounter } from '../ticket/flood.ts';
import { floodKey, pageKey } from './keys.ts';
import { expiryOf, type Table } from './table.ts';

type Key = ReturnType<typeof floodKey>;

/** Above any limit that the settings take; an item of so many has 40 kB. Whatever comes after them in the hour is a flood. */
const MOST_AN_HOUR = 1_000;

/**
 * Counts unproved requests in one item a domain and UTC hour, and those of a page in one a cap and window, which expire after a day
 * (`ttl`): sets, so that a delivery that comes again adds nothing.
 */
export function requestCounterTable(table: Table): RequestCounter {
  const read = async (Key: Key): Promise<string[]> => {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    return [...((Item?.requests as Set<string> | undefined) ?? [])];
  };

  return {
    async count({ from, source, at }) {
      const address = from.toLowerCase();
      const domain = domainOf(address);
      const sender = recipientHash(address);
      const own = `${Date.parse(at)} ${sender} ${createHash('sha256').update(source).digest('hex').slice(0, 16)}`;
      const hour = at.slice(0, 13);
      const before = new Date(Date.parse(at) - FLOOD_MS);
      const added = await add(table, floodKey(domain, hour), own, expiryOf(`${hour}:00:00Z`, 1));
      if (!added) return { ofSender: MOST_AN_HOUR, ofDomain: MOST_AN_HOUR };
      const all = [...added, ...(await read(floodKey(domain, before.toISOString().slice(0, 13))))];
      const recent = eachOnce(all.filter((each) => isInHourOf(Number(each.split(' ')[0]), Date.parse(at))));
      return { ofSender: recent.filter((each) => each.startsWith(`${sender} `)).length, ofDomain: recent.length };
    },

    async within({ of, source, at, ms }) {
      const now = Date.parse(at);
      const windowOf = (instant: number) => new Date(Math.floor(instant / ms) * ms).toISOString();
      const own = `${now} ${createHash('sha256').update(source).digest('hex').slice(0, 16)}`;
      const added = await add(table, pageKey(of, windowOf(now)), own, expiryOf(windowOf(now), 1));
      if (!added) return MOST_AN_HOUR;
      const all = [...added, ...(await read(pageKey(of, windowOf(now - ms))))];
      return eachOnce(all.filter((each) => isInHourOf(Number(each.split(' ')[0]), now, ms))).length;
    },
  };
}

/** Requests without their time: one that its sender repeats comes at another each time, and is one. */
function eachOnce(requests: readonly string[]): string[] {
  return [...new Set(requests.map((each) => each.slice(each.indexOf(' ') + 1)))];
}

/** The requests of the item with this one; undefined when it is full. */
async function add(table: Table, Key: Key, request: string, ttl: number): Promise<string[] | undefined> {
  try {
    const { Attributes } = await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key,
        UpdateExpression: 'SET #ttl = :ttl ADD requests :one',
        ConditionExpression: 'attribute_not_exists(requests) OR size(requests) < :most OR contains(requests, :request)',
        ExpressionAttributeNames: { '#ttl': TTL },
        ExpressionAttributeValues: {
          ':one': new Set([request]),
          ':request': request,
          ':most': MOST_AN_HOUR,
          ':ttl': ttl,
        },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return [...((Attributes?.requests as Set<string> | undefined) ?? [])];
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
