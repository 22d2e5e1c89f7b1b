import type { Command } from '../mail/commands.ts';
import type { Desk } from '../ticket/ports.ts';
import { addReader, removeReader } from './change-readers.ts';
import { correctRequester } from './correct-requester.ts';
import { correctCustomer, correctPlan } from './correct-terms.ts';
import type { ByAgent } from './steps/change.ts';

/**
 * Makes a correction that an agent's mail asks for; other commands are none. `isBeside`: before the answer in that mail. Again changes
 * nothing. Throws as the API's would.
 */
export async function correct(
  desk: Desk,
  command: Command,
  { isBeside = false, ...by }: ByAgent & { isBeside?: boolean },
): Promise<void> {
  if (command.name === 'requester') {
    await correctRequester(desk, { ...by, requester: { address: command.address }, isBeside });
  }
  if (command.name === 'customer') await correctCustomer(desk, { ...by, customer: command.id });
  if (command.name === 'add') for (const address of command.addresses) await addReader(desk, { ...by, address });
  if (command.name === 'remove') for (const address of command.addresses) await removeReader(desk, { ...by, address });
  if (command.name === 'plan') await correctPlan(desk, { ...by, plan: command.plan });
}
