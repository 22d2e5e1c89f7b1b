import type { MailContent } from './content.ts';
import { dueLine, mostUrgentFirst, type RowsView, type TicketRow, ticketRows } from './ticket-rows.ts';
import { FLOOD_WORDS } from './words/flood.ts';
import { wordsFor } from './words/words.ts';
import { sayWriter } from './writer.ts';

type Row = TicketRow & {
  /** Who claims to have written it. */
  from: string;
  customer?: string;
  /** The level that is reached; missing for a new ticket. */
  level?: string;
  /** ISO instant. */
  answerBy: string;
};

export type GatheredView = RowsView<Row> & { kind: 'new' | 'late' };

/** One mail in place of many: the new tickets of a flood, or those of them that escalate, each by name (docs/promise.md section 9). */
export function gathered(view: GatheredView): MailContent {
  const says = FLOOD_WORDS[view.language];
  const rows = mostUrgentFirst(view.rows);
  const critical = rows.filter(({ priority }) => priority === 1).length;
  const title = says[view.kind](rows.length, critical);
  return ticketRows({ ...view, rows }, { title, says, detailsOf: (row) => details(view, row) });
}

function details(view: GatheredView, { from, customer, level, answerBy }: Row): string[] {
  const words = wordsFor(view.language);
  const reached = level && (words.escalation.level[level] ?? level);
  return [
    `${[reached, customer].filter(Boolean).join(', ')}${reached || customer ? ': ' : ''}${sayWriter({ address: from, verified: false }, words)}`,
    dueLine(view, answerBy),
  ];
}
