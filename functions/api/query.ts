import type { Context } from 'hono';
import type { ApiEnv } from './agent.ts';

/** The query, with a parameter that is given twice as a list, so that the schema refuses it. */
export function query(c: Context<ApiEnv>): Record<string, unknown> {
  const given = Object.entries(c.req.queries());
  return Object.fromEntries(given.map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}
