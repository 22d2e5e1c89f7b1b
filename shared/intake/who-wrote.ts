import type { Customer } from '../customer/customer.ts';
import { isKnownTo, isOfAnother } from '../customer/knows.ts';
import { type InboundMail, provedNames } from '../mail/inbound.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { addressWithin, isFormMailer, isGroupRewrite, nameBeforeVia } from '../mail/stand-in.ts';
import type { Settings } from '../settings.ts';
import { isOwnAddress, isToDesk } from '../ticket/desk-addresses.ts';
import { isOfTeam } from '../ticket/participants.ts';
import { whyUnreachable } from '../ticket/reachable.ts';
import { certifiedBy } from './certified-by.ts';
import { isOpenedInItsName } from './in-its-name.ts';
import type { Look } from './look.ts';

/** Who wrote a mail, and where they read what is answered. */
export type WhoWrote = {
  /** Who is asked for whether they belong; undefined when the mail names nobody. */
  writer?: Mailbox;
  /** The writer's own address is proved. */
  isProved: boolean;
  /** The reading address. */
  reading?: Mailbox;
  /** Nobody but a Reply-To, or somebody who stands between, names who reads the answer; or a Reply-To of another customer's contact names them. */
  unconfirmed: boolean;
  /** Whose address stands in From in place of the writer's. */
  standIn?: 'form' | 'group' | 'certified';
  /** What the agents are to know of who wrote it, a sentence each. */
  remarks: string[];
  /**
   * Its Reply-To says where answers go, also of a ticket that is there: the desk stands in To or Cc, nobody has sent it again, and what
   * proves the mail covers both. Else whoever has a mail could send it to the desk with a Reply-To of their own.
   */
  asks?: boolean;
  /** What the writer's own customer is known by (`Customer.contacts`), of a mail whose answers go to another address; missing where no record knows them. */
  contacts?: readonly string[];
  /** It may be anybody's words, whoever is proved to have sent it (`isOpenedInItsName`). */
  mayBeAnybodys?: boolean;
  /** What became of its Reply-To, when it opens a ticket: on one that is there the reading address stays. */
  onOpening?: string;
};

type Named = Pick<WhoWrote, 'writer' | 'isProved' | 'standIn' | 'remarks'> & { replyTo: readonly Mailbox[] };

/**
 * Who wrote a mail and which address reads the answer (docs/promise.md section 9), decided once, before it is decided what becomes of it.
 * The writer is From; where a form, a mailing group or a provider of certified mail stands there, or we do ourselves, it is whom they
 * name. Answers go to the first usable Reply-To that names none of the team, else to the writer. Two exceptions: the writer is not proved
 * (or no signature covers the Reply-To) and names a known customer, or is one of the team, in whose name others could ask for what the team
 * says among itself; then they stay with the writer. A known customer who is proved confirms whom the Reply-To names, save another customer's
 * contact, as the records are today, and where anybody may have written it in their name, all but the customer's own. `received.authenticated` is what is known of From. Throws what the
 * directories of customers and agents throw.
 */
export async function whoWrote(
  desk: Pick<Look, 'settings' | 'customers' | 'agents'>,
  received: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
): Promise<WhoWrote> {
  const who = await writerAndReader(desk, received, mail);
  return { ...who, mayBeAnybodys: isOpenedInItsName(mail, { isOwn: !who.unconfirmed }) };
}

async function writerAndReader(
  { settings, customers, agents }: Pick<Look, 'settings' | 'customers' | 'agents'>,
  received: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
): Promise<WhoWrote> {
  const { replyTo, ...named } = namedIn(settings, received, mail);
  const { writer, isProved, standIn } = named;
  const others = replyTo.filter(({ address }) => address !== writer?.address && isReadable(settings, mail, address));
  // Answers to an agent would be a customer's question, and what the agent then writes a customer's word.
  const team = others.length > 0 ? await agents.list() : [];
  const isTheirs = ({ address }: Mailbox) => standIn === undefined && isOfTeam(settings, team, address);
  const ofTeam = others.find(isTheirs);
  const other = others.find((each) => !isTheirs(each));
  const isSame = replyTo.some(({ address }) => address === writer?.address);
  const isIndirect = standIn !== undefined && !isProved;
  // The Reply-To of certified mail is the inner mail's, which the provider's signature covers as its body.
  const isSigned = mail.certified !== undefined || !mail.unsigned?.includes('reply-to');
  const isTo = isToDesk(provedNames(mail), settings);
  const asked = isSigned && isTo && mail.origin?.resentFrom === undefined ? { asks: true } : {};
  if (!writer || !other || isSame) {
    const stays = ofTeam && { onOpening: `its Reply-To is ${ofTeam.address}, one of the team: answers go to its From` };
    return { ...named, ...(writer && { reading: writer }), unconfirmed: isIndirect, ...stays, ...(isSame && asked) };
  }
  if (isOfTeam(settings, team, writer.address)) {
    const stays = `its Reply-To is ${other.address}: answers stay with ${writer.address}, one of the team`;
    return { ...named, reading: writer, unconfirmed: isIndirect, onOpening: stays };
  }
  const customer = await customers.find(writer.address);
  if (customer && !(isProved && isSigned)) {
    const stays = `its Reply-To is ${other.address}: it is not proved, so answers stay with ${writer.address}, a customer's`;
    return { ...named, reading: writer, unconfirmed: isIndirect, onOpening: stays };
  }
  const asks = `answers go to ${other.address}, as its Reply-To asks; its From is ${writer.address}`;
  const isVouched = customer !== undefined && (await vouchesFor(customers, customer, mail, other.address));
  const known = customer && { contacts: customer.contacts };
  return { ...named, reading: other, unconfirmed: !isVouched || isIndirect, onOpening: asks, ...known, ...asked };
}

