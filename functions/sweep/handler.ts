import { takeInAgain } from '../../shared/intake/take-in-again.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { sweep } from '../../shared/use-cases/sweep.ts';

/** Runs every few minutes and mends what was lost. */
export function createHandler(desk: Desk) {
  return (): Promise<void> => sweep(desk, takeInAgain);
}
