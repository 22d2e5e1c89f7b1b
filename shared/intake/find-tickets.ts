import { type InboundMail, provedNames } from '../mail/inbound.ts';
import { readReplyAddress } from '../mail/signed/reply-address.ts';
import { isOwnAddress } from '../ticket/desk-addresses.ts';
import { isLost, readerOf } from '../ticket/going-on-for.ts';
import { isReaderAddress } from '../ticket/reader-address.ts';
import { ticketIdAtReturnPath } from './at-return-path.ts';
import { eachOnce } from './each-once.ts';
import type { Look } from './look.ts';
import { byWhatItNames, type Search, targetsOf } from './named-tickets.ts';
import { keysOf, placeIn } from './place-in.ts';
import type { Target } from './target.ts';

/** Tickets that a mail is sent to: as many as SES takes recipients of one mail, since each has a signed address. */
const MOST_ADDRESSED = 50;

/**
 * The tickets that a mail may belong to (architecture.md, decision 6), each once, the surest first. Signed addresses of tickets, and
 * where the mail was put before, stand above all else: when there are any, those are all. Else: our signed ids in its references; the
 * ids of mails that a ticket came or went with; the numbers in its subject. Else the return path. Whether the writer belongs to
 * any of them is not asked here. `recipients` are the envelope's, `source` is the mail's (`sourceOf`).
 */
export async function findTickets(
  desk: Look,
  mail: InboundMail,
  envelope: { recipients: readonly string[]; source: string; isProved: boolean },
): Promise<{ targets: Target[]; warnings: string[] }> {
  const keys = await desk.secrets.signingKeys();
  const warnings = new Set<string>();
  const read = readerOf(desk.tickets, warnings);
  const place = async (id: string) => placeIn(desk, read, await read(id), envelope.source);
  const search = { desk, keys, mail, source: envelope.source, isProved: envelope.isProved, read, place };
  const addressed = await byAddress(search, envelope.recipients, warnings);
  const there = await byItself(search);
  const isSure = addressed.length + there.length > 0 && ![...addressed, ...there].some(mayBeBrought);
  const others = isSure ? [] : await byWhatItNames(search);
  const sure = withNamed(search, { addressed, there, others, recipients: envelope.recipients });
  const named = sure.length > 0 ? sure : others;
  const all = named.length > 0 ? named : await byReturnPath(search, envelope.recipients);
  const found = await eachOnce(desk, mail, all);
  const targets = sure.length > 0 ? found.slice(0, MOST_ADDRESSED) : found;
  if (sure.length > 0 && found.length > targets.length)
    warnings.add(`it is about more tickets than ${MOST_ADDRESSED}: in the others it is not`);
  return { targets, warnings: [...warnings] };
}

async function byAddress(
  { desk, keys, mail, place }: Search,
  recipients: readonly string[],
  warnings: Set<string>,
): Promise<Target[]> {
  const shown = shownIn(mail);
  const proved = shownIn(provedNames(mail));
  const targets: Target[] = [];
  for (const address of new Set([...recipients.map((each) => each.toLowerCase()), ...shown])) {
    const found = readReplyAddress(keys, desk.settings.supportAddress, address);
    if (found.kind === 'forged') warnings.add('it was sent to a reply address with a wrong signature');
    if (found.kind !== 'ticket') continue;
    const placed = await place(found.ticketId);
    if (!placed) continue;
    const { way = [], ...target } = placed;
    const { ticket, signedFor: signed = ticket } = target;
    const { agentId, reader, serial = 0, asked } = found;
    const isFormer =
      !isReaderAddress(signed, { reader, serial }, desk.settings) ||
      isLost(ticket, signed, { reader, settings: desk.settings, way });
    const holder = agentId === undefined ? { reader, isFormer } : { agentId, agentSerial: serial, asked };
    const isShown = shown.has(address);
    const isUnsigned = isShown && !proved.has(address);
    targets.push({ ...target, by: 'address', ...holder, inEnvelopeOnly: !isShown, isUnsigned });
  }
  return targets;
}

/** Whether nothing but the envelope, now or when it came before, may have brought the mail here. */
function mayBeBrought({ inEnvelopeOnly = false, isFromOutside = false, isByEnvelope = false }: Target): boolean {
  return inEnvelopeOnly || isFromOutside || isByEnvelope;
}

