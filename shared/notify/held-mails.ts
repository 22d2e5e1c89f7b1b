import type { Agent } from '../customer/agent.ts';
import type { Customer } from '../customer/customer.ts';
import { heldAddress } from '../mail/signed/held-address.ts';
import { heldDigest } from '../mail/templates/held-digest.ts';
import { heldNotice } from '../mail/templates/held-notice.ts';
import type { Desk } from '../ticket/ports.ts';
import { HOLD_REASONS, isByLink, type QuarantineEntry } from '../ticket/quarantine.ts';
import { mailboxOf, type Posted, type Recipient } from './post.ts';
import { postTeam } from './post-team.ts';

/**
 * Tells an agent that a mail is held, by a mail whose answer can let it out. `problem`: why an answer to the one before did not.
 */
export async function tellHeld(
  desk: Desk,
  entry: QuarantineEntry,
  agent: Agent,
  { customer, problem }: { customer: Customer | undefined; problem?: string },
): Promise<Posted> {
  const { settings } = desk;
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
    agentId: agent.id,
    ...(problem !== undefined && { problem }),
  });
  const replyTo = await releaseAddress(desk, entry.id, agent);
  return postTeam(desk, mailboxOf(agent), { content, purpose: 'held', replyTo, about: entry.id });
}

/** Tells one reader of the digest what is held: all of it in numbers, and the newest entries. */
export async function tellDigest(
  desk: Desk,
  to: Recipient,
  held: { reasons: readonly string[]; isMore: boolean; newest: readonly QuarantineEntry[] },
): Promise<Posted> {
  const { settings } = desk;
  const { agentId: id, serial } = to;
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
  const content = heldDigest({
    language: settings.defaults.language,
    deskName: settings.deskName,
    counts: HOLD_REASONS.map((reason) => ({ reason, count: held.reasons.filter((each) => each === reason).length }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
    isMore: held.isMore,
    entries,
    timeZone: settings.defaults.timeZone,
  });
  return postTeam(desk, to, { content, purpose: 'digest', about: 'digest of what is held' });
}

async function releaseAddress(desk: Desk, entryId: string, agent: Pick<Agent, 'id' | 'serial'>): Promise<string> {
  const [key = ''] = await desk.secrets.signingKeys();
  return heldAddress(key, desk.settings.supportAddress, { entryId, agentId: agent.id, serial: agent.serial });
}
