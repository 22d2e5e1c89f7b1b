import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { messageDueAt } from '../ticket/delivery.ts';
import type { Message } from '../ticket/message.ts';
import type { Task } from '../ticket/task.ts';
import type { Sending } from '../ticket/ticket-store.ts';
import { dueShard, mailIdKey, messageKey } from './keys.ts';
import type { Item } from './table.ts';

/** The update that writes the state of a relay over the one the message was read with, and what became of it. */
export function relayUpdate(message: Message, relay: Task, sending: Sending): Omit<UpdateCommandInput, 'TableName'> {
  const due = messageDueAt({ ...message, relay });
  const changes: Item = {
    relay,
    ...sending,
    ...(sending.sentAs && { mailId: mailIdKey(sending.sentAs) }),
    dueShard: due && dueShard(message.ticketId),
    dueKey: due,
  };
  const names = Object.keys(changes);
  const set = names.filter((name) => changes[name] !== undefined);
  const removed = names.filter((name) => changes[name] === undefined);
  const before = message.relay && markOf(message.relay);
  return {
    Key: messageKey(message.ticketId, message.key),
    UpdateExpression: [
      `SET ${set.map((each) => `#${each} = :${each}`).join(', ')}`,
      ...(removed.length > 0 ? [`REMOVE ${removed.map((each) => `#${each}`).join(', ')}`] : []),
    ].join(' '),
    ConditionExpression: before ? '#relay.#mark = :mark' : 'attribute_exists(pk) AND attribute_not_exists(#relay)',
    ExpressionAttributeNames: {
      ...Object.fromEntries(names.map((each) => [`#${each}`, each])),
      ...(before && { '#mark': before.name }),
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(set.map((each) => [`:${each}`, changes[each]])),
      ...(before && { ':mark': before.value }),
    },
  };
}

/** What tells one state of a relay from another: until when it is claimed, when it is tried again, or that it is done. */
function markOf(task: Task): { name: string; value: string } {
  if (task.state === 'claimed') return { name: 'until', value: task.until };
  if (task.state === 'parked') return { name: 'again', value: task.again };
  return { name: 'state', value: 'done' };
}
