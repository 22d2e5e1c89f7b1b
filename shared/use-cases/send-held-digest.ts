import { tellDigest } from '../notify/held-mails.ts';
import { digestReaders } from '../notify/held-readers.ts';
import { dueDigest, type HeldDigest } from '../ticket/held-digest.ts';
import type { Desk } from '../ticket/ports.ts';
import type { QuarantineEntry } from '../ticket/quarantine.ts';
import { claim, insist, isLeft, type Task } from '../ticket/task.ts';
import { inTurn } from './steps/in-turn.ts';

/** Entries that a digest counts, and those of them that it shows. */
const MOST_COUNTED = 2_000;
const MOST_SHOWN = 30;

/**
 * Sends the lead, or whoever reads it in the lead's place (`digestReaders`), once a day, what is held that the agents were not told of at once. The day's
 * item is claimed by a conditional write, so that of two sweeps one sends it; what the mail service could not take goes at a later sweep; a
 * day on which nothing was held has no mail.
 */
export async function sendHeldDigest(desk: Desk): Promise<void> {
  const claimed = await claimDigest(desk);
  if (claimed?.task.state !== 'claimed') return;
  const keep = (next: Task) => desk.quarantine.saveDigest({ ...claimed, task: next }, claimed);
  const held = await heldIn(desk, claimed);
  if (!held) return void (await insist(() => keep({ state: 'done' })));
  const agents = await desk.agents.list();
  const team = { agents, settings: desk.settings, now: desk.now() };
  const telling = {
    about: { digest: claimed.date },
    agents,
    readers: (unreached: ReadonlySet<string>) => digestReaders({ ...team, unreached }),
    tell: (to: Parameters<typeof tellDigest>[1]) => tellDigest(desk, to, { ...held, date: claimed.date }),
  };
  await inTurn(desk, claimed.task, telling, keep);
}

/** The digest that is to be sent now, claimed: one that was left or parked first, else that of the day. */
async function claimDigest(desk: Desk): Promise<HeldDigest | undefined> {
  const before = await desk.quarantine.digest();
  const open = before && before.task.state !== 'done' ? before : undefined;
  if (open && !isDue(open.task, desk)) return undefined;
  const due = open ?? dueDigest(before, desk.now(), desk.settings.defaults.timeZone);
  if (!due) return undefined;
  const digest = { ...due, task: claim(desk.machineNow(), open?.task) };
  return (await desk.quarantine.saveDigest(digest, before)) ? digest : undefined;
}

function isDue(task: Task, { now, machineNow }: Pick<Desk, 'now' | 'machineNow'>): boolean {
  return isLeft(task, machineNow()) && !(task.state === 'parked' && task.again > now().toISOString());
}

type Held = { reasons: string[]; isMore: boolean; newest: QuarantineEntry[] };

/** What a digest tells of; undefined when nothing was held. */
async function heldIn(desk: Desk, digest: HeldDigest): Promise<Held | undefined> {
  const held = await desk.quarantine.forDigest(digest, MOST_COUNTED + 1);
  if (held.length === 0) return undefined;
  const ids = held.slice(0, MOST_SHOWN).map(({ id }) => id);
  // The index shows a release a moment late.
  const newest = (await Promise.all(ids.map((id) => desk.quarantine.get(id)))).filter(
    (entry) => entry?.state === 'held',
  );
  return {
    reasons: held.slice(0, MOST_COUNTED).map(({ reason }) => reason),
    isMore: held.length > MOST_COUNTED,
    newest: newest.filter((entry) => entry !== undefined),
  };
}
