import { domainOf } from '../../../shared/address.ts';
import { isOwnAddress } from '../../../shared/ticket/desk-addresses.ts';
import { isOfTeam } from '../../../shared/ticket/participants.ts';
import { scan } from '../doctor/scan.ts';
import type { EraseDesk } from './erase-desk.ts';
import { noteErased } from './erased.ts';
import { addressesIn } from './named-in.ts';
import { isOf, type Person } from './person.ts';

/**
 * Addresses that the table of tickets names and that are this customer's by a domain of its record: who only read along stands in no list. None of
 * the desk's own, and none of the team. For a customer without a domain nothing is read. Each is kept as erased at `before` (ISO, UTC), as its contacts
 * are: without the record nobody could find them again. Throws what a store says.
 */
export async function noteOfDomains(
  { desk, tickets }: Pick<EraseDesk, 'desk' | 'tickets'>,
  person: Person,
  before: string,
): Promise<string[]> {
  const { settings, agents, files } = desk;
  if (person.domains.length === 0) return [];
  const team = await agents.list();
  const found = new Set<string>();
  const isTheirs = (address: string) =>
    isOf(person, address) &&
    domainOf(address) !== domainOf(settings.supportAddress) &&
    !isOwnAddress(settings, address) &&
    !isOfTeam(settings, team, address);
  for await (const item of scan(tickets)) {
    for (const address of addressesIn(JSON.stringify(item).toLowerCase())) if (isTheirs(address)) found.add(address);
  }
  for (const address of found) await noteErased(files, { address }, before);
  return [...found];
}
