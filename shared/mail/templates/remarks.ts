import type { Priority } from '../../sla/terms.ts';
import type { Words } from './words/shape.ts';

/** What an agent is to know of a message beside its text. */
export type Remarkable = {
  requester: { verified: boolean };
  /** The priority that it newly declares, and what came of it. */
  declares?: { priority: Priority; outcome: 'raised' | 'proposed' | 'shown' };
  /** It says that it is urgent, and declares no priority. */
  isUrgent?: boolean;
  /** It re-opened the ticket. */
  isReopening?: boolean;
  /** The customer was sent no acknowledgement: a rule of ours kept it back. */
  isUnacknowledged?: boolean;
  /** Number of the ticket that this one follows. */
  follows?: string;
  /** Number of a ticket that answers the same mail as this one. */
  sameThread?: string;
};

/** One sentence each. */
export function remarks({ requester, declares, isUrgent, isReopening, ...others }: Remarkable, words: Words): string[] {
  const says = words.notice;
  const declared = () => {
    if (!declares) return undefined;
    const { priority, outcome } = declares;
    if (outcome === 'proposed') return says.proposed(priority);
    if (outcome === 'shown') return says.declared(priority);
    return requester.verified ? says.raised(priority) : says.raisedUnproved(priority);
  };
  return [
    declared(),
    isUrgent && says.urgent,
    isReopening && says.reopened,
    others.isUnacknowledged && says.unacknowledged,
    others.follows !== undefined && says.follows(others.follows),
    others.sameThread !== undefined && says.sameThread(others.sameThread),
  ].filter((remark) => typeof remark === 'string');
}
