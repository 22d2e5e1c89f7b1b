import { isOfFormer } from '../../customer/former-agents.ts';
import { type InboundMail, provedNames } from '../../mail/inbound.ts';
import type { Mailbox } from '../../mail/outgoing.ts';
import { someNames } from '../../mail/some-names.ts';
import { type Conversation, isInConversation } from '../../ticket/participants.ts';
import { peopleOf } from '../../ticket/people-of.ts';
import type { Desk } from '../../ticket/ports.ts';

/**
 * Whom a mail copies: those whom what proves its writer proves as well; and those who are only proposed, since anybody could have written
 * them in, or since they were agents once (`former`, who are among them): customers copy everybody, and who left reads nothing by that.
 */
export type PeopleIn = { named: Mailbox[]; doubted: Mailbox[]; former: Mailbox[] };

/** Nobody is copied. */
export const NOBODY_IN: PeopleIn = { named: [], doubted: [], former: [] };

/** Whom a mail copies (`peopleOf`). Most copy nobody, and then the team need not be read. Throws what the directory of agents throws. */
export async function peopleIn(
  desk: Pick<Desk, 'settings' | 'agents'>,
  mail: Pick<InboundMail, 'from' | 'to' | 'cc' | 'unsigned'>,
): Promise<PeopleIn> {
  if (peopleOf(mail, desk.settings, []).length === 0) return NOBODY_IN;
  const agents = await desk.agents.list();
  const people = peopleOf(mail, desk.settings, agents);
  if (people.length === 0) return NOBODY_IN;
  const removed = await desk.agents.former();
  const former = people.filter(({ address }) => isOfFormer(removed, agents, address));
  const isFormer = ({ address }: Mailbox) => former.some((person) => person.address === address);
  const named = peopleOf(provedNames(mail), desk.settings, agents).filter((person) => !isFormer(person));
  const isNamed = ({ address }: Mailbox) => named.some((person) => person.address === address);
  return { named, doubted: people.filter((person) => !isNamed(person)), former };
}

/** Of a proved mail about a ticket, whom it copies and who is only proposed, and why, in words for the agents. */
export function whoIsDoubted({ doubted, former }: PeopleIn, ticket: Conversation): string[] {
  const others = doubted.filter(({ address }) => !isInConversation(ticket, address));
  const namesOf = (some: readonly Mailbox[]) => someNames(some.map(({ address }) => address));
  const left = others.filter((person) => former.includes(person));
  const unsigned = others.filter((person) => !left.includes(person));
  return [
    ...(unsigned.length > 0 ? [`only proposed, no signature covers who is copied: ${namesOf(unsigned)}`] : []),
    ...(left.length > 0 ? [`only proposed, they were agents of this desk: ${namesOf(left)}`] : []),
  ];
}
