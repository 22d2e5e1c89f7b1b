import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isOwnAddress } from '../ticket/desk-addresses.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable, type TicketStore } from '../ticket/ticket-store.ts';
import { asWhom } from './as-whom.ts';
import type { Look } from './look.ts';
import { opensAnew } from './opens-anew.ts';
import type { Route } from './route.ts';
import type { Target } from './target.ts';

/** So many requests of one such system about one older ticket are tickets of their own in a day. */
const MOST_A_DAY = 5;

const DAY_MS = 24 * 60 * 60_000;

type Asking = Pick<InboundMail, 'from' | 'to' | 'cc'> &
  Pick<ReceivedMail, 'authenticated'> &
  Pick<Target, 'reads'> & { isOurs: (address: string) => boolean };

/**
 * As whose a mail is read on the waiting ticket that goes on for what its writer writes about an older one (docs/promise.md section 5): one that the same
 * writer has asked for about that, to be answered at the same address; or, after five in a day of one with another address each time, the newest of
 * those. A ticket system that somebody copied writes our number into each mail, and takes our acknowledgement for a comment: it would open tickets without
 * end. Those read it whom the mail names, and nobody else. Undefined where there is none, and of a P1 or P2 above that one's by a writer who raises nothing
 * there. Throws what the store throws.
 */
export async function onOwnNewer(
  desk: Look,
  received: Pick<ReceivedMail, 'authenticated' | 'receivedAt'>,
  mail: InboundMail,
  { ticket: older, source, by, reads, contacts, isProved, inEnvelopeOnly, isUnsigned }: Route & { source: string },
): Promise<Route | undefined> {
  const { from, to, cc } = mail;
  const { receivedAt, authenticated } = received;
  const isOurs = (address: string) => isOwnAddress(desk.settings, address);
  // Who writes to an address of the older one was not told of a newer one, or means that.
  const ticket =
    by === 'address'
      ? undefined
      : await ownNewer(desk, older, { from, to, cc, reads, authenticated, isOurs }, receivedAt);
  if (!ticket) return undefined;
  const target = { ticket, by: 'subject', reads, contacts, isProved, inEnvelopeOnly, isUnsigned } as const;
  const team = { settings: desk.settings, agents: await desk.agents.list() };
  const route: Route = { ...target, ...asWhom(team, received, mail, target) };
  const follows = await opensAnew(desk, mail, { ...route, source }, receivedAt);
  return (follows?.priority ?? ticket.priority) < ticket.priority ? undefined : route;
}

/** The newest waiting ticket on which that is said. `at`: when the mail came (ISO, UTC). */
async function ownNewer(
  store: { tickets: Pick<TicketStore, 'get'> },
  older: Ticket,
  mail: Asking,
  at: string,
): Promise<Ticket | undefined> {
  const found = await Promise.all(older.links.map(({ ticket }) => ifReadable(store.tickets.get(ticket))));
  const newer = found.filter((ticket) => ticket !== undefined).filter(({ createdAt }) => createdAt > older.createdAt);
  const since = new Date(Date.parse(at) - DAY_MS).toISOString();
  const ofSystem = newer.filter((ticket) => ticket.createdAt > since && isOfSystem(ticket, mail));
  const fits = (ticket: Ticket) => ticket.state === 'waiting' && isAmongTheSame(ticket, mail);
  const open = newer.filter((ticket) => fits(ticket) && isOwn(ticket, mail));
  const most = ofSystem.length < MOST_A_DAY ? [] : ofSystem.filter(fits);
  return newest(open) ?? newest(most);
}

/** Whether somebody asked for a ticket themself, from the same address and to be answered at the same one; one whom something proves, proved, too. */
function isOwn({ requester }: Ticket, { from, reads = from?.address, authenticated }: Asking): boolean {
  const { address, from: writesFrom, unconfirmed, fromDoubted = false } = requester;
  // Whom somebody named who is nobody asked nothing themself.
  const isNamed = writesFrom === undefined && (unconfirmed !== undefined || fromDoubted);
  // What others may have asked in a name is not for its owner to go on with.
  const isAsSure = !authenticated || requester.verified || requester.fromProved === true;
  return address === reads && (writesFrom ?? address) === from?.address && !isNamed && isAsSure;
}

/**
 * Whether a ticket system that writes from another address each time, or is to be answered at another one, has asked for a ticket: `reply+a@` and `reply+b@`.
 * A person's mailbox has none such, and whatever others have asked in its name keeps nobody from a ticket.
 */
function isOfSystem({ requester }: Ticket, { from, reads = from?.address }: Asking): boolean {
  const { address, from: writesFrom = address } = requester;
  const untagged = (each: string | undefined) => each?.replace(TAG, '');
  return (
    reads !== untagged(reads) &&
    untagged(address) === untagged(reads) &&
    untagged(writesFrom) === untagged(from?.address)
  );
}

const TAG = /\+[^@]*(?=@)/;

/** Whether those read along whom the mail goes to, and nobody else: neither is theirs what the others were told. `isOurs`: the desk's own addresses. */
function isAmongTheSame({ requester, participants }: Ticket, { to, cc, isOurs }: Asking): boolean {
  const readers = [requester, ...participants].map(({ address }) => address);
  const named = [...to, ...cc].map(({ address }) => address);
  return (
    participants.every(({ address }) => named.includes(address)) &&
    named.every((address) => readers.includes(address) || isOurs(address))
  );
}

function newest(tickets: readonly Ticket[]): Ticket | undefined {
  return tickets.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1);
}
