import type { Known } from '../use-cases/lead/known.ts';
import type { LeadFigures } from '../use-cases/lead/load.ts';
import { presentCard } from './present-ticket.ts';

/** The figures of the lead's page. What could not be asked is `unknown`; what is not there is null. */
export function presentLead({ waiting, wroteAgain, breaches, answers, held, parked, health }: LeadFigures) {
  const { queues, canary, sweep } = health;
  return {
    waiting: ifKnown(waiting, ({ levels, rows, isMore }) => ({
      levels: levels.map((level) => level || null),
      agents: rows.map(({ agent, isGone, counts }) => ({ agent: agent || null, isGone, counts })),
      isMore,
    })),
    wroteAgain,
    breaches: ifKnown(breaches, ({ breaches: all, isMore }) => ({
      breaches: all.map(({ card, deadline, answered, closed }) => ({
        ticket: presentCard(card),
        deadline,
        answeredAt: answered ?? null,
        closedAt: closed ?? null,
      })),
      isMore,
    })),
    answers,
    held,
    parked: ifKnown(parked, ({ items, ...counts }) => ({
      items: items.map(({ ticketId: ticket, ...item }) => ({ ticket, ...item })),
      ...counts,
    })),
    queues: queues.map(({ name, depth }) => ({ name, depth })),
    canary: canary === undefined ? null : ifKnown(canary, ({ last, isSilent }) => ({ last: last ?? null, isSilent })),
    sweep: ifKnown(sweep, ({ last, isSilent, note }) => ({
      last: last ?? null,
      isSilent,
      undone: note?.undone ?? null,
      tickets: note?.tickets ?? [],
      account: note?.account ?? null,
    })),
  };
}

function ifKnown<T, Shown>(figure: Known<T>, show: (figure: T) => Shown): Known<Shown> {
  return figure === 'unknown' ? 'unknown' : show(figure as T);
}
