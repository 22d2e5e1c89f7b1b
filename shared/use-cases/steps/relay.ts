import { ServiceBusy } from '../../outcome.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { claim, insist, isLeft, runSteps, type Step, TaskBusy } from '../../ticket/task.ts';

/**
 * Passes a stored message on exactly once, however often it is delivered. `sentAs` gives the id that a mail to the customer
 * went out with, once the steps have run. Throws `ServiceBusy` when a service cannot do it now: the next delivery goes on.
 */
export function relayOnce(
  desk: Desk,
  steps: (message: Message) => Step[],
  sentAs: () => string | undefined = () => undefined,
) {
  return {
    /** The message as it is first stored: claimed by this delivery. */
    claimed: (message: Message): Message => ({ ...message, relay: claim(desk.machineNow()) }),

    /** Runs the steps. `existed`: an earlier delivery stored the message, so what that one finished is not done again. */
    run: async (stored: Message, existed: boolean): Promise<void> => {
      const message = existed ? await takeOver(desk, stored) : stored;
      if (message?.relay?.state !== 'claimed') return;
      let current = message;
      const save = async (relay: NonNullable<Message['relay']>) => {
        if (await desk.tickets.saveRelay(current, relay)) current = { ...current, relay };
      };
      const task = await runSteps(message.relay, steps(message), desk, save);
      await insist(() => desk.tickets.saveRelay(current, task, sentAs()));
      if (task.state === 'parked') throw new ServiceBusy(task);
    },
  };
}

/** The message with the claim on what is left of its relay; undefined when nothing is. */
async function takeOver(desk: Desk, stored: Message): Promise<Message | undefined> {
  const found = await desk.tickets.getMessage(stored.ticketId, stored.key);
  if (found?.relay === undefined || found.relay.state === 'done') return undefined;
  if (!isLeft(found.relay, desk.machineNow())) throw new TaskBusy();
  const relay = claim(desk.machineNow(), found.relay);
  if (!(await desk.tickets.saveRelay(found, relay))) throw new TaskBusy();
  return { ...found, relay };
}
