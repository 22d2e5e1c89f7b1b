import * as z from 'zod';
import type { Agent } from '../agent.ts';
import { idCell, nameCell } from './cells.ts';
import { addressCell, entries } from './contact.ts';
import type { Row } from './csv.ts';
import { type Format, type Imported, importRows } from './import.ts';

const agentRow = z.object({
  id: idCell(16),
  name: nameCell,
  addresses: z.string().transform(entries).pipe(z.array(addressCell).min(1, 'is empty; give a mail address')),
});

/**
 * Agents of a CSV or YAML file (`id`, `name`, `addresses`). `existing` are the agents the desk has: an address of one that is not in the
 * file cannot be given to another. `supportAddress` is the desk's own, from which nobody answers.
 */
export function importAgents(
  text: string,
  { existing, supportAddress, format }: { existing: readonly Agent[]; supportAddress: string; format?: Format },
): Imported<Agent> {
  const owners = new Map(existing.flatMap((agent) => agent.addresses.map((address) => [address, agent.id])));
  return importRows<Agent>(text, {
    columns: { id: 'required', name: 'required', addresses: 'required' },
    format,
    row: agentRow,
    unique: {
      id: { of: ({ cells }) => [cells.id ?? ''] },
      addresses: {
        of: addressesOf,
        refuse: (address, ids) => {
          if (address === supportAddress) return `${address} is the desk's own address; give the agent's`;
          const owner = owners.get(address);
          if (owner === undefined || ids.has(owner)) return undefined;
          return `${address} belongs to agent ${owner}; list ${owner} too, without it`;
        },
      },
    },
  });
}

function addressesOf({ cells }: Row): string[] {
  return entries(cells.addresses ?? '').flatMap((entry) => addressCell.safeParse(entry).data ?? []);
}
