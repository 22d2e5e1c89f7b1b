import type { Message } from '../../../shared/ticket/message.ts';
import type { AuditEntry, Ticket } from '../../../shared/ticket/ticket.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { messagesOf } from '../../support/stories.ts';

/**
 * What became of a promise, found once more by other means: from the messages and the trail alone, minute by minute, for a customer in Rome
 * in winter whose one holiday is 8 December, of Basic or of Premium. Nothing of the ticket's clock, first response or state is looked at.
 */
export type Opinion = {
  opened: string;
  outcome: 'met' | 'missed' | 'open' | 'cancelled';
  priority: number;
  agent: string | null;
  seconds?: number;
  isDisputed: boolean;
};

const MINUTE = 60_000;

/** What each plan sells: minutes by priority, and those priorities for which somebody is there at any hour. */
export const SOLD = {
  basic: { minutes: { 1: 120, 2: 720, 3: 1_440, 4: 1_440 }, always: [] },
  premium: { minutes: { 1: 30, 2: 60, 3: 240, 4: 720 }, always: [1, 2] },
} satisfies Record<string, { minutes: Record<number, number>; always: number[] }>;
type Sold = { minutes: Record<number, number>; always: readonly number[] };

/** Whether somebody is there in the minute that begins then: Monday to Friday from nine to five, an hour ahead of UTC. */
function isOpen(at: number): boolean {
  const rome = new Date(at + 60 * MINUTE);
  const isWorkday = rome.getUTCDay() >= 1 && rome.getUTCDay() <= 5;
  const isHoliday = rome.toISOString().startsWith('2026-12-08');
  return isWorkday && !isHoliday && rome.getUTCHours() >= 9 && rome.getUTCHours() < 17;
}

function openMinutes({ always }: Sold, priority: number, from: number, to: number): number {
  let open = 0;
  for (let at = from; at < to; at += MINUTE) if (always.includes(priority) || isOpen(at)) open += 1;
  return open;
}

function deadlineOf({ minutes, always }: Sold, start: number, priority: number): number {
  let left = minutes[priority] ?? 0;
  for (let at = start; ; at += MINUTE) {
    if (always.includes(priority) || isOpen(at)) left -= 1;
    if (left === 0) return at + MINUTE;
  }
}

/** When an answer counts: when it came if it left within a quarter of an hour, else when it left; one that came back never. */
function countsAt({ at, left, undelivered }: Message): number | undefined {
  if (left === undefined || undelivered !== undefined) return undefined;
  return Date.parse(left) - Date.parse(at) <= 15 * MINUTE ? Date.parse(at) : Date.parse(left);
}

/** What a ticket does not say: the priority of each as it was opened, and what its customer bought. */
type Known = { asked: ReadonlyMap<string, number>; sold: Sold };

type Told = { messages: Message[]; trail: AuditEntry[] };

async function toldOf(desk: MemoryDesk, id: string): Promise<Told> {
  const ticket = (await desk.tickets.get(id)) as Ticket;
  const older = (await desk.tickets.olderTrail(id)).batches.flatMap(({ entries }) => entries);
  return { messages: await messagesOf(desk, id), trail: [...older, ...ticket.audit] };
}

/** How a ticket's own clock stood at an instant: its start, its priority, and the deadlines that had passed when an agent changed it. */
function clockAt(sold: Sold, { messages, trail: all }: Told, until: number) {
  // What a duplicate brought is found from that one itself.
  const trail = all.filter(({ action, by }) => action !== 'priority changed' || by !== 'desk');
  let start = Date.parse(messages[0]?.at ?? '');
  const changes = trail.filter(({ action }) => action === 'priority changed');
  const [, first] = /^priority (\d)/.exec(changes[0]?.detail ?? '') ?? [];
  let priority = Number(first ?? 0);
  const passed: number[] = [];
  for (const { at, action, by, detail = '' } of trail) {
    const time = Date.parse(at);
    if (time > until) break;
    if (action === 're-opened' && by === 'customer') start = time;
    if (action !== 'priority changed') continue;
    const due = deadlineOf(sold, start, priority);
    if (due < time) passed.push(due);
    priority = Number(/ to (\d)/.exec(detail)?.[1]);
  }
  return { start, priority, passed };
}

