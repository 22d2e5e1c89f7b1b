import type { InboundMail } from '../mail/inbound.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { judge } from '../mail/verdicts.ts';
import { METRIC } from '../names.ts';
import { mailDoor } from '../ticket/desk-addresses.ts';
import { messageKeyFor, withoutNumbers } from '../ticket/identity.ts';
import { LINK } from '../ticket/links.ts';
import { peopleOf, whoIsLeftOut } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { appendCopy, isCopy } from '../use-cases/append-message.ts';
import { linkBack } from '../use-cases/link-back.ts';
import { openTicket } from '../use-cases/open-ticket.ts';
import { asWhom } from './as-whom.ts';
import { decide } from './decide.ts';
import { disarm } from './disarm.ts';
import { ticketOfThread } from './find-thread.ts';
import { floodOf } from './flood-of.ts';
import { asSentToMailbox } from './forwarded.ts';
import { holdMail } from './hold-mail.ts';
import { joinTicket } from './join-ticket.ts';
import { sourceOf } from './mail-identity.ts';
import { type Following, opensAnew } from './opens-anew.ts';
import { isOurs, NOBODY, rawFields, readReceived } from './read-received.ts';
import { receiveRelease } from './receive-release.ts';
import { receiveReport } from './receive-report.ts';
import { releaseOf } from './release-mail.ts';
import type { Route } from './route.ts';

/**
 * A mail reaches the desk.
 *
 * 1. One of ours that came back is dropped, and counted.
 * 2. Read it; what cannot be read is a ticket all the same, with the raw mail attached.
 * 3. An agent's word lets a held mail out.
 * 4. Decide what becomes of it (`decide`), and do that. What belongs to no ticket opens one, one a thread; of a flood, a stranger's is
 *    held.
 *
 * Throws what a port throws, and `TaskBusy`: the delivery is then to be repeated, and nothing is done twice.
 */
export async function receiveMail(desk: Desk, delivery: ReceivedMail): Promise<void> {
  const raw = await desk.files.read(delivery.raw);
  if (await isOurs(desk, raw)) {
    desk.log.warn('a mail of ours came back and is dropped', { mail: delivery.id });
    return desk.log.count(METRIC.ownMail);
  }
  const { quarantine: danger, warnings } = judge(delivery.verdicts);
  const read = await readReceived(desk, delivery, raw);
  // Whose address was checked, when there are several or none in sight, nobody says.
  const sent = asSentToMailbox(desk.settings, delivery, read, rawFields(raw));
  const received = { ...sent.received, authenticated: sent.received.authenticated && !read.isFromDoubtful };
  const mail = danger === 'virus' ? disarm(sent.mail) : sent.mail;
  const source = sourceOf(mail, received.receivedAt);
  const hold = async (reason: Parameters<typeof holdMail>[1]['reason'], detail?: string) =>
    void (await holdMail(desk, { received, reason, detail, from: read.from?.address, subject: read.subject }));
  if ((!danger || received.released) && (await receiveRelease(desk, received, mail, receiveMail))) return;
  const decision = await decide(desk, received, mail, { danger, source });
  desk.log.info('a mail is decided on', { mail: delivery.id, outcome: decision.outcome, rule: decision.rule });
  if (decision.outcome === 'quarantine') return hold(decision.reason, decision.detail);

  mail.warnings.push(...warnings, ...doubts(mail));
  if (decision.outcome === 'bounce') return receiveReport(desk, received, mail, { ...decision, source });
  mail.warnings.push(...decision.warnings);
  if (decision.outcome === 'joins') {
    for (const route of decision.routes) await joinTicket(desk, received, mail, { ...route, source });
    return;
  }
  const { opened, silence } = decision;
  if (opened && (await takeCopy(desk, received, mail, { ticket: opened, source }))) return;
  if (opened) return openFromMail(desk, received, mail, { source, silence });
  const route = decision.follows ? undefined : await routeInThread(desk, received, mail, source);
  const follows = decision.follows ?? (route && (await opensAnew(desk, mail, route, received.receivedAt)));
  if (route && !follows) return joinTicket(desk, received, mail, route);
  const flood = follows?.isOutside === false ? 'no' : await floodOf(desk, received, mail, source);
  if (flood === 'hold') return hold('flood');
  await openFromMail(desk, received, mail, { source, silence, follows, isFlood: flood === 'gather' });
}

