import { cutBytes } from '../bytes.ts';
import { because } from '../refusals.ts';
import type { Desk } from '../ticket/ports.ts';
import { MOST_TAGS, toTag, withTags } from '../ticket/tags.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { getTicket, update } from './steps/update.ts';

/** Of what is no tag, so much says which one is meant. */
const MOST_SHOWN_BYTES = 60;

/**
 * An agent tags a ticket, in whatever state, or takes tags off it: it moves nothing, and nobody is mailed (docs/promise.md section 5). A tag that is
 * there, or one to take off that is not, is no error; what is in both lists stays. Throws a 404 for an unknown ticket, a 422 for what is no tag and
 * for more than a ticket takes.
 */
export async function changeTags(
  desk: Desk,
  { ticketId, agent, at, add = [], remove = [] }: ByAgent & { add?: readonly string[]; remove?: readonly string[] },
): Promise<Ticket> {
  const change = { add: add.map(readTag), remove: remove.map(readTag) };
  return update(desk, await getTicket(desk, ticketId), (current) => {
    const changed = withTags(current, change, { by: `agent:${agent.id}`, at });
    if (changed.tags.length > Math.max(MOST_TAGS, current.tags.length)) {
      throw refusal('tags', because('tagsMany', { most: MOST_TAGS, count: changed.tags.length }));
    }
    return changed;
  });
}

function readTag(text: string): string {
  const tag = toTag(text);
  if (tag === undefined) throw refusal('tags', because('tagWrong', { tag: cutBytes(text, MOST_SHOWN_BYTES) }));
  return tag;
}
