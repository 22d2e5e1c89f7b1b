import type { Agent } from '../customer/agent.ts';
import type { Customer } from '../customer/customer.ts';
import { tellHeld } from '../notify/held-mails.ts';
import { stepOutcome } from '../notify/post.ts';
import { recipientsOf } from '../notify/recipients-of.ts';
import { mailDoor } from '../ticket/desk-addresses.ts';
import type { Desk } from '../ticket/ports.ts';
import type { QuarantineEntry } from '../ticket/quarantine.ts';
import { claim, insist, isLeft, runSteps, type Step, type Task, TaskBusy } from '../ticket/task.ts';
import { addressedAgent } from './steps/addressed-agent.ts';

/**
 * Tells the team of a held mail that somebody may be waiting for; the entry's task is claimed by whoever calls. Each step is
 * noted on the entry, so that a crash repeats one mail at most; what the mail service could not do is parked for the sweep.
 */
export async function finishTellingOfHeld(desk: Desk, entry: QuarantineEntry): Promise<void> {
  const { telling } = entry;
  if (telling?.state !== 'claimed') return;
  // Once, and before the first mail: between two mails the table is asked nothing, so that its faults repeat none.
  const customer = entry.from === undefined ? undefined : await desk.customers.find(entry.from);
  const agents = await agentsToTell(desk, entry, customer);
  const steps = agents.map(
    (agent): Step => [`tell ${agent.id}`, async () => stepOutcome(await tellHeld(desk, entry, agent, { customer }))],
  );
  const keep = (task: Task) => desk.quarantine.saveTelling(entry, task);
  const noted = [...telling.steps];
  const note = async (step: string) => {
    noted.push(step);
    // Best effort: a mail that left must not fail the rest since it could not be noted.
    await keep({ ...telling, steps: [...noted] }).catch((error: unknown) => {
      desk.log.warn('a step could not be noted', { entry: entry.id, step, error });
    });
  };
  const release = async (task: Task) => void (await keep(task));
  const task = await runSteps(telling, steps, desk, { note, release });
  await insist(() => keep(task));
}

/** Whom a mail concerns by name: the agent to whose signed address it came, away or not; and the others, where somebody may wait for it. */
async function agentsToTell(desk: Desk, entry: QuarantineEntry, customer: Customer | undefined): Promise<Agent[]> {
  const { received } = entry;
  const own = await addressedAgent(desk, received);
  if (!own) return teamToTell(desk, entry);
  const isAwaited = received.authenticated || customer !== undefined;
  const others = isAwaited ? await teamToTell(desk, entry) : [];
  return [own, ...others.filter(({ id }) => id !== own.id)];
}

/** Who may let it out: the team of the address that it came to, on duty. Only an agent can, so else all of them although they are away. */
async function teamToTell(desk: Desk, { received }: QuarantineEntry): Promise<Agent[]> {
  const { settings } = desk;
  const agents = await desk.agents.list();
  const { name: door } = mailDoor(settings, received);
  const { people } = recipientsOf({ door }, 'held', { agents, settings, now: desk.now() });
  const told = agents.filter(({ id }) => people.some(({ agentId }) => agentId === id));
  return told.length > 0 ? told : agents;
}

/**
 * Goes on with telling the agents where another run left it. Nobody is told of what was released meanwhile. Throws `TaskBusy` while
 * somebody else is at it.
 */
export async function goOnTellingOfHeld(desk: Desk, entry: QuarantineEntry): Promise<void> {
  const { telling } = entry;
  if (!telling || telling.state === 'done') return;
  if (entry.state === 'released') return void (await desk.quarantine.saveTelling(entry, { state: 'done' }));
  if (!isLeft(telling, desk.machineNow())) throw new TaskBusy();
  const claimed = claim(desk.machineNow(), telling);
  if (!(await desk.quarantine.saveTelling(entry, claimed))) throw new TaskBusy();
  await finishTellingOfHeld(desk, { ...entry, telling: claimed });
}
