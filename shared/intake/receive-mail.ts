import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isOwnMail } from '../mail/signed/loop-header.ts';
import { judge } from '../mail/verdicts.ts';
import { METRIC } from '../names.ts';
import { tellToNobody } from '../notify/to-nobody-mail.ts';
import { ServiceBusy } from '../outcome.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { asWhom } from './as-whom.ts';
import { type Decision, decide } from './decide.ts';
import { disarm } from './disarm.ts';
import { claimThread, findThread } from './find-thread.ts';
import { floodOf } from './flood-of.ts';
import { holdMail } from './hold-mail.ts';
import { joinTicket } from './join-ticket.ts';
import { sourceOf } from './mail-identity.ts';
import { openFromMail } from './open-from-mail.ts';
import { opensAnew } from './opens-anew.ts';
import { rawFields, readReceived } from './read-received.ts';
import { receiveRelease } from './receive-release.ts';
import { receiveReport } from './receive-report.ts';
import type { Route } from './route.ts';
import { sentBy } from './sent-by.ts';
import { takeCopy } from './take-copy.ts';
import { withUnsigned } from './unsigned.ts';

/**
 * A mail reaches the desk.
 *
 * 1. One of ours that came back is dropped, and counted.
 * 2. Read it; what cannot be read is a ticket all the same, with the raw mail attached.
 * 3. Decide who wrote it (`whoWrote`): nothing below asks the mail's From.
 * 4. An agent's word lets a held mail out.
 * 5. Decide what becomes of it (`decide`), and do that. What belongs to no ticket opens one, one a thread; of a flood, a stranger's is
 *    held.
 *
 * Throws what a port throws, and `TaskBusy`: the delivery is then to be repeated, and nothing is done twice.
 */
export async function receiveMail(desk: Desk, delivery: ReceivedMail): Promise<void> {
  const raw = await desk.files.read(delivery.raw);
  const fields = rawFields(raw);
  if (isOwnMail(await desk.secrets.signingKeys(), fields)) {
    desk.log.warn('a mail of ours came back and is dropped', { mail: delivery.id });
    return desk.log.count(METRIC.ownMail);
  }
  const { quarantine: danger, warnings } = judge(delivery.verdicts);
  const read = withUnsigned(delivery, await readReceived(desk, delivery, raw), raw);
  const { sender, isFromProved, received, mail: written, who } = await sentBy(desk, delivery, read, fields);
  const mail = danger === 'virus' ? disarm(written) : written;
  const source = sourceOf(mail, received.receivedAt);
  const hold = async (
    reason: Parameters<typeof holdMail>[1]['reason'],
    detail?: string,
    told?: Parameters<typeof holdMail>[2],
  ) => {
    const shown = { from: read.from?.address, subject: read.subject };
    await holdMail(desk, { received: sender, reason, detail, ...shown }, told);
  };
  const release = danger && !received.released ? undefined : await receiveRelease(desk, received, mail, receiveMail);
  if (release?.isDone) return;
  const refused = release?.refused;
  const decision = await decide(desk, received, mail, { danger, source, who });
  desk.log.info('a mail is decided on', { mail: delivery.id, outcome: decision.outcome, rule: decision.rule });
  if (decision.outcome === 'quarantine') return hold(decision.reason, decision.detail);

  if (decision.outcome === 'to nobody') {
    if (await isToldToNobody(desk, mail, decision)) return;
    return hold('to nobody', decision.rule, { isForDigest: true });
  }

  mail.warnings.push(...warnings, ...doubts(mail));
  if (decision.outcome === 'bounce') return receiveReport(desk, received, mail, { ...decision, source });
  mail.warnings.push(...decision.warnings);
  if (decision.outcome === 'joins') {
    for (const route of decision.routes) await joinTicket(desk, received, mail, { ...route, source, who });
    return;
  }
  const { opened, silence } = decision;
  if (opened && (await takeCopy(desk, received, mail, { ticket: opened, source, silence, who }))) return;
  if (opened) return openFromMail(desk, received, mail, { source, silence, who, refused });
  const thread = decision.follows ? undefined : await findThread(desk, mail, source);
  const route = thread?.ticket && (await routeInThread(desk, received, mail, { ticket: thread.ticket, source }));
  const follows = decision.follows ?? (route && (await opensAnew(desk, mail, route, received.receivedAt)));
  if (route && !follows) return joinTicket(desk, received, mail, { ...route, who });
  const flood = follows?.isOutside === false ? 'no' : await floodOf(desk, { sender, isFromProved }, mail, source);
  // One that holds its thread was let in, and others may wait for its ticket.
  if (flood === 'hold' && !thread?.isOwn) return hold('flood');
  if (thread && !route) await claimThread(desk, mail, source);
  await openFromMail(desk, received, mail, { source, silence, who, follows, isFlood: flood === 'gather', refused });
}

/**
 * Whether its writer has heard that it went to nobody: not one whose words are a robot's, nor one who had heard it often enough. Throws
 * `ServiceBusy` when that has to wait.
 */
async function isToldToNobody(
  desk: Desk,
  { hint }: InboundMail,
  { told, isProved }: Extract<Decision, { outcome: 'to nobody' }>,
): Promise<boolean> {
  if (hint !== false && hint.isStrong) return false;
  const { result } = await tellToNobody(desk, told, { isProved });
  if (result.outcome === 'later') throw new ServiceBusy(result);
  return result.outcome === 'done';
}

/** As whose a mail is read on the ticket that another mail of its thread was first to open. */
async function routeInThread(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
  { ticket, source }: { ticket: Ticket; source: string },
): Promise<Route & { source: string }> {
  const target = { ticket, by: 'ancestor' } as const;
  const team = { settings: desk.settings, agents: await desk.agents.list() };
  return { ...target, ...asWhom(team, received, mail, target), source };
}

/** What a reader should know of a mail whose words are those of a machine: they are no proof, so nothing else comes of them. */
function doubts({ hint }: InboundMail): string[] {
  return hint ? [`perhaps a machine wrote it (${hint.reason})`] : [];
}
