import { type InboundMail, writtenText } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { hide } from '../mail/redaction/hide.ts';
import { answeredBy } from '../mail/reply/answered.ts';
import { replyText } from '../mail/reply/trim.ts';
import { isContact } from '../notify/post.ts';
import type { Priority } from '../sla/terms.ts';
import { isInConversation } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { hideIn, needlesOf } from '../ticket/redaction.ts';
import { disputesSpam } from '../ticket/reopen.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isKnownWriter, leastSure } from '../ticket/writer.ts';
import type { Addition } from '../use-cases/addition.ts';
import { appendMessage } from '../use-cases/append-message.ts';
import { withRelease } from '../use-cases/open-ticket.ts';
import { update } from '../use-cases/steps/update.ts';
import { holdMail } from './hold-mail.ts';
import { isInItsNameOn } from './in-its-name.ts';
import { newlyDeclared } from './newly-declared.ts';
import { noteShown } from './note-shown.ts';
import { isOfOwnAccord } from './of-own-accord.ts';
import { isRequest } from './opens-anew.ts';
import { notePutElsewhere } from './put-elsewhere.ts';
import { answeredElsewhere, answersElsewhere, readingMoved, readsElsewhere, readsOnThere } from './reading-moved.ts';
import { readsAsCustomer } from './reads-as-customer.ts';
import { receiveAgentMail } from './receive-agent-mail.ts';
import { releaseOf } from './release-mail.ts';
import type { Route } from './route.ts';
import { undoneOn } from './undone-of.ts';
import type { WhoWrote } from './who-wrote.ts';
import { isBrought, isMachines, whyNotMeant, writerOfMail } from './writer-of-mail.ts';

/**
 * A mail about a ticket: an authenticated agent's is an answer or a command; any other is added to the conversation, and never
 * stops a clock. What a machine wrote for certain wakes nobody: two robots would keep each other awake. Throws `ChangedMeanwhile` where it is to be placed again.
 */
export async function joinTicket(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
  route: Route & { source: string; who: WhoWrote },
): Promise<void> {
  const { source, duplicates = [] } = route;
  for (const duplicate of duplicates) await notePutElsewhere(desk, duplicate, { source, on: route.ticket.id });
  const released = releaseOf(received);
  const noteRelease = (current: Ticket) =>
    released ? withRelease(current, released, desk.now().toISOString()) : current;
  const ticket = await update(desk, await noteShown(desk, route, mail), noteRelease);
  const { receivedAt, raw, authenticated: verified } = received;
  const isMachine = isMachines(mail, { ...route, ticket });
  // On a ticket it is an answer, also where a mail program named nothing that it answers.
  const reply = replyText(writtenText(mail), { ...answeredBy(mail), answers: true, html: mail.html });
  const answer = { ...mail, replyText: mail.added ? `${reply}\n\n${mail.added}`.trim() : reply };
  const addition = { ticket, mail: answer, source, receivedAt, raw, verified, wakes: !isMachine };
  if (route.as === 'agent') {
    const isToOwn = route.agentId !== undefined;
    return receiveAgentMail(desk, { ...route, ...addition, isToOwn, warnings: mail.warnings });
  }
  if (route.as === 'customer') {
    // An agent may say otherwise until it is heard.
    const writerOn = (on: Ticket) => writerOfMail(received, mail, { ...route, ticket: on });
    const writer = leastSure(route.writer, writerOn(ticket));
    const isKnown = isKnownWriter(writer);
    const isNoSpam = released !== undefined;
    const disputed = disputesSpam(ticket, { at: receivedAt, from: mail.from?.address, isKnown }, desk.settings);
    const staysSpam = isKnown && ticket.state === 'closed' && ticket.cancelled === 'spam' && !isNoSpam && !disputed;
    const said = isMachine ? undefined : await newlyDeclared(desk, ticket, answer);
    const mayBeAnybodys = isInItsNameOn(mail, { ...route, contacts: route.who.contacts, ticket });
    // A monitor's own request is the monitor's to raise.
    const declares = mayBeAnybodys && !ticket.silent ? undefined : said;
    const undeclared = said === declares ? [] : [notDeclared(said)];
    const wakes = addition.wakes && !staysSpam;
    const about = { ticketId: ticket.id, source, at: receivedAt, verified };
    const isPerson = readsAsCustomer(route, mail.from?.address, verified);
    const { warnings, ...author } = await authorOf(desk, mail, { ...about, ticket, isPerson });
    const moves = isMachine || mayBeAnybodys ? undefined : readingMoved(ticket, { ...route, writer }, receivedAt);
    const stays = moves || isMachine ? [] : readsOnThere(ticket, { ...route, writer });
    const moving = moves && { moves, moveSaid: readsElsewhere(ticket, moves) };
    const doubt = whyNotMeant(mail, { ...route, ticket }) ?? [];
    const answersTo = answersElsewhere(route.who);
    const filed = answersTo && writer === 'outside' ? [answeredElsewhere(answersTo)] : [];
    const told = [...stays, ...filed, ...undeclared, doubt, ...warnings].flat();
    const { address: from = '' } = mail.from ?? {};
    const isRequestOn = (on: Ticket) =>
      !isBrought(route) && isRequest(on, desk.settings, { from, priority: said, receivedAt });
    const byAncestor = route.by === 'ancestor' || route.isByAncestor === true;
    const by = {
      ...author,
      ...moving,
      warnings: told,
      writer,
      writerOn,
      isRequestOn,
      answersTo,
      mayBeAnybodys,
      onlyProposes: byAncestor,
      isNoAnswer: isOfOwnAccord(mail),
    };
    const byEnvelope = route.inEnvelopeOnly;
    const atAddress = isAtReaders(route);
    await appendMessage(desk, { ...addition, ...by, declares, wakes, isNoSpam, byEnvelope, byAncestor, atAddress });
    if (staysSpam) await holdForDigest(desk, received, mail, ticket);
    return;
  }
  const { refusal, why, agent, contact } = route;
  desk.log.warn('not taken as an answer', { ticket: ticket.id, mail: received.id, refusal });
  const warnings = [...mail.warnings, `not taken as an answer: ${refusal}`];
  const about = { ticketId: ticket.id, source, at: receivedAt, verified };
  const told = {
    reader: agent?.id ?? contact,
    addresses: agent?.addresses ?? (contact === undefined ? [] : [contact]),
  };
  const undone = why === 'machine' ? undefined : await undoneOn(desk, about, mail, { why, ...told });
  await appendMessage(desk, { ...addition, writer: 'outside', author: 'unverified', warnings, undone });
}

