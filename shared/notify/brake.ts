import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';

/**
 * From this share of the day's mails that come back on, the desk acknowledges no sender whom it never saw: SES looks into an account at 5 % and stops
 * it at 10 % (https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-bounce.html), and what bounces is mostly an acknowledgement to an address
 * that somebody made up.
 */
const BRAKE_AT = 0.02;

/** Of a few mails one that comes back is a share that says nothing. */
const LEAST_RETURNED = 5;

/** So long after the last look that found too many. */
const LASTS_MS = 60 * 60_000;

/** They are muted as one recipient is; no address is called so. */
const NEVER_SEEN = 'senders never seen before';

/** Why a mail was kept back, in words for the trail. */
export const BRAKED = 'of late too many mails come back, and its sender was never seen before';

/** Brakes when too many of the day's mails have come back; it ends by itself. Throws what the counter throws. */
export async function brakeIfReturned(
  { sendCounter, now, log }: Pick<Desk, 'sendCounter' | 'now' | 'log'>,
  { of, returned }: { of: number; returned: number },
): Promise<void> {
  if (returned < LEAST_RETURNED || returned < of * BRAKE_AT) return;
  log.warn('too many mails come back: senders never seen before are not acknowledged', { of, returned });
  await sendCounter.mute(NEVER_SEEN, new Date(now().getTime() + LASTS_MS).toISOString());
}

/** Tickets of an address of which one that was acknowledged is looked for. */
const MOST_LOOKED_AT = 5;

/**
 * Whether an unproved request of this ticket is not to be acknowledged at `at` (ISO, UTC): nobody was ever acknowledged at its address. That one was
 * asked from there before says nothing: whoever makes addresses up writes twice from each. Throws what the stores throw.
 */
export async function isBraked(
  { sendCounter, tickets }: Pick<Desk, 'sendCounter' | 'tickets'>,
  { id, customer, requester }: Pick<Ticket, 'id' | 'customer' | 'requester'>,
  at: string,
): Promise<boolean> {
  if (customer || !(await sendCounter.isMuted(NEVER_SEEN, at))) return false;
  const { cards } = await tickets.ofAddress(requester.address, MOST_LOOKED_AT);
  const others = await Promise.all(cards.filter((card) => card.id !== id).map((card) => tickets.get(card.id)));
  return !others.some((ticket) => ticket?.acknowledgedAs !== undefined);
}
