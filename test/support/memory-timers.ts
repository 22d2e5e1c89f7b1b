import { violated } from '../../infra/local/checks/violations.ts';
import { keySchema } from '../../infra/local/scheduler/input.ts';
import { DONE, type Outcome } from '../../shared/outcome.ts';
import type { Timers } from '../../shared/ticket/ports.ts';

/** Timers in memory: `scheduled` has when each fires, by `<ticketId>.<version>`, which must be a name that the Scheduler takes. */
export function memoryTimers(scheduled: Map<string, string>): Timers {
  return {
    async register({ ticketId, version, at }) {
      const name = `${ticketId}.${version}`;
      const refusal = refusalOf(name);
      if (refusal) return refusal;
      if (!scheduled.has(name)) scheduled.set(name, at);
      return DONE;
    },
    async cancel({ ticketId, version }) {
      const name = `${ticketId}.${version}`;
      const refusal = refusalOf(name);
      if (refusal) return refusal;
      scheduled.delete(name);
      return DONE;
    },
  };
}

function refusalOf(name: string): Outcome | undefined {
  const key = keySchema.safeParse({ name });
  if (key.success) return undefined;
  const reason = `ValidationException: ${key.error.issues.map(({ message }) => message).join('; ')}`;
  violated({ service: 'Scheduler', rule: reason });
  return { outcome: 'refused', what: 'call', reason };
}
