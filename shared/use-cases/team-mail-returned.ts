import { readNewsTags } from '../notify/form-mail.ts';
import { mailboxOf, type Recipient } from '../notify/post.ts';
import { contactAt } from '../notify/recipients-of.ts';
import { ServiceBusy } from '../outcome.ts';
import { recipientHash } from '../ticket/caps.ts';
import type { Desk } from '../ticket/ports.ts';
import { shortReason, type Task, TaskBusy } from '../ticket/task.ts';
import { sendHeldDigest } from './send-held-digest.ts';
import { returnedTo } from './steps/in-turn.ts';
import { formOwnerUnreached } from './sweep-forms.ts';
import { goOnTellingOfHeld } from './tell-held.ts';

/** A mail to one of the team that is of no ticket, by its tags, and why it did not arrive. */
type Returned = { tags: Readonly<Record<string, string | undefined>>; reason: string };

/**
 * A mail of no ticket did not arrive: word of a held mail, the digest of these, news of a form. Others hear in its reader's place, as if the
 * mail service had refused the address. A report that comes again changes nothing more; one of a digest before the newest is in the log
 * alone. Throws `TaskBusy` while somebody is telling of it, `ServiceBusy`, and what a port throws.
 */
export async function teamMailReturned(desk: Desk, { tags, reason }: Returned): Promise<void> {
  const news = readNewsTags(tags);
  if (news) {
    const told = await formOwnerUnreached(desk, news, reason);
    if (told.outcome === 'later') throw new ServiceBusy(told);
    return;
  }
  const reader = await readerWith(desk, tags.reader);
  if (!reader) return;
  if (tags.held !== undefined) await heldReturned(desk, tags.held, { reader, reason });
  if (tags.digest !== undefined) await digestReturned(desk, tags.digest, { reader, reason });
}

type ToWhom = { reader: Recipient; reason: string };

/** Has others hear of a held mail in the place of one whom word of it cannot reach. Of one that is let out nobody needs to. */
export async function heldReturned(desk: Desk, id: string, { reader, reason }: ToWhom): Promise<void> {
  const entry = await desk.quarantine.get(id);
  if (!entry?.telling || entry.state !== 'held') return;
  const again = goesOn(desk, entry.telling, { reader, reason });
  if (!again) return;
  if (!(await desk.quarantine.saveTelling(entry, again))) throw new TaskBusy();
  await goOnTellingOfHeld(desk, { ...entry, telling: again });
}

async function digestReturned(desk: Desk, date: string, { reader, reason }: ToWhom): Promise<void> {
  const digest = await desk.quarantine.digest();
  if (digest?.date !== date) return;
  const again = goesOn(desk, digest.task, { reader, reason });
  if (!again) return;
  if (!(await desk.quarantine.saveDigest({ ...digest, task: again }, digest))) throw new TaskBusy();
  await sendHeldDigest(desk);
}

function goesOn(desk: Desk, task: Task, { reader, reason }: ToWhom): Task | undefined {
  if (task.state === 'claimed') throw new TaskBusy();
  return returnedTo(task, reader, { at: desk.now().toISOString(), reason: shortReason(reason) });
}

/** Whoever of the team has an address with this hash. */
async function readerWith(desk: Desk, hash: string | undefined): Promise<Recipient | undefined> {
  const agents = await desk.agents.list();
  const { lead, manager } = desk.settings.escalation;
  const contacts = [...lead, ...manager].map((address) => ({ ...contactAt(agents, address), address }));
  return [...agents.map(mailboxOf), ...contacts].find(({ address }) => recipientHash(address) === hash);
}
