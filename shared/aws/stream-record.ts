import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { LostChange } from '../events/lost-change.ts';
import type { Change } from '../events/ticket-change.ts';
import { messageSchema } from '../ticket/message.ts';
import { ticketSchema } from '../ticket/ticket.ts';
import { MESSAGE, TICKET_SORT } from './keys.ts';

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

/**
 * What a record of the table's stream says (https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html); undefined for what is no ticket and no
 * message. What can be read, and could not be before, has no before.
 */
export function readRecord({ eventName, dynamodb }: DynamoDBRecord): Change | LostChange | undefined {
  const { Keys, OldImage, NewImage } = dynamodb ?? {};
  const [pk, sk] = [Keys?.pk?.S ?? '', Keys?.sk?.S ?? ''];
  if (!NewImage) return undefined;
  const item = plain(NewImage);
  if (sk === TICKET_SORT) {
    const after = ticketSchema.safeParse(item);
    if (!after.success) return unreadable({ pk, sk }, item, after.error);
    const before = OldImage && ticketSchema.safeParse(plain(OldImage)).data;
    return { kind: 'ticket', ...(before && { before }), after: after.data };
  }
  if (!sk.startsWith(MESSAGE)) return undefined;
  const message = messageSchema.safeParse(item);
  if (!message.success) return unreadable({ pk, sk }, item, message.error);
  const { ticketId: ticket } = message.data;
  if (eventName === 'INSERT') return { kind: 'message', ticket, message: message.data };
  const before = OldImage && messageSchema.safeParse(plain(OldImage)).data;
  return { kind: 'rewrite', ticket, ...(before && { before }), message: message.data };
}

function plain(image: NonNullable<Image>): Record<string, unknown> {
  return unmarshall(image as Record<string, AttributeValue>);
}

function unreadable(
  key: { pk: string; sk: string },
  { version }: Record<string, unknown>,
  { issues }: { issues: readonly { path: PropertyKey[] }[] },
): LostChange {
  const parts = [...new Set(issues.map(({ path }) => path.map(String).join('.') || 'the whole'))];
  return { ...key, ...(typeof version === 'number' && { version }), parts };
}
