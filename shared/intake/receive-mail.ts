import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isOwnMail } from '../mail/signed/loop-header.ts';
import { readProbe } from '../mail/signed/probe.ts';
import { readReplyAddress } from '../mail/signed/reply-address.ts';
import { judge } from '../mail/verdicts.ts';
import { METRIC } from '../names.ts';
import { tellToNobody } from '../notify/to-nobody-mail.ts';
import { ServiceBusy } from '../outcome.ts';
import type { Desk } from '../ticket/ports.ts';
import { type Decision, decide } from './decide.ts';
import { disarm } from './disarm.ts';
import { holdMail } from './hold-mail.ts';
import { joinTicket } from './join-ticket.ts';
import { keepNotification } from './keep-notification.ts';
import { lookingOnce } from './look.ts';
import { type LookingAhead, lookingAhead } from './look-ahead.ts';
import { sourceOf } from './mail-identity.ts';
import type { Announced } from './notification.ts';
import { openNew } from './open-new.ts';
import { placedAgain } from './placed-again.ts';
import { rawFields, readReceived } from './read-received.ts';
import { receiveProbe } from './receive-probe.ts';
import { receiveRelease } from './receive-release.ts';
import { receiveReport } from './receive-report.ts';
import { requesterNamed } from './requester-of.ts';
import { saidWhenHeld } from './said-when-held.ts';
import { sentBy } from './sent-by.ts';
import { withUnsigned } from './unsigned.ts';

/**
 * A mail reaches the desk.
 *
 * 1. One by which the desk looks at itself is noted; one of ours that came back is dropped, and counted.
 * 2. Read it; what cannot be read is a ticket all the same, with the raw mail attached.
 * 3. Decide who wrote it (`whoWrote`): nothing below asks the mail's From.
 * 4. An agent's word lets a held mail out.
 * 5. Decide what becomes of it (`decide`), and do that. What belongs to no ticket opens one, one a thread; of a flood, a stranger's is
 *    held.
 *
 * `announced`: what is to be kept beside the mail, where it is not yet. Throws what a port throws, `FileGone` too, and `TaskBusy`: the delivery is then to be repeated, and nothing is done twice.
 */
export async function receiveMail(desk: Desk, delivery: ReceivedMail, announced?: Announced): Promise<void> {
  // What it was put on may be closed as a duplicate meanwhile.
  return placedAgain(() => receive(desk, delivery, announced));
}

async function receive(desk: Desk, delivery: ReceivedMail, announced: Announced | undefined): Promise<void> {
  const ahead = lookingAhead(desk);
  ahead.team();
  const keys = desk.secrets.signingKeys();
  // Both are thrown where they are waited for, which may be after they have failed.
  keys.catch(() => {});
  const raw = await desk.files.read(delivery.raw);
  // Not before: of a mail whose words had to go, what comes again out of a dead letter keeps nothing.
  const kept = announced ? keepNotification(desk, announced) : Promise.resolve();
  kept.catch(() => {});
  try {
    await takeIn(ahead, delivery, { raw, keys, kept });
  } finally {
    // Also of a mail that cannot be taken in now.
    await kept;
  }
}

async function takeIn(
  { desk, about }: LookingAhead,
  delivery: ReceivedMail,
  { raw, keys: asked, kept }: { raw: Buffer; keys: Promise<readonly string[]>; kept: Promise<void> },
): Promise<void> {
  const fields = rawFields(raw);
  const keys = await asked;
  const probe = readProbe(keys, desk.settings, { ...delivery, fields });
  const isOurs = isOwnMail(keys, fields);
  if (probe || isOurs) await kept;
  if (probe) return receiveProbe(desk, delivery, { probe, raw });
  if (isOurs) {
    desk.log.warn('a mail of ours came back and is dropped', { mail: delivery.id });
    return desk.log.count(METRIC.ownMail);
  }
  const { quarantine: danger, warnings } = judge(delivery.verdicts);
  const read = withUnsigned(delivery, await readReceived(desk, delivery, raw), raw);
  const look = lookingOnce(desk);
  const { sender, isFromProved, received, mail: written, who } = await sentBy(look, delivery, read, fields);
  const mail = danger === 'virus' ? disarm(written) : written;
  const source = sourceOf(mail, received.receivedAt);
  const isTicketAddress = (address: string) =>
    readReplyAddress(keys, desk.settings.supportAddress, address).kind === 'ticket';
  const isAddressed = received.recipients.some(isTicketAddress);
  const isHeld = danger !== undefined && !received.released;
  about(mail, { source, requester: requesterNamed(who), isHeld, isAddressed });
  // Before anything is made of it; what is asked of the stores is under way meanwhile.
  await kept;
  const hold = async (
    reason: Parameters<typeof holdMail>[1]['reason'],
    detail?: string,
    told?: Parameters<typeof holdMail>[2],
  ) => {
    const { from, subject, text, attachments } = read;
    const files = attachments.map(({ filename }) => filename);
    const shown = await saidWhenHeld(desk, sender, { subject, said: { text, files } });
    // What was closed as spam stands on its ticket.
    const said = reason === 'closed as spam' ? undefined : shown.said;
    await holdMail(desk, { ...shown, said, reason, detail, from: from?.address }, told);
  };
  const release = danger && !received.released ? undefined : await receiveRelease(desk, received, mail, receiveMail);
  if (release?.isDone) return;
  const refused = release?.refused;
  const decision = await decide(look, received, mail, { danger, source, who });
  desk.log.info('a mail is decided on', { mail: delivery.id, outcome: decision.outcome, rule: decision.rule });
  if (decision.outcome === 'quarantine') return hold(decision.reason, decision.detail);

  if (decision.outcome === 'to nobody') {
    if (await isToldToNobody(desk, mail, decision)) return;
    return hold('to nobody', decision.rule, { isForDigest: true });
  }

  mail.warnings.push(...warnings, ...doubts(mail));
  if (decision.outcome === 'bounce') return receiveReport(desk, received, mail, { ...decision, source });
  mail.warnings.push(...decision.warnings);
  const heard = decision.silence === false ? mail : { ...mail, unanswerable: true as const };
  if (decision.outcome === 'joins') {
    for (const route of decision.routes) await joinTicket(desk, received, heard, { ...route, source, who });
  }
  const sent = { sender, isFromProved, received, mail: heard, who };
  for (const opening of decision.openings) {
    const isDone = await openNew(desk, sent, opening, { silence: decision.silence, refused });
    if (!isDone) await hold('flood');
  }
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

/** What a reader should know of a mail whose words are those of a machine: they are no proof, so nothing else comes of them. */
function doubts({ hint }: InboundMail): string[] {
  return hint ? [`perhaps a machine wrote it (${hint.reason})`] : [];
}