/**
 * A mail as its writer's: whoever passed it on stands in From no more, and what is known of them does not count. An acknowledgement
 * goes to the writer alone, and not to the subscribers of the group.
 */
export function asWrittenBy(mail: InboundMail, { writer, standIn, remarks }: WhoWrote): InboundMail {
  const warnings = [...remarks, ...mail.warnings];
  if (!writer || !standIn) return { ...mail, warnings };
  return { ...mail, warnings, from: writer, fromSays: undefined, ...PASSED_ON[standIn] };
}

const PASSED_ON = { form: { noReply: false }, group: { list: false }, certified: {} } as const;

/**
 * Whether a proved contact of this customer confirms whom their mail's Reply-To names: nobody of another customer, who has asked nothing, and where
 * anybody may have written it in their name only one whom the customer's own record names.
 */
async function vouchesFor(
  customers: Look['customers'],
  customer: Customer,
  mail: InboundMail,
  address: string,
): Promise<boolean> {
  return isOpenedInItsName(mail)
    ? isKnownTo(customers, customer, address)
    : !(await isOfAnother(customers, address, customer));
}

/** Whom the mail names, and whom it says to answer. */
function namedIn(settings: Settings, received: Pick<ReceivedMail, 'authenticated'>, mail: InboundMail): Named {
  const { from, certified, origin = {} } = mail;
  const { originalSender, resentFrom, furtherReplyTo = [] } = origin;
  const replyTo = mail.replyTo ? [mail.replyTo, ...furtherReplyTo] : [];
  const readable = ({ address }: Mailbox) => address !== from?.address && isReadable(settings, mail, address);
  if (certified) {
    // Also of a mail inside that names nobody: the envelope's lines prove nothing of what is inside, and anybody can call a mail certified.
    const { isProved, remark } = certifiedBy(settings, received, mail);
    const inner = certified.replyTo ? [certified.replyTo] : [];
    const writer = certified.from ?? from;
    return { ...(writer && { writer }), isProved, standIn: 'certified', remarks: [remark], replyTo: inner };
  }
  if (from && isGroupRewrite(mail)) {
    const munged = addressWithin(from.address);
    const named = [...(originalSender ? [originalSender] : []), ...replyTo, ...(munged ? [{ address: munged }] : [])];
    const writer = named.find(readable);
    if (writer) {
      const name = writer.name ?? nameBeforeVia(from.name);
      const remarks = [`it came by the group ${from.address}; ${writer.address} wrote it, not proved`];
      return { writer: withName(writer, name), isProved: false, standIn: 'group', remarks, replyTo };
    }
  }
  if (from && (isOwnAddress(settings, from.address) || isFormMailer(from.address))) {
    const writer = replyTo.find(readable);
    const remarks = [
      `its From is ${from.address}, nobody's who reads; it says that ${writer?.address} wrote it, not proved`,
    ];
    if (writer) return { writer, isProved: false, standIn: 'form', remarks, replyTo: [] };
  }
  const isResent = resentFrom !== undefined && resentFrom.address !== from?.address;
  const remarks = isResent
    ? [`${resentFrom.address} sent it again; ${from?.address ?? 'nobody'} stands in its From`]
    : [];
  return { ...(from && { writer: from }), isProved: received.authenticated && from !== undefined, remarks, replyTo };
}

function withName({ address }: Mailbox, name: string | undefined): Mailbox {
  return { address, ...(name && { name }) };
}

/** Whether somebody reads what is sent to this address: not we ourselves, nor a list's subscribers. */
function isReadable(settings: Settings, { origin }: InboundMail, address: string): boolean {
  return whyUnreachable(settings, address) === undefined && !origin?.lists?.includes(address);
}
