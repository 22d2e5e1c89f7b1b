import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Message, MOST_COPIES, REWRITABLE } from '../ticket/message.ts';
import { messageKey } from './keys.ts';

/**
 * The update that writes what is left of a message over the redactions that it was read with: two agents who hide something at once
 * must not bring back what the other one hid, nor one of them the text that a proved copy has replaced. Its passing on is written by others,
 * and stays theirs.
 */
export function rewriteUpdate(before: Message, after: Message): Omit<UpdateCommandInput, 'TableName'> {
  const set = REWRITABLE.filter((name) => after[name] !== undefined);
  const removed = REWRITABLE.filter((name) => after[name] === undefined);
  const count = before.redaction?.count;
  return {
    Key: messageKey(after.ticketId, after.key),
    UpdateExpression: [
      `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}`,
      ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(', ')}`] : []),
    ].join(' '),
    ConditionExpression: [
      '#verified = :proved',
      count === undefined ? 'attribute_not_exists(#redaction)' : '#redaction.#count = :before',
    ].join(' AND '),
    ExpressionAttributeNames: {
      ...Object.fromEntries(REWRITABLE.map((name) => [`#${name}`, name])),
      ...(count !== undefined && { '#count': 'count' }),
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(set.map((name) => [`:${name}`, after[name]])),
      ':proved': before.verified,
      ...(count !== undefined && { ':before': count }),
    },
  };
}

type Update = Pick<
  UpdateCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** The update that notes another raw mail of a message, once. */
export function copyUpdate(raw: string): Update {
  return {
    UpdateExpression: 'SET #copies = list_append(if_not_exists(#copies, :none), :these)',
    ConditionExpression:
      'attribute_exists(pk) AND (attribute_not_exists(#copies) OR (NOT contains(#copies, :raw) AND size(#copies) < :most))',
    ExpressionAttributeNames: { '#copies': 'copies' },
    ExpressionAttributeValues: { ':none': [], ':these': [raw], ':raw': raw, ':most': MOST_COPIES },
  };
}

/** The update that notes that a message has more raw mails than its list has room for. */
export function moreCopiesUpdate(raw: string): Update {
  return {
    UpdateExpression: 'SET copiesMore = :more',
    ConditionExpression: 'attribute_exists(pk) AND size(#copies) >= :most AND NOT contains(#copies, :raw)',
    ExpressionAttributeNames: { '#copies': 'copies' },
    ExpressionAttributeValues: { ':more': true, ':raw': raw, ':most': MOST_COPIES },
  };
}
