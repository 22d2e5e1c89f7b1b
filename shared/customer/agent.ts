import * as z from 'zod';

/** Somebody of the team who answers customers. */
export const agentSchema = z.object({
  /** Short stable key, `[a-z0-9-]{1,16}`: it is part of the agent's signed reply addresses. */
  id: z.string(),
  name: z.string(),
  /** Addresses the agent writes from, lower case; notices go to the first. */
  addresses: z.array(z.string()).min(1),
});
export type Agent = z.infer<typeof agentSchema>;
