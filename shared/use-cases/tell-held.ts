import { tellHeld } from '../notify/held-mails.ts';
import { heldReaders } from '../notify/held-readers.ts';
import type { Recipient } from '../notify/post.ts';
import { mailDoor } from '../ticket/desk-addresses.ts';
import type { Desk } from '../ticket/ports.ts';
import type { QuarantineEntry } from '../ticket/quarantine.ts';
import { claim, isLeft, type Task, TaskBusy } from '../ticket/task.ts';
import { addressedAgent } from './steps/addressed-agent.ts';
import { inTurn } from './steps/in-turn.ts';

/**
 * Tells the team (`heldReaders`) of a held mail that somebody may be waiting for; the entry's task is claimed by whoever calls. Each step is
 * noted on the entry, so that a crash repeats one mail at most; what the mail service could not do is parked for the sweep.
 */
export async function finishTellingOfHeld(desk: Desk, entry: QuarantineEntry): Promise<void> {
  const { telling, received } = entry;
  if (telling?.state !== 'claimed') return;
  // Once, and before the first mail: between two mails the table is asked nothing, so that its faults repeat none.
  const customer = entry.from === undefined ? undefined : await desk.customers.find(entry.from);
  const agents = await desk.agents.list();
  const own = await addressedAgent(desk, received);
  const isAwaited = received.authenticated || customer !== undefined;
  const about = { own: own?.id, isAwaited, door: mailDoor(desk.settings, received).name };
  const team = { agents, settings: desk.settings, now: desk.now() };
  const readers = (unreached: ReadonlySet<string>) => heldReaders(about, { ...team, unreached });
  const tell = (to: Recipient) => tellHeld(desk, entry, to, { customer });
  const keep = (task: Task) => desk.quarantine.saveTelling(entry, task);
  await inTurn(desk, telling, { about: { held: entry.id }, agents, readers, tell }, keep);
}

/**
 * Goes on with telling the agents where another run left it. Nobody is told of what was released or discarded meanwhile. Throws `TaskBusy` while
 * somebody else is at it.
 */
export async function goOnTellingOfHeld(desk: Desk, entry: QuarantineEntry): Promise<void> {
  const { telling } = entry;
  if (!telling || telling.state === 'done') return;
  if (entry.state !== 'held') return void (await desk.quarantine.saveTelling(entry, { state: 'done' }));
  if (!isLeft(telling, desk.machineNow())) throw new TaskBusy();
  const claimed = claim(desk.machineNow(), telling);
  if (!(await desk.quarantine.saveTelling(entry, claimed))) throw new TaskBusy();
  await finishTellingOfHeld(desk, { ...entry, telling: claimed });
}
