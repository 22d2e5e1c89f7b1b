import type { Desk } from '../../ticket/ports.ts';
import type { Task } from '../../ticket/task.ts';
import type { NoticeRecord } from '../../ticket/team-notice.ts';
import type { Ticket } from '../../ticket/ticket.ts';

/** Since ever: what is gathered now may have come about long ago, and have been held, or handed on, until now. */
const EVER = '';

/** Why a notice is parked that goes with others of its minutes: nothing keeps it back but that its reader likes fewer mails. */
export const GATHERED = 'it goes with others';

/**
 * Has what agents are to hear of a ticket go at once that waits for others to go with: it has become a P1 (docs/promise.md section 9). What the queue
 * does not take goes with those others after all, or by the sweep. `readers`: ids of agents; left out, all. Throws what the table throws.
 */
export async function hurryNotices(desk: Desk, { id, flood }: Ticket, readers?: readonly string[]): Promise<void> {
  if (flood) return;
  const all = readers ?? (await desk.agents.list()).map((agent) => agent.id);
  const records = await Promise.all(all.map((reader) => desk.notices.ofTicket(reader, id, EVER)));
  const freed = await Promise.all(
    records
      .flat()
      .filter(isGathered)
      .map((record) => setFree(desk, record)),
  );
  const notices = freed.filter((notice) => notice !== undefined);
  if (notices.length === 0) return;
  const put = await desk.teamMail.put(notices);
  if (put.outcome === 'done') return;
  await Promise.all(notices.map(({ reader }) => desk.notices.leave(reader)));
  desk.log.warn('notices of what is a P1 now are left to the sweep', { ticket: id, reason: put.reason });
}

/** A colleague's answer asks nothing, of a P1 either. */
function isGathered({ task, about }: NoticeRecord): boolean {
  return task.state === 'parked' && task.reason === GATHERED && about.kind !== 'answered';
}

/** The notice as the queue takes it, with a claim on it that has run out; undefined when somebody was at it meanwhile. */
async function setFree(desk: Desk, record: NoticeRecord) {
  const { reader, ticketId, at, about, task } = record;
  const attempts = task.state === 'done' ? 0 : task.attempts;
  const free: Task = { state: 'claimed', until: desk.machineNow().toISOString(), steps: [], attempts };
  return (await desk.notices.save(record, { task: free })) ? { reader, ticketId, at, about } : undefined;
}
