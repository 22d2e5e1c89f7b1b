import type { Table } from '../../../shared/aws/table.ts';
import { readKept, takeKeptQuietly } from '../../../shared/intake/take-kept.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { scan } from '../doctor/scan.ts';
import type { Request } from './request.ts';

/** Not what stands beside one: what a form asks, a page's delivery and its uploads. */
const REQUEST = /^(?:webhooks\/[^/]+|pages|filings)\/[^/.]+$/;

/** Keys of all that some item of the table has come of: a ticket, a message, what is held. `looked` hears how many items so far. */
export async function keysKnown(table: Table, looked: (items: number) => void): Promise<Set<string>> {
  const known = new Set<string>();
  let count = 0;
  for await (const { raw, copies, received } of scan(table)) {
    looked(++count);
    const held = (received as { raw?: unknown } | undefined)?.raw;
    for (const key of [raw, held, ...(Array.isArray(copies) ? copies : [])])
      if (typeof key === 'string') known.add(key);
  }
  return known;
}

/**
 * What is kept of a form, of a page or of an agent's filing; undefined where it stands beside one, was refused when it came, or is gone. Throws for what
 * cannot be read, and what a port throws.
 */
export async function otherRequest(
  desk: Desk,
  known: ReadonlySet<string>,
  { key, at }: { key: string; at: string },
): Promise<Request | undefined> {
  if (!REQUEST.test(key)) return undefined;
  const request = await readKept(desk, { key, at });
  return (
    request && {
      from: request.from === undefined ? [] : [request.from],
      at,
      isKnown: async () => known.has(key),
      take: async ({ isQuiet }) => {
        if (known.has(key)) return;
        await (isQuiet ? takeKeptQuietly(desk, request, { at }) : request.take(desk));
      },
    }
  );
}