/** The ticket that another mail of the thread was first to open, and as whose this one is read there. */
async function routeInThread(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
  source: string,
): Promise<(Route & { source: string }) | undefined> {
  const ticket = await ticketOfThread(desk, mail, source);
  if (!ticket) return undefined;
  const target = { ticket, by: 'ancestor' } as const;
  return { ...target, ...asWhom(await desk.agents.list(), received, mail, target), source };
}

/** What a reader should know of a mail whose words are those of a machine: they are no proof, so nothing else comes of them. */
function doubts({ hint }: InboundMail): string[] {
  return hint ? [`perhaps a machine wrote it (${hint.reason})`] : [];
}

/** True: it is another delivery of the mail that opened the ticket, and what it brings is kept. */
async function takeCopy(
  desk: Desk,
  { raw, receivedAt, authenticated: verified }: ReceivedMail,
  mail: InboundMail,
  { ticket, source }: { ticket: Ticket; source: string },
): Promise<boolean> {
  const before = await desk.tickets.getMessage(ticket.id, messageKeyFor(source));
  if (!before || !isCopy(before, { raw })) return false;
  const { warnings } = mail;
  const kind = { author: 'customer', writer: 'outside', wakes: true } as const;
  await appendCopy(desk, { ticket, mail, source, receivedAt, raw, verified, warnings, ...kind }, before);
  return true;
}

type Opening = { source: string; silence: false | string; follows?: Following | undefined; isFlood?: boolean };

async function openFromMail(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
  { source, silence: otherSilence, follows, isFlood: flood = false }: Opening,
): Promise<void> {
  const { settings } = desk;
  const from = mail.from ?? { address: NOBODY };
  const { receivedAt, raw } = received;
  const silence = flood ? 'too many unproved requests of this sender or domain came within an hour' : otherSilence;
  const people = await peopleIn(desk, mail);
  const isProved = received.authenticated && mail.from !== undefined;
  const leftOut = whoIsLeftOut({ requester: from, participants: [] }, people);
  const { ticket } = await openTicket(desk, {
    source,
    channel: 'email',
    receivedAt,
    requester: { ...from, verified: isProved },
    ...(isProved ? { participants: people } : { proposed: people }),
    subject: follows ? withoutNumbers(mail.subject) : mail.subject,
    text: mail.text,
    replyText: mail.replyText,
    html: mail.html,
    attachments: mail.attachments,
    // Of a mail about an older ticket only what it newly declares counts.
    priority: follows ? follows.priority : mail.priority,
    ...(follows && { older: { ticket: follows.ticket.id, kind: follows.kind } }),
    language: mail.language,
    door: mailDoor(settings, received),
    messageId: mail.messageId,
    raw,
    silent: silence !== false,
    flood,
    warnings: [...mail.warnings, ...leftOut, ...(silence === false ? [] : [`not acknowledged: ${silence}`])],
    by: `customer:${from.address}`,
    released: releaseOf(received),
  });
  await linkBack(desk, ticket);
  // What it answers is the older ticket's, where others of that conversation belong.
  if (follows?.kind !== LINK.follows) await desk.tickets.noteReferred(ticket.id, threadEnds(mail));
}

/** What a mail answers, and the first of its thread: others of that conversation name them too. Few mails that open a ticket do. */
function threadEnds({ inReplyTo, references }: InboundMail): string[] {
  return [...new Set([inReplyTo, references[0]].filter((id) => id !== undefined))];
}

/** Whom the mail copies. Most copy nobody, and then the team need not be read. */
async function peopleIn(desk: Desk, mail: InboundMail): Promise<Mailbox[]> {
  const people = peopleOf(mail, desk.settings, []);
  return people.length === 0 ? [] : peopleOf(mail, desk.settings, await desk.agents.list());
}