/**
 * Of those that a mail was sent to, or is in, those that it leads to of its own are marked: it names the ticket otherwise, or is there
 * already as a reader's; or it is to the desk, as a list or an alias passes it on to a reader's address, and the desk has it nowhere yet.
 * Where somebody else had brought it, and nothing leads now, it is not, when it is to the desk: it would be heard nowhere.
 */
function withNamed(
  { desk, keys, mail }: Search,
  {
    addressed,
    there,
    others,
    recipients,
  }: Record<'addressed' | 'there' | 'others', readonly Target[]> & { recipients: readonly string[] },
): Target[] {
  const { settings } = desk;
  const isPlain = (address: string) =>
    isOwnAddress(settings, address) && readReplyAddress(keys, settings.supportAddress, address).kind === 'none';
  const isToDesk = [...shownIn(provedNames(mail))].some(isPlain);
  const leads = [...addressed, ...others].map(({ ticket }) => ticket.id);
  const isForDesk = isToDesk || recipients.some(isPlain);
  const stands = there.filter((each) => !isForDesk || !mayBeBrought(each) || leads.includes(each.ticket.id));
  const isSaid = others.filter(({ by, isUnsigned = false }) => by !== 'ancestor' && !isUnsigned);
  const named = [...isSaid, ...stands.filter((each) => !each.isFromOutside)].map(({ ticket }) => ticket.id);
  const isPassedOn = isToDesk && there.length === 0;
  return [...addressed, ...stands].map((target) => {
    const isReaders = target.by === 'address' && !target.isFormer;
    return { ...target, isNamed: (isPassedOn && isReaders) || named.includes(target.ticket.id) };
  });
}

/** A mail that comes again is where it was put, be it for its commands alone, whatever has become of the other ways since. */
async function byItself({ desk, mail, source, read }: Search): Promise<Target[]> {
  const keys = keysOf(source);
  const hits = await desk.tickets.findByMailId(mail.messageId);
  const places = hits.flatMap(({ ticketId, messageKey = '' }) =>
    keys.includes(messageKey) ? [{ ticketId, messageKey }] : [],
  );
  const ids = places.map(({ ticketId }) => ticketId);
  const targets = await targetsOf('itself', ids, async (id) => {
    const ticket = await read(id);
    return ticket && { ticket };
  });
  const found = await Promise.all(
    targets.map(async (target): Promise<Target | undefined> => {
      const own = places.filter(({ ticketId }) => ticketId === target.ticket.id);
      const kept = await Promise.all(own.map((each) => desk.tickets.getMessage(each.ticketId, each.messageKey)));
      // It was to be heard on the one that went on, and may not have got there.
      if (kept.length > 0 && kept.every((message) => message?.isElsewhere)) return undefined;
      return {
        ...target,
        isFromOutside: kept.every((message) => message?.fromOutside === true),
        isByEnvelope: kept.every((message) => message?.byEnvelope === true),
        isByAncestor: kept.every((message) => message?.byAncestor === true),
        // What nobody was to hear of has no relay (`isWoken`).
        answered: kept.some((message) => message?.relay !== undefined) ? 'own' : 'ours',
      };
    }),
  );
  return found.filter((target) => target !== undefined);
}

/** Robots answer the return path, and many name no mail that they answer. It says where a mail stands, and nothing of its writer. */
async function byReturnPath({ desk, keys, mail, place }: Search, recipients: readonly string[]): Promise<Target[]> {
  const { supportAddress } = desk.settings;
  const id = ticketIdAtReturnPath(keys, supportAddress, recipients);
  const isShown = id !== undefined && ticketIdAtReturnPath(keys, supportAddress, [...shownIn(mail)]) === id;
  const targets = id === undefined ? [] : await targetsOf('return path', [id], place);
  return targets.map((target) => ({ ...target, inEnvelopeOnly: !isShown }));
}

/** The addresses that a mail itself names, in lower case: an envelope is put around it by whoever has it. */
function shownIn({ to, cc }: Pick<InboundMail, 'to' | 'cc'>): Set<string> {
  return new Set([...to, ...cc].map(({ address }) => address.toLowerCase()));
}
