import { toNobody } from '../mail/templates/to-nobody.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Posted, Recipient } from './post.ts';
import { postTeam } from './post-team.ts';

/** Tells one of the team that what they answered to a mail of many tickets went to nobody. Capped, since a robot answers this, too. */
export function tellToNobody(desk: Desk, to: Recipient): Promise<Posted> {
  const { deskName, defaults } = desk.settings;
  const content = toNobody({ language: defaults.language, deskName });
  return postTeam(desk, to, { content, purpose: 'notice', about: 'an answer to a digest', isCapped: true });
}
