import { audited } from './clock.ts';
import type { Ticket } from './ticket.ts';

/** More on one ticket sort nothing. */
export const MOST_TAGS = 20;

/** A tag as it is kept, in small letters whatever a phone made of them; undefined for what is none. */
export function toTag(text: string): string | undefined {
  const tag = text.trim().toLowerCase();
  return /^[a-z0-9-]{1,30}$/.test(tag) ? tag : undefined;
}

/**
 * The ticket with these tags, and without those; the same ticket when there is nothing to change. Tags move nothing and nobody hears of them
 * (docs/promise.md section 5). `by` and `at` (ISO, UTC) are for the trail.
 */
export function withTags(
  ticket: Ticket,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
  { by, at }: { by: string; at: string },
): Ticket {
  const gone = ticket.tags.filter((tag) => remove.includes(tag) && !add.includes(tag));
  const fresh = [...new Set(add)].filter((tag) => !ticket.tags.includes(tag));
  if (gone.length === 0 && fresh.length === 0) return ticket;
  const tags = [...ticket.tags.filter((tag) => !gone.includes(tag)), ...fresh];
  const lines = [
    { action: 'untagged', which: gone },
    { action: 'tagged', which: fresh },
  ].filter(({ which }) => which.length > 0);
  return lines.reduce<Ticket>(
    (current, { action, which }) => audited(current, { at, by, action, detail: which.join(', ') }),
    { ...ticket, tags },
  );
}
