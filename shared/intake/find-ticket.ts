import type { InboundMail } from '../mail/inbound.ts';
import { readReplyAddress } from '../mail/signed/reply-address.ts';
import { readThreadId } from '../mail/signed/thread-id.ts';
import { isInConversation } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** The ticket that a mail is about, the agent whose signed address it holds, and whether a signature of ours says so. */
export type Target = { ticket: Ticket; agentId?: string | undefined; signed: boolean };

type Search = { target?: Target; warnings: string[] };

/** Ids of a mail that are looked up: what it answers, and the ends of its thread. A mail may name thousands. */
const MOST_IDS = 8;

/**
 * Finds the ticket that a mail belongs to (architecture.md, decision 6). In this order: a signed address of the ticket, the
 * envelope's before the header's; our signed id in its references; an id that a mail of the ticket came or went with, of
 * several tickets the newest; the number in its subject, but only from somebody of the conversation whose address is proved.
 * `recipients` are the envelope's.
 */
export async function findTicket(
  desk: Desk,
  mail: InboundMail,
  envelope: { recipients: readonly string[]; authenticated: boolean },
): Promise<Search> {
  const keys = await desk.secrets.signingKeys();
  const addressed = await byAddress(desk, keys, mail, envelope.recipients);
  const { warnings } = addressed;
  if (addressed.target) return addressed;
  const ticket =
    (await bySignedId(desk, keys, mail)) ??
    (await byMailId(desk, mail)) ??
    (envelope.authenticated ? await bySubject(desk, mail) : undefined);
  return ticket ? { target: ticket, warnings } : { warnings };
}

async function byAddress(
  desk: Desk,
  keys: readonly string[],
  mail: InboundMail,
  recipients: readonly string[],
): Promise<Search> {
  const warnings = new Set<string>();
  const addresses = [...recipients, ...[...mail.to, ...mail.cc].map(({ address }) => address)];
  for (const address of new Set(addresses)) {
    const found = readReplyAddress(keys, desk.settings.supportAddress, address);
    if (found.kind === 'forged') warnings.add('it was sent to a reply address with a wrong signature');
    if (found.kind !== 'ticket') continue;
    const ticket = await desk.tickets.get(found.ticketId);
    if (ticket) return { target: { ticket, agentId: found.agentId, signed: true }, warnings: [...warnings] };
  }
  return { warnings: [...warnings] };
}

async function bySignedId(desk: Desk, keys: readonly string[], mail: InboundMail): Promise<Target | undefined> {
  for (const id of [mail.inReplyTo, ...mail.references]) {
    const ticketId = id && readThreadId(keys, desk.settings.supportAddress, id);
    const ticket = ticketId && (await desk.tickets.get(ticketId));
    if (ticket) return { ticket, signed: true };
  }
  return undefined;
}

async function byMailId(desk: Desk, { inReplyTo, references }: InboundMail): Promise<Target | undefined> {
  const ids = new Set([...(inReplyTo ? [inReplyTo] : []), ...references.slice(0, 2), ...references.toReversed()]);
  const hits = await Promise.all([...ids].slice(0, MOST_IDS).map((id) => desk.tickets.findByMailId(id)));
  const ticketIds = new Set(hits.flat().map(({ ticketId }) => ticketId));
  const tickets = await Promise.all([...ticketIds].map((id) => desk.tickets.get(id)));
  const newest = tickets
    .filter((ticket) => ticket !== undefined)
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
  return newest && { ticket: newest, signed: false };
}

async function bySubject(desk: Desk, { subject, from }: InboundMail): Promise<Target | undefined> {
  const id = /\[(T-[0-9A-HJKMNP-TV-Z]{8})\]/i.exec(subject)?.[1]?.toUpperCase();
  const ticket = id && (await desk.tickets.get(id));
  return ticket && isInConversation(ticket, from?.address) ? { ticket, signed: false } : undefined;
}
