import { AUDIT, MESSAGE, REFERRED, ticketKey } from '../../../shared/aws/keys.ts';
import { type Item, queryAll, type Table } from '../../../shared/aws/table.ts';
import { conversationOf } from '../../../shared/aws/ticket-table.ts';
import { olderTrailOf } from '../../../shared/aws/trail-items.ts';
import { PREFIX } from '../../../shared/names.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import type { Log } from '../../../shared/ticket/ports.ts';
import { keptOf } from '../../../shared/ticket/redaction.ts';
import { type Ticket, ticketSchema } from '../../../shared/ticket/ticket.ts';
import type { TrailBatch } from '../../../shared/ticket/trail.ts';
import type { BucketList } from '../bucket-list.ts';

/** All that the table has of a ticket. */
export type TicketParts = {
  id: string;
  /** Undefined: it is not there, or cannot be read. */
  ticket?: Ticket | undefined;
  messages: Message[];
  trail: TrailBatch[];
  /** Items that are steps, reports, Message-IDs, or cannot be read. */
  others: Item[];
};

/** Reads all of a ticket, consistently. What cannot be read is among the `others`, and logged by its key. */
export async function partsOf(table: Table, log: Log, id: string): Promise<TicketParts> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': ticketKey(id).pk },
    ConsistentRead: true,
  });
  const below = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(prefix));
  const { messages, unreadable } = conversationOf(log, below(MESSAGE));
  const { batches, unreadable: unread } = olderTrailOf(log, id, below(AUDIT));
  const read = new Set([
    ticketKey(id).sk,
    ...messages.map(({ key }) => MESSAGE + key),
    ...below(AUDIT).flatMap(({ sk }) => (unread.includes(Number(String(sk).slice(AUDIT.length))) ? [] : [String(sk)])),
  ]);
  const { data: ticket } = ticketSchema.safeParse(items.find(({ sk }) => sk === ticketKey(id).sk));
  if (unreadable.length > 0) log.warn('messages cannot be read', { ticket: id, messages: unreadable });
  return { id, ticket, messages, trail: batches, others: items.filter(({ sk }) => !read.has(String(sk))) };
}

/** Message-IDs by which mails of a ticket's thread find it. */
export function threadsOf({ ticket, messages, others }: TicketParts): string[] {
  const referred = others.flatMap(({ sk, mailId }) =>
    String(sk).startsWith(REFERRED) && typeof mailId === 'string' ? [mailId] : [],
  );
  const own = [ticket?.messageId, ...messages.map(({ messageId }) => messageId)];
  return [...new Set([...referred, ...own.filter((id) => id !== undefined)])];
}

/** Keys of what the bucket has of a ticket, every version: its requests and mails as they came with what stands beside them, its files, its texts. */
export async function objectsOf({ id, ticket, messages, others }: TicketParts, bucket: BucketList): Promise<string[]> {
  const raws = others.flatMap(({ raw }) => (typeof raw === 'string' ? [raw] : []));
  const named = [
    ...keptOf({ raw: ticket?.raw }),
    ...raws.flatMap((raw) => keptOf({ raw })),
    ...messages.flatMap((message) => [...keptOf(message), ...storedOf(message)]),
  ];
  const folders = [`${PREFIX.attachments}${id}/`, ...named.filter(isOfPage).map((key) => `${key}/`)];
  const below = await Promise.all(folders.map((folder) => bucket.everBelow(folder)));
  return [...new Set([...named, ...below.flat()])];
}

/** Keys of a message's files and texts, and of what was to be deleted of it. */
export function storedOf({ attachments, html, wholeText, redaction }: Message): string[] {
  return [
    ...attachments.map(({ key }) => key),
    ...[html, wholeText].flatMap((file) => (file ? [file.key] : [])),
    ...(redaction?.due ?? []),
  ];
}

const isOfPage = (key: string) => key.startsWith(PREFIX.pages) && !key.includes('.');
