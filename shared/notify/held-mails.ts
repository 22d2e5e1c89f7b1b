import type { Agent } from '../customer/agent.ts';
import type { Customer } from '../customer/customer.ts';
import { heldAddress } from '../mail/signed/held-address.ts';
import type { MailContent } from '../mail/templates/content.ts';
import { heldDigest } from '../mail/templates/held-digest.ts';
import { heldNotice } from '../mail/templates/held-notice.ts';
import type { Desk } from '../ticket/ports.ts';
import { HOLD_REASONS, isByLink, type QuarantineEntry } from '../ticket/quarantine.ts';
import type { Posted, Recipient } from './post.ts';
import { postTeam } from './post-team.ts';

/**
 * Tells one of the team that a mail is held: an agent by a mail whose answer can let it out, whoever hears in the agents' place as by a digest of
 * that one. `problem`: why an answer to the one before did not.
 */
export async function tellHeld(
  desk: Desk,
  entry: QuarantineEntry,
  to: Recipient,
  { customer, problem }: { customer: Customer | undefined; problem?: string },
): Promise<Posted> {
  const { settings } = desk;
  const { agentId, serial } = to;
  if (agentId === undefined) {
    const content = await digestFor(desk, to, { reasons: [entry.reason], isMore: false, newest: [entry] });
    return postTeam(desk, to, { content, purpose: 'held', about: entry.id, tags: { held: entry.id } });
  }
  const content = heldNotice({
    language: settings.defaults.language,
    deskName: settings.deskName,
    entryId: entry.id,
    ...(entry.from && { from: entry.from }),
    proved: entry.received.authenticated,
    ...(customer && { customer: customer.name }),
    subject: entry.subject,
    reason: entry.reason,
    ...(entry.detail && { detail: entry.detail }),
    isByLink: isByLink(entry),
    receivedAt: entry.at,
    timeZone: settings.defaults.timeZone,
    ...(problem !== undefined && { problem }),
  });
  const replyTo = await releaseAddress(desk, entry.id, { id: agentId, serial });
  return postTeam(desk, to, { content, purpose: 'held', replyTo, about: entry.id, tags: { held: entry.id } });
}

/** Tells one reader of the digest of this `date` what is held: all of it in numbers, and the newest entries. */
export async function tellDigest(desk: Desk, to: Recipient, held: Held & { date: string }): Promise<Posted> {
  const content = await digestFor(desk, to, held);
  const tags = { digest: held.date };
  return postTeam(desk, to, { content, purpose: 'digest', about: 'digest of what is held', tags });
}

type Held = { reasons: readonly string[]; isMore: boolean; newest: readonly QuarantineEntry[] };

async function digestFor(desk: Desk, { agentId: id, serial }: Recipient, held: Held): Promise<MailContent> {
  const { settings } = desk;
  const entries = await Promise.all(
    held.newest.map(async ({ id: entryId, from, subject, reason, at }) => ({
      id: entryId,
      ...(from && { from }),
      subject,
      reason,
      receivedAt: at,
      ...(id !== undefined && { release: await releaseAddress(desk, entryId, { id, serial }) }),
    })),
  );
  return heldDigest({
    language: settings.defaults.language,
    deskName: settings.deskName,
    counts: HOLD_REASONS.map((reason) => ({ reason, count: held.reasons.filter((each) => each === reason).length }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
    isMore: held.isMore,
    entries,
    timeZone: settings.defaults.timeZone,
  });
}

async function releaseAddress(desk: Desk, entryId: string, agent: Pick<Agent, 'id' | 'serial'>): Promise<string> {
  const [key = ''] = await desk.secrets.signingKeys();
  return heldAddress(key, desk.settings.supportAddress, { entryId, agentId: agent.id, serial: agent.serial });
}
