import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { TTL } from '../names.ts';
import { type AskedLink, type SendCounter, TEN_MINUTES_MS } from '../ticket/caps.ts';
import { mutedKey, sentKey } from './keys.ts';
import { expiryOf, type Table, unlessRefused } from './table.ts';

/**
 * Instants in epoch ms: of all mails of the day, of the acknowledgements among them, and of those of unproved requests among these. Links
 * that were asked for (`links` to tickets, `companyLinks`) are numbers.
 */
const dayItemSchema = z.object({
  sent: z.array(z.number()).default([]),
  acknowledged: z.array(z.number()).default([]),
  unproved: z.array(z.number()).default([]),
});

/** Where links of each kind are counted. */
const LINKS: Readonly<Record<AskedLink, string>> = { ticket: 'links', company: 'companyLinks', report: 'reports' };

/** Above any cap that makes sense; an item of this many instants has 20 kB. Nothing more is counted that day, or has to be. */
const MOST_A_DAY = 1_000;

/**
 * Counts mails in one item a recipient and UTC day, which expires a day after (`ttl`). Only over midnight (UTC) do the ten
 * minutes begin anew.
 */
export function sendCounterTable(table: Table): SendCounter {
  return {
    async recent(recipient, at) {
      const Key = sentKey(recipient, at.slice(0, 10));
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
      if (!Item) return { tenMinutes: 0, day: 0, acknowledgements: 0 };
      const { sent, acknowledged, unproved } = dayItemSchema.parse(Item);
      const from = Date.parse(at) - TEN_MINUTES_MS;
      const recent = (instants: number[]) => instants.filter((instant) => instant > from).length;
      return {
        tenMinutes: recent(sent),
        day: sent.length,
        acknowledgements: recent(acknowledged),
        ...(unproved.length > 0 && { unproved: { tenMinutes: recent(unproved), day: unproved.length } }),
      };
    },

    async count(recipient, at, as) {
      const now = Date.parse(at);
      const day = at.slice(0, 10);
      const update = new UpdateCommand({
        TableName: table.name,
        Key: sentKey(recipient, day),
        UpdateExpression:
          'SET sent = list_append(if_not_exists(sent, :none), :one), ' +
          'acknowledged = list_append(if_not_exists(acknowledged, :none), :acknowledged), ' +
          'unproved = list_append(if_not_exists(unproved, :none), :unproved), #ttl = :ttl',
        ConditionExpression: 'attribute_not_exists(sent) OR size(sent) < :most',
        ExpressionAttributeNames: { '#ttl': TTL },
        ExpressionAttributeValues: {
          ':none': [],
          ':one': [now],
          ':acknowledged': as.endsWith('acknowledgement') ? [now] : [],
          ':unproved': as === 'unproved acknowledgement' ? [now] : [],
          ':ttl': expiryOf(day, 2),
          ':most': MOST_A_DAY,
        },
      });
      await unlessRefused(table.client.send(update));
    },

    async claimLink(recipient, to, at, most) {
      const day = at.slice(0, 10);
      const update = new UpdateCommand({
        TableName: table.name,
        Key: sentKey(recipient, day),
        UpdateExpression: 'SET #ttl = :ttl ADD #links :one',
        ConditionExpression: 'attribute_not_exists(#links) OR #links < :most',
        ExpressionAttributeNames: { '#ttl': TTL, '#links': LINKS[to] },
        ExpressionAttributeValues: { ':one': 1, ':most': most, ':ttl': expiryOf(day, 2) },
      });
      return unlessRefused(table.client.send(update));
    },

    async mute(recipient, until) {
      const item = { ...mutedKey(recipient), until, [TTL]: expiryOf(until, 1) };
      await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
    },

    async isMuted(recipient, at) {
      const Key = mutedKey(recipient);
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
      return typeof Item?.until === 'string' && at < Item.until;
    },
  };
}
