import { type InboundMail, provedNames } from '../../mail/inbound.ts';
import type { Mailbox } from '../../mail/outgoing.ts';
import { someNames } from '../../mail/some-names.ts';
import { peopleOf } from '../../ticket/people-of.ts';
import type { Desk } from '../../ticket/ports.ts';

/** Whom a mail copies: those whom what proves its writer proves as well, and those whom anybody could have written in. */
export type PeopleIn = { named: Mailbox[]; doubted: Mailbox[] };

/** Whom a mail copies (`peopleOf`). Most copy nobody, and then the team need not be read. Throws what the directory of agents throws. */
export async function peopleIn(
  desk: Pick<Desk, 'settings' | 'agents'>,
  mail: Pick<InboundMail, 'from' | 'to' | 'cc' | 'unsigned'>,
): Promise<PeopleIn> {
  if (peopleOf(mail, desk.settings, []).length === 0) return { named: [], doubted: [] };
  const agents = await desk.agents.list();
  const named = peopleOf(provedNames(mail), desk.settings, agents);
  const isNamed = ({ address }: Mailbox) => named.some((person) => person.address === address);
  return { named, doubted: peopleOf(mail, desk.settings, agents).filter((person) => !isNamed(person)) };
}

/** Of a proved mail, whom it copies without proof, in words for the agents. */
export function whoIsDoubted({ doubted }: PeopleIn): string[] {
  if (doubted.length === 0) return [];
  return [`only proposed, no signature covers who is copied: ${someNames(doubted.map(({ address }) => address))}`];
}
