import * as z from 'zod';
import { PRIORITIES } from '../../sla/terms.ts';
import type { Quote } from '../customer.ts';
import type { Columns } from './csv.ts';

/** What a quote sets for each priority; a column is `target_p1` or `clock_p4`. */
type Kind = 'target' | 'clock';
type Cells<K extends Kind, T> = Record<`${K}_p${(typeof PRIORITIES)[number]}`, T>;

/** The columns of one kind. */
export function quoteColumns(kind: Kind): Columns {
  return byColumn<Kind, 'open'>(kind, 'open');
}

/** Cells of one kind; an empty one leaves the plan's. */
export function quoteCells<K extends Kind, T>(kind: K, cell: z.ZodType<T, string>): Cells<K, z.ZodType<T | undefined>> {
  const openCell = z.string().transform((text, ctx) => {
    if (text === '') return undefined;
    const read = cell.safeParse(text);
    if (read.success) return read.data;
    for (const { message } of read.error.issues) ctx.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
  return byColumn(kind, openCell);
}

/** The quote in a row; nothing of a kind that no cell speaks of. */
export function quoteOf(row: Cells<'target', number | undefined> & Cells<'clock', string | undefined>): Quote {
  const targets = PRIORITIES.flatMap((priority) => entry(priority, row[`target_p${priority}`]));
  const clocks = PRIORITIES.flatMap((priority) => entry(priority, row[`clock_p${priority}`]));
  return {
    ...(targets.length > 0 && { targets: Object.fromEntries(targets) }),
    ...(clocks.length > 0 && { clocks: Object.fromEntries(clocks) }),
  };
}

function entry<T>(priority: number, value: T | undefined): [number, T][] {
  return value === undefined ? [] : [[priority, value]];
}

function byColumn<K extends Kind, T>(kind: K, value: T): Cells<K, T> {
  return Object.fromEntries(PRIORITIES.map((priority) => [`${kind}_p${priority}`, value])) as Cells<K, T>;
}
