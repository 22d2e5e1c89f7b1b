import type { Needle } from '../mail/redaction/needle.ts';
import { hideSubject } from './hidden-subject.ts';
import { hideIn } from './redaction.ts';
import type { Ticket } from './ticket.ts';

type Words = {
  /** In what the team alone sees or has written: its trail, and a reason that a customer is told. */
  team: readonly Needle[];
  subject: readonly Needle[];
  /** In the name of whoever has this address. */
  nameOf: (address: string) => readonly Needle[];
};

/** The ticket without these words in whatever of it others have written. */
export function withTextsHidden(ticket: Ticket, { team, subject, nameOf }: Words): Ticket {
  const { promiseChange, proposed, outside } = ticket;
  const named = <T extends { address: string; name?: string | undefined }>(person: T) =>
    hideIn(person, ['name'], nameOf(person.address));
  return {
    ...ticket,
    subject: hideSubject(ticket.subject, subject),
    requester: named(ticket.requester),
    participants: ticket.participants.map(named),
    ...(proposed && { proposed: proposed.map(named) }),
    ...(outside && { outside: outside.map(named) }),
    audit: ticket.audit.map((line) => hideIn(line, ['detail'], team)),
    ...(promiseChange && { promiseChange: hideIn(promiseChange, ['reason'], team) }),
  };
}
