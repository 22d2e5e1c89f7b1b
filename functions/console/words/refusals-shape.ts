import type { RefusalWords } from '../../../shared/refusals.ts';

/**
 * Why a change is refused, in whole sentences that name the field and the mend; a code that has none does not compile. `at` says an instant (ISO, UTC)
 * in the viewer's zone.
 */
export type RefusalsAt = (at: (instant: string) => string) => RefusalWords;
