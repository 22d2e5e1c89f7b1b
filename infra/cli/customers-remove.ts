import type { Customer } from '../../shared/customer/customer.ts';
import { CommandError, type Io } from './command.ts';
import { type Connect, connect, type People } from './connect.ts';
import { showHeld, ticketsHeldBy } from './held-tickets.ts';
import { isConfirmed, readRemoval } from './removal.ts';

/**
 * `customers remove ID [--yes] [--stage S]`: shows what the customer has, and with `--yes` takes record and contacts away.
 * Their tickets keep the customer's name, their terms and their clocks; new requests are on the desk's own terms.
 */
export async function customersRemove(args: string[], io: Io, open: Connect = connect): Promise<number> {
  const { id, yes, stage } = readRemoval(args);
  const desk = await open(stage);
  const customer = (await desk.customers.list()).find((each) => each.id === id);
  if (!customer) throw new CommandError(`there is no customer ${id}; customers list shows them`);
  await showCustomer(desk, customer, io);
  if (!isConfirmed(yes, io)) return 1;
  await removeCustomer(desk, customer, io);
  return 0;
}

/** Shows a customer who is to go, and their tickets. */
export async function showCustomer(desk: People, { id, name, plan, contacts }: Customer, io: Io): Promise<void> {
  io.stdout.write(`${id}: ${name}, ${plan}, ${contacts.join(' ') || 'no contacts'}\n`);
  showHeld(await ticketsHeldBy(desk, { customer: id }), io);
}

/** Takes a customer's record and contacts away. */
export async function removeCustomer(desk: People, { id }: Customer, io: Io): Promise<void> {
  await desk.customers.remove(id);
  io.stdout.write(`${id} is removed; their tickets keep name, terms and clocks\n`);
}
