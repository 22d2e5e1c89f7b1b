import type { Customer } from '../../shared/customer/customer.ts';
import { handOver } from '../../shared/customer/import/hand-over.ts';
import { importCustomers } from '../../shared/customer/import/import-customers.ts';
import { waitingTickets } from '../../shared/use-cases/recompute.ts';
import type { Io } from './command.ts';
import { type Connect, type Connection, connect } from './connect.ts';
import { removeCustomer, showCustomer } from './customers-remove.ts';
import { type Consequences, importFile } from './import-file.ts';
import { prepareRetiming } from './retiming.ts';
import { reusedIds } from './reused-ids.ts';

/** `customers import FILE|- [--format csv|yaml] [--dry-run] [--replace [--yes]] [--stage S]`. */
export function customersImport(args: string[], io: Io, open: Connect<Connection> = connect): Promise<number> {
  return importFile(args, io, open, {
    noun: 'customers',
    existing: (desk) => desk.customers.list(),
    check: (text, existing, settings, format) => importCustomers(text, { existing, settings, format }),
    refuses: reusedIds,
    async before(desk, existing, records) {
      for (const { contact, to } of handOver(existing, records).given) await desk.customers.give(contact, to);
    },
    writes: (existing, records) => handOver(existing, records).records,
    put: (desk, customer) => desk.customers.put(customer),
    consequences: retiming,
    show: showCustomer,
    remove: removeCustomer,
  });
}

/** Tickets of these customers that wait for a first response move with what was sold (promise.md section 5). */
async function retiming(desk: Connection, customers: Customer[], io: Io): Promise<Consequences> {
  const found = [];
  for (const { id } of customers) found.push(await waitingTickets(desk, id));
  const tickets = found.flatMap((waiting) => waiting.tickets);
  const unreadable = found.flatMap((waiting) => waiting.unreadable);
  return prepareRetiming(desk, { tickets, unreadable, customers, reason: 'customers import' }, io);
}
