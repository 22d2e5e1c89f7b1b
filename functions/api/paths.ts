import type { Context } from 'hono';
import type { ApiEnv } from './agent.ts';

/** The message's key from the path, in any case of letters. */
export function messageKey(c: Context<ApiEnv>): string {
  return c.req.param('key')?.toUpperCase() ?? '';
}
