import type { Context } from 'aws-lambda';
import { takeInAgain } from '../../shared/intake/take-in-again.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { inTrace } from '../../shared/trace.ts';
import { sweep } from '../../shared/use-cases/sweep.ts';

/** Runs every few minutes and mends what was lost. Its run is its trace. */
export function createHandler(desk: Desk) {
  return (_event?: unknown, context?: Pick<Context, 'awsRequestId'>): Promise<void> =>
    inTrace(context?.awsRequestId, () => sweep(desk, takeInAgain));
}
