import { readFileSync } from 'node:fs';

/** All of the context in the committed `cdk.json`, feature flags included. */
export const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));

/** The settings of stage prod that are committed, with what matters to a case. */
export function deskContext(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...context.desk, ...context.stages.prod, ...changes };
}
