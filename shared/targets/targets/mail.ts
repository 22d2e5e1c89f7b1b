import type { Target } from '../target.ts';

/** A contact who is no agent, by mail. */
export function mail({ to }: { to: string }): Target {
  return { call: () => ({ mailTo: to }) };
}
