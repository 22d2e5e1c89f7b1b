import type { QuarantineEntry } from '../ticket/quarantine.ts';

/** A quarantined mail: what a reader needs to judge it, and nothing of what is in it. */
export function presentQuarantined(entry: QuarantineEntry) {
  const { id, at, state, reason, detail, from, subject, received, releasedBy, releasedAt } = entry;
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
  };
}
