import * as z from 'zod';
import { WHY_UNDONE } from '../mail/templates/words/undone.ts';

/**
 * That a message is of one of the team, or says so, and was not done, and why (docs/promise.md section 9). `reader`: who is to hear of
 * that by name, and not as one of the team: id of an agent, or the address of who is told of escalations. `isMute`: a robot may be
 * answering, and has heard it of late.
 */
export const undoneSchema = z.object({
  why: z.enum(WHY_UNDONE),
  reader: z.string().optional(),
  isMute: z.boolean().optional(),
});
export type Undone = z.infer<typeof undoneSchema>;
