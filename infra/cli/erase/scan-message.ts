import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from '../../../shared/aws/table.ts';
import { messageItem } from '../../../shared/aws/ticket-items.ts';
import { type Message, messageSchema } from '../../../shared/ticket/message.ts';
import { ifThere } from '../../../shared/ticket/ports.ts';
import { keptOf } from '../../../shared/ticket/redaction.ts';
import { ifReadable } from '../../../shared/ticket/ticket-store.ts';
import type { EraseDesk } from './erase-desk.ts';
import { erasedMessage } from './erased-parts.ts';
import { waitsFrom } from './for-others.ts';
import { type End, type From, isIn } from './looking.ts';
import { scrubOther } from './scan-other.ts';
import { storedOf } from './ticket-parts.ts';
import { deep } from './without-words.ts';

/**
 * What they wrote goes, and nothing that only asks for its answers at their address: that is of who wrote it. Of what others wrote the address goes, in
 * its item and in its texts in the bucket; as long as that waits from outside, it is left as it is. Throws what a store says.
 */
export async function scrubMessage(desk: EraseDesk, item: Item, from: From): Promise<End> {
  const { data: message } = messageSchema.safeParse(item);
  if (!message) return scrubOther(desk, item, from);
  if (message.at >= from.before) return 'newer';
  const isTheirs = isIn(from, message.by);
  if (!isTheirs && isIn(from, message.answersTo?.address)) from.answered.push(message);
  if (!isTheirs && (await isWaiting(desk, message))) return 'left';
  await putWithout(desk, message, { isTheirs, from });
  return 'done';
}

/** Whether a message came from outside and no agent has seen to it; where nobody can read its ticket, that is not known. */
async function isWaiting({ desk: { tickets } }: EraseDesk, { ticketId, key, fromOutside }: Message): Promise<boolean> {
  if (!fromOutside) return false;
  const ticket = await ifReadable(tickets.get(ticketId));
  return !ticket || waitsFrom(ticket, key) !== undefined;
}

/** Writes a message without them: all of it goes where it is theirs, with its objects. */
export async function putWithout(
  desk: EraseDesk,
  message: Message,
  { isTheirs, from }: { isTheirs: boolean; from: From },
): Promise<void> {
  // Bytes as they came cannot be changed, and a reader of the desk does not need them.
  for (const key of [...keptOf(message), ...(isTheirs ? storedOf(message) : [])]) await desk.bucket.erase(key);
  const after = isTheirs ? erasedMessage(message, from.said) : await withoutMention(desk, message, from);
  const { client, name } = desk.tickets;
  await client.send(new PutCommand({ TableName: name, Item: messageItem(after) }));
}

/** What others wrote, without the address, in its item and in its texts in the bucket. */
async function withoutMention(desk: EraseDesk, message: Message, from: From): Promise<Message> {
  const { raw: _, copies: __, replaced: ___, messageId, answersTo, ...rest } = message;
  for (const [file, type] of [
    [message.wholeText, 'text/plain; charset=utf-8'],
    [message.html, 'text/html; charset=utf-8'],
  ] as const) {
    if (file) await rewrite(desk, { key: file.key, type }, from);
  }
  return messageSchema.parse({
    ...deep(rest, from.said),
    // Filed as a ticket of its own it is answered where it was written.
    ...(answersTo && !isIn(from, answersTo.address) && { answersTo: deep(answersTo, from.said) }),
    ...(messageId && !from.isNamed(messageId) && { messageId }),
  });
}

/** A text of others goes with all its versions before it is written anew. What it is then stands beside it meanwhile: a run that breaks off loses nothing. */
async function rewrite(
  { desk: { files }, bucket }: EraseDesk,
  { key, type }: { key: string; type: string },
  { said, isNamed }: From,
): Promise<void> {
  const beside = `${key}.erasing`;
  const text = await ifThere(files.read(key));
  const content = text ? Buffer.from(said(text.toString())) : await ifThere(files.read(beside));
  if (content && (!text || isNamed(text.toString()))) {
    await files.write(beside, content, type);
    await bucket.erase(key);
    await files.write(key, content, type);
  }
  await bucket.erase(beside);
}