/** Whether it came to a signed address of this very ticket that its readers have now. */
function isAtReaders({ by, agentId, signedFor, duplicates = [], isFormer, inEnvelopeOnly }: Route): boolean {
  const isOfAnother = signedFor !== undefined || duplicates.length > 0;
  return by === 'address' && agentId === undefined && !isOfAnother && !isFormer && !inEnvelopeOnly;
}

/** What the agents are to know of a priority that a machine's mail declares, and perhaps somebody else's words. */
function notDeclared(priority: Priority | undefined): string {
  return `it declares P${priority}, which does not count: it may be anybody's words, passed on in the name of whom it is from`;
}

/** What its writer adds to a ticket that was closed as spam is shown there, and told in the daily digest, which can let it in. */
async function holdForDigest(desk: Desk, received: ReceivedMail, mail: InboundMail, ticket: Ticket): Promise<void> {
  const { from } = mail;
  const needles = needlesOf(ticket.redactions ?? [], await desk.secrets.signingKeys());
  const subject = hide(mail.subject, needles);
  const header = hideIn(received.header, ['subject'], needles);
  const entry = {
    received: { ...received, header },
    reason: 'closed as spam',
    detail: ticket.id,
    from: from?.address,
    subject,
  } as const;
  await holdMail(desk, entry, { isForDigest: true });
}

/** Why a contact's words are nobody's on a ticket, as it stands there. */
const NOT_THEIRS = {
  contact: 'not sent on: an escalation contact is not an agent',
  'asked in their name':
    'not taken for the words of who asked: nothing proves that this request in their name is theirs',
};

/**
 * Who wrote a mail to the address that everybody of the ticket has. A lead who answers an escalation is no customer, and
 * unless registered as an agent, no agent: the words are kept, and nothing goes to the customer. One who asked for themself, or was added,
 * is heard as what they are there; one in whose name somebody asked, which nobody proved, hears how to be.
 */
async function authorOf(
  desk: Desk,
  mail: InboundMail,
  { isPerson, ticket, ...about }: Parameters<typeof undoneOn>[1] & { isPerson: boolean; ticket: Ticket },
): Promise<Pick<Addition, 'author' | 'warnings' | 'undone'>> {
  const { warnings } = mail;
  const reader = mail.from?.address ?? '';
  if (!isContact(desk.settings, reader) || isPerson) return { author: 'customer', warnings };
  const why = isInConversation(ticket, reader) ? 'asked in their name' : 'contact';
  const undone = await undoneOn(desk, about, mail, { why, reader, addresses: [reader] });
  return { author: 'unverified', warnings: [...warnings, NOT_THEIRS[why]], undone };
}
