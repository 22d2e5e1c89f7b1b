import type { Agent } from '../../customer/agent.ts';
import { readerOf, recipientsOf } from '../../notify/recipients-of.ts';
import { ServiceBusy } from '../../outcome.ts';
import type { Desk } from '../../ticket/ports.ts';
import { type NoticeRecord, nameOfNotice } from '../../ticket/team-notice.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { reportNobodyOnDuty } from './recipients.ts';
import { tellTeam } from './tell-team.ts';
import { withoutWriter } from './tell-writer.ts';

/**
 * Hands a notice on to those who hear of it in the place of a reader whom it cannot reach, who is written as `unreached` before: of two who
 * cannot be reached at the same time one sees the other. Whoever heard of it already does not again, since the notice has their name; nor does
 * who wrote the message in vain, who hears that by name.
 * Doing it again does no harm. Throws `ServiceBusy` when the queue does not take it now.
 */
export async function handOn(desk: Desk, { about: told, ...notice }: NoticeRecord): Promise<void> {
  // To others it is what somebody else wrote.
  const about = told.kind === 'undone' ? { ...told, kind: 'other' as const } : told;
  const record = { ...notice, about };
  const ticket = await desk.tickets.get(record.ticketId);
  if (!ticket) return;
  const { settings } = desk;
  const { reader, at } = record;
  const agents = await desk.agents.list();
  const unreached = new Set([reader, ...(await unreachedBy(desk, record, agents))]);
  const { people, isNobodyOnDuty } = recipientsOf(ticket, about.kind, {
    agents,
    settings,
    now: desk.now(),
    unreached,
  });
  if (isNobodyOnDuty) reportNobodyOnDuty(desk, ticket);
  report(desk, ticket, { reader, to: people.map(readerOf) });
  const message = about.kind === 'level' ? undefined : await desk.tickets.getMessage(ticket.id, about.messageKey);
  const put = await tellTeam(desk, ticket, message ? withoutWriter(people, message) : people, { at, about });
  if (put.outcome !== 'done') throw new ServiceBusy(put);
}

/** Whom of the team this notice could not reach (`readerOf`). Throws what the table throws. */
export async function unreachedBy(desk: Desk, record: NoticeRecord, agents: readonly Agent[]): Promise<Set<string>> {
  const { lead, manager } = desk.settings.escalation;
  const team = [...new Set([...agents.map(({ id }) => id), ...lead, ...manager])];
  const found = await Promise.all(team.map((other) => desk.notices.get(other, nameOfNotice(record))));
  return new Set(team.filter((_, index) => found[index]?.told === 'unreached'));
}

function report({ log }: Desk, { id: ticket }: Ticket, told: { reader: string; to: string[] }): void {
  if (told.to.length > 0) log.warn('a notice cannot reach its reader, others are told', { ticket, ...told });
  else log.error('a notice can reach nobody', { ticket, reader: told.reader });
}
