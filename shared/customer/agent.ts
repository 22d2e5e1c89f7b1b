import * as z from 'zod';
import { absenceSchema } from './absence.ts';

/** What somebody of the team may see: a lead sees how the whole team stands, an admin too. */
export const ROLES = ['agent', 'lead', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Somebody of the team who answers customers. */
export const agentSchema = z.object({
  /** Short stable key, `[a-z0-9-]{1,16}`: it is part of the agent's signed reply addresses. */
  id: z.string(),
  name: z.string(),
  /** Addresses the agent writes from, lower case; notices go to the first. */
  addresses: z.array(z.string()).min(1),
  /** Left out: `agent`, as is one that cannot be read, which gives nobody a right. */
  role: z.enum(ROLES).optional().catch(undefined),
  /** How many agents of this id were removed before: it is in the signature of each address that they were given. Missing for none. */
  serial: z.number().optional(),
  /** Addresses of the desk whose tickets the agent is told of; left out: of all. */
  desks: z.array(z.string()).min(1).optional(),
  /** One that cannot be read is none: somebody who is told too much still hears of it. */
  absent: absenceSchema.optional().catch(undefined),
});
export type Agent = z.infer<typeof agentSchema>;

export function roleOf({ role = 'agent' }: Pick<Agent, 'role'>): Role {
  return role;
}

/** Whether somebody sees how the whole team stands. */
export function isLead(agent: Pick<Agent, 'role'>): boolean {
  return roleOf(agent) !== 'agent';
}

/** What is kept of an agent who was removed, so that the next one of that id gets other addresses, and nobody lets the old ones read along. */
export const formerAgentSchema = z.object({
  id: z.string(),
  serial: z.number(),
  /** Hashes (`readerName`) of the addresses that agents of this id had; missing of who was removed before they were kept. */
  addresses: z.array(z.string()).optional(),
});
export type FormerAgent = z.infer<typeof formerAgentSchema>;

/** An agent as it is to be stored: in place of the `existing` one of that id, or after a `former` one. */
export function withSerial(
  agent: Agent,
  existing: Pick<Agent, 'serial'> | undefined,
  former: FormerAgent | undefined,
): Agent {
  const { serial: _, ...rest } = agent;
  const serial = existing ? existing.serial : former && former.serial + 1;
  return { ...rest, ...(serial !== undefined && { serial }) };
}
