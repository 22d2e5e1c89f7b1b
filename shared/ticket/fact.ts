import * as z from 'zod';
import { PROMISE_OUTCOMES } from './promised.ts';
import { SATISFACTIONS, ticketSchema } from './ticket.ts';

const { shape } = ticketSchema;
const instant = z.iso.datetime();

/**
 * What reports know of a ticket (docs/reports.md): one small record, written whenever the ticket was. Ids and figures only, so that nobody is to be
 * taken out of it who asks to be forgotten.
 */
export const factSchema = z.object({
  ticket: shape.id,
  /** Version of the ticket that it was made of: an older one is never written over it. */
  v: z.number(),
  /** When the request reached the desk; of one that was opened again when it had been withdrawn or taken for spam, the message that did; never a duplicate's. */
  opened: instant,
  /** The deadline that counts: the earliest that ever passed, else that of the clock. */
  due: instant,
  /** As it was written: one that waits is `open`, however late by now. */
  outcome: z.enum(PROMISE_OUTCOMES),
  cancelled: shape.cancelled,
  /** When the first response counts as given. */
  responded: instant.optional(),
  /** Open time from `opened` to `responded`, on the ticket's own clock, in seconds. */
  seconds: z.number().optional(),
  /** Promised response time, in seconds of open time. */
  target: z.number(),
  /** The one that the deadline is of; what an agent changes after the answer moves no figure. */
  priority: shape.priority,
  plan: shape.terms.shape.plan,
  /** Ids: the customer's, and the agent's who answered first, else who has it. */
  customer: z.string().optional(),
  agent: z.string().optional(),
  channel: shape.channel,
  /** The address of the desk, or the form. */
  door: z.string().optional(),
  /** Its requester said that it was no spam (docs/promise.md section 5). */
  disputed: z.literal(true).optional(),
  /** What its requester said when they were asked whether they are satisfied. */
  satisfaction: z.enum(SATISFACTIONS).optional(),
  /** It was opened again, as far as the trail on the ticket goes back. */
  reopened: z.literal(true).optional(),
});
export type Fact = z.infer<typeof factSchema>;

/** Facts of a UTC day, and the numbers of tickets whose fact cannot be read. */
type FactsOfDay = { facts: Fact[]; unreadable: string[] };

/** Facts, by the UTC day (`YYYY-MM-DD`) on which their tickets were opened. */
export type FactStore = {
  /** Writes a fact over an older one of its ticket on that day, and over one of the same version. False: a newer one is there. */
  put(fact: Fact): Promise<boolean>;
  /** Takes away the fact of a ticket that is no longer of this day, as of the ticket's version `v`; false likewise. */
  drop(day: string, ticket: string, v: number): Promise<boolean>;
  /** May lag by a second. */
  ofDay(day: string): Promise<FactsOfDay>;
};

/** The day that a fact stands under. */
export function dayOfFact({ opened }: Pick<Fact, 'opened'>): string {
  return opened.slice(0, 'yyyy-mm-dd'.length);
}
