import type { Item } from '../../../shared/aws/table.ts';
import { ticketItem } from '../../../shared/aws/ticket-items.ts';
import type { Customer } from '../../../shared/customer/customer.ts';
import { type OpenWork, openWork } from '../../../shared/ticket/due.ts';
import { type Ticket, ticketSchema } from '../../../shared/ticket/ticket.ts';
import { setAgain } from '../timers/set-again.ts';
import type { DoctorDesk } from './doctor-desk.ts';
import { byHand } from './fields.ts';
import type { Finding } from './finding.ts';
import { misfits } from './fit.ts';
import { isLate, wake } from './overdue.ts';
import { salvageTicket } from './salvage-ticket.ts';

/** What is wrong with a ticket; the ticket itself, where it can be read. */
export type CheckedTicket = { findings: Finding[]; ticket?: Ticket };

/** Looks at the item of a ticket. `customerOf` gives those whose record can be read. */
export function checkTicket(
  doctor: DoctorDesk,
  item: Item,
  customerOf: (id: string) => Customer | undefined,
): CheckedTicket {
  const id = String(item.pk).replace('TICKET#', '');
  const read = ticketSchema.safeParse(item);
  if (!read.success) return { findings: [unreadable(doctor, id, item, customerOf)] };
  const ticket = read.data;
  return { findings: [...indexOf(doctor, ticket, item), ...overdueOf(doctor, ticket)], ticket };
}

function unreadable(
  { desk, keep }: DoctorDesk,
  id: string,
  item: Item,
  customerOf: (id: string) => Customer | undefined,
): Finding {
  const salvaged = salvageTicket(item, { settings: desk.settings, customerOf, now: desk.now() });
  const finding = { kind: 'unreadable', about: `ticket ${id}` } as const;
  if ('stuck' in salvaged) {
    const fields = salvaged.stuck;
    return { ...finding, says: `it cannot be read: ${fields.join(', ')}`, mend: byHand(item, fields) };
  }
  return {
    ...finding,
    says: `it cannot be read: ${salvaged.mended.join(', ')}`,
    mend: 'write it again with these computed anew, or from its card',
    async repair() {
      await keep(item);
      const saved = await desk.tickets.save(salvaged.ticket);
      if (!saved) return 'somebody wrote it meanwhile: run this again';
      return saved.timer.registered ? undefined : setAgain(desk, saved);
    },
  };
}

function indexOf({ desk }: DoctorDesk, ticket: Ticket, item: Item): Finding[] {
  const finding = { kind: 'index', about: `ticket ${ticket.id}` } as const;
  let wrong: string[];
  try {
    wrong = misfits(item, ticketItem(ticket), desk.now());
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return [{ ...finding, says, mend: byHand(item, []) }];
  }
  if (wrong.length === 0) return [];
  return [
    {
      ...finding,
      says: `lists and sweep do not see it as it is: ${wrong.join(', ')}`,
      mend: 'write it again, so that they follow from it',
      async repair() {
        // A write by somebody else did it as well.
        const current = await desk.tickets.get(ticket.id);
        if (current) await desk.tickets.save(current);
        return undefined;
      },
    },
  ];
}

/** How what is overdue is called. */
const WORK: Record<OpenWork['what'], string> = {
  opening: 'acknowledgement and word to the team',
  escalation: 'word of an escalation',
  unresponsive: 'word that the customer does not answer',
  'promise change': 'word of a changed promise',
  telling: 'word to colleagues of what an agent did',
  redaction: 'another look for what was hidden',
  register: 'its schedule',
  fire: 'an escalation',
};

function overdueOf({ desk }: DoctorDesk, ticket: Ticket): Finding[] {
  const now = desk.now();
  const late = openWork(ticket).filter(({ at }) => isLate(at, now));
  if (late.length === 0) return [];
  const parts = late.map(({ what, at }) => `${WORK[what]} since ${at}`);
  return [
    {
      kind: 'overdue',
      about: `ticket ${ticket.id}`,
      says: `it owes ${parts.join(', ')}`,
      mend: 'do it now, as the sweep would; then look why the sweep did not (docs/runbook.md, The sweep function fails)',
      repair: () => wake(desk, { ticketId: ticket.id }),
    },
  ];
}
