import * as z from 'zod';
import { absenceSchema } from './absence.ts';

/** Somebody of the team who answers customers. */
export const agentSchema = z.object({
  /** Short stable key, `[a-z0-9-]{1,16}`: it is part of the agent's signed reply addresses. */
  id: z.string(),
  name: z.string(),
  /** Addresses the agent writes from, lower case; notices go to the first. */
  addresses: z.array(z.string()).min(1),
  /** Addresses of the desk whose tickets the agent is told of; left out: of all. */
  desks: z.array(z.string()).min(1).optional(),
  /** One that cannot be read is none: somebody who is told too much still hears of it. */
  absent: absenceSchema.optional().catch(undefined),
});
export type Agent = z.infer<typeof agentSchema>;
