import type { Context } from 'aws-lambda';
import { takeInAgain } from '../../shared/intake/take-in-again.ts';
import type { Tellings } from '../../shared/targets/ports.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { inTrace } from '../../shared/trace.ts';
import { sweep } from '../../shared/use-cases/sweep.ts';
import { sweepTargets } from '../../shared/use-cases/sweep-targets.ts';

/** Runs every few minutes and mends what was lost, and then looks how the targets outside do, of a desk that has any. Its run is its trace. */
export function createHandler(desk: Desk, tellings?: Pick<Tellings, 'health' | 'giveUp'>) {
  return (_event?: unknown, context?: Pick<Context, 'awsRequestId'>): Promise<void> =>
    inTrace(context?.awsRequestId, async () => {
      try {
        await sweep(desk, takeInAgain);
      } finally {
        if (tellings) await sweepTargets(desk, tellings);
      }
    });
}
