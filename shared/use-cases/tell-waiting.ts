import { tellNotices } from '../notify/digest-mail.ts';
import type { Posted } from '../notify/post.ts';
import type { Desk } from '../ticket/ports.ts';
import { claim, isLeft, TaskBusy } from '../ticket/task.ts';
import { minuteOf, type NoticeRecord, type Waiting } from '../ticket/team-notice.ts';
import { noteHeldBack } from './steps/note-held-back.ts';
import { leaveNotice, settleNotice, settleUnheard } from './steps/notice-settled.ts';
import { type Heard, hearNotice, isHeldBack, isQuiet, isUrgent, tellAlone } from './steps/notice-told.ts';
import { planDigest } from './steps/plan-digest.ts';

/** Notices that one run tells of: with a mail for each that is urgent they stay within a claim. What is over is the next minute's. */
const MOST = 100;

/** Between two digests: a minute has one. */
const SECONDS_APART = 60;

/**
 * Tells a reader all that waits, of a minute that brought too much or of an outage: what is urgent by mails of their own, the rest by one
 * mail, at most one a minute. Throws `TaskBusy` when one went in this minute.
 */
export async function tellWaiting(desk: Desk, { waitsFor: reader, turn = 1 }: Waiting): Promise<void> {
  const names = await desk.notices.waiting(reader, desk.now().toISOString(), MOST);
  if (names.length === 0) return;
  if (!(await desk.notices.once(reader, minuteOf(desk.machineNow()), 'digest'))) throw new TaskBusy();
  if (names.length === MOST) await planDigest(desk, { waitsFor: reader, turn: turn + 1 }, SECONDS_APART);
  const open = new Set<NoticeRecord>();
  try {
    for (const name of names) await claimWaiting(desk, { reader, name, open });
    const heard: Heard[] = [];
    for (const record of open) {
      const each = await hearNotice(desk, record);
      if (!('why' in each)) heard.push(each);
      else {
        await settleUnheard(desk, record, each);
        open.delete(record);
      }
    }
    const heldBack = heard.filter((each) => isHeldBack(desk, each));
    const others = heard.filter((each) => !isUrgent(each) || heldBack.includes(each));
    const isDigest = others.length > 1 || heldBack.length > 0 || others.some(isQuiet);
    const alone = isDigest ? heard.filter((each) => !others.includes(each)) : heard;
    let away: Posted | undefined;
    for (const each of alone) {
      // What cannot take one mail now would keep the run waiting at each of the others.
      const posted = away ?? (await tellAlone(desk, each));
      if (posted.result.outcome === 'later') away = posted;
      await settleNotice(desk, each.record, posted);
      open.delete(each.record);
    }
    const [first] = isDigest ? others : [];
    if (!first) return;
    const posted = away ?? (await tellNotices(desk, first.to, others));
    for (const { record } of others) {
      await settleNotice(desk, record, posted, 'digest');
      open.delete(record);
    }
    if (posted.result.outcome === 'done') await noteHeldBack(desk, heldBack);
  } catch (error) {
    for (const record of open) await leaveNotice(desk, record);
    throw error;
  }
}

/**
 * Adds a notice that waits, with a claim on it, to the `open` ones; not one that is done, or waits for later. Throws `TaskBusy` when somebody
 * else has it: once that is over, all of them are one mail.
 */
async function claimWaiting(
  desk: Desk,
  { reader, name, open }: { reader: string; name: string; open: Set<NoticeRecord> },
): Promise<void> {
  const found = await desk.notices.get(reader, name);
  if (!found || found.task.state === 'done') return;
  const isLater = found.task.state === 'parked' && found.task.again > desk.now().toISOString();
  if (isLater) return;
  if (!isLeft(found.task, desk.machineNow())) throw new TaskBusy();
  const task = claim(desk.machineNow(), found.task);
  const claimed = { ...found, task };
  // Before it is known whether the claim was written: one whose answer is lost is given up with the others.
  open.add(claimed);
  if (await desk.notices.save(found, { task })) return;
  open.delete(claimed);
  throw new TaskBusy();
}
