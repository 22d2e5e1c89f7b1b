import * as z from 'zod';
import type { Login } from './issuer.ts';

const loginSchema = z.strictObject({ issuer: z.url(), clientId: z.string().min(1), trustsEmail: z.boolean() });

/** Who vouches for agents, as the infrastructure says it to this function. Throws, naming what is wrong, when that is none. */
export function readLogin(text: string | undefined): Login {
  return loginSchema.parse(JSON.parse(text ?? '{}'));
}
