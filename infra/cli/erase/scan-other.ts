import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Item, unlessRefused } from '../../../shared/aws/table.ts';
import { type QuarantineEntry, quarantineEntrySchema } from '../../../shared/ticket/quarantine.ts';
import type { EraseDesk } from './erase-desk.ts';
import { eraseItem } from './erase-ticket.ts';
import { isHeldOf, objectsOfHeld } from './held.ts';
import type { End, From } from './looking.ts';
import { deep } from './without-words.ts';

const QUARANTINE = 'QUARANTINE#';
const rawSchema = z.object({ received: z.object({ raw: z.string() }) });

/** The entry that is still held by this item, and waits for somebody of the team; undefined for any other item, and for one that cannot be read. */
export function heldIn(item: Item): QuarantineEntry | undefined {
  if (!String(item.pk).startsWith(QUARANTINE)) return undefined;
  const { data: entry } = quarantineEntrySchema.safeParse(item);
  return entry?.state === 'held' ? entry : undefined;
}

/** Whose key names them goes; from any other the address does. Throws what a store says. */
export async function scrubOther(desk: EraseDesk, item: Item, from: From): Promise<End> {
  const { pk, sk } = item;
  if (from.isNamed(`${pk} ${sk}`)) {
    await eraseItem(desk, item);
    return 'done';
  }
  if (String(pk).startsWith(QUARANTINE)) return scrubHeld(desk, item, from);
  const { client, name } = desk.tickets;
  await client.send(new PutCommand({ TableName: name, Item: { ...deep(item, from.said), pk, sk } }));
  return 'done';
}

/**
 * What somebody of the team has let out or discarded goes, as what is theirs does. What is held, and somebody else wrote, is nobody's yet but that
 * one's, and is never dropped (docs/architecture.md, second stage, decision 5): of it what a list shows goes, and nothing that is let out.
 */
async function scrubHeld(desk: EraseDesk, item: Item, from: From): Promise<End> {
  const entry = heldIn(item);
  // One that nobody can read is not known to be theirs.
  if (!entry) return item.state === 'held' ? 'left' : eraseWithObjects(desk, item);
  if (entry.at >= from.before) return 'newer';
  if (isHeldOf({ ...from.person, addresses: from.addresses }, entry)) return eraseWithObjects(desk, item);
  const { client, name } = desk.tickets;
  const shown = {
    subject: from.said(entry.subject),
    ...(entry.excerpt && { excerpt: deep(entry.excerpt, from.said) }),
  };
  // Not where somebody has let it out or discarded it meanwhile.
  await unlessRefused(
    client.send(
      new UpdateCommand({
        TableName: name,
        Key: { pk: item.pk, sk: item.sk },
        UpdateExpression: `SET subject = :subject${shown.excerpt ? ', excerpt = :excerpt' : ''}`,
        ConditionExpression: '#state = :held',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':held': 'held',
          ':subject': shown.subject,
          ...(shown.excerpt && { ':excerpt': shown.excerpt }),
        },
      }),
    ),
  );
  return 'left';
}

/** Held mail, and deliveries that were refused: with what was kept of them. */
export async function eraseWithObjects(desk: EraseDesk, item: Item): Promise<End> {
  const { data } = rawSchema.safeParse(item);
  const raw = data?.received.raw ?? String(item.sk);
  for (const key of await objectsOfHeld(raw, desk.bucket)) await desk.bucket.erase(key);
  await eraseItem(desk, item);
  return 'done';
}
