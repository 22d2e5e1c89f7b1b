import * as z from 'zod';

/**
 * Who has a ticket open now, told to colleagues. It is no lock, stands in no trail, metric, log or notice, and says nothing of what was a minute ago:
 * nobody shall be measured by it.
 */

/** How long somebody counts as there after they were last heard of, in ms of machine time: three times what their page waits between two words. */
export const PRESENT_MS = 60_000;

/** Tickets that an agent has open at a time: so many windows beside one another. */
export const MOST_PLACES = 4;

const placeSchema = z.object({
  ticket: z.string(),
  /** When they were last heard of there (ISO, UTC, machine time). */
  at: z.iso.datetime(),
  isWriting: z.boolean(),
});
type Place = z.infer<typeof placeSchema>;

/** An agent, and the tickets that they have open, the newest first. One record for each agent: of what was before, nothing is left. */
export const presentSchema = z.object({ agent: z.string(), places: z.array(placeSchema) });
export type Present = z.infer<typeof presentSchema>;

/** Where presence is. Throws what the table throws. */
export type PresenceStore = {
  /** All that is known, some of it old: whoever reads looks at the time. It may lag by a second. */
  all(): Promise<Present[]>;
  /** Writes where an agent is, in place of where they were. */
  note(present: Present): Promise<void>;
};

/** Somebody who is on a ticket: an agent's id. */
export type Colleague = { agent: string; isWriting: boolean };

/** Who but `me` (an agent's id) is on which ticket at `now` (machine time), by the ticket's number; ordered by agent, so that it is the same while nobody comes or goes. */
export function colleaguesOn(all: readonly Present[], me: string, now: Date): ReadonlyMap<string, Colleague[]> {
  const found = new Map<string, Colleague[]>();
  for (const { agent, places } of all.toSorted((a, b) => a.agent.localeCompare(b.agent))) {
    for (const { ticket, isWriting } of agent === me ? [] : places.filter(isNow(now)))
      found.set(ticket, [...(found.get(ticket) ?? []), { agent, isWriting }]);
  }
  return found;
}

/** Where an agent is, who was just heard of on a ticket: there, and on what else they have open. */
export function withPlace(all: readonly Present[], { agent, ...place }: Place & { agent: string }): Present {
  const before = all.find((each) => each.agent === agent)?.places ?? [];
  const others = before.filter(({ ticket }) => ticket !== place.ticket).filter(isNow(new Date(place.at)));
  return { agent, places: [place, ...others].slice(0, MOST_PLACES) };
}

/** Clocks of two functions differ by less than a minute: what is later than now counts no longer than it would. */
const isNow =
  (now: Date) =>
  ({ at }: Place): boolean =>
    Math.abs(now.getTime() - Date.parse(at)) < PRESENT_MS;
