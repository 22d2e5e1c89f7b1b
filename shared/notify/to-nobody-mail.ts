import { toNobody } from '../mail/templates/to-nobody.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Posted, Recipient } from './post.ts';
import { postTeam } from './post-team.ts';

/** A person has learnt it by then, and a robot answers this, too. */
const MOST_A_DAY = 10;

/**
 * Tells one of the team that what they answered to a mail of many tickets went to nobody, ten times in a UTC day. What is not proved is
 * counted apart: anybody can write it in their name, and would use up the words that they need.
 */
export function tellToNobody(desk: Desk, to: Recipient, { isProved }: { isProved: boolean }): Promise<Posted> {
  const { deskName, defaults } = desk.settings;
  const content = toNobody({ language: defaults.language, deskName });
  const limit = { name: `${isProved ? 'to nobody' : 'to nobody, unproved'}: ${to.address}`, mostADay: MOST_A_DAY };
  return postTeam(desk, to, { content, purpose: 'notice', about: 'an answer to a digest', limit });
}
