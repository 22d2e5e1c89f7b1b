import type { InboundMail } from '../mail/inbound.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable } from '../ticket/ticket-store.ts';
import { asWhom } from './as-whom.ts';
import type { NewTicket } from './each-ticket.ts';
import { claimThread, findThread } from './find-thread.ts';
import { floodOf } from './flood-of.ts';
import { joinTicket } from './join-ticket.ts';
import { openFromMail } from './open-from-mail.ts';
import { opensAnew } from './opens-anew.ts';
import { placeIn } from './place-in.ts';
import type { Refused } from './refusals.ts';
import { houseIfAsked, type Route } from './route.ts';
import type { SentBy } from './sent-by.ts';
import { takeCopy } from './take-copy.ts';

/**
 * A mail opens a ticket, one a thread, or goes on with one that it has opened. False: it is one of a flood, and to be held. `silence` is
 * why nobody is acknowledged, `refused` why it does not let a held mail out, though it was sent to the address of one. Throws what a port
 * throws, and `TaskBusy`: repeating it does nothing twice.
 */
export async function openNew(
  desk: Desk,
  { sender, isFromProved, received, mail, who }: SentBy,
  opening: NewTicket,
  { silence, refused }: { silence: false | string; refused: Refused | undefined },
): Promise<boolean> {
  const { source, opened } = opening;
  const how = { source, silence, who, refused };
  if (opened) {
    if (!(await takeCopy(desk, received, mail, { ticket: opened, source, silence, who })))
      await openFromMail(desk, received, mail, how);
    return true;
  }
  const thread = opening.follows ? undefined : await findThread(desk, mail, source);
  const route = thread?.ticket && (await routeInThread(desk, received, mail, { ticket: thread.ticket, source, who }));
  const follows = opening.follows ?? (route && (await opensAnew(desk, mail, route, received.receivedAt)));
  if (route && !follows) {
    await joinTicket(desk, received, mail, { ...route, who });
    return true;
  }
  const flood = await floodOf(desk, { sender, isFromProved }, mail, { source, follows });
  // One that holds its thread was let in, and others may wait for its ticket.
  if (flood === 'hold' && !thread?.isOwn) return false;
  if (thread && !route) await claimThread(desk, mail, source);
  const { ticket, duplicate } = await openFromMail(desk, received, mail, {
    ...how,
    follows,
    isFlood: flood === 'gather',
  });
  // A copy of it has come in between, which may prove less.
  if (duplicate) await takeCopy(desk, received, mail, { ticket, source, silence, who });
  return true;
}

/** As whose a mail is read on the ticket that another mail of its thread was first to open, or on the one that goes on for that. */
async function routeInThread(
  desk: Desk,
  received: SentBy['received'],
  mail: InboundMail,
  { ticket: first, source, who }: { ticket: Ticket; source: string; who: SentBy['who'] },
): Promise<Route & { source: string }> {
  const { authenticated: isProved } = received;
  const placed = await placeIn(desk, (id) => ifReadable(desk.tickets.get(id)), first, source);
  const { ticket = first, signedFor } = placed ?? {};
  const house = await houseIfAsked(desk, ticket, mail);
  const read = { reads: who.reading?.address, contacts: who.contacts, house };
  const led = { ticket, ...(signedFor && { signedFor, duplicates: [signedFor] }) };
  const target = { ...led, by: 'ancestor', ...read, isProved } as const;
  const team = { settings: desk.settings, agents: await desk.agents.list() };
  return { ...target, ...asWhom(team, received, mail, target), source };
}
