import { type Decision, decide } from '../../../shared/intake/decide.ts';
import { knownTexts } from '../../../shared/intake/known-texts.ts';
import type { Look } from '../../../shared/intake/look.ts';
import { sourceOf } from '../../../shared/intake/mail-identity.ts';
import { oursOf } from '../../../shared/intake/ours-of.ts';
import { DOUBTS, readAgentMail } from '../../../shared/intake/read-agent-mail.ts';
import { rawFields } from '../../../shared/intake/read-received.ts';
import { sentBy } from '../../../shared/intake/sent-by.ts';
import { withUnsigned } from '../../../shared/intake/unsigned.ts';
import type { InboundMail } from '../../../shared/mail/inbound.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { isHeldAddress } from '../../../shared/mail/signed/held-address.ts';
import { isOwnMail } from '../../../shared/mail/signed/loop-header.ts';
import { judge } from '../../../shared/mail/verdicts.ts';

/** What a mail becomes, by which rule, and of which ticket; `null` when it is of none yet. */
export type Outcome = { outcome: string; rule: string; ticket: string | null };

/**
 * What the desk would do with a mail now: the decision of the intake itself, and nothing is written. Without a desk there are no
 * tickets, so a delivery report is one of a mail that is not known.
 */
export async function outcomeOf(
  look: Look,
  raw: Buffer,
  read: InboundMail,
  delivery: ReceivedMail,
  hasTickets: boolean,
): Promise<Outcome> {
  const keys = await look.secrets.signingKeys();
  const fields = rawFields(raw);
  if (isOwnMail(keys, fields))
    return { outcome: 'dropped', rule: 'it is a mail of this desk that came back', ticket: null };
  const { quarantine: danger } = judge(delivery.verdicts);
  const isForHeld = delivery.recipients.some((each) => isHeldAddress(look.settings.supportAddress, each));
  if (isForHeld && !danger)
    return { outcome: 'release', rule: 'it was sent to the address of a held mail', ticket: null };
  const { received, mail, who } = await sentBy(look, delivery, withUnsigned(delivery, read, raw), fields);
  const source = sourceOf(mail, received.receivedAt);
  const decision = await decide(look, received, mail, { danger, source, who });
  if (decision.outcome === 'quarantine' && mail.bounce && !hasTickets) {
    const rule = `a delivery report (${mail.bounce.action}); whether of a mail of ours, only a desk knows`;
    return { outcome: 'bounce', rule, ticket: null };
  }
  if (decision.outcome !== 'joins') return { ...named(decision), ticket: ticketIn(decision) };
  const { routes, rule } = decision;
  const [route] = routes;
  const ticket = routes.map((each) => each.ticket.id).join(', ');
  if (route.as === 'customer')
    return { outcome: route.writer === 'outside' ? 'joins, from outside' : 'joins', rule, ticket };
  if (route.as === 'nobody') return { outcome: 'joins, not as an answer', rule, ticket };
  const known = await knownTexts(look, route.ticket, mail);
  const ours = oursOf(look.settings, route.ticket);
  const levels = look.settings.escalation.levels.map(({ name }) => name);
  const { isAnswer, isNote, doubt, lacks, lines } = await readAgentMail(mail, route.agent, {
    ...{ keys, known, ours, levels },
    isToOwn: route.agentId !== undefined,
  });
  if (isAnswer) return { outcome: 'agent answer', rule, ticket };
  if (doubt) return { outcome: 'agent answer, held', rule: `${rule}; ${DOUBTS[doubt]}`, ticket };
  if (isNote) return { outcome: 'agent note', rule: `${rule}; ${lines.join(', ')}`, ticket };
  return lines.length > 0
    ? { outcome: 'agent commands', rule: `${rule}; ${lines.join(', ')}`, ticket }
    : { outcome: 'no answer', rule: `${rule}; ${lacks}`, ticket };
}

function named(decision: Exclude<Decision, { outcome: 'joins' }>): Pick<Outcome, 'outcome' | 'rule'> {
  if (decision.outcome === 'quarantine') return { outcome: 'quarantine', rule: decision.rule };
  if (decision.outcome === 'bounce') return { outcome: 'bounce', rule: decision.rule };
  if (decision.outcome === 'to nobody') return { outcome: 'to nobody', rule: decision.rule };
  const { silence, rule, openings } = decision;
  if (openings.every(({ opened }) => opened !== undefined)) return { outcome: 'again', rule };
  return silence === false
    ? { outcome: 'new ticket', rule }
    : { outcome: 'silent ticket', rule: `${rule}; not acknowledged: ${silence}` };
}

function ticketIn(decision: Decision): string | null {
  if (decision.outcome === 'bounce') return decision.ticket.id;
  if (decision.outcome !== 'new ticket') return null;
  const opened = decision.openings.flatMap((each) => each.opened?.id ?? []);
  return opened.length > 0 ? opened.join(', ') : null;
}
