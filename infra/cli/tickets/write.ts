import { setTimeout } from 'node:timers/promises';
import { importedSource } from '../../../shared/ticket/imported.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { TaskBusy } from '../../../shared/ticket/task.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { CommandError, type Io } from '../command.ts';
import { goThrough, stillBusy } from '../go-through.ts';
import { showProgress } from '../progress.ts';
import type { TicketRow } from './rows.ts';

/**
 * Tickets made side by side, and how long that many take at least, in ms: 50 a second, a fifth of the schedules that the scheduler makes in its
 * smallest Regions (https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html), so that the desk at work keeps its share.
 */
const AT_ONCE = 10;
const AT_LEAST_MS = 200;

/**
 * Makes a ticket of each row, and gives how many were made. One that is there already stays as it is, save that what an import that broke off left
 * undone is done.
 */
export async function writeTickets(desk: Desk, rows: readonly TicketRow[], from: string, io: Io): Promise<number> {
  let made = 0;
  const work = async (row: TicketRow) => {
    const { duplicate } = await openTicket(desk, requestOf(row, from));
    if (!duplicate) made += 1;
  };
  try {
    const busy = await sideBySide(rows, io, work);
    // Another import of the same file, or one that was killed within the last minutes.
    const left = await goThrough(busy, io, work);
    if (left.length > 0) throw new CommandError(stillBusy('imported', left));
    return made;
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const again = 'Run it again: what is there stays as it is';
    throw new CommandError(`it broke off after ${made} of ${rows.length}: ${reason}. ${again}`);
  }
}

/** Gives the rows that somebody else is at work on; throws what else failed, once those beside it have ended. */
async function sideBySide(
  rows: readonly TicketRow[],
  io: Io,
  work: (row: TicketRow) => Promise<void>,
): Promise<TicketRow[]> {
  const progress = showProgress(io.stderr, rows.length);
  const busy: TicketRow[] = [];
  const tryOne = async (row: TicketRow) => {
    try {
      await work(row);
    } catch (error) {
      if (!(error instanceof TaskBusy)) throw error;
      busy.push(row);
    }
  };
  try {
    for (let first = 0; first < rows.length; first += AT_ONCE) {
      const pace = setTimeout(AT_LEAST_MS);
      const results = await Promise.allSettled(rows.slice(first, first + AT_ONCE).map(tryOne));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
      progress.at(first + results.length);
      if (first + AT_ONCE < rows.length) await pace;
    }
  } finally {
    progress.end();
  }
  return busy;
}

/** An admin's file vouches for who asks, as an agent does who files a call. */
function requestOf(row: TicketRow, from: string): Parameters<typeof openTicket>[1] {
  const { id, requester: address, name, subject, text, created, priority, language, assignee } = row;
  return {
    source: importedSource(from, id),
    channel: 'agent',
    receivedAt: created,
    requester: { address, ...(name !== '' && { name }), verified: true },
    subject,
    text,
    attachments: [],
    priority,
    language,
    assignee,
    silent: true,
    warnings: [],
    by: 'admin',
  };
}
