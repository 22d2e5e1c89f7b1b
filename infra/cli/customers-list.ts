import type { Customer } from '../../shared/customer/customer.ts';
import { PRIORITIES } from '../../shared/sla/terms.ts';
import { duration } from '../../shared/sla/why.ts';
import type { Io } from './command.ts';
import { type Connect, connect } from './connect.ts';
import { list } from './list.ts';

/** `customers list [--json] [--stage S]`. */
export function customersList(args: string[], io: Io, open: Connect = connect): Promise<number> {
  return list(args, io, open, {
    all: (desk) => desk.customers.list(),
    headings: ['ID', 'NAME', 'PLAN', 'CALENDAR', 'TIME ZONE', 'LANGUAGE', 'HOLIDAYS', 'QUOTE', 'CONTACTS'],
    cells: (customer) => [
      customer.id,
      customer.name,
      customer.plan,
      customer.calendar,
      customer.timeZone,
      customer.language ?? '',
      holidays(customer),
      quote(customer),
      customer.contacts.join(' '),
    ],
  });
}

/** The region, and how many dates were added to it and taken away: `IT +2 -1`. */
function holidays({ holidayRegion, holidays, workdays = [] }: Customer): string {
  const added = holidays.length > 0 ? `+${holidays.length}` : '';
  const removed = workdays.length > 0 ? `-${workdays.length}` : '';
  return [holidayRegion ?? '', added, removed].filter(Boolean).join(' ') || 'none';
}

/** What stands above the plan: `P1 30 min, P3 4 h 24x7`. */
function quote({ targets = {}, clocks = {} }: Customer): string {
  return PRIORITIES.flatMap((priority) => {
    const target = targets[priority];
    const parts = [target === undefined ? '' : duration(target), clocks[priority] ?? ''].filter(Boolean);
    return parts.length > 0 ? [`P${priority} ${parts.join(' ')}`] : [];
  }).join(', ');
}
