import { dueOnClock } from '../../shared/sla/promise.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { respond } from '../../shared/use-cases/respond.ts';
import { normal, type Random } from '../support/random.ts';
import type { VirtualTime } from './virtual-time.ts';

/**
 * When the team answers, as a share of the response time: half of the tickets within three tenths of it, one in twelve late. Assumed and not
 * measured; a team that keeps its promise more often has fewer escalations.
 */
const MEDIAN_SHARE = 0.3;
const SPREAD = 0.85;

const MINUTE_SECONDS = 60;

/** A team whose first agent answers each ticket that it is given, by the API. */
export function answers({ desk, time, random }: { desk: Desk; time: VirtualTime; random: Random }) {
  const answer = async (ticketId: string) => {
    const [agent] = await desk.agents.list();
    if (!agent) return;
    const receivedAt = time.now().toISOString();
    const text = 'We are on it.';
    const source = `api:${ticketId}`;
    await respond(desk, { ticketId, agent, source, text, attachments: [], receivedAt, tellBy: 'call' });
  };
  return (ticket: Ticket): void => time.at(Date.parse(answerAt(random, ticket)), () => void answer(ticket.id));
}

/** The instant (ISO, UTC) at which a ticket is answered, on its own clock. */
function answerAt(random: Random, { terms, priority, clock }: Ticket): string {
  const share = MEDIAN_SHARE * Math.exp(SPREAD * normal(random));
  return dueOnClock(terms, priority, clock.start, Math.max(MINUTE_SECONDS, Math.round(clock.targetSeconds * share)));
}
