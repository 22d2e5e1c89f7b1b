import type { InboundMail } from '../mail/inbound.ts';
import { readReplyAddress } from '../mail/signed/reply-address.ts';
import { readThreadId } from '../mail/signed/thread-id.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import { isInConversation } from '../ticket/participants.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { UnreadableItem } from '../ticket/ticket-store.ts';
import type { Look } from './look.ts';

/**
 * The ticket that a mail is about, the agent whose signed address it holds, with that agent's serial, which signature of ours says so, if
 * any does, and in words why.
 */
export type Target = {
  ticket: Ticket;
  agentId?: string | undefined;
  agentSerial?: number | undefined;
  signed: false | 'address' | 'id';
  rule: string;
};

/** What a search needs: the desk, its signing keys, the mail, and a way to look tickets up. */
type Search = {
  desk: Look;
  keys: readonly string[];
  mail: InboundMail;
  source: string;
  get(id: string): Promise<Ticket | undefined>;
};

const FORMER = 'it was sent to a signed address that readers of the ticket held before';

/** Ids of a mail that are looked up: what it answers, and the ends of its thread. A mail may name thousands. */
const MOST_IDS = 8;

/**
 * Finds the ticket that a mail belongs to (architecture.md, decision 6). In this order: a signed address of the ticket, the
 * envelope's before the header's; our signed id in its references; the mail itself, when it came before; an id that a mail of
 * the ticket came or went with, of several tickets the newest; the number in its subject, but only from somebody of the
 * conversation whose address is proved.
 * `recipients` are the envelope's, `source` is the mail's (`sourceOf`).
 */
export async function findTicket(
  desk: Look,
  mail: InboundMail,
  envelope: { recipients: readonly string[]; authenticated: boolean; source: string },
): Promise<{ target?: Target; warnings: string[] }> {
  const keys = await desk.secrets.signingKeys();
  const warnings = new Set<string>();
  const search = { desk, keys, mail, source: envelope.source, get: readerOf(desk, warnings) };
  const target =
    (await byAddress(search, envelope.recipients, warnings)) ??
    (await bySignedId(search)) ??
    (await byItself(search)) ??
    (await byMailId(search)) ??
    (envelope.authenticated ? await bySubject(search) : undefined);
  return { ...(target && { target }), warnings: [...warnings] };
}

/** Looks tickets up. One that cannot be read is as if it were not there: what is written to it must not be lost with it. */
function readerOf({ tickets }: Look, warnings: Set<string>): Search['get'] {
  return async (id) => {
    try {
      return await tickets.get(id);
    } catch (error) {
      if (!(error instanceof UnreadableItem)) throw error;
      warnings.add(`it is about ticket ${id}, which cannot be read`);
      return undefined;
    }
  };
}

async function byAddress(
  { desk, keys, mail, get }: Search,
  recipients: readonly string[],
  warnings: Set<string>,
): Promise<Target | undefined> {
  const addresses = [...recipients, ...[...mail.to, ...mail.cc].map(({ address }) => address)];
  for (const address of new Set(addresses)) {
    const found = readReplyAddress(keys, desk.settings.supportAddress, address);
    if (found.kind === 'forged') warnings.add('it was sent to a reply address with a wrong signature');
    if (found.kind !== 'ticket') continue;
    const ticket = await get(found.ticketId);
    if (!ticket) continue;
    const { agentId, serial = 0 } = found;
    const rule = 'it was sent to a signed address of the ticket';
    if (agentId !== undefined) return { ticket, agentId, agentSerial: serial, signed: 'address', rule };
    // An agent has changed who reads since: the way to the ticket stays, and proves nothing of who holds it.
    const isFormer = serial !== (ticket.readersVersion ?? 0);
    return isFormer ? { ticket, signed: false, rule: FORMER } : { ticket, signed: 'address', rule };
  }
  return undefined;
}

async function bySignedId({ desk, keys, mail, get }: Search): Promise<Target | undefined> {
  for (const id of [mail.inReplyTo, ...mail.references]) {
    const ticketId = id && readThreadId(keys, desk.settings.supportAddress, id);
    const ticket = ticketId && (await get(ticketId));
    if (ticket) return { ticket, signed: 'id', rule: 'it refers to our signed id of the ticket' };
  }
  return undefined;
}

/** A mail that comes again is where it was put, whatever has become of the other ways since. */
async function byItself({ desk, mail, source, get }: Search): Promise<Target | undefined> {
  const key = messageKeyFor(source);
  const hits = await desk.tickets.findByMailId(mail.messageId);
  const before = hits.find(({ messageKey }) => messageKey === key);
  const ticket = before && (await get(before.ticketId));
  return ticket && { ticket, signed: false, rule: 'it joined the ticket before' };
}

async function byMailId({ desk, mail, get }: Search): Promise<Target | undefined> {
  const { inReplyTo, references } = mail;
  const ids = new Set([...(inReplyTo ? [inReplyTo] : []), ...references.slice(0, 2), ...references.toReversed()]);
  const hits = await Promise.all([...ids].slice(0, MOST_IDS).map((id) => desk.tickets.findByMailId(id)));
  const ticketIds = new Set(hits.flat().map(({ ticketId }) => ticketId));
  const tickets = await Promise.all([...ticketIds].map(get));
  const newest = tickets
    .filter((ticket) => ticket !== undefined)
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
  return newest && { ticket: newest, signed: false, rule: 'it refers to a mail of the ticket' };
}

async function bySubject({ mail: { subject, from }, get }: Search): Promise<Target | undefined> {
  const id = /\[(T-[0-9A-HJKMNP-TV-Z]{8})\]/i.exec(subject)?.[1]?.toUpperCase();
  const ticket = id && (await get(id));
  return ticket && isInConversation(ticket, from?.address)
    ? { ticket, signed: false, rule: 'its subject has the number, and its writer is proved and in the conversation' }
    : undefined;
}
