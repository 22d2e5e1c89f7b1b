import type { InboundMail } from '../../mail/inbound.ts';
import type { Mailbox } from '../../mail/outgoing.ts';
import { peopleOf } from '../../ticket/people-of.ts';
import type { Desk } from '../../ticket/ports.ts';

/** Whom a mail copies (`peopleOf`). Most copy nobody, and then the team need not be read. Throws what the directory of agents throws. */
export async function peopleIn(
  desk: Pick<Desk, 'settings' | 'agents'>,
  mail: Pick<InboundMail, 'from' | 'to' | 'cc'>,
): Promise<Mailbox[]> {
  const people = peopleOf(mail, desk.settings, []);
  return people.length === 0 ? [] : peopleOf(mail, desk.settings, await desk.agents.list());
}
