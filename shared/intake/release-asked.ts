import * as z from 'zod';
import type { Agent } from '../customer/agent.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { PublicError } from '../public-error.ts';
import type { Desk } from '../ticket/ports.ts';
import { explainNotReleased } from './explain-not-released.ts';
import { checkRelease, release } from './release-mail.ts';

/**
 * Has what is held let out by the function that reads mail, which is at it within seconds: the one that asks carries none of that, and reads no raw
 * mail. Throws at once a 404 for an entry that is not there, and a 422 for a virus that was not accepted.
 */
export async function askRelease(
  desk: Desk,
  id: string,
  { agent, acceptVirus = false }: { agent: Agent; acceptVirus?: boolean },
): Promise<void> {
  const entry = await checkRelease(desk, id, acceptVirus);
  if (entry.state !== 'released') await desk.intake.releaseLater({ entry: id, agent: agent.id, acceptVirus });
}

const askedSchema = z.object({ release: z.object({ entry: z.string(), agent: z.string(), acceptVirus: z.boolean() }) });
type Asked = z.infer<typeof askedSchema>['release'];

/** Reads a message of the intake queue as what `askRelease` put there; undefined for any other. Throws for what is no JSON. */
export function readAsked(body: string): Asked | undefined {
  return askedSchema.safeParse(JSON.parse(body)).data?.release;
}

/** Lets it out. Its agent is told when that cannot be any more. Throws what `receive` and a port throw: the delivery comes again. */
export async function releaseAsked(
  desk: Desk,
  { entry: id, agent: agentId, acceptVirus }: Asked,
  receive: (desk: Desk, received: ReceivedMail) => Promise<void>,
): Promise<void> {
  const agents = await desk.agents.list();
  if (!agents.some(({ id: each }) => each === agentId)) {
    return desk.log.warn('a mail was not let out: who asked for it is no agent any more', { entry: id });
  }
  try {
    await release(desk, id, { by: `agent:${agentId}`, acceptVirus, receive });
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    const entry = await desk.quarantine.get(id);
    const agent = agents.find((each) => each.id === agentId);
    desk.log.warn('a mail was not let out', { entry: id, reason: error.message });
    if (entry && agent) await explainNotReleased(desk, entry, agent, problemOf(error));
  }
}

/** Why something was not let out, in words for the agent. */
export function problemOf({ message, errors }: PublicError): string {
  return [message, ...errors.map((each) => `${each.field} ${each.message}`)].join(' ');
}
