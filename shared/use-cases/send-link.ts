import { toAddress } from '../address.ts';
import { tellLink } from '../notify/link-mail.ts';
import { withPosted } from '../notify/post.ts';
import { MOST_LINKS_A_DAY } from '../ticket/caps.ts';
import { messageKeyFor, TICKET_ID } from '../ticket/identity.ts';
import { addressesOf, isInConversation, isReader } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { shortReason } from '../ticket/task.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable } from '../ticket/ticket-store.ts';
import { recipientsFor } from './steps/recipients.ts';
import { tellTeam } from './steps/tell-team.ts';
import { update } from './steps/update.ts';

/**
 * Somebody has asked (`askLink`), on the page, for a new link to the ticket of this number: it goes to the address if that one reads the ticket now,
 * and to where they read if one of its readers only writes from there. Who
 * asks is told the same either way, so what fails from there on is in the log alone (docs/promise.md section 9). Nothing of it is
 * written on the ticket: strangers would fill its trail. Save that the mail service refuses the reader's address: the trail has that, and the agents
 * hear it, once. Throws what reading the ticket throws, whoever reads it.
 */
export async function sendLink(desk: Desk, asked: { address: string; ticket: string }): Promise<void> {
  const id = asked.ticket.trim().toUpperCase();
  const address = toAddress(asked.address);
  if (address === undefined || !TICKET_ID.test(id)) return;
  const ticket = await ifReadable(desk.tickets.get(id));
  if (!ticket || !isInConversation(ticket, address)) return;
  // Who writes from elsewhere than they read follows it where they read.
  const reader = readingOf(ticket, address);
  try {
    await mail(desk, ticket, reader);
  } catch (error) {
    desk.log.error('a link that was asked for could not be mailed', { ticket: id, error });
  }
}

/** Where whoever writes from this address reads. */
function readingOf(ticket: Ticket, address: string): string {
  const { requester, alsoFrom = [] } = ticket;
  if (isReader(ticket, address)) return address;
  if (addressesOf(requester).includes(address)) return requester.address;
  return alsoFrom.find((each) => each.from === address && isReader(ticket, each.address))?.address ?? requester.address;
}

/** Counted before it goes: of many who ask at once no more get through than of those who ask in turn. */
async function mail(desk: Desk, ticket: Ticket, address: string): Promise<void> {
  const at = desk.now().toISOString();
  if (!(await desk.sendCounter.claimLink(address, 'ticket', at, MOST_LINKS_A_DAY))) return;
  const mailed = await tellLink(desk, ticket, address);
  const { result } = mailed;
  if (result.outcome === 'withheld') {
    desk.log.warn('a link that was asked for was not mailed', { ticket: ticket.id, reason: result.reason });
  }
  if (result.outcome !== 'refused') return;
  await update(desk, ticket, (current) => withPosted(current, [mailed]));
  const people = recipientsFor(desk, ticket, 'undelivered', await desk.agents.list());
  const lost = { address, reason: shortReason(result.reason) };
  const about = { kind: 'undelivered', messageKey: messageKeyFor(ticket.source), cause: 'once', lost } as const;
  // Named by the ticket's own time: however often it is asked for, the agents hear of an address once.
  const told = await tellTeam(desk, ticket, people, { at: ticket.createdAt, about });
  if (told.outcome !== 'done') desk.log.error('the team cannot be told of a link', { ticket: ticket.id });
}
