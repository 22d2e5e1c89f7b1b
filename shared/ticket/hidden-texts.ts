import type { Needle } from '../mail/redaction/needle.ts';
import { hideSubject } from './hidden-subject.ts';
import { hideIn } from './redaction.ts';
import type { Ticket } from './ticket.ts';

type Words = {
  /** In what the team alone sees or has written: its trail, the names of those from outside, and a reason that a customer is told. */
  team: readonly Needle[];
  /** In its subject, and the names of its people. */
  shown: readonly Needle[];
};

/** The ticket without these words in whatever of it others have written. */
export function withTextsHidden(ticket: Ticket, { team, shown }: Words): Ticket {
  const { promiseChange, proposed, outside } = ticket;
  const named = <T extends { name?: string | undefined }>(person: T) => hideIn(person, ['name'], shown);
  return {
    ...ticket,
    subject: hideSubject(ticket.subject, shown),
    requester: named(ticket.requester),
    participants: ticket.participants.map(named),
    ...(proposed && { proposed: proposed.map(named) }),
    ...(outside && { outside: outside.map((entry) => hideIn(entry, ['name'], team)) }),
    audit: ticket.audit.map((line) => hideIn(line, ['detail'], team)),
    ...(promiseChange && { promiseChange: hideIn(promiseChange, ['reason'], team) }),
  };
}
