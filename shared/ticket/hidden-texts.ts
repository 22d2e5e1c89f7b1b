import type { Needle } from '../mail/redaction/needle.ts';
import { hideSubject } from './hidden-subject.ts';
import { hideIn } from './redaction.ts';
import type { Ticket } from './ticket.ts';

/** The ticket without these words in whatever of it others have written: its subject, people's names, its trail and a reason that a customer is told. */
export function withTextsHidden(ticket: Ticket, needles: readonly Needle[]): Ticket {
  const { promiseChange, proposed, outside } = ticket;
  const named = <T extends { name?: string | undefined }>(person: T) => hideIn(person, ['name'], needles);
  return {
    ...ticket,
    subject: hideSubject(ticket.subject, needles),
    requester: named(ticket.requester),
    participants: ticket.participants.map(named),
    ...(proposed && { proposed: proposed.map(named) }),
    ...(outside && { outside: outside.map(named) }),
    audit: ticket.audit.map((line) => hideIn(line, ['detail'], needles)),
    ...(promiseChange && { promiseChange: hideIn(promiseChange, ['reason'], needles) }),
  };
}
