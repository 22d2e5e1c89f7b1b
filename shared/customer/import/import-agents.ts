import * as z from 'zod';
import { toAddress } from '../../address.ts';
import { absenceProblem, MOMENT_MEND, toMoment } from '../absence.ts';
import { type Agent, ROLES } from '../agent.ts';
import { idCell, nameCell, wordCell } from './cells.ts';
import { addressCell, entries } from './contact.ts';
import type { Row } from './csv.ts';
import { quote } from './csv.ts';
import { type Format, type Imported, importRows } from './import.ts';

/** What an import is checked against. */
type Against = {
  /** Agents that the desk has: an address of one that is not in the file cannot be given to another. */
  existing: readonly Agent[];
  /** The desk's own, from which nobody answers. */
  supportAddress: string;
  /** Further addresses of the desk, and mailboxes elsewhere that forward to it. */
  addresses?: readonly { address: string }[] | undefined;
  format?: Format;
};

/** An agent of a file. `keepsAbsence`: the file does not say whether they are away. */
export type ImportedAgent = Agent & { keepsAbsence?: true };

/**
 * Agents of a CSV or YAML file: `id`, `name`, `addresses`; and as the file likes `role` (empty: the one that they have, which a file without the
 * column takes from nobody), `desks` (the addresses of the desk whose tickets they get; empty: all), `absent_from`, `absent_until` (a date or an instant;
 * empty: here; a file without both columns ends nobody's absence).
 */
export function importAgents(text: string, against: Against): Imported<ImportedAgent> {
  const { existing, supportAddress, format } = against;
  const owners = new Map(existing.flatMap((agent) => agent.addresses.map((address) => [address, agent.id])));
  return importRows<ImportedAgent>(text, {
    columns: {
      id: 'required',
      name: 'required',
      addresses: 'required',
      role: 'open',
      desks: 'open',
      absent_from: 'open',
      absent_until: 'open',
    },
    format,
    row: agentRow([supportAddress, ...(against.addresses ?? []).map(({ address }) => address)]),
    byColumns: (agent, has) =>
      has('absent_from') || has('absent_until') ? agent : { ...agent, keepsAbsence: true as const },
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

/** `desks`: the addresses of the desk. */
function agentRow(desks: readonly string[]) {
  return z
    .object({
      id: idCell(16),
      name: nameCell,
      addresses: z.string().transform(entries).pipe(z.array(addressCell).min(1, 'is empty; give a mail address')),
      role: roleCell,
      desks: z
        .string()
        .transform(entries)
        .pipe(z.array(deskCell(desks))),
      absent_from: momentCell,
      absent_until: momentCell,
    })
    .transform(({ absent_from: from, absent_until: until, desks: own, role, ...agent }, ctx): Agent => {
      const absent = until === '' ? undefined : { ...(from && { from }), until };
      if (from !== '' && !absent)
        ctx.addIssue({ code: 'custom', path: ['absent_until'], message: 'is empty; give the end of the absence' });
      const problem = absent && absenceProblem(absent);
      if (problem) ctx.addIssue({ code: 'custom', path: ['absent_until'], message: problem.message });
      return { ...agent, ...(role && { role }), ...(own.length > 0 && { desks: own }), ...(absent && { absent }) };
    });
}

function deskCell(desks: readonly string[]) {
  return z.string().transform((text, ctx) => {
    const address = toAddress(text);
    if (address !== undefined && desks.includes(address)) return address;
    ctx.addIssue({ code: 'custom', message: `${quote(text)} is no address of the desk; use ${desks.join(' or ')}` });
    return z.NEVER;
  });
}

const roleWord = wordCell(ROLES, 'role');

/** A role; an empty cell says none. */
const roleCell = z.string().transform((text, ctx) => {
  if (text === '') return undefined;
  const read = roleWord.safeParse(text);
  if (read.success) return read.data;
  for (const { message } of read.error.issues) ctx.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const momentCell = z.string().transform((text, ctx) => {
  const moment = text === '' ? '' : toMoment(text);
  if (moment !== undefined) return moment;
  ctx.addIssue({ code: 'custom', message: `${quote(text)} is neither a date nor an instant; ${MOMENT_MEND}` });
  return z.NEVER;
});

function addressesOf({ cells }: Row): string[] {
  return entries(cells.addresses ?? '').flatMap((entry) => addressCell.safeParse(entry).data ?? []);
}
