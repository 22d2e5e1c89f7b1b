import type { QuarantineEntry } from '../ticket/quarantine.ts';

/** A quarantined mail as in a list: what a reader needs to judge it, and nothing of what is in it. */
export function presentQuarantined(entry: QuarantineEntry) {
  const { id, at, state, reason, detail, from, subject, received, releasedBy, releasedAt, discardedBy, discardedAt } =
    entry;
  return {
    id,
    at,
    state,
    reason,
    detail: detail ?? null,
    from: from ?? null,
    subject,
    recipients: received.recipients,
    releasedBy: releasedBy ?? null,
    releasedAt: releasedAt ?? null,
    discardedBy: discardedBy ?? null,
    discardedAt: discardedAt ?? null,
  };
}

/** One of them, with the first characters of its text and the names of its files; null where nobody knows them, or not any more. */
export function presentHeld(entry: QuarantineEntry) {
  const { text = null, files = null } = entry.excerpt ?? {};
  return { ...presentQuarantined(entry), text, files };
}
