import * as z from 'zod';
import { said, wordCell } from '../../../shared/customer/import/cells.ts';
import { addressCell } from '../../../shared/customer/import/contact.ts';
import { type Imported, importRows } from '../../../shared/customer/import/import.ts';
import { LANGUAGES } from '../../../shared/language.ts';
import type { Settings } from '../../../shared/settings.ts';
import { instantOf, isoOf } from '../../../shared/sla/instant.ts';
import { SlaError } from '../../../shared/sla/sla-error.ts';
import { PRIORITIES } from '../../../shared/sla/terms.ts';
import { isOwnAddress } from '../../../shared/ticket/desk-addresses.ts';

/** What rows are checked against. `now`: ISO, UTC, of the desk. */
type Against = { settings: Settings; agents: readonly { id: string }[]; now: string };

/** A ticket of another desk. `id`: of there; `created`: ISO, UTC. */
export type TicketRow = z.infer<ReturnType<typeof ticketRow>>;

const COLUMNS = {
  id: 'required',
  requester: 'required',
  name: 'open',
  subject: 'required',
  text: 'open',
  created: 'required',
  priority: 'open',
  language: 'open',
  assignee: 'open',
} as const;

/** Open tickets of another desk, of a CSV file: all of it, or every error with its line. */
export function readTickets(text: string, against: Against): Imported<TicketRow> {
  return importRows<TicketRow>(text, {
    columns: COLUMNS,
    row: ticketRow(against),
    unique: { id: { of: ({ cells }) => [cells.id ?? ''] } },
  });
}

/** A cell that may be empty. */
function orNothing<T>(cell: z.ZodType<T, unknown>) {
  return z.preprocess((text) => (text === '' ? undefined : text), cell.optional());
}

function ticketRow({ settings, agents, now }: Against) {
  return z.object({
    id: z.string().regex(/^[^\p{C}]{1,100}$/u, {
      error: ({ input }) => `${said(input)} is no id; give that of the other desk, of at most 100 characters`,
    }),
    requester: addressCell.refine((address) => !isOwnAddress(settings, address), {
      error: 'this is the desk’s own address; give the customer’s',
    }),
    name: z.string().max(200, 'is longer than 200 characters; shorten it'),
    subject: z.string().min(1, 'is empty; give the subject'),
    text: z.string(),
    created: createdCell(now),
    priority: orNothing(
      z
        .string()
        .regex(/^p?[1-4]$/i, { error: ({ input }) => `${said(input)} is no priority; use 1 to 4, or leave it empty` })
        .transform((cell) => PRIORITIES.find((each) => cell.endsWith(String(each)))),
    ),
    language: orNothing(wordCell(LANGUAGES, 'language')),
    assignee: orNothing(
      z.string().refine((id) => agents.some((each) => each.id === id), {
        error: ({ input }) => `there is no agent ${said(input)}; use an id of agents list, or leave it empty`,
      }),
    ),
  });
}

function createdCell(now: string) {
  return z.string().transform((cell, ctx) => {
    const fail = (message: string) => {
      ctx.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    const at = toInstant(cell);
    if (at === undefined) return fail(`${said(cell)} is no time with a zone; write it as 2026-11-30T09:15:00+01:00`);
    if (at > now) return fail(`${said(cell)} is yet to come; give when the ticket was created`);
    return at;
  });
}

function toInstant(cell: string): string | undefined {
  try {
    return isoOf(instantOf(cell));
  } catch (error) {
    if (error instanceof SlaError) return undefined;
    throw error;
  }
}
