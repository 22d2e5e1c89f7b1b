import { type Posted, withPosted } from '../../notify/post.ts';
import { tellPromiseChange } from '../../notify/promise-change-mail.ts';
import type { Desk } from '../../ticket/ports.ts';
import { isWorthTelling, othersToTell, withChangeNotice, withPromiseChange } from '../../ticket/promise-change.ts';
import { claim, insist, isLeft, runSteps, type Step, type Task, TaskBusy } from '../../ticket/task.ts';
import type { PromiseChange, Ticket } from '../../ticket/ticket.ts';
import { changeClock } from './change-clock.ts';
import { hurryNotices } from './hurry-notices.ts';
import { claimAgain, notesOf } from './progress.ts';
import { toldIfRefused } from './told-if-refused.ts';
import { type Change, update } from './update.ts';

const nameOf = ({ id: ticketId }: Ticket, { of }: PromiseChange) => ({ ticketId, task: `promise change ${of}` });

/**
 * Applies a change that may move the timer, and tells the customer of the promise when it is another one, in one mail
 * (docs/promise.md section 5). `reason` is what an agent gave. Doing it again goes on with what broke off.
 */
export async function changePromise(desk: Desk, ticket: Ticket, change: Change, reason?: string): Promise<Ticket> {
  let ours: number | undefined;
  let isRaised = false;
  const changed = await changeClock(desk, ticket, async (current) => {
    const after = await change(current);
    // A change that broke off after its write finds nothing left to change, but notices that wait still.
    isRaised = after.priority === 1 && (current.priority !== 1 || after === current);
    const notice = claim(desk.machineNow());
    const told = withPromiseChange(current, after, { at: desk.now().toISOString(), reason, notice }, desk.settings);
    ours = told === after ? undefined : told.promiseChange?.of;
    return told;
  });
  // What keeps the agents' notices waiting is no reason for the customer to wait.
  const hurrying = isRaised ? hurryNotices(desk, changed) : undefined;
  const telling = tellNow(desk, changed, ours);
  const [hurried, told] = await Promise.allSettled([hurrying, telling]);
  if (hurried.status === 'rejected') throw hurried.reason;
  if (told.status === 'rejected') throw told.reason;
  return told.value;
}

/** Tells the customer what is left to tell. `ours`: the change that this delivery has made, if it made one. */
async function tellNow(desk: Desk, changed: Ticket, ours: number | undefined): Promise<Ticket> {
  const { promiseChange } = changed;
  if (!promiseChange || promiseChange.notice.state === 'done') return changed;
  if (promiseChange.of === ours) return tell(desk, changed, promiseChange);
  // Another delivery's, which broke off or is at it: whoever is at it needs no help.
  return isLeft(promiseChange.notice, desk.machineNow()) ? takeOver(desk, changed, promiseChange) : changed;
}

/** Goes on with telling the customer that a delivery before left undone. Throws `TaskBusy` while another one is at it. */
export async function finishPromiseChange(desk: Desk, ticket: Ticket): Promise<void> {
  const { promiseChange } = ticket;
  if (!promiseChange || promiseChange.notice.state === 'done') return;
  if (!isLeft(promiseChange.notice, desk.machineNow())) throw new TaskBusy();
  await takeOver(desk, ticket, promiseChange);
}

async function takeOver(desk: Desk, ticket: Ticket, change: PromiseChange): Promise<Ticket> {
  const { task: notice } = await claimAgain(desk, nameOf(ticket, change), change.notice);
  const claimed = await desk.tickets.save(withChangeNotice(ticket, change.of, notice));
  if (!claimed) throw new TaskBusy();
  return tell(desk, claimed, { ...change, notice });
}

async function tell(desk: Desk, ticket: Ticket, change: PromiseChange): Promise<Ticket> {
  const posted: Posted[] = [];
  const toCustomer = (asker?: Parameters<typeof tellPromiseChange>[3]) => async () => {
    const mail = await tellPromiseChange(desk, ticket, change, asker);
    posted.push(mail);
    return toldIfRefused(desk, ticket, change.at, mail);
  };
  // Whoever asked a duplicate was promised the same.
  const others = othersToTell(ticket, change).map((each): Step => [`tell who asked ${each.ticket}`, toCustomer(each)]);
  const own: Step[] = ticket.silent ? [] : [['tell the customer', toCustomer()]];
  const steps = isWorthTelling(ticket) ? [...own, ...others] : [];
  const mark = (current: Ticket, notice: Task) => withChangeNotice(withPosted(current, posted), change.of, notice);
  const task = await runSteps(change.notice, steps, desk, {
    note: notesOf(desk, nameOf(ticket, change), change.notice),
    release: async (notice) => void (await update(desk, ticket, (current) => mark(current, notice))),
  });
  return insist(() => update(desk, ticket, (current) => mark(current, task)));
}
