import type { Agent } from '../customer/agent.ts';
import { tellHeld } from '../notify/held-mails.ts';
import { mailboxOf } from '../notify/post.ts';
import { ServiceBusy } from '../outcome.ts';
import type { Desk } from '../ticket/ports.ts';
import type { QuarantineEntry } from '../ticket/quarantine.ts';
import { heldReturned } from '../use-cases/team-mail-returned.ts';

/** Tells an agent why what they let out is held still. Throws `ServiceBusy` when the mail service cannot take that now. */
export async function explainNotReleased(
  desk: Desk,
  entry: QuarantineEntry,
  agent: Agent,
  problem: string,
): Promise<void> {
  const customer = entry.from === undefined ? undefined : await desk.customers.find(entry.from);
  const { result } = await tellHeld(desk, entry, mailboxOf(agent), { customer, problem });
  if (result.outcome === 'later') throw new ServiceBusy(result);
  if (result.outcome === 'refused') {
    await heldReturned(desk, entry.id, { reader: mailboxOf(agent), reason: result.reason });
  }
}
