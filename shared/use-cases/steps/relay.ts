import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { claim, insist, isLeft, runSteps, type Step, TaskBusy } from '../../ticket/task.ts';
import type { Sending } from '../../ticket/ticket-store.ts';
import { claimAgain, notesOf } from './progress.ts';

/** The message as it is first stored: its passing on is claimed by this delivery. */
export function claimed(desk: Desk, message: Message): Message {
  return { ...message, relay: claim(desk.machineNow()) };
}

/**
 * Passes a stored message on, each step once, however often it is delivered, and gives the message as it then is: its relay
 * is done, or parked for the sweep. `existed`: an earlier delivery stored it, so what that one finished is not done again.
 * `sending` gives what became of it once the steps have run. Throws `TaskBusy` while another delivery is at it.
 */
export async function passOn(
  desk: Desk,
  { stored, existed }: { stored: Message; existed: boolean },
  steps: (message: Message) => Promise<Iterable<Step>>,
  sending: () => Sending = () => ({}),
): Promise<Message> {
  const message = existed ? await takeOver(desk, stored) : stored;
  if (message.relay?.state !== 'claimed') return message;
  let current = message;
  const save = async (relay: NonNullable<Message['relay']>) => {
    const become = sending();
    const isSaved = await desk.tickets.saveRelay(current, relay, become);
    // Not over what it was read with: a write of ours whose answer was lost, as often as not. What is stored is what counts.
    current = isSaved ? { ...current, ...become, relay } : await reread(desk, current);
  };
  const note = notesOf(desk, nameOf(message), message.relay, () => ({ sending: sending() }));
  const task = await runSteps(message.relay, await steps(message), desk, {
    note,
    release: async (free) => void (await save(free)),
  });
  await insist(() => save(task));
  return current;
}

/** The message as it is stored, with the claim on what is left of its relay, when something is. */
async function takeOver(desk: Desk, stored: Message): Promise<Message> {
  const found = await reread(desk, stored);
  if (found.relay === undefined || found.relay.state === 'done') return found;
  if (!isLeft(found.relay, desk.machineNow())) throw new TaskBusy();
  const { task: relay, noted } = await claimAgain(desk, nameOf(found), found.relay);
  const become: Sending = Object.assign({}, ...noted.map(({ sending }) => sending));
  if (!(await desk.tickets.saveRelay(found, relay, become))) throw new TaskBusy();
  return { ...found, ...become, relay };
}

const nameOf = ({ ticketId, key }: Message) => ({ ticketId, task: `message ${key}` });

async function reread(desk: Desk, { ticketId, key }: Message): Promise<Message> {
  const found = await desk.tickets.getMessage(ticketId, key);
  if (!found) throw new Error(`the message ${key} of ${ticketId} is gone`);
  return found;
}