/** What a duplicate asks for that came to a ticket by this line of its trail. */
async function waitsFor(desk: MemoryDesk, { detail = '', at }: AuditEntry, { asked, sold }: Known) {
  const theirs = clockAt(sold, await toldOf(desk, detail), Date.parse(at));
  const priority = theirs.priority || (asked.get(detail) ?? 0);
  return { priority, due: deadlineOf(sold, theirs.start, priority) };
}

/** As of `now`, in ms. */
export async function secondOpinion(desk: MemoryDesk, id: string, known: Known, now: number): Promise<Opinion> {
  const { asked, sold } = known;
  const told = await toldOf(desk, id);
  const given = told.messages
    .filter(({ author, kind }) => author === 'agent' && kind === 'public')
    .flatMap((message) => {
      const at = countsAt(message);
      return at === undefined ? [] : [{ at, by: message.by }];
    })
    .sort((a, b) => a.at - b.at);
  const [answer] = given;
  const last = told.trail.findLast(({ action }) => action === 'closed' || action === 're-opened');
  const closed = last?.action === 'closed' ? Date.parse(last.at) : undefined;
  const ended = answer?.at ?? closed ?? now;
  const clock = clockAt(sold, told, ended);
  let priority = clock.priority || (asked.get(id) ?? 0);
  const dues = [...clock.passed, deadlineOf(sold, clock.start, priority)];
  const joined = told.trail.filter(({ action, at }) => action === 'goes on for' && Date.parse(at) <= ended);
  for (const { detail = '', at } of joined) {
    const other = await toldOf(desk, detail);
    const theirs = clockAt(sold, other, Date.parse(at));
    const asOpened = theirs.priority || (asked.get(detail) ?? 0);
    const due = deadlineOf(sold, theirs.start, asOpened);
    if (due < Math.min(...dues)) priority = asOpened;
    dues.push(due, ...theirs.passed);
  }
  const due = Math.min(...dues);
  const isDuplicate = last?.action === 'closed' && last.detail?.startsWith('duplicate');
  // Whoever was answered in time, and then asked once more, waits again: for what came after the answer.
  const later = answer && told.trail.find(({ action, at }) => action === 'goes on for' && Date.parse(at) > answer.at);
  const asksOnce = later && answer.at <= due ? await waitsFor(desk, later, known) : undefined;
  if (asksOnce && later) {
    const second = given.find(({ at }) => at > Date.parse(later.at));
    const inTime = () => (now - asksOnce.due > 15 * MINUTE ? 'missed' : 'open');
    return {
      opened: new Date(clock.start).toISOString(),
      outcome: second ? (second.at <= asksOnce.due ? 'met' : 'missed') : inTime(),
      priority: asksOnce.priority,
      agent: second ? answer.by : null,
      ...(second && { seconds: 60 * openMinutes(sold, priority, clock.start, answer.at) }),
      isDisputed: false,
    };
  }
  const outcome = () => {
    if (answer) return answer.at <= due ? 'met' : 'missed';
    if (closed !== undefined) return closed > due && !isDuplicate ? 'missed' : 'cancelled';
    return now - due > 15 * MINUTE ? 'missed' : 'open';
  };
  return {
    opened: new Date(clock.start).toISOString(),
    outcome: outcome(),
    priority,
    agent: answer?.by ?? null,
    ...(answer && { seconds: 60 * openMinutes(sold, priority, clock.start, answer.at) }),
    isDisputed: told.trail.some(
      ({ action, by }, index) =>
        action === 're-opened' &&
        by === 'customer' &&
        told.trail.slice(0, index).findLast((line) => line.action === 'closed')?.detail === 'spam',
    ),
  };
}
