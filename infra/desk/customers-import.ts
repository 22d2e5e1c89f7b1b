import { handOver } from '../../shared/customer/hand-over.ts';
import { importCustomers } from '../../shared/customer/import-customers.ts';
import type { Io } from './command.ts';
import { connect } from './connect.ts';
import { importFile } from './import-file.ts';

/** `customers import FILE.csv|- [--table NAME]`. */
export function customersImport(args: string[], io: Io, open = connect): Promise<number> {
  return importFile(args, io, open, {
    noun: 'customers',
    existing: (desk) => desk.customers.list(),
    check: (text, existing, settings) => importCustomers(text, { existing, settings }),
    writes: handOver,
    put: (desk, customer) => desk.customers.put(customer),
  });
}
