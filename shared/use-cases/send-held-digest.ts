import { tellDigest } from '../notify/held-mails.ts';
import { mailboxOf, type Recipient, stepOutcome } from '../notify/post.ts';
import { contactAt, readerOf } from '../notify/recipients-of.ts';
import { recipientHash } from '../ticket/caps.ts';
import { dueDigest, type HeldDigest } from '../ticket/held-digest.ts';
import type { Desk } from '../ticket/ports.ts';
import { claim, insist, isLeft, runSteps, type Step, type Task } from '../ticket/task.ts';

/** Entries that a digest counts, and those of them that it shows. */
const MOST_COUNTED = 2_000;
const MOST_SHOWN = 30;

/**
 * Sends the lead, once a day, what is held that the agents were not told of at once. The day's item is claimed by a conditional
 * write, so that of two sweeps one sends it; what the mail service could not take goes at a later sweep; a day on which nothing
 * was held has no mail.
 */
export async function sendHeldDigest(desk: Desk): Promise<void> {
  const claimed = await claimDigest(desk);
  if (claimed?.task.state !== 'claimed') return;
  const { task } = claimed;
  const keep = (next: Task) => desk.quarantine.saveDigest({ ...claimed, task: next }, claimed);
  const steps = await stepsOf(desk, claimed);
  const noted = [...task.steps];
  const note = async (step: string) => {
    noted.push(step);
    // Best effort: a mail that left must not fail the rest since it could not be noted.
    await keep({ ...task, steps: [...noted] }).catch((error: unknown) => {
      desk.log.warn('a step could not be noted', { digest: claimed.date, step, error });
    });
  };
  const release = async (next: Task) => void (await keep(next));
  const result = await runSteps(task, steps, desk, { note, release });
  await insist(() => keep(result));
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

async function stepsOf(desk: Desk, digest: HeldDigest): Promise<Step[]> {
  const held = await desk.quarantine.forDigest(digest, MOST_COUNTED + 1);
  if (held.length === 0) return [];
  const ids = held.slice(0, MOST_SHOWN).map(({ id }) => id);
  // The index shows a release a moment late.
  const newest = (await Promise.all(ids.map((id) => desk.quarantine.get(id)))).filter(
    (entry) => entry?.state === 'held',
  );
  const told = {
    reasons: held.slice(0, MOST_COUNTED).map(({ reason }) => reason),
    isMore: held.length > MOST_COUNTED,
    newest: newest.filter((entry) => entry !== undefined),
  };
  const tell = (to: Recipient): Step => [
    `tell ${recipientHash(to.address)}`,
    async () => stepOutcome(await tellDigest(desk, to, told)),
  ];
  return (await readersOf(desk)).map(tell);
}

/** The lead, each person once, at the address that the settings name first, an agent as an agent; a desk that names no lead has its agents. */
async function readersOf(desk: Desk): Promise<Recipient[]> {
  const agents = await desk.agents.list();
  const { lead } = desk.settings.escalation;
  if (lead.length === 0) return agents.map(mailboxOf);
  const people = lead.map((address): Recipient => ({ ...contactAt(agents, address), address }));
  return people.filter((one, at) => people.findIndex((each) => readerOf(each) === readerOf(one)) === at);
}
